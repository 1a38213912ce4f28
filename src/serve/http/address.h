// Addresses and queries off the wire: percent-decoded strictly, so that no value
// reaches a handler with a broken escape or bad UTF-8 in it, and none but an area of text with a
// control character.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "soundings/base/expected.h"

#include "http/problem.h"

namespace soundings::serve {

/// Percent-decoded. Nothing for a broken escape, a control character or invalid UTF-8.
[[nodiscard]] std::optional<std::string> plain_text(std::string_view text);

/// "a=1&b=2". '+' is a space. Errors: a broken escape, a parameter given twice.
[[nodiscard]] Expected<std::map<std::string, std::string>, Problem> read_query(
    std::string_view query);

/// The same of the body of a form. A field whose name ends in "_text" is an area of text: its value
/// may have several lines, and whatever its handler lets pass. No other value has a control
/// character in it.
[[nodiscard]] Expected<std::map<std::string, std::string>, Problem> read_form(
    std::string_view body);

/// The values of the {names} of `pattern` in `path`; nothing when it does not match. A {name}
/// takes one whole non-empty segment, less what the pattern's segment ends with:
/// "/headline/{period}.csv".
[[nodiscard]] std::optional<std::map<std::string, std::string>> match(std::string_view pattern,
                                                                      std::string_view path);

/// The media type of a Content-Type header, lower case, without its parameters. NDJSON, which has
/// no registered name, is "application/x-ndjson" by whichever of its usual names it comes.
[[nodiscard]] std::string media_type_of(std::string_view content_type);

}  // namespace soundings::serve
