// Tables as lines, one for each domain and weighting.
#include "lines.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "soundings/survey/period.h"

namespace soundings::report {
namespace {

Line line_of(const Table& table, const Row& row, std::string weighting,
             const std::optional<Shown>& shown) {
  return {.table = &table,
          .row = &row,
          .weighting = std::move(weighting),
          .shown = shown ? &*shown : nullptr,
          .marks = row.marks};
}

/// A figure that is neither hidden nor empty, and yet could not be made, is not available.
void mark_unavailable(Line& line) {
  const auto has = [&line](const char* mark) {
    return std::find(line.marks.begin(), line.marks.end(), mark) != line.marks.end();
  };
  if (line.shown == nullptr && !has("c") && !has("x")) {
    line.marks.insert(std::find(line.marks.begin(), line.marks.end(), "b"), "x");
  }
}

}  // namespace

std::vector<Line> lines_of(const std::vector<Table>& tables, Repeats repeats) {
  std::vector<Line> lines;
  std::set<std::tuple<std::string, Period, DomainKey, std::string>> seen;
  for (const Table& table : tables) {
    for (const Row& row : table.rows) {
      const bool fresh = seen.emplace(table.measure, table.period, row.key, row.answer).second;
      if (!fresh && repeats == Repeats::drop) {
        continue;
      }
      lines.push_back(line_of(table, row, "none", row.unweighted));
      if (table.scheme != "none") {
        lines.push_back(line_of(table, row, table.scheme, row.weighted));
        mark_unavailable(lines.back());
      }
    }
  }
  return lines;
}

}  // namespace soundings::report
