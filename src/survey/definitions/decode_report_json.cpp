// series.json and aims.json -> their drafts.
#include <map>

#include "definitions/decode_json.h"
#include "definitions/fields_json.h"

namespace soundings::definition {
namespace {

SeriesArea decode_series_area(const json& object) {
  return {.name = object.at("name"),
          .area = field<std::string>(object, "area"),
          .whole = field<bool>(object, "whole"),
          .also = field<std::vector<std::string>>(object, "also")};
}

SeriesRelation decode_relation(const json& object) {
  using Kind = SeriesRelation::Kind;
  const std::map<std::string, Kind> kinds{{"rate", Kind::rate},
                                          {"share", Kind::share},
                                          {"complement", Kind::complement},
                                          {"monthly_average", Kind::monthly_average},
                                          {"difference", Kind::difference},
                                          {"percent_change", Kind::percent_change},
                                          {"minimum_of", Kind::minimum_of},
                                          {"within", Kind::within},
                                          {"cycle", Kind::cycle},
                                          {"composition", Kind::composition},
                                          {"target", Kind::target},
                                          {"category", Kind::category},
                                          {"whole_year_parts", Kind::whole_year_parts}};
  return {.kind = kinds.at(object.at("kind").get<std::string>()),
          .of = field<std::string>(object, "of"),
          .whole = field<std::string>(object, "whole"),
          .part = field<std::string>(object, "part"),
          .axis = field<std::string>(object, "axis"),
          .ages = field<std::string>(object, "ages"),
          .per = field<int>(object, "per"),
          .population_year = field<int>(object, "population_year"),
          .months = field<int>(object, "months"),
          .falls = field<bool>(object, "falls")};
}

ExternalSeries decode_one_series(const json& object) {
  const auto good = field<std::string>(object, "good_direction");
  return {.id = object.at("id"),
          .aim = object.at("aim"),
          .title = object.at("title").get<Labels>(),
          .names = object.at("names").get<std::vector<std::string>>(),
          .unless = field<std::vector<std::string>>(object, "unless"),
          .unit = object.at("unit"),
          .decimals = object.at("decimals"),
          .good = good.empty() ? std::nullopt
                               : std::optional(good == "up" ? Measure::Direction::up
                                                            : Measure::Direction::down),
          .baseline = field<std::string>(object, "baseline"),
          .sampled = field<bool>(object, "sampled"),
          .break_before = field<std::string>(object, "break_before"),
          .published_after = field<int>(object, "published_after"),
          .relations = each(object, "relations", decode_relation)};
}

Population decode_population(const json& object) {
  return {.area = object.at("area"),
          .year = object.at("year"),
          .people = object.at("people").get<std::map<std::string, std::int64_t>>()};
}

Aim decode_aim(const json& object) {
  return {.id = object.at("id"),
          .title = object.at("title").get<Labels>(),
          .wording = object.at("wording").get<Labels>(),
          .measures = field<std::vector<std::string>>(object, "measures"),
          .series = {},
          .computed = field<std::string>(object, "computed"),
          .no_source = field<Labels>(object, "no_source")};
}

}  // namespace

SeriesDraft decode_series(const std::string& file, std::string_view text) {
  const json object = json::parse(text);
  return {.header = decode_header(file, object),
          .areas = each(object, "areas", decode_series_area),
          .series = each(object, "series", decode_one_series),
          .populations = each(object, "populations", decode_population)};
}

AimsDraft decode_aims(const std::string& file, std::string_view text) {
  const json object = json::parse(text);
  const json& report = object.at("report");
  return {.header = decode_header(file, object),
          .report_title = report.at("title").at("en"),
          .report_date = report.at("date"),
          .aims = each(object, "aims", decode_aim)};
}

}  // namespace soundings::definition
