// A table of one row at most, which its triggers keep as it is.
#include "sqlite/sample_mark.h"

#include "sqlite/binding.h"

namespace soundings::store::sqlite {

bool is_sample(const SQLite::Database& database) {
  SQLite::Statement read(database, "SELECT 1 FROM sample_mark");
  return read.executeStep();
}

bool mark_sample(Session& session, const Act& act) {
  bool marked = false;
  session.write([&](SQLite::Transaction& transaction) {
    if (is_sample(*session.database)) {
      return;
    }
    run_once(*session.database,
             "INSERT INTO sample_mark (only, at, actor, reason) VALUES (1, ?, ?, ?)",
             epoch_microseconds(act.at), act.actor, act.reason);
    session.writer->audit.append({.at = act.at,
                                  .actor = act.actor,
                                  .action = "sample_marked",
                                  .subject = "database",
                                  .detail = act.reason});
    transaction.commit();
    marked = true;
  });
  return marked;
}

}  // namespace soundings::store::sqlite
