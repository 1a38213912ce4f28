// Marks of what was erased, made and looked for.
#include "sqlite/tombstones.h"

#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

constexpr const char* purpose = "soundings tombstones 1";

}  // namespace

Tombstones::Tombstones(SQLite::Database& database, const Bytes& master_key)
    : database_(database),
      key_(hmac_sha256(master_key, purpose)),
      find_(database,
            "SELECT e.submission, s.outcome, s.receipt, e.version FROM erased e"
            " JOIN submission s ON s.seq = e.submission WHERE e.source = ? AND e.mark = ?") {}

Sha256 Tombstones::mark(const Known& known) const {
  const bool named = !known.source_response_id.empty();
  std::string text = known.source + '\n' + known.survey + (named ? "\nid\n" : "\ncontent\n");
  text += named ? known.source_response_id : to_hex(known.content);
  return hmac_sha256(key_, text);
}

std::optional<Tombstone> Tombstones::find(std::int64_t source, const Entry& entry) {
  if (!any_) {
    any_ = database_.execAndGet("SELECT EXISTS (SELECT 1 FROM erased)").getInt() != 0;
  }
  if (!*any_) {
    return std::nullopt;
  }
  auto found = find_known(source, {.source = entry.source,
                                   .survey = entry.survey,
                                   .source_response_id = entry.source_response_id,
                                   .content = entry.content});
  if (!found && entry.source_response_id.empty() && entry.spelling != entry.content) {
    found = find_known(source,
                       {.source = entry.source, .survey = entry.survey, .content = entry.spelling});
  }
  for (auto id = entry.several_ids.begin(); !found && id != entry.several_ids.end(); ++id) {
    found = find_known(source,
                       {.source = entry.source, .survey = entry.survey, .source_response_id = *id});
  }
  return found;
}

std::optional<Tombstone> Tombstones::find_known(std::int64_t source, const Known& known) {
  Tombstone found{.mark = mark(known), .submission = 0};
  const bool erased = prepare(find_, source, Blob(found.mark)).executeStep();
  if (erased) {
    found.submission = number_at(find_, 0);
    found.outcome = static_cast<Outcome>(number_at(find_, 1));
    found.receipt = text_at(find_, 2);
    found.version = static_cast<int>(number_at(find_, 3));
  }
  find_.reset();
  return erased ? std::optional(std::move(found)) : std::nullopt;
}

void Tombstones::add(std::int64_t source, const Tombstone& tombstone) {
  run_once(database_, "INSERT INTO erased (source, mark, submission, version) VALUES (?, ?, ?, ?)",
           source, Blob(tombstone.mark), tombstone.submission, std::int64_t{tombstone.version});
  any_ = true;
}

}  // namespace soundings::store::sqlite
