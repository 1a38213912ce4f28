// The differences that a release prints, read out of its frozen file.
#include <algorithm>

#include "soundings/base/number.h"

#include "answer/released_tables.h"
#include "tables/csv.h"
#include "tables/tables.h"

namespace soundings::release {
namespace {

/// One line of an `against_rest` file.
struct PrintedDifference {
  std::string item;
  std::string area;
  std::string weighting;
  std::optional<double> points;
  std::optional<double> lo;
  std::optional<double> hi;
  bool significant = false;
  std::optional<double> rest;  ///< per cent, with its range
  std::optional<double> rest_lo;
  std::optional<double> rest_hi;
};

std::vector<PrintedDifference> differences_in(std::string_view file) {
  enum : std::size_t {
    item = 4,
    area = 5,
    weighting = 6,
    points = 7,
    lo = 8,
    hi = 9,
    test = 11,
    rest = 13,
    rest_lo = 14,
    rest_hi = 15,
    columns = 16
  };
  std::vector<PrintedDifference> all;
  for (std::vector<std::string>& fields : csv_rows(file)) {
    fields.resize(std::max<std::size_t>(fields.size(),
                                        columns));  // the first releases say nothing of the rest
    all.push_back({.item = fields.at(item),
                   .area = fields.at(area),
                   .weighting = fields.at(weighting),
                   .points = parse_double(fields.at(points)),
                   .lo = parse_double(fields.at(lo)),
                   .hi = parse_double(fields.at(hi)),
                   .significant = !fields.at(test).empty(),
                   .rest = parse_double(fields.at(rest)),
                   .rest_lo = parse_double(fields.at(rest_lo)),
                   .rest_hi = parse_double(fields.at(rest_hi))});
  }
  return all;
}

Verdict verdict_of(const Row& row, const PrintedDifference* printed) {
  if (row.hidden) {
    return Verdict::hidden;
  }
  if (std::ranges::find(row.marks, "u") != row.marks.end()) {
    return Verdict::too_few;
  }
  if (printed == nullptr || !printed->points) {
    return Verdict::cannot_say;
  }
  if (!printed->significant) {
    return Verdict::same;
  }
  return *printed->points > 0.0 ? Verdict::higher : Verdict::lower;
}

Side side_of(const Table& table, const Row& row) {
  return {.measure = table.measure,
          .key = row.key,
          .period = table.period,
          .base = row.base,
          .unweighted = row.unweighted,
          .weighted = row.weighted};
}

Comparison comparison_of(const Table& table, const Row& row, const Row& force,
                         const PrintedDifference* printed) {
  Comparison made{
      .a = side_of(table, row), .verdict = verdict_of(row, printed), .marks = row.marks};
  Side rest{.measure = table.measure, .key = row.key, .rest = true, .period = table.period};
  if (row.base && force.base) {
    rest.base = *force.base - *row.base;
  }
  made.hidden = row.hidden;
  if (!row.hidden && printed != nullptr && printed->points) {
    const bool plain = printed->weighting == "none";
    (plain ? made.unweighted : made.weighted) = Difference{
        .points = *printed->points, .lo = printed->lo, .hi = printed->hi, .verdict = made.verdict};
    if (printed->rest) {
      (plain ? rest.unweighted : rest.weighted) =
          Shown{.value = *printed->rest, .lo = printed->rest_lo, .hi = printed->rest_hi};
    }
  }
  made.b = std::move(rest);
  return made;
}

}  // namespace

Expected<Comparisons, figures::Fault> released_against_rest(const Definitions& definitions,
                                                            const figures::Asked& asked,
                                                            const FrozenTables& tables) {
  const std::string areas = definitions.domain_id(DomainRole::area);
  const store::ReleaseFile* file = tables.release().file(
      table_file_name(asked.survey->id, asked.period, {areas}, against_rest_name));
  if (file == nullptr || asked.by != std::vector<std::string>{areas} || !asked.slice().empty() ||
      asked.statistic != Statistic::pct_positive) {
    return unexpected(outside_release("against", "rest",
                                      "release " + tables.release().line.id + " compares each " +
                                          areas + " with the rest of the force, and nothing else"));
  }
  const auto table = released_table(asked, tables);
  if (!table) {
    return unexpected(table.error());
  }
  const auto printed = differences_in(file->bytes);
  const Row& force = table->rows.front();
  Comparisons made{.survey = table->survey,
                   .measure = table->measure,
                   .item = table->item,
                   .period = table->period,
                   .release = table->release,
                   .by = areas,
                   .against = Against::rest,
                   .scheme = table->scheme,
                   .scheme_version = table->scheme_version,
                   .level = table->level,
                   .decimals = table->decimals,
                   .good = asked.measure->good,
                   .definition_version = table->definition_version,
                   .data_version = table->data_version,
                   .whole = side_of(*table, force)};
  for (const Row& row : table->rows) {
    const auto code = row.key.find(areas);
    if (code == row.key.end()) {
      continue;
    }
    const auto found = std::ranges::find_if(printed, [&](const PrintedDifference& one) {
      return one.item == asked.item->id && one.area == code->second;
    });
    made.rows.push_back(
        comparison_of(*table, row, force, found == printed.end() ? nullptr : &*found));
    // The release prints of each difference whether it passes its own test.
    made.family = tested(made.rows.back().verdict) ? 1U : made.family;
  }
  return made;
}

}  // namespace soundings::release
