#include "figure_words.h"

#include <iostream>

namespace soundings::app {

std::optional<Period> read_period(const std::string& option, const std::string& text) {
  auto period = parse_period(text);
  if (!period) {
    std::cerr << option << " takes " << period_forms << "; given " << text << '\n';
  }
  return period;
}

bool names_statistic(const std::string& text) {
  const bool known = text.empty() || parse_statistic(text).has_value();
  if (!known) {
    std::cerr << "--statistic takes pct_positive, pct_negative, net, mean or distribution; given "
              << text << '\n';
  }
  return known;
}

std::optional<DomainKey> read_part(const std::string& text) {
  auto part = parse_domain_key(text);
  if (!part) {
    std::cerr << "--of takes DOMAIN=CODE, as npu=SH, or two such with a comma between them; given "
              << text << '\n';
  }
  return part;
}

void complain(const figures::Fault& fault) {
  std::cerr << fault.message << " (" << fault.code << ")\n";
}

}  // namespace soundings::app
