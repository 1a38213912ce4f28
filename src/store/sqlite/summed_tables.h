// Which tables the sum of small tables covers, and what one row of them adds to it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "rules/sealing.h"

struct sqlite3_value;

namespace soundings::store::sqlite {

/// Which tables are summed, and which of their rows; made anew after a migration.
class SummedTables {
 public:
  /// Of the keys and codes of the sum.
  static constexpr std::string_view purpose = "the rows of a ledger";

  SummedTables(const SQLite::Database& database, const Bytes& master_key);

  struct Table {
    std::string name;
    int columns = 0;
    bool every_row = true;
    // Else those numbered up to `until`, and those where one of these columns is 0, or one of those
    // is not.
    std::int64_t until = 0;
    std::vector<int> when_zero;
    std::vector<int> unless_zero;
    int number_column = 0;
  };
  /// nullptr for a table that is not summed.
  [[nodiscard]] const Table* find(const char* name) const noexcept;
  [[nodiscard]] const std::vector<Table>& all() const noexcept { return tables_; }

  /// What one row adds to the sum. number: of its row; value(column): a sqlite3_value, or nullptr.
  template <typename Value>
  [[nodiscard]] std::uint64_t share(const Table& table, std::int64_t number,
                                    const Value& value) const;

 private:
  /// Chooses the rows of a table that each post writes to; false when there are none.
  static bool choose_rows(const SQLite::Database& database, Table& table);
  [[nodiscard]] static bool is_zero(sqlite3_value* value) noexcept;
  static void append(std::string& row, sqlite3_value* value);
  [[nodiscard]] std::uint64_t hash_of(const std::string& row) const;

  std::vector<Table> tables_;
  std::array<std::uint8_t, 16> key_{};
};

template <typename Value>
std::uint64_t SummedTables::share(const Table& table, std::int64_t number,
                                  const Value& value) const {
  const auto zero = [&](int column) { return is_zero(value(column)); };
  if (!table.every_row && number > table.until && std::ranges::none_of(table.when_zero, zero) &&
      std::ranges::all_of(table.unless_zero, zero)) {
    return 0;
  }
  std::string row = table.name;
  for (int column = 0; column < table.columns; ++column) {
    append(row, value(column));
  }
  return hash_of(row);
}

}  // namespace soundings::store::sqlite
