// The sum of the small tables, kept in step by what SQLite reports before it changes a row.
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "sqlite/row_sum.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <stdexcept>
#include <string_view>

#include <sodium.h>
#include <sqlite3.h>

#include "soundings/base/digest.h"
#include "soundings/base/number.h"

#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

constexpr std::string_view not_summed[] = {
    "audit", "submission", "delivery",      "response",    "count_log",
    "tally", "filed_item", "filed_webhook", "filed_until", "row_sum"};
// What moves with every post or look, and says nothing that a figure is made of.
constexpr std::string_view moving[] = {"last_received", "last_used"};

constexpr std::string_view purpose = "the rows of a ledger";

bool holds(std::span<const std::string_view> all, std::string_view one) noexcept {
  return std::find(all.begin(), all.end(), one) != all.end();
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

/// The sum as it was settled, under a version of the schema; nothing when it does not open.
struct Settled {
  std::int64_t version = 0;
  std::uint64_t sum = 0;
};

std::optional<Settled> settled_in(const SQLite::Database& database, const Bytes& master_key) {
  SQLite::Statement read(database, "SELECT sum FROM row_sum WHERE no = 1");
  if (!read.executeStep()) {
    return std::nullopt;
  }
  const auto opened = unseal(blob_at(read, 0), master_key);
  if (!opened) {
    return std::nullopt;
  }
  const auto space = std::min(opened->find(' '), opened->size());
  const auto version = parse_integer(std::string_view(*opened).substr(0, space));
  const auto sum =
      parse_integer(std::string_view(*opened).substr(std::min(space + 1, opened->size())));
  return version && sum
             ? std::optional(Settled{.version = *version, .sum = static_cast<std::uint64_t>(*sum)})
             : std::nullopt;
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
      sum += tables.hash(table, [&](int column) { return sqlite3_column_value(prepared, column); });
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
    Table table{.name = text_at(names, 0), .summed = {}};
    if (holds(not_summed, table.name)) {
      continue;
    }
    SQLite::Statement columns(database, "SELECT name FROM pragma_table_info(?) ORDER BY cid");
    for (prepare(columns, table.name); columns.executeStep();) {
      table.summed.push_back(!holds(moving, text_at(columns, 0)));
    }
    tables_.push_back(std::move(table));
  }
}

const SummedTables::Table* SummedTables::find(const char* name) const noexcept {
  const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const Table& table) {
    return std::strcmp(table.name.c_str(), name) == 0;
  });
  return found == tables_.end() ? nullptr : &*found;
}

template <typename Value>
std::uint64_t SummedTables::hash(const Table& table, const Value& value) const {
  std::string row = table.name;
  for (std::size_t column = 0; column < table.summed.size(); ++column) {
    if (table.summed[column]) {
      append(row, value(static_cast<int>(column)));
    }
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
  SQLite::Statement read(database, "SELECT length(sum) FROM row_sum WHERE no = 1");
  const bool never = read.executeStep() && number_at(read, 0) == 0;
  read.reset();
  const auto settled = settled_in(database, master_key);
  if (never || (settled && settled->version != version_)) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    write(sum_of(database, tables_));
    transaction.commit();
  }
  sqlite3_preupdate_hook(database.getHandle(), changed, this);
}

RowSum::~RowSum() {
  sqlite3_preupdate_hook(database_.getHandle(), nullptr, nullptr);
}

void RowSum::changed(void* self, sqlite3* handle, int operation, const char* /*schema*/,
                     const char* table, long long /*before*/, long long /*after*/) {
  auto& mine = *static_cast<RowSum*>(self);
  try {
    mine.note(handle, operation, table);
  } catch (const std::bad_alloc&) {  // which must not pass through SQLite: settle() throws it
    mine.incomplete_ = true;
  }
}

void RowSum::note(sqlite3* handle, int operation, const char* table) {
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
    change_ -= tables_.hash(*summed, value_of(sqlite3_preupdate_old));
  }
  if (operation != SQLITE_DELETE) {
    change_ += tables_.hash(*summed, value_of(sqlite3_preupdate_new));
  }
}

void RowSum::settle() {
  if (incomplete_) {
    throw std::bad_alloc();
  }
  if (change_ == 0) {
    return;
  }
  if (!settled_) {
    const auto settled = settled_in(database_, master_key_);
    if (!settled) {
      change_ = 0;  // it does not open: `verify` says so, and nothing here may make it right
      return;
    }
    settled_ = settled->sum;
  }
  write(*settled_ + change_);
  change_ = 0;
}

void RowSum::forget() noexcept {
  settled_.reset();
  change_ = 0;
  incomplete_ = false;
}

void RowSum::write(std::uint64_t sum) {
  const std::string text =
      std::to_string(version_) + " " + std::to_string(static_cast<std::int64_t>(sum));
  run_once(database_, "UPDATE row_sum SET sum = ? WHERE no = 1", Blob(seal(text, master_key_)));
  settled_ = sum;
}

std::string changed_rows(const SQLite::Database& database, const Bytes& master_key) {
  if (master_key.empty()) {
    return "";
  }
  const auto settled = settled_in(database, master_key);
  if (!settled) {
    return "the sum of the small tables does not open";
  }
  const SummedTables tables(database, master_key);
  return sum_of(database, tables) == settled->sum ? ""
                                                  : "a row of a table of names, codes, comments, "
                                                    "findings, held items, keys, invitations, "
                                                    "series or pseudonyms is not as it was written";
}

}  // namespace soundings::store::sqlite
