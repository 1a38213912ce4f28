// What else arrived under the id of a held item, for whoever decides about it.
#include "rules/outcome.h"
#include "sqlite/binding.h"
#include "sqlite/held_list.h"
#include "sqlite/kept_response.h"

namespace soundings::store::sqlite {
namespace {

// The held item itself stands among the rows: ?1 is its receipt.
constexpr const char* under_its_id =
    "WITH it AS (SELECT s.seq, s.source, s.survey, s.item_key, s.source_response_id"
    " FROM held h JOIN submission s USING (seq)"
    " WHERE h.source IN (SELECT no FROM source) AND h.receipt = ?1)"
    " SELECT s.seq, s.seq = it.seq, s.receipt, d.received_at, s.modified_at, r.completed_at,"
    " s.outcome, r.version, r.current FROM it JOIN keyed_submission k"
    " ON k.source = it.source AND k.key = it.item_key JOIN submission s ON s.seq = k.submission"
    " JOIN delivery d ON d.seq = s.delivery LEFT JOIN response r ON r.seq = s.seq"
    " WHERE it.source_response_id <> '' AND s.survey = it.survey AND s.item_key = it.item_key"
    " AND s.source_response_id = it.source_response_id ORDER BY s.seq";

std::optional<Instant> instant_at(const SQLite::Statement& row, int at) {
  const auto microseconds = optional_at(row, at);
  return microseconds ? std::optional(from_epoch_microseconds(*microseconds)) : std::nullopt;
}

}  // namespace

std::vector<Version> held_versions(const SQLite::Database& database, std::string_view receipt) {
  SQLite::Statement read(database, under_its_id);
  const std::string name(receipt);
  std::vector<Version> found;
  std::vector<Stamp> stamps;
  Stamp held;
  for (prepare(read, name); read.executeStep();) {
    const auto modified_at = instant_at(read, 4);
    const Stamp stamp{.changed_at = modified_at ? modified_at : instant_at(read, 5),
                      .seq = number_at(read, 0)};
    if (number_at(read, 1) == 1) {
      held = {.changed_at = modified_at, .seq = stamp.seq};
      continue;
    }
    stamps.push_back(stamp);
    found.push_back({.receipt = text_at(read, 2),
                     .received_at = from_epoch_microseconds(number_at(read, 3)),
                     .changed_at = stamp.changed_at,
                     .outcome = static_cast<Outcome>(number_at(read, 6)),
                     .version = static_cast<int>(optional_at(read, 7).value_or(0)),
                     .counts = optional_at(read, 8).value_or(0) == 1});
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    found[i].newer = newer(stamps[i], held);
  }
  return found;
}

std::optional<Response> counted_response(SQLite::Database& database, std::string_view receipt) {
  SQLite::Statement read(database, under_its_id);
  const std::string name(receipt);
  for (prepare(read, name); read.executeStep();) {
    if (optional_at(read, 8).value_or(0) != 1) {
      continue;
    }
    auto kept = KeptResponses(database).find(number_at(read, 0));
    if (!kept) {
      return std::nullopt;
    }
    kept->said.modified_at = instant_at(read, 4);
    return std::move(kept->said);
  }
  return std::nullopt;
}

}  // namespace soundings::store::sqlite
