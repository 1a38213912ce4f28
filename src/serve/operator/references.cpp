#include "operator/references.h"

#include <algorithm>
#include <cctype>

#include "http/reply.h"

namespace soundings::serve {
namespace {

constexpr std::size_t longest_reference = 40;

}  // namespace

bool is_reference(const std::string& text) {
  const bool has_digit =
      std::ranges::any_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
  return has_digit && text.size() <= longest_reference && std::ranges::all_of(text, [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '/' ||
                  c == '.' || c == '_';
         });
}

Problem malformed_reference() {
  return bad_value("reference", "reference_malformed",
                   "'reference' is the number of the request: letters, digits, '-', '/', '.' and "
                   "'_', at most 40, with a digit.");
}

}  // namespace soundings::serve
