// Tables as readers ask for them: with their readings, and with the rows that are wanted.
#include <algorithm>
#include <utility>

#include "soundings/figures/figures.h"

namespace soundings::figures {
namespace {

/// Leaves the rows whose key holds every code of `wanted`.
void keep_rows(Table& table, const DomainKey& wanted) {
  std::erase_if(table.rows, [&](const Row& row) {
    return !std::ranges::all_of(wanted, [&](const auto& one) {
      const auto found = row.key.find(one.first);
      return found != row.key.end() && found->second == one.second;
    });
  });
}

/// Whether readings are made at all.
bool reads(const ReadingChoice& choice, bool with_readings) {
  return choice.kind == ReadingChoice::Kind::named ||
         (choice.kind == ReadingChoice::Kind::usual && with_readings);
}

}  // namespace

Expected<ReadTable, Fault> Figures::ask(const TableQuestion& question, bool with_readings) const {
  const ReadingChoice& choice = question.reading;
  Expected<ReadTable, Fault> read{ReadTable{}};
  if (reads(choice, with_readings)) {
    const bool named = choice.kind == ReadingChoice::Kind::named;
    read = this->read(question.question, named ? std::optional(choice.against) : std::nullopt);
  } else if (auto table = answer(question.question)) {
    read->table = *std::move(table);
  } else {
    read = unexpected(table.error());
  }
  if (read) {
    keep_rows(read->table, question.rows);
  }
  return read;
}

}  // namespace soundings::figures
