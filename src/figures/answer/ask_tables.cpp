// Tables as readers ask for them: with their readings, and with the rows that are wanted.
#include <algorithm>
#include <utility>

#include "soundings/base/nearest.h"
#include "soundings/figures/figures.h"
#include "soundings/survey/codes.h"

#include "question/fault.h"

namespace soundings::figures {
namespace {

/// The survey's code of each name in `rows`. A name that the survey does not know is a fault, and
/// not an empty table.
Expected<DomainKey, Fault> by_code(const Definitions& definitions, const Table& table,
                                   DomainKey rows) {
  const Survey* survey = definitions.find_survey(table.survey);
  for (auto& [domain, name] : rows) {
    const auto code = survey == nullptr ? std::optional<std::string>()
                                        : code_named(definitions, *survey, domain, name);
    if (!code) {
      const std::string meant =
          survey == nullptr ? "" : nearest(name, spellings_of(definitions, *survey, domain));
      return unexpected(fault("unknown_code", domain, name,
                              "the domain " + domain + " has no such code" + did_you_mean(meant)));
    }
    name = *code;
  }
  return rows;
}

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
  if (!read) {
    return read;
  }
  const auto wanted = by_code(definitions_, read->table, question.rows);
  if (!wanted) {
    return unexpected(wanted.error());
  }
  keep_rows(read->table, *wanted);
  return read;
}

}  // namespace soundings::figures
