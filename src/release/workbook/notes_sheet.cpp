// What a reader of the workbook must know, as a table.
#include <nlohmann/json.hpp>

#include "soundings/base/number.h"
#include "soundings/release/file_names.h"
#include "soundings/wording/wording.h"

#include "workbook/sheets.h"

namespace soundings::release {
namespace {

using Json = nlohmann::json;

constexpr double level = 0.95;

/// What the manifest says of its surveys: how their ranges are meant, and its own notes.
void add_manifest(const Definitions& definitions, const Json& manifest,
                  report::WorkbookTable& sheet) {
  for (const Json& survey : manifest.value("surveys", Json::array())) {
    const std::string id = survey.value("survey", "");
    const std::string title = survey_title(definitions, id);
    sheet.rows.push_back({{title}, {wording::range_meaning(definitions.find_survey(id), level)}});
    for (const Json& note : survey.value("notes", Json::array())) {
      sheet.rows.push_back({{title}, {note.get<std::string>()}});
    }
  }
  for (const Json& silent : manifest.value("without_answers", Json::array())) {
    sheet.rows.push_back({{survey_title(definitions, silent.get<std::string>())},
                          {"There were no answers to publish this month."}});
  }
}

}  // namespace

report::WorkbookTable notes_sheet(const Definitions& definitions, const std::string& manifest) {
  report::WorkbookTable sheet{.name = "Notes",
                              .title = "Notes",
                              .notes = {"Marks stand in square brackets."},
                              .columns = {"Note", "What it means"},
                              .rows = {},
                              .chart = {}};
  for (const wording::Symbol& symbol : wording::symbols()) {
    sheet.rows.push_back({{"[" + std::string(symbol.mark) + "]"}, {std::string(symbol.meaning)}});
  }
  const std::string per_cent = significant(100.0 * level, 3);
  sheet.rows.push_back({{"Range from, Range to"},
                        {"The ends of the range at " + per_cent +
                         " per cent. A range treats "
                         "answers as independent."}});
  sheet.rows.push_back({{"Answers"}, {"The base: how many answers the value is worked out from."}});
  sheet.rows.push_back({{"Not weighted"}, {"Every answer counts once."}});
  sheet.rows.push_back({{"Class A, class B"}, {"Whole bases and per cents of one decimal."}});
  sheet.rows.push_back({{"Class C"}, {wording::coarse(definitions)}});
  sheet.rows.push_back({{"For programs"},
                        {"The same rows are in the CSV files of the release, in the same order."}});
  const Json read = Json::parse(manifest, nullptr, false);
  if (read.is_object()) {
    add_manifest(definitions, read, sheet);
  }
  return sheet;
}

}  // namespace soundings::release
