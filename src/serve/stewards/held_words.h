// Small words of held items.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "soundings/intake/held.h"

#include "context.h"

namespace soundings::serve {

/// "area unknown".
[[nodiscard]] std::string reason_name(std::string_view code);
/// "Area unknown".
[[nodiscard]] std::string upper_first(std::string text);
[[nodiscard]] std::string source_title(const Context& context, const std::string& id);
[[nodiscard]] std::string survey_title(const Context& context, const std::string& id);
/// "Waiting", "Admitted", "Discarded".
[[nodiscard]] std::string state_words(store::HeldState state);

/// Why an act is not done, in a sentence.
[[nodiscard]] std::string fault_words(intake::QuarantineFault fault);

/// "7 items", "1 item".
[[nodiscard]] std::string items_words(std::int64_t items);

}  // namespace soundings::serve
