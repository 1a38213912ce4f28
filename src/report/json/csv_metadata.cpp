// What a CSV file cannot say in its columns, in a document beside it.
#include <set>

#include <nlohmann/json.hpp>

#include "soundings/report/estimates.h"
#include "soundings/survey/period.h"

#include "json/weighting_json.h"
#include "notes.h"

namespace soundings::report {

std::string csv_metadata(const Definitions& definitions, const std::string& file,
                         const std::vector<Table>& tables) {
  using Json = nlohmann::ordered_json;
  Json notes = Json::array();
  std::set<std::string> written;
  std::set<std::string> surveys;
  for (const Table& table : tables) {
    surveys.insert(table.survey);
    Json note = {{"survey", table.survey},
                 {"period", to_text(table.period)},
                 {"item", table.item},
                 {"weighting", table.scheme},
                 {"targets", targets_of(definitions, table.survey, table.scheme, table.period)},
                 {"collapsed", collapsed_of(definitions, table.survey, table.collapsed)}};
    if (!note["targets"].empty() && written.insert(note.dump()).second) {
      notes.push_back(std::move(note));
    }
  }
  if (notes.empty()) {
    return {};
  }
  const Json document = {{"@context", "http://www.w3.org/ns/csvw"},
                         {"url", file},
                         {"notes", std::move(notes)},
                         {"rdfs:comment", caveats(definitions, release_of(tables), surveys)}};
  return document.dump(1) + "\n";
}

}  // namespace soundings::report
