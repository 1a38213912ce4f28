#include "soundings/receive/table.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "soundings/receive/problem.h"
#include "soundings/receive/text.h"

#include "csv.h"

namespace soundings::receive {
namespace {

constexpr std::size_t cell_bytes = std::size_t{1} << 20;

std::string without_blanks(const std::string& name) {
  const std::size_t from = name.find_first_not_of(" \t");
  return from == std::string::npos ? std::string()
                                   : name.substr(from, name.find_last_not_of(" \t") - from + 1);
}

/// Takes rows as they come; the first is the header, and the first problem is kept.
class Gathering {
 public:
  void take(CsvRow&& row) {
    if (problem_) {
      return;
    }
    if (!row.problem.empty()) {
      problem_ = {.line = row.line, .code = row.problem};
    } else if (table_.header.empty()) {
      std::transform(row.cells.begin(), row.cells.end(), std::back_inserter(table_.header),
                     without_blanks);
    } else {
      add(std::move(row));
    }
  }

  Expected<TextTable, TextTableProblem> result() && {
    if (problem_) {
      return unexpected(*problem_);
    }
    return std::move(table_);
  }

 private:
  void add(CsvRow&& row) {
    const auto width = static_cast<std::ptrdiff_t>(table_.header.size());
    const auto beyond = std::min<std::ptrdiff_t>(width, std::ssize(row.cells));
    if (std::any_of(row.cells.begin() + beyond, row.cells.end(),
                    [](const std::string& cell) { return !cell.empty(); })) {
      problem_ = {.line = row.line, .code = problem::ragged_row};
      return;
    }
    const std::size_t given = row.cells.size();
    row.cells.resize(table_.header.size());
    table_.rows.push_back({.line = row.line, .cells = std::move(row.cells), .given = given});
  }

  TextTable table_;
  std::optional<TextTableProblem> problem_;
};

}  // namespace

Expected<TextTable, TextTableProblem> read_text_table(std::string_view bytes) {
  Gathering gathering;
  CsvReader reader(cell_bytes, [&gathering](CsvRow&& row) { gathering.take(std::move(row)); });
  reader.feed(as_utf8(bytes));
  reader.finish();
  return std::move(gathering).result();
}

}  // namespace soundings::receive
