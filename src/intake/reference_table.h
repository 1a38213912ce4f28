// A CSV file of reference figures, read row by row by the same rules as a file of responses: what
// invitations, denominators and external series share.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/finding.h"
#include "soundings/intake/reference_files.h"
#include "soundings/receive/receive.h"
#include "soundings/survey/definitions.h"

namespace soundings::intake {

using receive::Submission;

/// The text of a cell; empty when there is none.
[[nodiscard]] std::string cell(const Submission& row, std::string_view column);

/// The faults of one file, each with its line.
class Faults {
 public:
  void at(const Submission& row, std::string code, const std::string& message) {
    found_.push_back({.code = std::move(code),
                      .pointer = "line " + std::to_string(row.line),
                      .message = message});
  }
  void add(Finding finding) { found_.push_back(std::move(finding)); }
  /// Why a row could not be read; false when it could.
  bool add_problem(const Submission& row) {
    if (!row.problem) {
      return false;
    }
    if (row.line == 0) {
      add(*row.problem);  // of the whole file
    } else {
      at(row, row.problem->code, row.problem->message);
    }
    return true;
  }
  [[nodiscard]] std::size_t count() const noexcept { return found_.size(); }
  [[nodiscard]] std::vector<Finding> take() { return std::move(found_); }

 private:
  std::vector<Finding> found_;
};

using Take = std::function<bool(std::vector<Submission>&&)>;
/// Reads a file chunk by chunk; an error when it cannot be read at all.
using Chunks = std::function<std::optional<Finding>(const Adapter& adapter, const Take& take)>;
/// passed_over: takes what no row gives, and lives as long as what is returned.
[[nodiscard]] Chunks chunks_of_file(const std::string& path, PassedOver& passed_over);
[[nodiscard]] Chunks chunks_of_text(std::string_view csv, PassedOver& passed_over);

/// A table of named columns; needed: those without which no row of it can be read.
[[nodiscard]] Adapter columns(std::string id, std::span<const std::string_view> names,
                              std::span<const std::string_view> needed);

/// Reads every row by `interpret`; `key` names what a row is about, so that two rows of one thing
/// are found. needed: columns without which the whole of the file is refused, once.
template <typename Row, typename Interpret, typename Key>
Expected<std::vector<Row>, std::vector<Finding>> read_table(
    const Chunks& chunks, std::span<const std::string_view> names, Interpret interpret, Key key,
    std::span<const std::string_view> needed = {}) {
  const Adapter adapter = columns("reference_table", names, needed);
  std::vector<Row> rows;
  std::set<std::invoke_result_t<Key, const Row&>> seen;
  Faults faults;
  const auto take = [&](std::vector<Submission>&& chunk) {
    for (const Submission& line : chunk) {
      if (faults.add_problem(line)) {
        continue;
      }
      std::optional<Row> row = interpret(line, faults);
      if (row && !seen.insert(key(*row)).second) {
        faults.at(line, "row_repeated", "an earlier row speaks of the same place and period");
      } else if (row) {
        rows.push_back(std::move(*row));
      }
    }
    return true;
  };
  if (auto unread = chunks(adapter, take)) {
    faults.add(*std::move(unread));
  }
  if (faults.count() > 0) {
    return unexpected(faults.take());
  }
  return rows;
}

/// A point of a file, and the line on which it stands.
struct PointOnLine {
  ExternalPoint point;
  std::uint64_t line = 0;
};

/// Rows of external series, a point each, that do not contradict each other (external_file.cpp).
[[nodiscard]] Expected<std::vector<PointOnLine>, std::vector<Finding>> external_points_in(
    const Chunks& chunks, const Definitions& definitions);

}  // namespace soundings::intake
