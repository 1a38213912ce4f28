// Which pepper is in use: a fact about the file, changed together with who stays known.
#include "sqlite/peppers.h"

#include "sqlite/binding.h"

namespace soundings::store::sqlite {

PepperInUse pepper_in_use(const SQLite::Database& database) {
  SQLite::Statement read(database, "SELECT value FROM fact WHERE name = 'pepper'");
  if (!read.executeStep()) {
    return {};
  }
  const Bytes kept = blob_at(read, 0);
  const std::string text(kept.begin(), kept.end());
  return {.version = std::stoi(text), .check = text.substr(text.find(' ') + 1)};
}

void change_pepper(Session& session, const PepperInUse& next, const Act& act) {
  const std::string text = std::to_string(next.version) + " " + next.check;
  const Bytes value(text.begin(), text.end());
  session.write([&](SQLite::Transaction& transaction) {
    run_once(*session.database,
             "INSERT INTO fact (name, value) VALUES ('pepper', ?)"
             " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
             Blob(value));
    session.writer->committer.pseudonyms().remember_everybody();
    session.writer->audit.append({.at = act.at,
                                  .actor = act.actor,
                                  .action = "pepper_changed",
                                  .subject = "pepper " + std::to_string(next.version),
                                  .detail = act.reason});
    transaction.commit();
  });
}

}  // namespace soundings::store::sqlite
