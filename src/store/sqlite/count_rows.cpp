// The count log added up against the responses, and lines taken out of it.
#include "sqlite/count_rows.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "rules/coding.h"
#include "sqlite/binding.h"

namespace soundings::store::sqlite {

std::string count_key(const SQLite::Statement& row, std::optional<std::int64_t> person) {
  std::string key;
  for (int at = 0; at < 5; ++at) {
    key += std::to_string(optional_at(row, at).value_or(-1)) + " ";
  }
  const auto codes = blob_at(row, 5);
  key.append(codes.begin(), codes.end());
  return key + (person ? std::to_string(*person) : "");
}

std::optional<std::int64_t> person_bits(const Bytes& person) {
  return person.empty() ? std::nullopt : std::optional(first_bits(person));
}

std::string miscounted(const SQLite::Database& database) {
  CountedKeys left;
  SQLite::Statement log(database,
                        "SELECT survey, month, invited_month, wave, layout, codes, person, delta"
                        " FROM count_log WHERE delta <> 0");
  while (log.executeStep()) {
    left[count_key(log, optional_at(log, 6))] += number_at(log, 7);
  }
  SQLite::Statement responses(database,
                              "SELECT survey, month, invited_month, wave, layout, codes, person"
                              " FROM response WHERE current = 1");
  while (responses.executeStep()) {
    left[count_key(responses, person_bits(blob_at(responses, 6)))] -= 1;
  }
  const auto wrong =
      std::count_if(left.begin(), left.end(), [](const auto& entry) { return entry.second != 0; });
  return wrong == 0 ? "" : std::to_string(wrong) + " kinds of response are counted wrongly";
}

std::map<std::int64_t, std::int64_t> lines_taken_back(const SQLite::Database& database) {
  const std::string columns = std::string("SELECT ") + count_key_columns + ", person";
  std::map<std::string, std::vector<std::int64_t>> counting;  // of keys that a line takes back
  SQLite::Statement reverses(database, columns + " FROM count_log WHERE delta = -1");
  while (reverses.executeStep()) {
    counting[count_key(reverses, optional_at(reverses, 6))];
  }
  std::map<std::int64_t, std::int64_t> taken_back;
  if (counting.empty()) {
    return taken_back;
  }
  SQLite::Statement log(database,
                        columns + ", delta, seq FROM count_log WHERE delta <> 0 ORDER BY seq");
  while (log.executeStep()) {
    const auto lines = counting.find(count_key(log, optional_at(log, 6)));
    if (lines == counting.end()) {
      continue;
    }
    if (number_at(log, 7) > 0) {
      lines->second.push_back(number_at(log, 8));
    } else if (!lines->second.empty()) {
      taken_back[lines->second.back()] = number_at(log, 8);
      lines->second.pop_back();
    }
  }
  return taken_back;
}

void remove_lines(SQLite::Database& database, std::map<std::int64_t, CountedKeys> by_delta) {
  std::int64_t wanted = 0;
  for (const auto& [delta, keys] : by_delta) {
    for (const auto& [key, lines] : keys) {
      wanted += lines;
    }
  }
  if (wanted == 0) {
    return;
  }
  // Before the others go, so that its number is a new one and no figure keeps its version.
  run_once(database,
           "INSERT INTO count_log (survey, delta, month, wave, layout, codes)"
           " VALUES (NULL, 0, 0, 0, ?, ?)",
           read_anew, Blob());
  std::vector<std::int64_t> lines;
  SQLite::Statement read(database, std::string("SELECT ") + count_key_columns +
                                       ", person, delta, seq FROM count_log"
                                       " WHERE delta <> 0 ORDER BY seq");
  while (wanted > 0 && read.executeStep()) {
    auto& keys = by_delta[number_at(read, 7)];
    const auto key = keys.find(count_key(read, optional_at(read, 6)));
    if (key != keys.end() && key->second > 0) {
      --key->second;
      --wanted;
      lines.push_back(number_at(read, 8));
    }
  }
  read.reset();
  if (wanted > 0) {
    throw std::runtime_error("a response is not in the count log; run `soundings verify`");
  }
  SQLite::Statement remove(database, "DELETE FROM count_log WHERE seq = ?");
  for (const std::int64_t line : lines) {
    run(remove, line);
  }
}

}  // namespace soundings::store::sqlite
