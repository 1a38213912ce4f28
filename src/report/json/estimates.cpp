// Headline and estimates as JSON, in the shape the pages' addresses give.
#include "soundings/report/estimates.h"

#include <algorithm>
#include <iterator>
#include <set>

#include <nlohmann/json.hpp>

#include "soundings/report/headline.h"
#include "soundings/survey/period.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "json/number_json.h"
#include "json/reading.h"
#include "json/weighting_json.h"
#include "lines.h"
#include "notes.h"

namespace soundings::report {
namespace {

using Json = nlohmann::ordered_json;

template <typename Member>
Json of(const Shown* shown, Member member) {
  return shown == nullptr ? Json(nullptr) : number(shown->*member);
}

bool marked(const Line& line, const char* mark) {
  return std::find(line.marks.begin(), line.marks.end(), mark) != line.marks.end();
}

Json words(const Line& line) {
  const Table& table = *line.table;
  if (marked(line, "c")) {
    return {{"value", "[c]"}, {"note", wording::hidden(Hidden::small_base)}};
  }
  if (line.shown == nullptr) {
    return {{"value", "[x]"}, {"base", wording::answers(line.row->base)}};
  }
  return {{"value", wording::figure(line.shown->value, table.statistic, table.decimals)},
          {"range", wording::range(line.shown->lo, line.shown->hi, table.decimals)},
          {"base", wording::answers(line.row->base)}};
}

Json estimate_of(const Line& line) {
  const Table& table = *line.table;
  const Row& row = *line.row;
  Json domain = Json::object();
  for (const auto& [id, code] : row.key) {
    domain[id] = code;
  }
  Json estimate = {{"survey", table.survey},
                   {"measure", table.measure},
                   {"item", table.item},
                   {"period", to_text(table.period)},
                   {"domain", std::move(domain)},
                   {"release", table.release},
                   {"weighting", line.weighting},
                   {"value", of(line.shown, &Shown::value)},
                   {"lo", of(line.shown, &Shown::lo)},
                   {"hi", of(line.shown, &Shown::hi)},
                   {"level", table.level},
                   {"interval", table.interval},
                   {"n", row.base ? Json(*row.base) : Json(nullptr)},
                   {"n_eff", of(line.shown, &Shown::n_eff)},
                   {"deff", of(line.shown, &Shown::deff)},
                   {"unweighted", row.unweighted ? number(row.unweighted->value) : Json(nullptr)},
                   {"response_rate", number(row.response_rate)},
                   {"dp", table.decimals},
                   {"marks", line.marks},
                   {"text", words(line)}};
  if (!table.weighting_fault.empty() && line.weighting == table.scheme) {
    estimate["code"] = table.weighting_fault;
    estimate["message"] = table.weighting_problem;
  }
  for (const Finding& finding : findings(row)) {
    estimate["findings"].push_back(
        {{"code", finding.code}, {"pointer", finding.pointer}, {"message", finding.message}});
  }
  return estimate;
}

Json further(const Line& line) {
  Json estimate = estimate_of(line);
  estimate["statistic"] = to_text(line.table->statistic);
  if (!line.row->answer.empty()) {
    estimate["answer"] = line.row->answer;
  }
  estimate["se"] = of(line.shown, &Shown::se);
  estimate["n_kish"] = of(line.shown, &Shown::n_kish);
  estimate["deff_kish"] = of(line.shown, &Shown::deff_kish);
  estimate["df"] = of(line.shown, &Shown::df);
  return estimate;
}

Json symbols() {
  Json all = Json::array();
  for (const wording::Symbol& symbol : wording::symbols()) {
    all.push_back({{"mark", symbol.mark}, {"meaning", symbol.meaning}});
  }
  return all;
}

std::set<std::string> surveys_of(const std::vector<Table>& tables) {
  std::set<std::string> surveys;
  for (const Table& table : tables) {
    surveys.insert(table.survey);
  }
  return surveys;
}

/// How each scheme fitted, once for each survey, period and scheme.
Json weightings(const Definitions& definitions, const std::vector<Table>& tables) {
  Json all = Json::array();
  std::set<std::string> written;
  for (const Table& table : tables) {
    const std::string period = to_text(table.period);
    if (table.scheme == "none" ||
        !written.insert(table.survey + "/" + period + "/" + table.scheme + "/" + table.item)
             .second) {
      continue;
    }
    Json one = {{"survey", table.survey},
                {"period", period},
                {"item", table.item},
                {"scheme", table.scheme},
                {"version", table.scheme_version},
                {"targets", targets_of(definitions, table.survey, table.scheme, table.period)},
                {"collapsed", collapsed_of(definitions, table.survey, table.collapsed)}};
    if (!table.weighting_fault.empty()) {
      one["fault"] = table.weighting_fault;
      one["message"] = table.weighting_problem;
    }
    if (table.weighting) {
      one["method"] = table.weighting->method;
      one["largest_gap"] = number(table.weighting->largest_gap);
      one["iterations"] = table.weighting->iterations;
      one["deff_kish"] = number(table.weighting->deff_kish);
      one["efficiency"] = number(table.weighting->efficiency);
      for (const MarginSummary& margin : table.weighting->margins) {
        one["margins"].push_back({{"margin", margin.margin},
                                  {"missing_share", number(margin.missing_share)},
                                  {"uncovered_share", number(margin.uncovered_share)}});
      }
    }
    all.push_back(std::move(one));
  }
  return all;
}

void sign(Json& document, const Definitions& definitions, const std::vector<Table>& tables) {
  std::int64_t version = 0;
  for (const Table& table : tables) {
    version = std::max(version, table.data_version);
  }
  document["definitions"] = definitions.digest;
  document["data_version"] = version;
  document["weighting"] = weightings(definitions, tables);
  document["symbols"] = symbols();
  document["caveats"] = caveats(definitions, release_of(tables), surveys_of(tables));
  std::vector<const Table*> all;
  std::ranges::transform(tables, std::back_inserter(all),
                         [](const Table& table) { return &table; });
  if (const std::string note = wording::print_note(definitions, all); !note.empty()) {
    document["caveats"].push_back(note);
  }
}

Json reading_of(const Definitions& definitions, const std::optional<Comparisons>& readings,
                const Line& line) {
  if (!readings) {
    return nullptr;
  }
  const Comparison* row = readings->find(line.row->key);
  return row == nullptr ? Json(nullptr)
                        : Json::parse(reading_json(definitions, *readings,
                                                   line_under(*readings, *row, line.weighting)));
}

Json readings_of(const figures::ReadTable& read) {
  if (read.unread) {
    return {{"code", read.unread->code}, {"message", read.unread->message}};
  }
  if (!read.readings) {
    return nullptr;
  }
  return {{"against", to_text(read.readings->against)},
          {"family", read.readings->family},
          {"note", wording::family_note(*read.readings)}};
}

std::string printed(const Json& document) {
  return document.dump(1) + "\n";
}

}  // namespace

std::string headline_json(const Definitions& definitions, const Headline& headline) {
  Json document = {{"month", to_text(headline.month)}, {"release", headline.release}};
  sign(document, definitions, headline.tables);
  document["estimates"] = Json::array();
  for (const Line& line : lines_of(headline.tables, Repeats::drop)) {
    document["estimates"].push_back(estimate_of(line));
  }
  return printed(document);
}

std::string estimates_json(const Definitions& definitions, const std::vector<Table>& tables) {
  Json document = Json::object();
  sign(document, definitions, tables);
  document["estimates"] = Json::array();
  for (const Line& line : lines_of(tables, Repeats::keep)) {
    document["estimates"].push_back(further(line));
  }
  return printed(document);
}

std::string read_estimates_json(const Definitions& definitions, const figures::ReadTable& read) {
  const std::vector<Table> tables{read.table};
  Json document = Json::object();
  sign(document, definitions, tables);
  document["readings"] = readings_of(read);
  document["estimates"] = Json::array();
  for (const Line& line : lines_of(tables, Repeats::keep)) {
    Json estimate = further(line);
    estimate["reading"] = reading_of(definitions, read.readings, line);
    document["estimates"].push_back(std::move(estimate));
  }
  return printed(document);
}

}  // namespace soundings::report
