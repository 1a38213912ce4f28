// The differences that a release prints, read out of its frozen file.
#include <algorithm>
#include <array>

#include "soundings/base/number.h"

#include "released_tables.h"

namespace soundings::release {
namespace {

/// One line of an `against_rest` file. Its fields are ids and numbers, and none is quoted.
struct PrintedDifference {
  std::string item;
  std::string area;
  std::string weighting;
  std::optional<double> points;
  std::optional<double> lo;
  std::optional<double> hi;
  bool significant = false;
};

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t from = 0; from <= line.size();) {
    const std::size_t to = std::min(line.find(',', from), line.size());
    fields.emplace_back(line.substr(from, to - from));
    from = to + 1;
  }
  return fields;
}

std::vector<PrintedDifference> differences_in(std::string_view file) {
  constexpr std::size_t columns = 13;
  std::vector<PrintedDifference> all;
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    const auto fields = fields_of(line);
    if (fields.size() != columns) {
      continue;
    }
    enum : std::size_t { item = 4, area = 5, weighting = 6, points = 7, lo = 8, hi = 9, test = 11 };
    all.push_back({.item = fields[item],
                   .area = fields[area],
                   .weighting = fields[weighting],
                   .points = parse_double(fields[points]),
                   .lo = parse_double(fields[lo]),
                   .hi = parse_double(fields[hi]),
                   .significant = !fields[test].empty()});
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

std::string file_name(const figures::Asked& asked, const std::string& areas) {
  std::string period = to_text(asked.period);
  if (const auto slash = period.find('/'); slash != std::string::npos) {
    period.replace(slash, 1, "_to_");
  }
  return asked.survey->id + "." + period + "." + areas + ".against_rest.csv";
}

Comparison comparison_of(const Table& table, const Row& row, const Row& force,
                         const PrintedDifference* printed) {
  Comparison made{
      .a = side_of(table, row), .verdict = verdict_of(row, printed), .marks = row.marks};
  Side rest{.measure = table.measure, .key = row.key, .rest = true, .period = table.period};
  if (row.base && force.base) {
    rest.base = *force.base - *row.base;
  }
  made.b = std::move(rest);
  made.hidden = row.hidden;
  if (!row.hidden && printed != nullptr && printed->points) {
    const Difference difference{
        .points = *printed->points, .lo = printed->lo, .hi = printed->hi, .verdict = made.verdict};
    (printed->weighting == "none" ? made.unweighted : made.weighted) = difference;
  }
  return made;
}

}  // namespace

Expected<Comparisons, figures::Fault> released_against_rest(const Definitions& definitions,
                                                            const figures::Asked& asked,
                                                            const FrozenTables& tables) {
  const std::string areas = definitions.domain_id(DomainRole::area);
  const store::ReleaseFile* file = tables.release().file(file_name(asked, areas));
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
    made.family += tested(made.rows.back().verdict) ? 1U : 0U;
  }
  return made;
}

}  // namespace soundings::release
