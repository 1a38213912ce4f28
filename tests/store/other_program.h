// Another program that opens the database file with SQLite alone, past every rule of ours.
#pragma once

#include <filesystem>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

namespace soundings::testing {

/// What SQLite says of a statement of another program; empty when it is done.
inline std::string refused_by_sqlite(const std::filesystem::path& file, const std::string& sql) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
  database.exec("PRAGMA foreign_keys=OFF");
  try {
    database.exec(sql);
  } catch (const SQLite::Exception& error) {
    return error.what();
  }
  return "";
}

}  // namespace soundings::testing
