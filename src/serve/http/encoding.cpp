#include "http/encoding.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "soundings/base/number.h"
#include "soundings/base/text.h"

namespace soundings::serve {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t";
  const auto first = text.find_first_not_of(blank);
  return first == std::string_view::npos
             ? std::string_view{}
             : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// "gzip;q=0.5": the weight; 1 where there is none, 0 for one that cannot be read.
double weight_of(std::string_view item) {
  const auto mark = item.find(';');
  if (mark == std::string_view::npos) {
    return 1.0;
  }
  const std::string_view parameter = trimmed(item.substr(mark + 1));
  return parameter.starts_with("q=") ? parse_double(parameter.substr(2)).value_or(0.0) : 0.0;
}

}  // namespace

bool accepts_gzip(const Request& request) {
  std::optional<double> named;
  std::optional<double> any;
  for (std::string_view line : request.all("accept-encoding")) {
    while (!line.empty()) {
      const auto comma = std::min(line.find(','), line.size());
      const std::string_view item = trimmed(line.substr(0, comma));
      const std::string_view name = trimmed(item.substr(0, item.find(';')));
      if (same_name(name, "gzip") || same_name(name, "x-gzip")) {
        named = weight_of(item);
      } else if (name == "*") {
        any = weight_of(item);
      }
      line.remove_prefix(std::min(comma + 1, line.size()));
    }
  }
  return named ? *named > 0.0 : any.value_or(0.0) > 0.0;
}

}  // namespace soundings::serve
