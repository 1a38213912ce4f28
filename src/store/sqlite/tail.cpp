// Whether a ledger still has what it kept last: said before it is opened for writing, and by
// `soundings verify`.
#include "sqlite/tail.h"

#include <sqlite3.h>

#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

bool has_audit(const SQLite::Database& database) {
  return database.tableExists("audit");
}

std::string said(const std::string& what) {
  return what +
         ". A write-ahead log was lost or is another's, or this is an older copy. Put back what "
         "belongs to it, or take it as it is with `soundings accept`";
}

/// What is remembered for a database, which it lacks; empty when it lacks nothing.
std::string lacking_of(const NewestKept& kept, const SQLite::Database* database) {
  if (!kept.fault().empty()) {
    return kept.fault();
  }
  const bool audited = database != nullptr && has_audit(*database);
  const auto expected = kept.expected(audited ? lineage_of(*database) : "");
  if (!expected || expected->row == 0) {
    return "";
  }
  return audited ? lacking(*database, *expected)
                 : "is empty, and row " + std::to_string(expected->row) +
                       " of the audit of the database that was here was kept";
}

}  // namespace

std::string lost_tail(const Session& session) {
  if (session.newest == nullptr) {
    return "";
  }
  std::error_code none;
  std::string lacks;
  if (std::filesystem::file_size(session.file, none) == 0 || none) {
    lacks = lacking_of(*session.newest, nullptr);
  } else {
    try {
      constexpr int busy_milliseconds = 5000;
      const SQLite::Database database(
          session.file.string(), SQLite::OPEN_READONLY | SQLITE_OPEN_NOMUTEX, busy_milliseconds);
      lacks = lacking_of(*session.newest, &database);
    } catch (const SQLite::Exception&) {
      return "";  // what cannot be read is refused when it is opened, with its own words
    }
  }
  return lacks.empty() ? "" : said(lacks);
}

void begin_to_remember(Session& session, const std::string& lost,
                       const std::optional<Act>& accepted) {
  if (!lost.empty() && accepted) {
    note(session, {.row = 0,
                   .at = accepted->at,
                   .actor = accepted->actor,
                   .action = "tail_accepted",
                   .subject = lost.substr(0, lost.find('.')),
                   .detail = accepted->reason});
  }
  if (session.newest != nullptr) {
    session.remembers = session.newest->keep(newest_of(*session.database), *session.database);
  }
}

}  // namespace soundings::store::sqlite
