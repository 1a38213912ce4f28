// The names of margins, read as the domains they cross.
#include "soundings/survey/scheme.h"

namespace soundings {

std::vector<std::string> margin_parts(std::string_view margin) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t bar = margin.find('|'); bar != std::string_view::npos;
       bar = margin.find('|', from)) {
    parts.emplace_back(margin.substr(from, bar - from));
    from = bar + 1;
  }
  parts.emplace_back(margin.substr(from));
  return parts;
}

}  // namespace soundings
