#include "weighing.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "domain_codes.h"
#include "recross.h"
#include "strata.h"

namespace soundings::figures {
namespace {

/// Targets or weights by category, in the order of the definition or of the alphabet.
using Amounts = std::map<std::string, double>;

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : "|") + part;
  }
  return text;
}

/// A margin's name as a column: '|' would be read as a crossing of columns.
std::string column_name(const std::string& margin) {
  std::string name;
  for (const std::string& part : margin_parts(margin)) {
    name += (name.empty() ? "" : " x ") + part;
  }
  return name;
}

bool has_no_target(const Survey& survey, const std::string& domain, const std::string& code) {
  const Domain* found = survey.find_domain(domain);
  return code.empty() || code == missing_category ||
         (found != nullptr && std::find(found->unweighted.begin(), found->unweighted.end(), code) !=
                                  found->unweighted.end());
}

/// One margin over the old cells: the category each lies in, an index into `names`; 0 is
/// "(missing)".
struct Categories {
  std::vector<std::string> names{std::string(missing_category)};
  std::vector<std::uint32_t> of_cell;
};

Categories categorise(const Survey& survey, const Cells& cells, const std::string& margin) {
  const std::vector<std::string> domains = margin_parts(margin);
  std::vector<std::size_t> columns;
  std::vector<std::vector<bool>> blank;
  for (const std::string& domain : domains) {
    columns.push_back(column_of(cells, domain).value());
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
    std::vector<std::string> parts;
    for (std::size_t part = 0; part < columns.size(); ++part) {
      codes[part] = cell.codes[columns[part]];
      missing = missing || blank[part][codes[part]];
    }
    auto at = missing ? known.end() : known.find(codes);
    if (!missing && at == known.end()) {
      for (std::size_t part = 0; part < columns.size(); ++part) {
        parts.push_back(cells.columns[columns[part]].codes[codes[part]]);
      }
      at = known.emplace(codes, static_cast<std::uint32_t>(categories.names.size())).first;
      categories.names.push_back(joined(parts));
    }
    categories.of_cell.push_back(missing ? 0 : at->second);
  }
  return categories;
}

/// Eligible invitations of one stratum by the categories of a margin of npu, crime_group or both.
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
      parts.push_back(domain == "npu" ? invitation.npu
                                      : (domain == "crime_group" ? invitation.crime_group : ""));
      known = known && !has_no_target(*asked.survey, domain, parts.back());
    }
    if (known && invitation.eligible() > 0) {
      targets[joined(parts)] += static_cast<double>(invitation.eligible());
    }
  }
  return targets;
}

double total_of(const Amounts& amounts) {
  double total = 0.0;
  for (const auto& [category, amount] : amounts) {
    total += amount;
  }
  return total;
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

/// Targets from a file, as people: shares are scaled to the population.
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

/// One margin of one stratum while it is fitted to what there is.
struct Fitting {
  Amounts targets;
  Amounts held;                              ///< base weight by category, "(missing)" included
  std::map<std::string, std::string> moved;  ///< category of respondents -> the one they joined
};

double amount_of(const Amounts& amounts, const std::string& category) {
  const auto at = amounts.find(category);
  return at == amounts.end() ? 0.0 : at->second;
}

/// Merges categories that have a target and nobody, or somebody and no target.
void collapse(Fitting& fitting, const Scheme& scheme, const std::string& margin) {
  for (const Scheme::Collapse& pair : scheme.collapse) {
    const double target = amount_of(fitting.targets, pair.category);
    const double held = amount_of(fitting.held, pair.category);
    if (pair.margin != margin || (target > 0.0) == (held > 0.0)) {
      continue;
    }
    fitting.targets.erase(pair.category);
    fitting.held.erase(pair.category);
    if (target > 0.0) {
      fitting.targets[pair.into] += target;
    } else {
      fitting.held[pair.into] += held;
      for (auto& [from, into] : fitting.moved) {
        into = into == pair.category ? pair.into : into;
      }
      fitting.moved[pair.category] = pair.into;
    }
  }
}

/// Gives respondents without a target their own share of the stratum and the targets that have
/// respondents the rest. Errors: a category with nobody under Absent::error.
Expected<Amounts, std::string> settled(const Fitting& fitting, Scheme::Absent policy,
                                       const std::string& margin, double total) {
  Amounts covered;
  for (const auto& [category, target] : fitting.targets) {
    if (amount_of(fitting.held, category) > 0.0) {
      covered[category] = target;
    } else if (policy == Scheme::Absent::error) {
      return unexpected("margin " + margin + ", category " + category +
                        ": has a target and no respondents");
    }
  }
  const double missing = amount_of(fitting.held, std::string(missing_category));
  const double share = missing / total_of(fitting.held);
  const double kept = total_of(covered);
  for (auto& [category, target] : covered) {
    target *= total * (1.0 - share) / kept;
  }
  if (missing > 0.0) {
    covered[std::string(missing_category)] = total * share;
  }
  return covered;
}

std::vector<double> weight_by_stratum(const Cells& cells) {
  std::vector<double> weight(cells.strata.size(), 0.0);
  for (const Cell& cell : cells.cells) {
    weight[cell.stratum] += cell.weight;
  }
  return weight;
}

/// Multipliers that give every stratum with responses the same base weight, so that bounds hold
/// within each as if it were alone.
std::vector<double> levelled(const std::vector<double>& weight) {
  double sum = 0.0;
  double occupied = 0.0;
  for (const double each : weight) {
    sum += each;
    occupied += each > 0.0 ? 1.0 : 0.0;
  }
  std::vector<double> scale;
  for (const double each : weight) {
    scale.push_back(each > 0.0 && occupied > 1.0 ? sum / occupied / each : 1.0);
  }
  return scale;
}

/// A margin made ready: its column over the cells and its targets.
struct Prepared {
  NewColumn column;
  weigh::Margin margin;
  double missing_share = 0.0;
  double uncovered_share = 0.0;
};

/// Names categories of several strata apart: "2019-05|BE". In one stratum they keep their names,
/// and calibration itself looks after those without a target.
struct Naming {
  const Cells& cells;
  bool several = false;

  [[nodiscard]] std::string operator()(std::size_t stratum, const std::string& category) const {
    return several ? cells.strata[stratum] + "|" + category : category;
  }
};

class Preparation {
 public:
  Preparation(const Asked& asked, const Evidence& evidence, const std::vector<double>& weight)
      : asked_(asked),
        evidence_(evidence),
        cells_(*evidence.cells),
        weight_(weight),
        several_(std::count_if(weight.begin(), weight.end(),
                               [](double each) { return each > 0.0; }) > 1) {}

  [[nodiscard]] Expected<Prepared, std::string> margin(const std::string& name) const {
    const Categories categories = categorise(*asked_.survey, cells_, name);
    std::vector<Fitting> fittings = fit(name, categories);
    Prepared prepared{
        .column = {.column = {.id = column_name(name), .codes = {std::string(missing_category)}},
                   .code = {}},
        .margin = {.name = column_name(name), .targets = {}}};
    const Naming named{cells_, several_};
    double missing = 0.0;
    double uncovered = 0.0;
    double strata = 0.0;
    for (std::size_t stratum = 0; stratum < fittings.size(); ++stratum) {
      Fitting& fitting = fittings[stratum];
      if (weight_[stratum] <= 0.0) {
        continue;
      }
      const double declared = total_of(fitting.targets);
      if (declared <= 0.0) {
        return unexpected("margin " + name + ": there are no targets for " +
                          cells_.strata[stratum]);
      }
      strata += 1.0;
      missing += amount_of(fitting.held, std::string(missing_category)) / total_of(fitting.held);
      for (const auto& [category, target] : fitting.targets) {
        uncovered += amount_of(fitting.held, category) > 0.0 ? 0.0 : target / declared;
      }
      if (several_) {
        auto targets = settled(fitting, asked_.scheme->absent, name, declared);
        if (!targets) {
          return unexpected(targets.error());
        }
        fitting.targets = *std::move(targets);
      }
      for (const auto& [category, target] : fitting.targets) {
        prepared.margin.targets.push_back({named(stratum, category), target});
      }
    }
    prepared.missing_share = missing / std::max(1.0, strata);
    prepared.uncovered_share = uncovered / std::max(1.0, strata);
    place(prepared.column, categories, fittings, named);
    return prepared;
  }

 private:
  [[nodiscard]] std::vector<Fitting> fit(const std::string& name,
                                         const Categories& categories) const {
    std::vector<Fitting> fittings(cells_.strata.size());
    for (std::size_t at = 0; at < cells_.cells.size(); ++at) {
      const Cell& cell = cells_.cells[at];
      fittings[cell.stratum].held[categories.names[categories.of_cell[at]]] += cell.weight;
    }
    for (std::size_t stratum = 0; stratum < fittings.size(); ++stratum) {
      fittings[stratum].targets =
          asked_.scheme->totals.kind == TargetSource::Kind::eligible_invitations
              ? invited(asked_, evidence_, name, cells_.strata[stratum])
              : filed(*asked_.scheme, name);
      collapse(fittings[stratum], *asked_.scheme, name);
    }
    return fittings;
  }

  /// Numbers the categories of every stratum and gives each cell its own.
  void place(NewColumn& column, const Categories& categories, const std::vector<Fitting>& fittings,
             const Naming& named) const {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint16_t> numbers;
    std::map<std::string, std::uint16_t> by_name;
    for (std::size_t at = 0; at < cells_.cells.size(); ++at) {
      const std::uint32_t stratum = cells_.cells[at].stratum;
      const std::uint32_t category = categories.of_cell[at];
      auto known = numbers.find({stratum, category});
      if (known == numbers.end()) {
        const auto moved = fittings[stratum].moved.find(categories.names[category]);
        const std::string& into =
            moved == fittings[stratum].moved.end() ? categories.names[category] : moved->second;
        const bool blank = category == 0 && !several_;
        const auto next = static_cast<std::uint16_t>(column.column.codes.size());
        const auto [number, fresh] = blank ? std::pair(by_name.end(), false)
                                           : by_name.try_emplace(named(stratum, into), next);
        if (fresh) {
          column.column.codes.push_back(named(stratum, into));
        }
        const std::uint16_t code = blank ? std::uint16_t{0} : number->second;
        known = numbers.emplace(std::pair(stratum, category), code).first;
      }
      column.code.push_back(known->second);
    }
  }

  const Asked& asked_;
  const Evidence& evidence_;
  const Cells& cells_;
  const std::vector<double>& weight_;
  bool several_;
};

weigh::Method method_of(const Scheme& scheme) {
  switch (scheme.method) {
    case Scheme::Method::none:
      return weigh::Method::none;
    case Scheme::Method::poststratify:
      return weigh::Method::poststratify;
    case Scheme::Method::rake:
      break;
  }
  return weigh::Method::rake;
}

/// The report in the scheme's own names, with the shares that preparation took care of.
WeightingReport told(const weigh::Sample& sample, const Scheme& scheme,
                     const std::vector<Prepared>& prepared) {
  WeightingReport report = sample.report();
  for (std::size_t at = 0; at < prepared.size(); ++at) {
    const std::string column = column_name(scheme.margins[at]);
    for (MarginLine& line : report.lines) {
      line.margin = line.margin == column ? scheme.margins[at] : line.margin;
    }
    for (MarginSummary& summary : report.margins) {
      if (summary.margin == column) {
        summary.margin = scheme.margins[at];
        summary.missing_share = prepared[at].missing_share;
        summary.uncovered_share = prepared[at].uncovered_share;
      }
    }
  }
  return report;
}

std::vector<NewColumn> analysis_columns(const Cells& cells, const std::vector<std::string>& by) {
  std::vector<NewColumn> columns;
  for (const std::string& domain : by) {
    columns.push_back(kept(cells, domain, "by " + domain));
  }
  return columns;
}

std::shared_ptr<const Cells> designed(std::shared_ptr<const Cells> cells, Design design) {
  return design == Design::one_stratum ? in_one_stratum(*cells) : cells;
}

}  // namespace

weigh::Sample unweighted(const Cells& cells, const std::vector<std::string>& by, Design design) {
  const std::vector<double> same(cells.strata.size(), 1.0);
  return weigh::calibrate(
             designed(recross(cells, analysis_columns(cells, by), same), design),
             {.method = weigh::Method::none, .margins = {}, .population_total = {}, .bounds = {}})
      .value();
}

Expected<Weighed, std::string> weighted(const Asked& asked, const Evidence& evidence,
                                        const std::vector<std::string>& by, Design design) {
  const Scheme& scheme = *asked.scheme;
  const std::vector<double> weight = weight_by_stratum(*evidence.cells);
  const Preparation preparation(asked, evidence, weight);
  std::vector<Prepared> prepared;
  std::vector<NewColumn> columns;
  weigh::Plan plan{.method = method_of(scheme),
                   .margins = {},
                   .absent = scheme.absent == Scheme::Absent::error ? weigh::Absent::error
                                                                    : weigh::Absent::renormalise,
                   .population_total = {},
                   .bounds = scheme.bounds};
  for (const std::string& margin : scheme.margins) {
    auto ready = preparation.margin(margin);
    if (!ready) {
      return unexpected(ready.error());
    }
    columns.push_back(ready->column);
    plan.margins.push_back(ready->margin);
    prepared.push_back(*std::move(ready));
  }
  for (NewColumn& column : analysis_columns(*evidence.cells, by)) {
    columns.push_back(std::move(column));
  }
  const std::vector<double> scale = scheme.method == Scheme::Method::rake
                                        ? levelled(weight)
                                        : std::vector<double>(weight.size(), 1.0);
  auto sample = weigh::calibrate(designed(recross(*evidence.cells, columns, scale), design), plan);
  if (!sample) {
    return unexpected(sample.error().message);
  }
  WeightingReport report = told(*sample, scheme, prepared);
  return Weighed{.sample = *std::move(sample), .report = std::move(report)};
}

}  // namespace soundings::figures
