// A doubt about data, recorded beside the value it concerns. Normalising never
// fails: it returns a value and its findings.
#pragma once

#include <string>

namespace soundings {

/// code: snake_case, stable, listed in docs/errors.md. pointer: RFC 6901 JSON
/// pointer into the submission, or empty for the whole of it. message: one plain
/// sentence that names the field, the given value and the rule; never free text.
struct Finding {
  std::string code;
  std::string pointer;
  std::string message;

  friend bool operator==(const Finding&, const Finding&) = default;
};

}  // namespace soundings
