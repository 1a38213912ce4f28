// The counted rows of one survey in memory, column by column, and the strata they
// fall in. Fed from the count log in its order; knows no SQL.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "soundings/survey/cells.h"
#include "soundings/survey/definitions.h"

#include "counts/people.h"
#include "rules/coding.h"

namespace soundings::store {

/// One line of the count log.
struct LogRow {
  int delta = 0;
  std::int32_t month = 0;
  std::int32_t invited_month = 0;  ///< the month where no other is known
  std::uint8_t wave = 0;
  std::optional<std::uint64_t> person;
  std::int64_t layout = 0;
  std::span<const std::uint8_t> codes;
};

/// What responses are grouped by.
enum class Grouping { month, wave, invited_month };

/// The rows of one month or wave.
struct Stratum {
  std::vector<std::uint32_t> rows;
  std::int64_t responses = 0;          ///< that count now
  std::int64_t units = 0;              ///< distinct people, each anonymous response its own
  std::vector<std::uint64_t> repeats;  ///< people with several rows here, some of them twice
};

/// The byte an answer is held as: the answer of its cell, raised so that none is negative.
[[nodiscard]] constexpr std::uint8_t held_answer(std::int32_t answer) noexcept {
  return static_cast<std::uint8_t>(answer - does_not_know);
}
[[nodiscard]] constexpr std::int32_t cell_answer(std::uint8_t held) noexcept {
  return held + does_not_know;
}

/// Dictionary numbers and layouts of a survey, as the file has them.
struct Vocabulary {
  std::map<std::string, std::map<std::uint8_t, std::string>> codes;  ///< by domain
  std::map<std::int64_t, Layout> layouts;
};

/// Not thread-safe.
class CountedSurvey {
 public:
  CountedSurvey(const Survey& survey, const AreaRegister& areas, Vocabulary vocabulary);

  /// Takes newer numbers. False when a code came that the columns do not have: the rows must then
  /// be read again into a new CountedSurvey, so that codes keep their order.
  [[nodiscard]] bool learn(Vocabulary vocabulary);

  /// False when the row uses a number or a layout that has not been learnt yet. After an exception
  /// (no memory left) the columns may be uneven: this survey must be read again.
  [[nodiscard]] bool add(const LogRow& row);

  [[nodiscard]] const std::vector<CellColumn>& columns() const noexcept { return columns_; }
  [[nodiscard]] std::optional<std::size_t> column(const std::string& id) const noexcept;
  [[nodiscard]] std::optional<std::size_t> item(const std::string& id) const noexcept;
  /// Codes of an item's points, as printed.
  [[nodiscard]] const std::vector<std::string>& points(std::size_t item) const noexcept {
    return points_[item];
  }
  [[nodiscard]] const std::map<std::int32_t, Stratum>& strata(Grouping grouping) const noexcept {
    return strata_[static_cast<std::size_t>(grouping)];
  }

  [[nodiscard]] std::uint8_t code(std::size_t column, std::uint32_t row) const noexcept {
    return codes_[column][row];
  }
  /// As held: see held_answer.
  [[nodiscard]] std::uint8_t answer(std::size_t item, std::uint32_t row) const noexcept {
    return answers_[item][row];
  }
  /// Whether any scale item has an opinion.
  [[nodiscard]] bool completed(std::uint32_t row) const noexcept { return completed_[row] != 0; }
  [[nodiscard]] int delta(std::uint32_t row) const noexcept { return deltas_[row]; }
  [[nodiscard]] std::int32_t stratum(Grouping grouping, std::uint32_t row) const noexcept;
  /// Everybody with several rows, some of them twice.
  [[nodiscard]] const std::vector<std::uint64_t>& repeats() const noexcept { return repeats_; }
  [[nodiscard]] const People& people() const noexcept { return people_; }

 private:
  /// How the bytes of a layout become those of the columns and items here.
  struct Reading {
    struct Part {
      std::size_t at = 0;  ///< in the row's codes
      bool there = false;
      std::array<std::int16_t, 256> meaning;  ///< -1: not learnt
    };
    std::vector<Part> columns;
    std::vector<Part> items;
    std::size_t size = 0;
  };
  [[nodiscard]] Reading reading_of(const Layout& layout) const;
  void place(Grouping grouping, std::uint32_t row, const LogRow& line);

  Vocabulary vocabulary_;
  std::vector<CellColumn> columns_;
  std::vector<std::string> items_;
  std::vector<std::vector<std::string>> points_;
  std::map<std::int64_t, Reading> readings_;

  std::vector<std::vector<std::uint8_t>> codes_;
  std::vector<std::vector<std::uint8_t>> answers_;
  std::vector<std::uint8_t> completed_;
  std::vector<std::int8_t> deltas_;
  std::array<std::vector<std::int32_t>, 3> stratum_of_;  // by grouping
  People people_;
  std::vector<std::uint64_t> repeats_;
  std::array<std::map<std::int32_t, Stratum>, 3> strata_;
};

}  // namespace soundings::store
