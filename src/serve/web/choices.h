// What a reader of a page chose: which period, of which release; and the form's lists.
#pragma once

#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/pages/frame.h"
#include "soundings/serve/message.h"

#include "context.h"

namespace soundings::serve {

/// A choice that was made: what the page shows and who answers for it.
struct Chosen {
  pages::Edition edition;
  const figures::Figures* figures = nullptr;
};

/// A choice that cannot be used: the field of the form and what to choose instead.
struct WrongField {
  std::string field;
  std::string message;
};

/// The months there is anything to show of, newest first; then the windows that are released.
[[nodiscard]] std::vector<Period> periods_to_choose(const Context& context,
                                                    const std::vector<Month>& months);

/// period and release of a request; the usual month where neither is given. offered: not empty.
[[nodiscard]] Expected<Chosen, WrongField> chosen(const Context& context,
                                                  const std::vector<Period>& offered,
                                                  const Request& request);

/// "May 2019", "Year ending May 2019", "Three months to May 2019", "Since November 2018".
[[nodiscard]] std::string period_words(const Period& period);

/// The form's list of periods. label: "Month", or "Period" where windows are offered.
[[nodiscard]] pages::ChoiceList period_choices(const std::vector<Period>& offered,
                                               const Period& shown);

/// The form's list of areas, in the order of the register. shown: an id, or empty for none.
[[nodiscard]] pages::ChoiceList area_choices(const Context& context, const std::string& shown);

/// The form's list of contact channels. shown: a code, or empty for none.
[[nodiscard]] pages::ChoiceList channel_choices(const Context& context, const std::string& shown);

/// The form's list of measures that may be broken down by area.
[[nodiscard]] pages::ChoiceList measure_choices(const Context& context, const std::string& shown);

/// What the figures of the Overview are set against. shown: "baseline", "previous", "previous-3".
[[nodiscard]] pages::ChoiceList comparison_choices(const Context& context,
                                                   const std::string& shown);

}  // namespace soundings::serve
