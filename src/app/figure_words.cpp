#include "figure_words.h"

namespace soundings::app {

std::optional<Period> read_period(const std::string& option, const std::string& text) {
  auto period = parse_period(text);
  if (!period) {
    std::cerr << option << " takes " << period_forms << "; given " << visible(text) << '\n';
  }
  return period;
}

bool names_statistic(const std::string& text) {
  const bool known = text.empty() || parse_statistic(text).has_value();
  if (!known) {
    std::cerr << "--statistic takes pct_positive, pct_negative, net, mean or distribution; given "
              << visible(text) << '\n';
  }
  return known;
}

std::optional<DomainKey> read_part(const std::string& text) {
  auto part = parse_domain_key(text);
  if (!part) {
    std::cerr << "--of takes DOMAIN=CODE, as npu=SH, or two such with a comma between them; given "
              << visible(text) << '\n';
  }
  return part;
}

void complain(const figures::Fault& fault) {
  std::cerr << visible(fault.message) << " (" << fault.code << ")\n";
}

bool knows_survey(const Definitions& definitions, const std::string& survey) {
  const bool known = definitions.find_survey(survey) != nullptr;
  if (!known) {
    complain_of_unknown("survey", survey, definitions.surveys);
  }
  return known;
}

}  // namespace soundings::app
