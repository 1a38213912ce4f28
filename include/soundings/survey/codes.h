// The names of codes: what people may write where a code is asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/nearest.h"
#include "soundings/survey/definitions.h"

namespace soundings {

/// The code of a domain that `text` names: the code itself, the name or an alias of an area of the
/// domain's level, or a label or further spelling of a code. Case, spaces, punctuation and a last
/// "NPU" do not matter. Nothing for what names none, or several.
[[nodiscard]] std::optional<std::string> code_named(const Definitions& definitions,
                                                    const Survey& survey, std::string_view domain,
                                                    std::string_view text);

/// Every spelling of a domain's codes, each shown as "SH (Solihull)".
[[nodiscard]] std::vector<KnownWord> spellings_of(const Definitions& definitions,
                                                  const Survey& survey, std::string_view domain);

/// The area of a level that `text` names, as code_named reads names; nullptr for none.
[[nodiscard]] const Area* area_named(const Definitions& definitions, std::string_view level,
                                     std::string_view text);

/// Every spelling of a level's areas, each shown as "SH (Solihull)".
[[nodiscard]] std::vector<KnownWord> spellings_of_areas(const Definitions& definitions,
                                                        std::string_view level);

}  // namespace soundings
