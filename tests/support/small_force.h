// A force small enough to read: three measures of one survey of victims and one of a
// poll, with the eight NPUs; and a builder of cells from counts.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "soundings/survey/cells.h"
#include "soundings/survey/definitions.h"

namespace soundings::testing {

inline const std::vector<std::string> npus{"BE", "BW", "CV", "DY", "SW", "SH", "WS", "WV"};

inline Domain plain_domain(const std::string& id, const std::vector<std::string>& codes) {
  Domain domain;
  domain.id = id;
  for (const std::string& code : codes) {
    DomainCode made;
    made.id = code;
    made.label = {{"en", code}};
    domain.codes.push_back(made);
  }
  return domain;
}

inline Domain npu_domain() {
  Domain domain = plain_domain("npu", {"unknown_npu"});
  domain.register_level = "npu";
  domain.role = DomainRole::area;
  domain.unweighted = {"unknown_npu"};
  return domain;
}

inline Item scale_item(const std::string& id, std::vector<int> positive) {
  Item item;
  item.id = id;
  item.scale = "sat7";
  item.positive = std::move(positive);
  return item;
}

/// Seven points, 100 to 0.
inline Scale seven_point_scale() {
  Scale scale;
  scale.id = "sat7";
  for (int code = 1; code <= 7; ++code) {
    scale.points.push_back({.code = code, .label = {{"en", "point " + std::to_string(code)}}});
  }
  return scale;
}

inline Measure measure_of(const std::string& id, const std::string& survey, const std::string& item,
                          std::vector<std::string> by) {
  Measure measure;
  measure.id = id;
  measure.survey = survey;
  measure.item = item;
  measure.by = std::move(by);
  return measure;
}

inline Scheme scheme_of(const std::string& id, const std::string& survey, Scheme::Method method,
                        std::vector<std::string> margins) {
  Scheme scheme;
  scheme.id = id;
  scheme.version = "1.0.0";
  scheme.survey = survey;
  scheme.method = method;
  scheme.margins = std::move(margins);
  return scheme;
}

inline AreaRegister area_register() {
  const std::vector<std::string> names{"Birmingham East", "Birmingham West", "Coventry",
                                       "Dudley",          "Sandwell",        "Solihull",
                                       "Walsall",         "Wolverhampton"};
  std::vector<Area> areas(1);
  areas[0].id = "force";
  areas[0].name = "West Midlands";
  areas[0].level = "force";
  for (std::size_t at = 0; at < npus.size(); ++at) {
    Area& area = areas.emplace_back();
    area.id = npus[at];
    area.name = names[at];
    area.level = "npu";
    area.parent = "force";
  }
  return AreaRegister(areas);
}

inline Survey victims() {
  Survey survey;
  survey.id = "victims";
  survey.version = "2.0.0";
  survey.title = {{"en", "Victim satisfaction survey"}};
  survey.scales = {{"sat7", seven_point_scale()}};
  survey.items = {scale_item("whole_experience", {1, 2, 3}),
                  scale_item("ease_of_contact", {1, 2, 3})};
  survey.items[0].negative = {5, 6, 7};
  survey.domains = {npu_domain(), plain_domain("contact_channel", {"999", "101", "online"}),
                    plain_domain("crime_group", {"burglary", "vehicle", "violence", "hate"})};
  survey.domains[1].role = DomainRole::contact_channel;
  survey.default_scheme = "invited_by_npu";
  survey.schemes = {"invited_by_npu_crime"};
  return survey;
}

inline Survey poll() {
  Survey survey;
  survey.id = "poll";
  survey.version = "1.0.0";
  survey.title = {{"en", "Listening to the Public Voice"}};
  survey.waved = true;
  survey.self_selected = true;
  survey.items = {scale_item("confidence", {1, 2})};
  survey.domains = {npu_domain(), plain_domain("sex", {"female", "male", "prefer_not_to_say"})};
  survey.domains[1].unweighted = {"prefer_not_to_say"};
  for (int number = 1; number <= 4; ++number) {
    Wave wave;
    wave.number = number;
    wave.month = Month(2018, 11).plus(2 * (number - 1));
    survey.waves.push_back(wave);
  }
  survey.default_scheme = "raked";
  return survey;
}

inline Target target_of(const std::string& margin, const std::string& category, double target) {
  Target made;
  made.margin = margin;
  made.category = category;
  made.target = target;
  return made;
}

inline Definitions small_force() {
  Definitions definitions;
  definitions.areas = area_register();
  definitions.surveys = {victims(), poll()};
  definitions.digest = "d1gest";
  Measure overall = measure_of("victims_satisfied", "victims", "whole_experience",
                               {"npu", "contact_channel", "crime_group"});
  overall.decimals = 0;
  Measure by_999 =
      measure_of("victims_contact_999", "victims", "ease_of_contact", {"npu", "crime_group"});
  by_999.filter_domain = "contact_channel";
  by_999.filter_code = "999";
  Measure ease =
      measure_of("victims_ease", "victims", "ease_of_contact", {"npu", "contact_channel"});
  ease.headline = false;
  Measure confidence = measure_of("poll_confidence", "poll", "confidence", {"npu", "sex"});
  confidence.headline_period.kind = HeadlinePeriod::Kind::latest_waves;
  confidence.headline_period.count = 4;
  definitions.measures = {overall, by_999, ease, confidence};
  Scheme by_npu = scheme_of("invited_by_npu", "victims", Scheme::Method::poststratify, {"npu"});
  by_npu.totals.kind = TargetSource::Kind::eligible_invitations;
  by_npu.absent = Scheme::Absent::error;
  Scheme by_crime = by_npu;
  by_crime.id = "invited_by_npu_crime";
  by_crime.margins = {"npu|crime_group"};
  by_crime.collapse = {{"npu|crime_group", "BE|hate", "BE|violence"}};
  Scheme raked = scheme_of("raked", "poll", Scheme::Method::rake, {"sex"});
  raked.targets = {target_of("sex", "female", 510.0), target_of("sex", "male", 490.0)};
  definitions.schemes = {by_npu, by_crime, raked};
  return definitions;
}

/// Some answers of one stratum: code by domain ("" or left out: "(missing)"), and how many were
/// positive of how many.
struct Group {
  std::map<std::string, std::string> codes;
  std::int64_t positive = 0;
  std::int64_t base = 0;
  std::uint32_t stratum = 0;
};

inline std::uint16_t code_number(CellColumn& column, const std::string& code) {
  for (std::size_t at = 1; at < column.codes.size(); ++at) {
    if (column.codes[at] == code) {
      return static_cast<std::uint16_t>(at);
    }
  }
  if (code.empty()) {
    return 0;
  }
  column.codes.push_back(code);
  return static_cast<std::uint16_t>(column.codes.size() - 1);
}

/// Positive answers have code 1, the others 7; base weights are 1 and nobody answers twice.
inline std::shared_ptr<const Cells> cells_of(const std::vector<std::string>& columns,
                                             const std::vector<std::string>& strata,
                                             const std::vector<Group>& groups) {
  auto cells = std::make_shared<Cells>();
  for (const std::string& column : columns) {
    cells->columns.push_back({.id = column, .codes = {"(missing)"}});
  }
  cells->strata = strata;
  cells->units.assign(strata.size(), 0);
  cells->population.assign(strata.size(), 0.0);
  cells->answers = {"1", "7"};
  for (const Group& group : groups) {
    std::vector<std::uint16_t> codes;
    for (CellColumn& column : cells->columns) {
      const auto at = group.codes.find(column.id);
      codes.push_back(code_number(column, at == group.codes.end() ? "" : at->second));
    }
    cells->units[group.stratum] += group.base;
    for (const std::int32_t answer : {0, 1}) {
      const std::int64_t count = answer == 0 ? group.positive : group.base - group.positive;
      if (count > 0) {
        cells->cells.push_back({.stratum = group.stratum,
                                .codes = codes,
                                .answer = answer,
                                .count = count,
                                .weight = static_cast<double>(count),
                                .weight_squared = static_cast<double>(count)});
      }
    }
  }
  return cells;
}

}  // namespace soundings::testing
