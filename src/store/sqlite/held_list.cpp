// Held items as people read them: pages of a list, counts by reason, one item, and the
// bytes it came as.
#include "sqlite/held_list.h"

#include <limits>

#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

constexpr const char* select_held =
    "SELECT h.receipt, so.id, su.id, s.source_response_id, d.received_at, h.code, h.state,"
    " h.seq, h.source, s.outcome, h.decided_at, h.actor, h.reason, d.id, s.position, h.original,"
    " h.adapter, h.form, h.header, d.body = s.original FROM held h"
    " JOIN submission s USING (seq) JOIN delivery d ON d.seq = s.delivery"
    " JOIN source so ON so.no = s.source JOIN survey su ON su.no = s.survey";

constexpr const char* of_receipt = " WHERE h.source IN (SELECT no FROM source) AND h.receipt = ?";

// ?1 source, ?2 survey, ?3 state, ?4 and ?5 received from and before.
constexpr const char* asked_for =
    " WHERE (?1 = '' OR so.id = ?1) AND (?2 = '' OR su.id = ?2) AND (?3 = '' OR h.state = ?3)"
    " AND d.received_at >= ?4 AND d.received_at < ?5";

// ?6 the code that sets items apart.
constexpr const char* apart =
    "(?6 <> '' AND (h.code = ?6 OR EXISTS (SELECT 1 FROM finding f WHERE f.source = h.source"
    " AND f.submission = h.seq AND f.code = ?6)))";

std::int64_t from(const HeldQuery& query) {
  return query.since ? epoch_microseconds(*query.since) : std::numeric_limits<std::int64_t>::min();
}

std::int64_t before(const HeldQuery& query) {
  return query.until ? epoch_microseconds(*query.until) : std::numeric_limits<std::int64_t>::max();
}

HeldItem item_at(const SQLite::Database& database, const SQLite::Statement& row) {
  HeldItem item{.receipt = text_at(row, 0),
                .source = text_at(row, 1),
                .survey = text_at(row, 2),
                .source_response_id = text_at(row, 3),
                .received_at = from_epoch_microseconds(number_at(row, 4)),
                .outcome = static_cast<Outcome>(number_at(row, 9)),
                .code = text_at(row, 5),
                .state = state_at(row, 6),
                .decided_at = std::nullopt,
                .actor = text_at(row, 11),
                .reason = text_at(row, 12)};
  if (const auto at = optional_at(row, 10)) {
    item.decided_at = from_epoch_microseconds(*at);
  }
  SQLite::Statement errors(database,
                           "SELECT code, pointer, message, value_class FROM finding"
                           " WHERE source = ? AND submission = ? ORDER BY nth");
  for (prepare(errors, number_at(row, 8), number_at(row, 7)); errors.executeStep();) {
    item.errors.push_back(
        {.code = text_at(errors, 0), .pointer = text_at(errors, 1), .message = text_at(errors, 2)});
    item.value_classes.push_back(text_at(errors, 3));
  }
  return item;
}

/// As it is asked for: empty for any.
std::string text_of(const std::optional<HeldState>& state) {
  return std::string(state ? to_text(*state) : "");
}

}  // namespace

HeldState state_at(const SQLite::Statement& row, int at) {
  const std::string text = text_at(row, at);
  const auto state = held_state(text);
  if (!state) {
    throw SQLite::Exception("the ledger is damaged: an item is held with the state '" + text + "'");
  }
  return *state;
}

std::vector<HeldItem> held_items(const SQLite::Database& database, const HeldQuery& query) {
  const std::string sql =
      std::string(select_held) + asked_for + " AND " + apart +
      " = ?7 AND (?8 = '' OR h.code = ?8) AND (?9 = '' OR h.seq < (SELECT max(k.seq) FROM held k"
      " WHERE k.source IN (SELECT no FROM source) AND k.receipt = ?9)) ORDER BY h.seq DESC"
      " LIMIT ?10";
  SQLite::Statement read(database, sql);
  const auto alone = std::int64_t{query.which == HeldQuery::Which::apart_alone};
  const auto limit = static_cast<std::int64_t>(query.limit);
  const std::string state = text_of(query.state);
  std::vector<HeldItem> items;
  for (prepare(read, query.source, query.survey, state, from(query), before(query), query.apart,
               alone, query.code, query.after, limit);
       read.executeStep();) {
    items.push_back(item_at(database, read));
  }
  return items;
}

std::vector<HeldAges> held_ages(const SQLite::Database& database, std::string_view apart_code,
                                Instant now) {
  // ?1 to ?4: an item that arrived later has not waited for longer. ?6 as in `apart`.
  const std::string sql =
      std::string("SELECT h.code, ") + apart +
      " AS apart, sum(d.received_at > ?1), sum(d.received_at <= ?1 AND d.received_at > ?2),"
      " sum(d.received_at <= ?2 AND d.received_at > ?3),"
      " sum(d.received_at <= ?3 AND d.received_at > ?4), sum(d.received_at <= ?4),"
      " min(d.received_at) FROM held h JOIN submission s USING (seq)"
      " JOIN delivery d ON d.seq = s.delivery WHERE h.state = ?5 GROUP BY 1, 2 ORDER BY 1, 2";
  const auto since = [now](std::size_t at) {
    return epoch_microseconds(now - held_ages_to.at(at));
  };
  const std::string held(to_text(HeldState::held));
  const std::string code(apart_code);
  SQLite::Statement read(database, sql);
  std::vector<HeldAges> all;
  for (prepare(read, since(0), since(1), since(2), since(3), held, code); read.executeStep();) {
    HeldAges ages{.code = text_at(read, 0), .apart = number_at(read, 1) == 1};
    for (std::size_t i = 0; i < ages.items.size(); ++i) {
      ages.items.at(i) = number_at(read, static_cast<int>(i) + 2);
    }
    ages.oldest = from_epoch_microseconds(number_at(read, static_cast<int>(ages.items.size()) + 2));
    all.push_back(std::move(ages));
  }
  return all;
}

std::vector<HeldCount> held_counts(const SQLite::Database& database, const HeldQuery& query) {
  const std::string sql = std::string("SELECT so.id, h.code, ") + apart +
                          ", count(*), min(d.received_at) FROM held h JOIN submission s USING (seq)"
                          " JOIN delivery d ON d.seq = s.delivery"
                          " JOIN source so ON so.no = s.source"
                          " JOIN survey su ON su.no = s.survey" +
                          asked_for + " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
  SQLite::Statement read(database, sql);
  const std::string state = text_of(query.state);
  std::vector<HeldCount> counts;
  for (prepare(read, query.source, query.survey, state, from(query), before(query), query.apart);
       read.executeStep();) {
    counts.push_back({.source = text_at(read, 0),
                      .code = text_at(read, 1),
                      .apart = number_at(read, 2) == 1,
                      .items = number_at(read, 3),
                      .oldest = from_epoch_microseconds(number_at(read, 4))});
  }
  return counts;
}

std::optional<HeldItem> held_item(const SQLite::Database& database, std::string_view receipt) {
  SQLite::Statement read(database, std::string(select_held) + of_receipt);
  const std::string wanted(receipt);
  if (!prepare(read, wanted).executeStep()) {
    return std::nullopt;
  }
  return item_at(database, read);
}

std::optional<HeldOriginal> held_original(const SQLite::Database& database, const Bytes& master_key,
                                          std::string_view receipt) {
  if (master_key.empty()) {
    return std::nullopt;
  }
  SQLite::Statement read(database, std::string(select_held) + of_receipt);
  const std::string wanted(receipt);
  if (!prepare(read, wanted).executeStep()) {
    return std::nullopt;
  }
  auto bytes = unseal(blob_at(read, 15), master_key);
  if (!bytes) {
    return std::nullopt;
  }
  return HeldOriginal{.item = item_at(database, read),
                      .delivery = text_at(read, 13),
                      .position = static_cast<std::uint64_t>(number_at(read, 14)),
                      .bytes = std::move(*bytes),
                      .adapter = text_at(read, 16),
                      .form = text_at(read, 17),
                      .header = unseal(blob_at(read, 18), master_key).value_or(""),
                      .whole = number_at(read, 19) == 1};
}

std::vector<std::string> with_original(const SQLite::Database& database, std::string_view source) {
  SQLite::Statement read(database,
                         "SELECT receipt FROM held WHERE original IS NOT NULL"
                         " AND source = (SELECT no FROM source WHERE id = ?) ORDER BY seq");
  const std::string from(source);
  std::vector<std::string> receipts;
  for (prepare(read, from); read.executeStep();) {
    receipts.push_back(text_at(read, 0));
  }
  return receipts;
}

}  // namespace soundings::store::sqlite
