#include "names.h"

#include <algorithm>
#include <set>

#include "soundings/survey/scheme.h"

namespace soundings::analyse {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

/// The column of responses with this name; it was coded, so it is there.
const CellColumn& column_of(const Responses& responses, const std::string& name) {
  return *std::find_if(responses.columns.begin(), responses.columns.end(),
                       [&name](const CellColumn& column) { return column.id == name; });
}

std::int64_t rows_in(const Responses& responses, const std::string& name,
                     const std::string& category) {
  const auto at = responses.table.find(name);
  return std::count_if(responses.table.rows.begin(), responses.table.rows.end(),
                       [&](const auto& row) { return row[*at] == category; });
}

bool has_target(const weigh::Plan& plan, const std::string& column, const std::string& category) {
  return std::any_of(plan.margins.begin(), plan.margins.end(), [&](const weigh::Margin& margin) {
    return margin.name == column &&
           std::any_of(margin.targets.begin(), margin.targets.end(),
                       [&](const auto& target) { return target.category == category; });
  });
}

std::optional<Fault> refuse_level(const Responses& responses, const std::string& name,
                                  const std::vector<std::string>& level) {
  const CellColumn& column = column_of(responses, name);
  for (std::size_t code = 1; code < column.codes.size(); ++code) {
    if (!holds(level, column.codes[code])) {
      const auto rows = rows_in(responses, name, column.codes[code]);
      return Fault{.code = "spec_invalid",
                   .message = "levels." + name + " leaves out " + column.codes[code] +
                              ", which stands in " + std::to_string(rows) +
                              (rows == 1 ? " row" : " rows")};
    }
  }
  return std::nullopt;
}

std::optional<Fault> refuse_side(const Responses& responses, const Spec& spec,
                                 const weigh::Plan& plan, const Where& side) {
  for (const auto& [name, category] : side) {
    const auto level = spec.levels.find(name);
    const auto& codes = column_of(responses, name).codes;
    const bool there = std::find(codes.begin() + 1, codes.end(), category) != codes.end();
    if (!there && !(level != spec.levels.end() && holds(level->second, category)) &&
        !has_target(plan, name, category)) {
      return Fault{.code = "spec_invalid",
                   .message = "contrasts: column " + name + " has no " +
                              (category.empty() ? "category without a name" : category)};
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> grouping_columns(const Spec& spec, const weigh::Plan& plan) {
  std::set<std::string> names;
  for (const weigh::Margin& margin : plan.margins) {
    for (std::string& part : margin_parts(margin.name)) {
      names.insert(std::move(part));
    }
  }
  for (const auto& domain : spec.domains) {
    names.insert(domain.begin(), domain.end());
  }
  for (const auto& [column, level] : spec.levels) {
    names.insert(column);
  }
  names.insert(spec.tests.begin(), spec.tests.end());
  for (const auto& [a, b] : spec.contrasts) {
    for (const Where* side : {&a, &b}) {
      for (const auto& [column, category] : *side) {
        names.insert(column);
      }
    }
  }
  return {names.begin(), names.end()};
}

Expected<std::vector<std::pair<std::string, std::string>>, Fault> check_categories(
    const Responses& responses, const Spec& spec, const weigh::Plan& plan) {
  std::vector<std::pair<std::string, std::string>> empty;
  for (const auto& [name, level] : spec.levels) {
    if (auto fault = refuse_level(responses, name, level)) {
      return unexpected(*std::move(fault));
    }
    const auto& codes = column_of(responses, name).codes;
    for (const std::string& category : level) {
      if (std::find(codes.begin() + 1, codes.end(), category) == codes.end()) {
        empty.emplace_back(name, category);
      }
    }
  }
  for (const auto& [a, b] : spec.contrasts) {
    for (const Where* side : {&a, &b}) {
      if (auto fault = refuse_side(responses, spec, plan, *side)) {
        return unexpected(*std::move(fault));
      }
    }
  }
  return empty;
}

}  // namespace soundings::analyse
