// Receipts are version 7 UUIDs, which rise with time as the numbers of submissions do. So a receipt
// is looked for by halving, without an index that each commit would have to write. A clock that was
// set back breaks the order: then every submission is looked at.
#include "sqlite/receipt_search.h"

#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

// Submissions wait for the writer at once, so neighbours may be numbered in another order.
constexpr std::int64_t out_of_order = 2048;
constexpr std::int64_t few = 512;

struct Given {
  std::int64_t submission = 0;
  std::string receipt;
};

/// The first submission from `from` on, of a few, that repeats nothing.
std::optional<Given> first_from(SQLite::Statement& read, std::int64_t from) {
  if (!prepare(read, from, from + few).executeStep()) {
    return std::nullopt;
  }
  return Given{.submission = number_at(read, 0), .receipt = text_at(read, 1)};
}

/// About where the receipt was given; nothing when so many repeats lie there that it is unknown.
std::optional<std::int64_t> near(const SQLite::Database& database, const std::string& receipt) {
  SQLite::Statement newest(database, "SELECT ifnull(max(seq), 0) FROM submission");
  newest.executeStep();
  SQLite::Statement read(database,
                         "SELECT seq, receipt FROM submission WHERE seq >= ? AND seq < ?"
                         " AND first IS NULL ORDER BY seq LIMIT 1");
  std::int64_t from = 1;
  std::int64_t to = number_at(newest, 0) + 1;
  while (to - from > few) {
    const std::int64_t middle = from + (to - from) / 2;
    const auto given = first_from(read, middle);
    if (!given) {
      return std::nullopt;
    }
    (given->receipt <= receipt ? from : to) = middle;
  }
  return from;
}

}  // namespace

std::optional<std::int64_t> submission_of(const SQLite::Database& database,
                                          const std::string& receipt) {
  if (const auto place = near(database, receipt)) {
    SQLite::Statement around(database,
                             "SELECT seq FROM submission WHERE seq BETWEEN ? AND ?"
                             " AND receipt = ? AND first IS NULL");
    prepare(around, *place - out_of_order, *place + few + out_of_order, receipt);
    if (around.executeStep()) {
      return number_at(around, 0);
    }
  }
  SQLite::Statement all(database, "SELECT seq FROM submission WHERE receipt = ? AND first IS NULL");
  if (!prepare(all, receipt).executeStep()) {
    return std::nullopt;
  }
  return number_at(all, 0);
}

}  // namespace soundings::store::sqlite
