// Who is known by which pseudonym, from memory or from the table.
#include "sqlite/pseudonyms.h"

#include "rules/coding.h"
#include "sqlite/binding.h"

namespace soundings::store::sqlite {

Pseudonyms::Pseudonyms(SQLite::Database& database)
    : database_(database),
      find_(database, "SELECT person FROM pseudonym WHERE source = ? AND pseudonym = ?"),
      add_(database,
           "INSERT INTO pseudonym (source, pseudonym, person) VALUES (?, ?, ?)"
           " ON CONFLICT (source, pseudonym) DO NOTHING") {}

bool Pseudonyms::any() {
  if (!any_) {
    any_ =
        database_.execAndGet("SELECT EXISTS (SELECT 1 FROM fact WHERE name = 'pepper')").getInt() !=
        0;
  }
  return *any_;
}

Bytes Pseudonyms::known_as(std::int64_t source, const Response& response) {
  Bytes own = person_bytes(response.person);
  if (own.empty() || !any()) {
    return own;
  }
  if (auto known = find(source, own)) {
    return std::move(*known);
  }
  for (const std::string& former : response.former_persons) {
    if (auto known = find(source, person_bytes(former))) {
      return std::move(*known);
    }
  }
  return own;
}

Bytes Pseudonyms::person(std::int64_t source, const Response& response) {
  Bytes own = person_bytes(response.person);
  if (own.empty() || !any()) {
    return own;
  }
  if (const auto known = find(source, own)) {
    return *known;
  }
  for (const std::string& former : response.former_persons) {
    if (const auto known = find(source, person_bytes(former))) {
      add(source, own, *known);
      return *known;
    }
  }
  if (response.former_persons.empty()) {
    // Read before the pepper changed and kept after it.
    add(source, own, own);
  }
  return own;
}

void Pseudonyms::remember_everybody() {
  database_.exec(
      "INSERT INTO pseudonym (source, pseudonym, person)"
      " SELECT DISTINCT source, person, person FROM response WHERE person IS NOT NULL"
      " ON CONFLICT (source, pseudonym) DO NOTHING");
  any_.reset();
}

void Pseudonyms::forget_person(std::int64_t source, const Bytes& person) {
  run_once(database_,
           "DELETE FROM pseudonym WHERE source = ?1 AND person = ?2"
           " AND NOT EXISTS (SELECT 1 FROM response WHERE source = ?1 AND person = ?2)",
           source, Blob(person));
}

std::optional<Bytes> Pseudonyms::find(std::int64_t source, const Bytes& pseudonym) {
  const bool known = prepare(find_, source, Blob(pseudonym)).executeStep();
  auto person = known ? std::optional(blob_at(find_, 0)) : std::nullopt;
  find_.reset();
  return person;
}

void Pseudonyms::add(std::int64_t source, const Bytes& pseudonym, const Bytes& person) {
  run(add_, source, Blob(pseudonym), Blob(person));
}

}  // namespace soundings::store::sqlite
