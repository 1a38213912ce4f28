// Columns of a CSV file described for programs.
#include "soundings/report/csvw.h"

#include <nlohmann/json.hpp>

namespace soundings::report {
namespace {

using Json = nlohmann::ordered_json;

Json column_of(const CsvwColumn& column) {
  Json made{{"name", column.name}, {"titles", column.name}, {"datatype", column.type}};
  if (!column.title.empty()) {
    made["dc:title"] = column.title;
  }
  if (!column.description.empty()) {
    made["dc:description"] = column.description;
  }
  return made;
}

}  // namespace

std::string csvw_name(const std::string& csv) {
  return csv + "-metadata.json";
}

std::string csvw(const CsvwFile& file) {
  Json columns = Json::array();
  for (const CsvwColumn& column : file.columns) {
    columns.push_back(column_of(column));
  }
  Json document{{"@context", Json::array({"http://www.w3.org/ns/csvw", Json{{"@language", "en"}}})},
                {"url", file.url},
                {"dc:title", file.title},
                {"dc:description", file.description},
                {"dc:publisher", file.publisher},
                {"rdfs:comment", file.notes},
                {"dialect",
                 {{"encoding", "utf-8"},
                  {"header", true},
                  {"lineTerminators", Json::array({file.line_end})}}},
                {"tableSchema", {{"columns", std::move(columns)}}}};
  for (const char* empty : {"dc:description", "dc:publisher", "rdfs:comment"}) {
    if (document[empty].empty() || document[empty] == "") {
      document.erase(empty);
    }
  }
  return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace soundings::report
