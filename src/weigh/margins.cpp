// Margins laid over cells: categories, profiles and totals.
#include "margins.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "soundings/base/number.h"
#include "soundings/survey/scheme.h"
#include "soundings/weigh/sum.h"

namespace soundings::weigh {
namespace {

constexpr std::uint32_t none = UINT32_MAX;

/// Respondents by category of one margin: names in order of first appearance along `order`.
struct Observed {
  std::vector<std::string> names;
  std::vector<std::uint32_t> category;  ///< per cell, an index into `names`
  std::vector<Sum> base;                ///< base weight per name
};

Fault no_column(const std::string& margin, const std::string& column) {
  return {.kind = Fault::Kind::unknown_column,
          .margin = margin,
          .gap = 0.0,
          .message = "margin " + margin + ": there is no column " + column};
}

Expected<std::vector<std::size_t>, Fault> columns_of(const Cells& cells, const std::string& name) {
  std::vector<std::size_t> columns;
  for (const std::string& part : margin_parts(name)) {
    const auto at = std::find_if(cells.columns.begin(), cells.columns.end(),
                                 [&part](const CellColumn& column) { return column.id == part; });
    if (at == cells.columns.end()) {
      return unexpected(no_column(name, part));
    }
    columns.push_back(static_cast<std::size_t>(at - cells.columns.begin()));
  }
  return columns;
}

std::string category_name(const Cells& cells, const Cell& cell,
                          std::span<const std::size_t> columns) {
  std::string name;
  for (const std::size_t column : columns) {
    const std::uint16_t code = cell.codes[column];
    if (code == 0) {
      return std::string(missing_category);
    }
    name += (name.empty() ? "" : "|") + cells.columns[column].codes[code];
  }
  return name;
}

/// Distinct code combinations are named once each; a blank part makes the whole "(missing)".
Observed observe(const Cells& cells, std::span<const std::uint32_t> order,
                 std::span<const std::size_t> columns) {
  Observed seen;
  seen.category.resize(cells.cells.size());
  std::unordered_map<std::uint64_t, std::uint32_t> by_key;
  std::map<std::string, std::uint32_t, std::less<>> by_name;
  std::uint64_t last_key = UINT64_MAX;
  std::uint32_t last = none;
  for (const std::uint32_t index : order) {
    const Cell& cell = cells.cells[index];
    std::uint64_t key = 0;
    for (const std::size_t column : columns) {
      key = key * cells.columns[column].codes.size() + cell.codes[column];
    }
    if (key != last_key) {
      auto at = by_key.find(key);
      if (at == by_key.end()) {
        std::string name = category_name(cells, cell, columns);
        const auto [named, fresh] =
            by_name.try_emplace(name, static_cast<std::uint32_t>(seen.names.size()));
        if (fresh) {
          seen.names.push_back(std::move(name));
          seen.base.emplace_back();
        }
        at = by_key.emplace(key, named->second).first;
      }
      last_key = key;
      last = at->second;
    }
    seen.category[index] = last;
    seen.base[last].add(cell.weight);
  }
  return seen;
}

Fault margin_fault(Fault::Kind kind, const std::string& margin, const std::string& category,
                   const std::string& rule) {
  return {.kind = kind,
          .margin = margin,
          .category = category,
          .gap = 0.0,
          .message = "margin " + margin + ", category " + category + ": " + rule};
}

double declared_total(const Margin& margin) {
  Sum total;
  for (const MarginTarget& target : margin.targets) {
    total.add(target.target);
  }
  return total.value();
}

/// The first category with two targets, or with respondents and no target above zero.
std::optional<Fault> refuse(const Margin& margin, const Observed& seen) {
  std::set<std::string> listed;
  std::set<std::string> targeted;
  for (const MarginTarget& target : margin.targets) {
    if (!listed.insert(target.category).second) {
      return margin_fault(Fault::Kind::repeated_category, margin.name, target.category,
                          "has two targets");
    }
    if (target.target > 0.0) {
      targeted.insert(target.category);
    }
  }
  for (const std::string& name : seen.names) {
    if (name != missing_category && !targeted.contains(name)) {
      return margin_fault(Fault::Kind::unmatched_category, margin.name, name,
                          "respondents have no target above zero");
    }
  }
  return std::nullopt;
}

struct Covered {
  std::vector<std::string> categories;
  std::vector<double> target;
};

/// Targets with respondents, rescaled to `total`; the others are named in `summary`.
Expected<Covered, Fault> cover(const Margin& margin, const Observed& seen, double total,
                               Absent policy, MarginSummary& summary) {
  const double scale = total / summary.declared_total;
  Covered covered;
  Sum uncovered;
  Sum kept;
  for (const MarginTarget& target : margin.targets) {
    if (target.target <= 0.0) {
      continue;
    }
    const double scaled = target.target * scale;
    const bool present =
        target.category != missing_category &&
        std::find(seen.names.begin(), seen.names.end(), target.category) != seen.names.end();
    if (present) {
      covered.categories.push_back(target.category);
      covered.target.push_back(scaled);
      kept.add(scaled);
    } else if (policy == Absent::error) {
      return unexpected(margin_fault(Fault::Kind::absent_category, margin.name, target.category,
                                     "has a target and no respondents"));
    } else {
      summary.absent.push_back(target.category);
      uncovered.add(scaled);
    }
  }
  summary.uncovered_share = uncovered.value() / total;
  if (!summary.absent.empty()) {
    for (double& target : covered.target) {
      target *= total / kept.value();
    }
  }
  return covered;
}

/// Gives "(missing)" its observed share and shrinks the rest to make room.
void admit_missing(Covered& covered, const Observed& seen, double total, MarginSummary& summary) {
  const auto at = std::find(seen.names.begin(), seen.names.end(), missing_category);
  if (at == seen.names.end()) {
    return;
  }
  Sum all;
  for (const Sum& base : seen.base) {
    all.add(base.value());
  }
  const auto index = static_cast<std::size_t>(at - seen.names.begin());
  const double share = seen.base[index].value() / all.value();
  for (double& target : covered.target) {
    target *= 1.0 - share;
  }
  covered.categories.emplace_back(missing_category);
  covered.target.push_back(total * share);
  summary.missing_share = share;
}

Expected<FittedMargin, Fault> fit(const Cells& cells, std::span<const std::uint32_t> order,
                                  const Margin& margin, double total, Absent policy) {
  const auto columns = columns_of(cells, margin.name);
  if (!columns) {
    return unexpected(columns.error());
  }
  Observed seen = observe(cells, order, *columns);
  if (const auto fault = refuse(margin, seen)) {
    return unexpected(*fault);
  }
  FittedMargin fitted{.name = margin.name,
                      .summary = {.margin = margin.name, .declared_total = declared_total(margin)}};
  auto covered = cover(margin, seen, total, policy, fitted.summary);
  if (!covered) {
    return unexpected(covered.error());
  }
  admit_missing(*covered, seen, total, fitted.summary);
  std::vector<std::uint32_t> renumber(seen.names.size());
  for (std::size_t i = 0; i < seen.names.size(); ++i) {
    renumber[i] = static_cast<std::uint32_t>(
        std::find(covered->categories.begin(), covered->categories.end(), seen.names[i]) -
        covered->categories.begin());
  }
  for (std::uint32_t& category : seen.category) {
    category = renumber[category];
  }
  fitted.categories = std::move(covered->categories);
  fitted.target = std::move(covered->target);
  fitted.category = std::move(seen.category);
  return fitted;
}

}  // namespace

Expected<FittedMargins, Fault> fit_margins(const Cells& cells, std::span<const std::uint32_t> order,
                                           const Plan& plan) {
  FittedMargins fitted;
  if (!plan.margins.empty()) {
    fitted.total = plan.population_total.value_or(declared_total(plan.margins.front()));
  }
  for (const Margin& margin : plan.margins) {
    auto one = fit(cells, order, margin, fitted.total, plan.absent);
    if (!one) {
      return unexpected(one.error());
    }
    fitted.margins.push_back(std::move(*one));
  }
  return fitted;
}

}  // namespace soundings::weigh
