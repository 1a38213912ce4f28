// What is said when a request cannot be served: a problem document (RFC 9457) with
// a stable code. Says nothing of our insides.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/finding.h"

namespace soundings::serve {

struct Problem {
  int status = 500;
  std::string code;    ///< snake_case, stable, documented in docs/errors.md
  std::string detail;  ///< one plain sentence
  std::vector<Finding> errors;
};

/// Why a body longer than its address takes is refused.
[[nodiscard]] Problem body_too_large();

/// The words of a status: "Not Found".
[[nodiscard]] std::string_view reason_phrase(int status) noexcept;

/// type, title, status, detail, instance, code and errors as application/problem+json.
/// instance: the path asked for; may be empty.
[[nodiscard]] std::string to_json(const Problem& problem, std::string_view instance);

}  // namespace soundings::serve
