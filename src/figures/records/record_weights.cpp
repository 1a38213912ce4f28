// Calibrated cells taken apart into what each of their records weighs.
#include "records/record_weights.h"

#include <algorithm>
#include <utility>

#include "soundings/survey/scheme.h"

#include "answer/weighing.h"
#include "question/domain_codes.h"

namespace soundings::figures {
namespace {

constexpr char between = '\x1f';
constexpr const char* bounded = "bounded_rake";

std::vector<std::string> crossed_domains(const Scheme* scheme) {
  std::vector<std::string> domains;
  if (scheme == nullptr) {
    return domains;
  }
  for (const std::string& margin : scheme->margins) {
    for (std::string& domain : margin_parts(margin)) {
      if (std::ranges::find(domains, domain) == domains.end()) {
        domains.push_back(std::move(domain));
      }
    }
  }
  return domains;
}

/// The cells of a sample, under their strata and the codes of the domains. Its columns: the
/// margins', then the domains'.
void add_cells(const weigh::Sample& sample, RecordWeights& weights) {
  const Cells& cells = sample.cells();
  const std::size_t margins = weights.margins.size();
  std::vector<std::string_view> codes(weights.domains.size());
  for (std::size_t at = 0; at < cells.cells.size(); ++at) {
    const Cell& cell = cells.cells[at];
    for (std::size_t domain = 0; domain < codes.size(); ++domain) {
      const std::uint16_t code = cell.codes[margins + domain];
      codes[domain] = code == 0 ? std::string_view{} : cells.columns[margins + domain].codes[code];
    }
    RecordCell& shared = weights.cells[cell_key(cells.strata[cell.stratum], codes)];
    shared.left += cell.count;
    shared.base = cell.weight / static_cast<double>(cell.count);
    shared.weight = shared.base * sample.g()[at];
    shared.categories.clear();
    for (std::size_t margin = 0; margin < margins; ++margin) {
      shared.categories.push_back(cells.columns[margin].codes[cell.codes[margin]]);
    }
  }
}

}  // namespace

std::string cell_key(std::string_view stratum, std::span<const std::string_view> codes) {
  std::string key(stratum);
  for (const std::string_view code : codes) {
    key += between;
    key += code;
  }
  return key;
}

std::string cell_column(std::string_view margin) {
  std::string name = "cell_" + std::string(margin);
  std::ranges::replace(name, '|', '_');
  return name;
}

Expected<RecordWeights, std::string> record_weights(const Asked& asked, const Evidence& evidence) {
  RecordWeights weights{.domains = crossed_domains(asked.scheme)};
  if (asked.scheme == nullptr) {
    add_cells(unweighted(*evidence.cells, {}), weights);
    return weights;
  }
  const auto made = weighted(asked, evidence, weights.domains);
  if (!made) {
    return unexpected(made.error());
  }
  weights.margins = asked.scheme->margins;
  weights.method = made->report.method;
  if (weights.method == bounded) {
    weights.bounds = asked.scheme->bounds;
  }
  for (const MarginLine& line : made->report.lines) {
    weights.targets.push_back({.margin = line.margin,
                               .column = cell_column(line.margin),
                               .category = line.category,
                               .target = line.target});
  }
  add_cells(made->sample, weights);
  return weights;
}

}  // namespace soundings::figures
