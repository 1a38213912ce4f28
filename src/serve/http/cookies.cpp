#include "http/cookies.h"

#include <algorithm>

namespace soundings::serve {
namespace {

std::string with_rules(std::string_view name, std::string_view value, bool secure) {
  return std::string(name) + "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax" +
         (secure ? "; Secure" : "");
}

}  // namespace

std::optional<std::string> cookie(const Request& request, std::string_view name) {
  std::optional<std::string> found;
  for (std::string_view line : request.all("cookie")) {
    while (!line.empty()) {
      const auto end = line.find(';');
      std::string_view pair = line.substr(0, end);
      line = end == std::string_view::npos ? std::string_view{} : line.substr(end + 1);
      pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
      const auto equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != name) {
        continue;
      }
      if (found) {
        return std::nullopt;
      }
      found = std::string(pair.substr(equals + 1));
    }
  }
  return found;
}

std::string set_cookie(std::string_view name, std::string_view value, bool secure) {
  return with_rules(name, value, secure);
}

std::string drop_cookie(std::string_view name, bool secure) {
  return with_rules(name, "", secure) + "; Max-Age=0";
}

}  // namespace soundings::serve
