// Margins made ready for calibration, stratum by stratum.
#include "answer/preparation.h"

#include <algorithm>
#include <map>
#include <utility>

namespace soundings::figures {
namespace {

/// One margin of one stratum while it is fitted to what there is.
struct Fitting {
  Amounts targets;
  Amounts held;                              ///< base weight by category, "(missing)" included
  std::map<std::string, std::string> moved;  ///< category of respondents -> the one they joined
  std::vector<MarginCollapse> collapsed;
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
    fitting.collapsed.push_back({.margin = margin,
                                 .category = pair.category,
                                 .into = pair.into,
                                 .nobody = target > 0.0,
                                 .target = target,
                                 .into_target = amount_of(fitting.targets, pair.into)});
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

std::string nobody_in(const std::string& category, const std::string& margin) {
  return "margin " + margin + ", category " + category + ": has a target and no respondents";
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
      return unexpected(nobody_in(category, margin));
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

/// The category that respondents of one count in: their own, or that which it was merged into.
std::string counted_in(const std::string& category, const Fitting& fitting) {
  const auto moved = fitting.moved.find(category);
  return moved == fitting.moved.end() ? category : moved->second;
}

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
    const std::vector<Fitting> fittings = fit(name, categories);
    Prepared prepared{
        .column = {.column = {.id = column_name(name), .codes = {std::string(missing_category)}}},
        .margin = {.name = column_name(name)}};
    const Naming named{cells_, several_};
    double missing = 0.0;
    double uncovered = 0.0;
    double strata = 0.0;
    for (std::size_t stratum = 0; stratum < fittings.size(); ++stratum) {
      const Fitting& fitting = fittings[stratum];
      if (weight_[stratum] <= 0.0) {
        continue;
      }
      const double declared = total_of(fitting.targets);
      if (declared <= 0.0) {
        return unexpected("margin " + name + ": there are no targets for " +
                          cells_.strata[stratum]);
      }
      strata += 1.0;
      add_collapsed(prepared, fitting, stratum);
      missing += amount_of(fitting.held, std::string(missing_category)) / total_of(fitting.held);
      uncovered = add_uncovered(uncovered, fitting, declared);
      const auto targets = to_be_met(fitting, name, declared);
      if (!targets) {
        return unexpected(targets.error());
      }
      for (const auto& [category, target] : *targets) {
        prepared.margin.targets.push_back({named(stratum, category), target});
      }
    }
    prepared.missing_share = missing / std::max(1.0, strata);
    prepared.uncovered_share = uncovered / std::max(1.0, strata);
    place(prepared.column, categories, fittings, named);
    return prepared;
  }

 private:
  void add_collapsed(Prepared& prepared, const Fitting& fitting, std::size_t stratum) const {
    for (MarginCollapse joined : fitting.collapsed) {
      joined.stratum = several_ ? cells_.strata[stratum] : "";
      prepared.collapsed.push_back(std::move(joined));
    }
  }

  /// `share` and the part of the declared total that stands for categories without a response.
  [[nodiscard]] static double add_uncovered(double share, const Fitting& fitting, double declared) {
    for (const auto& [category, target] : fitting.targets) {
      share += amount_of(fitting.held, category) > 0.0 ? 0.0 : target / declared;
    }
    return share;
  }

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

  /// What calibration is asked to meet in one stratum. declared: total of its targets.
  [[nodiscard]] Expected<Amounts, std::string> to_be_met(const Fitting& fitting,
                                                         const std::string& name,
                                                         double declared) const {
    if (!several_) {
      return fitting.targets;
    }
    return settled(fitting, asked_.scheme->absent, name, declared);
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
        const std::string into = counted_in(categories.names[category], fittings[stratum]);
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

}  // namespace

std::vector<double> weight_by_stratum(const Cells& cells) {
  std::vector<double> weight(cells.strata.size(), 0.0);
  for (const Cell& cell : cells.cells) {
    weight[cell.stratum] += cell.weight;
  }
  return weight;
}

std::vector<double> levelled(const std::vector<double>& weight) {
  double sum = 0.0;
  double occupied = 0.0;
  for (const double each : weight) {
    sum += each;
    occupied += each > 0.0 ? 1.0 : 0.0;
  }
  std::vector<double> scale;
  scale.reserve(weight.size());
  for (const double each : weight) {
    scale.push_back(each > 0.0 && occupied > 1.0 ? sum / occupied / each : 1.0);
  }
  return scale;
}

Expected<Prepared, std::string> prepare(const Asked& asked, const Evidence& evidence,
                                        const std::vector<double>& weight,
                                        const std::string& margin) {
  return Preparation(asked, evidence, weight).margin(margin);
}

}  // namespace soundings::figures
