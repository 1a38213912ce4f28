#include "sqlite/summed_tables.h"

#include <cstring>
#include <new>
#include <span>
#include <utility>

#include <sodium.h>
#include <sqlite3.h>

#include "soundings/base/digest.h"

#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

constexpr std::string_view not_summed[] = {"audit", "tally", "filed_item", "filed_webhook"};

/// Which rows are summed of a table that each post writes to.
struct Choice {
  std::string_view table;
  const char* until;  ///< the last that was kept before digests were over whole rows
  std::array<std::string_view, 1> when_zero;
  std::array<std::string_view, 2> unless_zero;
};
constexpr const char* briefly_kept =
    "SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'briefly_kept'";
constexpr const char* briefly_delivered =
    "SELECT max(delivery) FROM submission WHERE seq <="
    " (SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'briefly_kept')";
constexpr Choice choices[] = {
    {"submission", briefly_kept, {}, {}},
    {"response", briefly_kept, {}, {}},
    {"delivery", briefly_delivered, {"items"}, {"dropped", "unmapped"}},
    {"count_log", "SELECT 0", {"delta"}, {}},
};

bool holds(std::span<const std::string_view> all, std::string_view one) noexcept {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

bool SummedTables::is_zero(sqlite3_value* value) noexcept {
  return value == nullptr || sqlite3_value_int64(value) == 0;
}

/// A column's value with its kind and length. Nothing and an empty text are the same: of a column
/// that was added later, SQLite reports old rows now as one and now as the other.
void SummedTables::append(std::string& row, sqlite3_value* value) {
  const int kind = value == nullptr ? SQLITE_NULL : sqlite3_value_type(value);
  std::string_view bytes;
  std::int64_t number = 0;
  if (kind == SQLITE_INTEGER) {
    number = sqlite3_value_int64(value);
    bytes = {reinterpret_cast<const char*>(&number), sizeof number};
  } else if (kind != SQLITE_NULL) {
    const void* start = sqlite3_value_blob(value);
    const auto length = static_cast<std::size_t>(sqlite3_value_bytes(value));
    if (start == nullptr && (length > 0 || kind == SQLITE_FLOAT)) {
      throw std::bad_alloc();  // a value that could not be read is not an empty one
    }
    bytes = {static_cast<const char*>(start), length};
  }
  row += static_cast<char>(bytes.empty() ? SQLITE_NULL : kind);
  const auto size = static_cast<std::uint32_t>(bytes.size());
  row.append(reinterpret_cast<const char*>(&size), sizeof size);
  row += bytes;
}

SummedTables::SummedTables(const SQLite::Database& database, const Bytes& master_key) {
  const Sha256 derived = hmac_sha256(master_key, purpose);
  std::copy_n(derived.begin(), key_.size(), key_.begin());
  SQLite::Statement names(database,
                          "SELECT name FROM sqlite_schema WHERE type = 'table'"
                          " AND name NOT LIKE 'sqlite%' ORDER BY name");
  while (names.executeStep()) {
    Table table;
    table.name = text_at(names, 0);
    if (holds(not_summed, table.name) || !choose_rows(database, table)) {
      continue;
    }
    SQLite::Statement columns(database, "SELECT count(*) FROM pragma_table_info(?)");
    prepare(columns, table.name).executeStep();
    table.columns = static_cast<int>(number_at(columns, 0));
    tables_.push_back(std::move(table));
  }
}

bool SummedTables::choose_rows(const SQLite::Database& database, Table& table) {
  const auto* choice = std::ranges::find(choices, table.name, &Choice::table);
  if (choice == std::end(choices)) {
    return true;
  }
  table.every_row = false;
  SQLite::Statement until(database, choice->until);
  table.until = until.executeStep() ? number_at(until, 0) : 0;
  SQLite::Statement columns(database, "SELECT name, cid, pk FROM pragma_table_info(?)");
  for (prepare(columns, table.name); columns.executeStep();) {
    const std::string name = text_at(columns, 0);
    const int column = static_cast<int>(number_at(columns, 1));
    if (number_at(columns, 2) == 1) {
      table.number_column = column;
    }
    if (holds(choice->when_zero, name)) {
      table.when_zero.push_back(column);
    }
    if (holds(choice->unless_zero, name)) {
      table.unless_zero.push_back(column);
    }
  }
  return table.until > 0 || !table.when_zero.empty() || !table.unless_zero.empty();
}

const SummedTables::Table* SummedTables::find(const char* name) const noexcept {
  const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const Table& table) {
    return std::strcmp(table.name.c_str(), name) == 0;
  });
  return found == tables_.end() ? nullptr : &*found;
}

std::uint64_t SummedTables::hash_of(const std::string& row) const {
  static_assert(crypto_shorthash_KEYBYTES == sizeof key_);
  std::array<std::uint8_t, crypto_shorthash_BYTES> hash{};
  crypto_shorthash(hash.data(), reinterpret_cast<const std::uint8_t*>(row.data()), row.size(),
                   key_.data());
  std::uint64_t number = 0;
  static_assert(sizeof number == sizeof hash);
  std::memcpy(&number, hash.data(), sizeof number);
  return number;
}

}  // namespace soundings::store::sqlite
