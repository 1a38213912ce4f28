// What a CSV file cannot say in its columns, in a document beside it.
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "soundings/report/estimates.h"
#include "soundings/survey/period.h"
#include "soundings/survey/sample_data.h"

#include "json/weighting_json.h"
#include "notes.h"

namespace soundings::report {

std::string csv_metadata(const Definitions& definitions, const std::string& file,
                         const std::vector<Table>& tables, bool sample) {
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
  std::vector<std::string> comments = caveats(definitions, release_of(tables), surveys);
  if (sample) {
    comments.insert(comments.begin(), std::string(sample_notice));
  }
  const Json document = {{"@context", "http://www.w3.org/ns/csvw"},
                         {"url", file},
                         {"notes", std::move(notes)},
                         {"rdfs:comment", std::move(comments)}};
  return document.dump(1) + "\n";
}

}  // namespace soundings::report
