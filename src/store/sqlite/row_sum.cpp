// The sum of the small tables, kept in step by what SQLite reports before it changes a row.
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "sqlite/row_sum.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <sodium.h>
#include <sqlite3.h>

#include "soundings/base/digest.h"
#include "soundings/base/number.h"

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

constexpr std::string_view purpose = "the rows of a ledger";

constexpr std::size_t code_size = 16;

bool holds(std::span<const std::string_view> all, std::string_view one) noexcept {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_zero(sqlite3_value* value) noexcept {
  return value == nullptr || sqlite3_value_int64(value) == 0;
}

/// A column's value with its kind and length. Nothing and an empty text are the same: of a column
/// that was added later, SQLite reports old rows now as one and now as the other.
void append(std::string& row, sqlite3_value* value) {
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

/// A sum as a row of the audit carries it, made under a version of the schema.
struct Carried {
  std::int64_t version = 0;
  std::uint64_t sum = 0;
};

/// From this version of the schema on, the code is over the row's digest too.
constexpr std::int64_t digest_covered = 16;

/// Where a sum is carried.
struct AuditPosition {
  std::int64_t row = 0;
  Sha256 digest{};  ///< of the row
};

/// Eight bytes each of version and sum, then a code over them and the position.
Bytes written(const Carried& carried, const AuditPosition& position, const Bytes& master_key) {
  Bytes bytes(sizeof carried.version + sizeof carried.sum + code_size);
  std::memcpy(bytes.data(), &carried.version, sizeof carried.version);
  std::memcpy(bytes.data() + sizeof carried.version, &carried.sum, sizeof carried.sum);
  std::string text = std::string(purpose) + " at " + std::to_string(position.row) + " " +
                     std::to_string(carried.version) + " " + std::to_string(carried.sum);
  if (carried.version >= digest_covered) {
    text += " " + to_hex(position.digest);
  }
  const Sha256 code = hmac_sha256(master_key, text);
  std::copy_n(code.begin(), code_size, bytes.end() - code_size);
  return bytes;
}

/// Nothing when it is not what `written` makes for this position.
std::optional<Carried> read_carried(const Bytes& bytes, const AuditPosition& position,
                                    const Bytes& master_key) {
  Carried carried;
  if (bytes.size() != sizeof carried.version + sizeof carried.sum + code_size) {
    return std::nullopt;
  }
  std::memcpy(&carried.version, bytes.data(), sizeof carried.version);
  std::memcpy(&carried.sum, bytes.data() + sizeof carried.version, sizeof carried.sum);
  return bytes == written(carried, position, master_key) ? std::optional(carried) : std::nullopt;
}

/// The newest row of the audit, and what it carries; nothing when there is no row.
struct NewestRow {
  std::int64_t row = 0;
  std::optional<Carried> carried;
};

std::optional<NewestRow> newest_row(const SQLite::Database& database, const Bytes& master_key) {
  SQLite::Statement read(database, "SELECT seq, sum, digest FROM audit ORDER BY seq DESC LIMIT 1");
  if (!read.executeStep()) {
    return std::nullopt;
  }
  const AuditPosition position{.row = number_at(read, 0), .digest = hash_at(read, 2)};
  return NewestRow{.row = position.row,
                   .carried = read_carried(blob_at(read, 1), position, master_key)};
}

/// Whether nothing was summed before this row, or it was under an earlier schema.
bool to_be_summed(const SQLite::Database& database, const NewestRow& newest, std::int64_t version) {
  if (newest.carried) {
    return newest.carried->version != version;
  }
  SQLite::Statement read(database, "SELECT count(*) FROM audit WHERE sum IS NOT NULL");
  read.executeStep();
  return number_at(read, 0) == 0;
}

std::int64_t version_of(const SQLite::Database& database) {
  SQLite::Statement read(database, "PRAGMA user_version");
  read.executeStep();
  return number_at(read, 0);
}

/// Added up again from the rows.
std::uint64_t sum_of(const SQLite::Database& database, const SummedTables& tables) {
  std::uint64_t sum = 0;
  for (const SummedTables::Table& table : tables.all()) {
    sqlite3_stmt* prepared = nullptr;
    const std::string sql = "SELECT * FROM " + table.name;
    if (sqlite3_prepare_v2(database.getHandle(), sql.c_str(), -1, &prepared, nullptr) !=
        SQLITE_OK) {
      throw std::runtime_error(sql + ": " + sqlite3_errmsg(database.getHandle()));
    }
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> rows(prepared, sqlite3_finalize);
    int step = sqlite3_step(prepared);
    for (; step == SQLITE_ROW; step = sqlite3_step(prepared)) {
      const std::int64_t number = sqlite3_column_int64(prepared, table.number_column);
      sum += tables.share(table, number,
                          [&](int column) { return sqlite3_column_value(prepared, column); });
    }
    if (step != SQLITE_DONE) {
      throw SQLite::Exception(database.getHandle(), step);
    }
  }
  return sum;
}

}  // namespace

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

RowSum::RowSum(SQLite::Database& database, const Bytes& master_key)
    : database_(database),
      master_key_(master_key),
      tables_(database, master_key),
      version_(version_of(database)) {
  sqlite3_preupdate_hook(database.getHandle(), changed, this);
}

RowSum::~RowSum() {
  sqlite3_preupdate_hook(database_.getHandle(), nullptr, nullptr);
}

void RowSum::changed(void* self, sqlite3* handle, int operation, const char* /*schema*/,
                     const char* table, long long before, long long after) {
  auto& mine = *static_cast<RowSum*>(self);
  try {
    mine.note(handle, operation, table, before, after);
  } catch (const std::bad_alloc&) {  // which must not pass through SQLite: settle() throws it
    mine.incomplete_ = true;
  }
}

void RowSum::note(sqlite3* handle, int operation, const char* table, std::int64_t before,
                  std::int64_t after) {
  const SummedTables::Table* summed = tables_.find(table);
  if (summed == nullptr) {
    return;
  }
  const auto value_of = [&](auto* read) {
    return [handle, read](int column) {
      sqlite3_value* value = nullptr;
      const int result = read(handle, column, &value);
      if (result == SQLITE_NOMEM) {
        throw std::bad_alloc();
      }
      return result == SQLITE_OK ? value : nullptr;
    };
  };
  if (operation != SQLITE_INSERT) {
    change_ -= tables_.share(*summed, before, value_of(sqlite3_preupdate_old));
  }
  if (operation != SQLITE_DELETE) {
    change_ += tables_.share(*summed, after, value_of(sqlite3_preupdate_new));
  }
}

Bytes RowSum::settle(std::int64_t row, const Sha256& digest) {
  if (incomplete_) {
    throw std::bad_alloc();
  }
  if (!settled_) {
    resume();
  }
  const std::uint64_t change = std::exchange(change_, 0);
  if (!settled_) {
    return {};  // the newest does not open: `verify` says so, and nothing here may make it right
  }
  *settled_ += change;
  return written({.version = version_, .sum = *settled_}, {.row = row, .digest = digest},
                 master_key_);
}

bool RowSum::unwritten() const {
  const auto newest = newest_row(database_, master_key_);
  return newest && to_be_summed(database_, *newest, version_);
}

/// Where the newest row left off; before there is a sum, what the rows were before the changes.
void RowSum::resume() {
  const auto newest = newest_row(database_, master_key_);
  if (!newest || to_be_summed(database_, *newest, version_)) {
    settled_ = sum_of(database_, tables_) - change_;
  } else if (newest->carried) {
    settled_ = newest->carried->sum;
  }
}

void RowSum::forget(std::uint64_t pending) noexcept {
  settled_.reset();
  change_ = pending;
  incomplete_ = false;
}

namespace {

/// What the rows of the audit carry, looked at from the first on.
struct CarriedRows {
  std::string fault;  ///< the first that does not open
  bool rows = false;
  std::optional<Carried> newest;
};

/// The first row that must carry a sum.
std::int64_t first_coded(const SQLite::Database& database) {
  SQLite::Statement read(database,
                         "SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'audit_codes_from'");
  return read.executeStep() ? number_at(read, 0) : 1;
}

CarriedRows carried_rows(const SQLite::Database& database, const Bytes& master_key) {
  SQLite::Statement read(database, "SELECT seq, sum, digest FROM audit ORDER BY seq");
  const std::int64_t first = first_coded(database);
  CarriedRows found;
  while (read.executeStep()) {
    found.rows = true;
    const AuditPosition position{.row = number_at(read, 0), .digest = hash_at(read, 2)};
    // Rows from before there was a sum carry none.
    if (position.row < first && read.getColumn(1).isNull()) {
      continue;
    }
    found.newest = read_carried(blob_at(read, 1), position, master_key);
    if (!found.newest) {
      found.fault = "the sum of the small tables in row " + std::to_string(position.row) +
                    " of the audit does not open";
      return found;
    }
  }
  if (found.rows && !found.newest) {
    found.fault = "no row of the audit carries the sum of the small tables";
  }
  return found;
}

}  // namespace

std::string unsealed_row(const SQLite::Database& database, const Bytes& master_key) {
  return master_key.empty() ? "" : carried_rows(database, master_key).fault;
}

std::string changed_rows(const SQLite::Database& database, const Bytes& master_key) {
  if (master_key.empty()) {
    return "";
  }
  const CarriedRows carried = carried_rows(database, master_key);
  if (!carried.fault.empty()) {
    return carried.fault;
  }
  const SummedTables tables(database, master_key);
  return !carried.rows || sum_of(database, tables) == carried.newest->sum
             ? ""
             : "a row of a table of names, codes, comments, findings, held items, keys, "
               "accounts, invitations, series or pseudonyms is not as it was written";
}

}  // namespace soundings::store::sqlite
