// Fields of a specification as JSON: how texts, numbers and lists are read, and how a broken rule
// leaves the readers.
#pragma once

#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "spec.h"

namespace soundings::analyse {

using Json = nlohmann::ordered_json;

/// Leaves the nested readers with the rule that was broken; caught in parse_spec alone.
class Refusal : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

[[noreturn]] void refuse(const std::string& rule);

/// A member, or null when it is absent.
[[nodiscard]] const Json& member(const Json& object, const char* name);

/// A text, or a number as one, in the form of plain().
[[nodiscard]] std::string text(const Json& value, const std::string& where);
[[nodiscard]] std::string optional_text(const Json& object, const char* name,
                                        const std::string& where);

/// The name of a file, as it is written.
[[nodiscard]] std::string file(const Json& value, const std::string& where);
[[nodiscard]] std::string optional_file(const Json& object, const char* name,
                                        const std::string& where);

/// A number that is 0 or of a size that can be reckoned with.
[[nodiscard]] double number(const Json& value, const std::string& where);
/// The same, or a text that reads as one.
[[nodiscard]] double number_or_text(const Json& value, const std::string& where);

/// A list of texts; a lone text is a list of one.
[[nodiscard]] std::vector<std::string> texts(const Json& value, const std::string& where);

/// Nothing and an empty list stand for an object without members.
void expect_object(const Json& value, const std::string& where);

void note_ignored(const Json& value, const std::string& where, const std::set<std::string>& known,
                  std::vector<std::string>& ignored);

[[nodiscard]] MeasureSpec measure(const Json& value, std::vector<std::string>& ignored);

/// The text as JSON. Refuses a key that stands twice in one object, naming it. Throws Json's own
/// exceptions for what is no JSON.
[[nodiscard]] Json parse_unrepeated(std::string_view json);

}  // namespace soundings::analyse
