// What every page has: its frame, its form of choices, and which figures it shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/period.h"
#include "soundings/survey/series.h"
#include "soundings/survey/table.h"

namespace soundings::pages {

/// The name of an area in the addresses of its page and in forms: "/npus/{npu}", "?npu=". Addresses
/// are published, so that this word does not follow the definitions.
inline constexpr std::string_view area_field = "npu";

/// An entry of the menu or of the foot, beside the pages of figures.
struct MenuEntry {
  std::string address;
  std::string words;
};

/// What stands around every page, whatever it shows.
struct PageFrame {
  bool sample = false;            ///< the answers are synthetic, and the page says so
  bool working = false;           ///< of the answers that are kept now, and the page says so
  std::string draft{};            ///< the release that is not published yet, and the page says so
  bool offers_sign_in = false;    ///< to whoever has not signed in
  std::string signed_in{};        ///< the account's name; empty for nobody
  std::string form_token{};       ///< of the forms of this visit
  std::string own_npu{};          ///< of a lead: where the menu leads first
  std::vector<MenuEntry> menu{};  ///< what this reader may open beside the pages of figures
  std::vector<MenuEntry> foot{};  ///< the same at the foot
};

/// A choice in a page's form: value ("2019-05", "BE"), words, whether it is the one shown.
struct Choice {
  std::string value;
  std::string words;
  bool selected = false;
};

/// One list of a page's form. Forms ask by GET. field: the name of the parameter, "period".
struct ChoiceList {
  std::string field;
  std::string label;
  std::vector<Choice> options;
};

/// Which figures a page shows: said in its title and at its foot, and carried into its links.
struct Edition {
  Period period;
  std::string release;       ///< "2019-05.r0"; empty where it shows none
  std::string published;     ///< "12 June 2019"; empty where that is not known
  bool provisional = false;  ///< said once, in the title line
  bool working = false;      ///< of the answers that are kept now

  /// The month whose headline it is.
  [[nodiscard]] Month month() const noexcept { return period.last; }
};

/// A provisional figure of a month that has no release yet: whole per cent, coarse base.
struct SoFar {
  Month month;
  std::int64_t per_cent = 0;
  std::int64_t base = 0;
  std::string counted_to;  ///< "12 June 2019"
};

/// A measure and its points in time, oldest first, each a force or one-area table of one period.
/// series: what is out of the ordinary in the row the page speaks of, where that was asked, by
/// limits that look at sampling error. change: that row against the baseline or an earlier month,
/// read as it is read beside the figure; of one comparison.
struct Trend {
  const Measure* measure = nullptr;
  std::vector<Table> points;
  std::optional<Series> series = std::nullopt;
  std::optional<Comparisons> change = std::nullopt;
};

}  // namespace soundings::pages
