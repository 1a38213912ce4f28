// The figures of one side of a comparison, from its table and its samples.
#include "answer/comparison_sides.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "answer/layout.h"
#include "answer/showing.h"
#include "answer/statistics.h"
#include "answer/strata.h"
#include "answer/weighing.h"
#include "question/domain_codes.h"

namespace soundings::figures {
namespace {

/// Rows of each column by which a sample was crossed, as "by npu" is.
std::map<std::string, RowColumn> row_columns(const Definitions& definitions, const Survey& survey,
                                             const Cells& cells, const CellPosition& position) {
  std::map<std::string, RowColumn> columns;
  for (const auto& [domain, row] : position) {
    columns.emplace(domain, row_column(definitions, survey, cells, domain, "by " + domain));
  }
  return columns;
}

bool lies_at(const Cell& cell, const CellPosition& position,
             const std::map<std::string, RowColumn>& columns) {
  return std::all_of(position.begin(), position.end(), [&](const auto& fixed) {
    const RowColumn& rows = columns.at(fixed.first);
    return rows.row_of_code[cell.codes[rows.column]] == fixed.second;
  });
}

std::vector<bool> strata_within(const Cells& cells, const Period& period) {
  const auto column = find_column(cells, std::string(stratum_column));
  const std::vector<std::string>& names = column ? cells.columns[*column].codes : cells.strata;
  std::vector<bool> within;
  within.reserve(names.size());
  for (const std::string& name : names) {
    within.push_back(lies_in(name, period));
  }
  return within;
}

}  // namespace

estimate::Domain cells_of(const Definitions& definitions, const Survey& survey, const Cells& cells,
                          const Whom& whom) {
  CellPosition named = whom.position;
  if (whom.without) {
    named.insert(whom.without->begin(), whom.without->end());
  }
  const auto columns = row_columns(definitions, survey, cells, named);
  const std::vector<bool> within = strata_within(cells, whom.period);
  const bool apart = find_column(cells, std::string(stratum_column)).has_value();
  estimate::Domain domain;
  for (std::size_t at = 0; at < cells.cells.size(); ++at) {
    const Cell& cell = cells.cells[at];
    const std::size_t stratum = apart ? cell.codes.front() : cell.stratum;
    const bool left_out = whom.without && lies_at(cell, *whom.without, columns);
    if (within[stratum] && !left_out && lies_at(cell, whom.position, columns)) {
      domain.push_back(static_cast<std::uint32_t>(at));
    }
  }
  return domain;
}

FigureMaker::FigureMaker(const Definitions& definitions, const Asked& asked,
                         const Evidence& evidence)
    : definitions_(definitions),
      asked_(asked),
      table_(tabulate(definitions, asked, evidence)),
      plain_(unweighted(*evidence.cells, dimensions(asked))) {
  if (asked.scheme != nullptr && !evidence.cells->cells.empty()) {
    if (auto made = weighted(asked, evidence, dimensions(asked))) {
      fitted_ = std::move(made->sample);
    }
  }
}

DomainKey FigureMaker::key(const DomainKey& among, const std::string& code) const {
  DomainKey made = among;
  if (!code.empty()) {
    made.emplace(asked_.by.front(), code);
  }
  return made;
}

Figure FigureMaker::of(const std::string& code) const {
  const Row* found = table_.find(key(asked_.of, code));
  assert(found != nullptr);  // understand() lets no other code and no distribution through
  const Row& row = *found;
  const CellPosition at = position_of(definitions_, asked_, key(asked_.slice(), code));
  return {.side = {.measure = asked_.measure->id,
                   .key = row.key,
                   .of = asked_.of,
                   .period = asked_.period,
                   .base = row.base,
                   .unweighted = row.unweighted,
                   .weighted = row.weighted},
          .whom = {.position = at, .without = std::nullopt, .period = asked_.period},
          .marks = row.marks};
}

Figure FigureMaker::rest_of(const std::string& code) const {
  Figure figure = of("");
  const std::int64_t base = figure.side.base.value_or(0) - of(code).side.base.value_or(0);
  figure.whom.without = position_of(definitions_, asked_, key(asked_.slice(), code));
  figure.side = {.measure = asked_.measure->id,
                 .key = key(asked_.of, code),
                 .of = asked_.of,
                 .rest = true,
                 .period = asked_.period,
                 .base = base};
  std::erase(figure.marks, "u");
  std::erase(figure.marks, "x");
  if (few_answers(definitions_, base)) {
    figure.marks.emplace_back("u");
  } else if (base == 0) {
    figure.marks.emplace_back("x");
  }
  const auto estimate = [&](const weigh::Sample& sample) {
    const Cells& cells = sample.cells();
    return shown(sample, cells_of(definitions_, *asked_.survey, cells, figure.whom),
                 parts_of(asked_, cells).front().variable, asked_);
  };
  figure.side.unweighted = estimate(plain_);
  if (fitted_) {
    figure.side.weighted = estimate(*fitted_);
  }
  return figure;
}

}  // namespace soundings::figures
