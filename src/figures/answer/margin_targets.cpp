// Categories of margins, and their targets from invitations or a file.
#include "answer/margin_targets.h"

#include <algorithm>

#include "question/domain_codes.h"

namespace soundings::figures {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : "|") + part;
  }
  return text;
}

bool has_no_target(const Survey& survey, const std::string& domain, const std::string& code) {
  const Domain* found = survey.find_domain(domain);
  return code.empty() || code == missing_category ||
         (found != nullptr && std::find(found->unweighted.begin(), found->unweighted.end(), code) !=
                                  found->unweighted.end());
}

/// The population: what the counted targets of the first counted margin come to.
double counted_total(const Scheme& scheme) {
  for (const std::string& margin : scheme.margins) {
    double total = 0.0;
    for (const Target& target : scheme.targets) {
      const bool counts = target.kind == Target::Kind::count && target.margin == margin;
      total += counts ? target.target : 0.0;
    }
    if (total > 0.0) {
      return total;
    }
  }
  return 1.0;
}

/// codes: of the columns, each an index into the column's own.
std::string category_name(const Cells& cells, const std::vector<std::size_t>& columns,
                          const std::vector<std::uint16_t>& codes) {
  std::vector<std::string> parts;
  parts.reserve(columns.size());
  for (std::size_t part = 0; part < columns.size(); ++part) {
    parts.push_back(cells.columns[columns[part]].codes[codes[part]]);
  }
  return joined(parts);
}

}  // namespace

double total_of(const Amounts& amounts) {
  double total = 0.0;
  for (const auto& [category, amount] : amounts) {
    total += amount;
  }
  return total;
}

std::string column_name(const std::string& margin) {
  std::string name;
  for (const std::string& part : margin_parts(margin)) {
    name += (name.empty() ? "" : " x ") + part;
  }
  return name;
}

Categories categorise(const Survey& survey, const Cells& cells, const std::string& margin) {
  const std::vector<std::string> domains = margin_parts(margin);
  std::vector<std::size_t> columns;
  std::vector<std::vector<bool>> blank;
  for (const std::string& domain : domains) {
    columns.push_back(column_of(cells, domain));
    std::vector<bool>& codes = blank.emplace_back();
    for (const std::string& code : cells.columns[columns.back()].codes) {
      codes.push_back(has_no_target(survey, domain, code));
    }
  }
  Categories categories;
  std::map<std::vector<std::uint16_t>, std::uint32_t> known;
  std::vector<std::uint16_t> codes(columns.size());
  for (const Cell& cell : cells.cells) {
    bool missing = false;
    for (std::size_t part = 0; part < columns.size(); ++part) {
      codes[part] = cell.codes[columns[part]];
      missing = missing || blank[part][codes[part]];
    }
    auto at = missing ? known.end() : known.find(codes);
    if (!missing && at == known.end()) {
      at = known.emplace(codes, static_cast<std::uint32_t>(categories.names.size())).first;
      categories.names.push_back(category_name(cells, columns, codes));
    }
    categories.of_cell.push_back(missing ? 0 : at->second);
  }
  return categories;
}

Amounts invited(const Asked& asked, const Evidence& evidence, const std::string& margin,
                const std::string& stratum) {
  Amounts targets;
  for (const Invitation& invitation : evidence.invitations) {
    if (to_text(invitation.period) != stratum) {
      continue;
    }
    std::vector<std::string> parts;
    bool known = true;
    for (const std::string& domain : margin_parts(margin)) {
      parts.emplace_back(invitation.code_in(domain));
      known = known && !has_no_target(*asked.survey, domain, parts.back());
    }
    if (known && invitation.eligible() > 0) {
      targets[joined(parts)] += static_cast<double>(invitation.eligible());
    }
  }
  return targets;
}

Amounts filed(const Scheme& scheme, const std::string& margin) {
  Amounts targets;
  for (const Target& target : scheme.targets) {
    if (target.margin == margin && target.target > 0.0) {
      targets[target.category] += target.target;
    }
  }
  const double total = total_of(targets);
  const double population = counted_total(scheme);
  for (auto& [category, amount] : targets) {
    amount *= population / total;
  }
  return targets;
}

}  // namespace soundings::figures
