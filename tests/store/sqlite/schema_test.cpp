// schema.sql shows the tables as the migrations leave them.
#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

/// Without comments and quotes, with one space wherever there was white space.
std::string plain(const std::string& sql) {
  std::string text;
  for (std::size_t at = 0; at < sql.size(); ++at) {
    if (sql.compare(at, 2, "--") == 0) {
      at = std::min(sql.find('\n', at), sql.size());
    }
    const bool space = at >= sql.size() || std::isspace(static_cast<unsigned char>(sql[at])) != 0;
    if (space && !text.empty() && text.back() != ' ' && text.back() != '(') {
      text += ' ';
    } else if (!space && sql[at] != '"') {
      if (text.ends_with(' ') && (sql[at] == ')' || sql[at] == ',')) {
        text.pop_back();
      }
      text += sql[at];
    }
  }
  return text;
}

bool is_constraint(const std::string& part) {
  return part.starts_with("PRIMARY KEY") || part.starts_with("UNIQUE") ||
         part.starts_with("CHECK") || part.starts_with("FOREIGN KEY");
}

/// What stands between the outer brackets, part by part: columns in order, then constraints. A
/// column that a migration adds comes after the constraints in what SQLite remembers.
std::string in_order(const std::string& sql) {
  const std::size_t open = sql.find('(');
  const std::size_t close = sql.rfind(')');
  if (!sql.starts_with("CREATE TABLE") || open == std::string::npos) {
    return sql;
  }
  std::vector<std::string> parts(1);
  int depth = 0;
  for (std::size_t at = open + 1; at < close; ++at) {
    depth += sql[at] == '(' ? 1 : sql[at] == ')' ? -1 : 0;
    if (depth == 0 && sql[at] == ',') {
      parts.emplace_back();
    } else if (sql[at] != ' ' || !parts.back().empty()) {
      parts.back() += sql[at];
    }
  }
  std::ranges::stable_partition(parts, [](const auto& part) { return !is_constraint(part); });
  std::string text = sql.substr(0, open);
  for (const std::string& part : parts) {
    text += "\n  " + part;
  }
  return text + "\n" + sql.substr(close);
}

std::map<std::string, std::string> schema_of(const SQLite::Database& database) {
  std::map<std::string, std::string> schema;
  SQLite::Statement read(database,
                         "SELECT type, name, sql FROM sqlite_master"
                         " WHERE sql IS NOT NULL");
  while (read.executeStep()) {
    schema[read.getColumn(0).getString() + " " + read.getColumn(1).getString()] =
        in_order(plain(read.getColumn(2).getString()));
  }
  return schema;
}

}  // namespace

TEST_CASE("schema.sql shows the tables that the migrations make", "[store]") {
  const Folder folder;
  open_store(folder.file("a.db")).reset();
  const SQLite::Database migrated(folder.file("a.db").string(), SQLite::OPEN_READONLY);
  SQLite::Database shown(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  std::ifstream file(SOUNDINGS_SOURCE_DIR "/src/store/sqlite/schema.sql");
  shown.exec(std::string(std::istreambuf_iterator<char>(file), {}));
  const auto today = schema_of(migrated);
  const auto described = schema_of(shown);
  REQUIRE(today.size() > 20);
  for (const auto& [name, sql] : today) {
    INFO(name);
    REQUIRE(described.contains(name));
    CHECK(described.at(name) == sql);
  }
  CHECK(described.size() == today.size());
}
