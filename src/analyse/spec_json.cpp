// The JSON form of a specification (docs/methods/analyse.md).
#include <algorithm>
#include <set>

#include "soundings/base/number.h"

#include "csv.h"
#include "fields_json.h"

namespace soundings::analyse {
namespace {

weigh::Method method(const std::string& name) {
  if (name.empty() || name == "none") {
    return weigh::Method::none;
  }
  if (name == "base") {
    return weigh::Method::base;
  }
  if (name == "poststrat" || name == "poststratify") {
    return weigh::Method::poststratify;
  }
  if (name == "rake") {
    return weigh::Method::rake;
  }
  refuse("weighting.method is none, base, poststrat or rake, not " + name);
}

std::array<double, 2> bounds(const Json& value) {
  if (!value.is_array() || value.size() != 2) {
    refuse("weighting.bounds must be two numbers, [lower, upper]");
  }
  const std::array<double, 2> pair{number(value[0], "weighting.bounds"),
                                   number(value[1], "weighting.bounds")};
  if (!(pair[0] >= 0.0 && pair[0] < pair[1])) {
    refuse("weighting.bounds must be [lower, upper] with 0 <= lower < upper");
  }
  return pair;
}

bool yes_or_no(const Json& value, const std::string& where) {
  if (!value.is_boolean() && !value.is_null()) {
    refuse(where + " must be true or false");
  }
  return value.is_boolean() && value.get<bool>();
}

Trim trim(const Json& value) {
  expect_object(value, "weighting.trim");
  const Trim made{.upper = number(member(value, "upper"), "weighting.trim.upper"),
                  .strict = yes_or_no(member(value, "strict"), "weighting.trim.strict")};
  if (!(made.upper > 0.0)) {
    refuse("weighting.trim.upper must be above 0");
  }
  return made;
}

void check(const Weighting& weighting) {
  const bool calibrated =
      weighting.method == weigh::Method::poststratify || weighting.method == weigh::Method::rake;
  if (calibrated && weighting.margins.empty()) {
    refuse("weighting.margins must name a file when the method is poststrat or rake");
  }
  if (weighting.population_total && !(*weighting.population_total > 0.0)) {
    refuse("weighting.population_total must be above 0");
  }
  if (weighting.max_iterations < 1) {
    refuse("weighting.max_iterations must be 1 or more");
  }
}

Weighting weighting(const Json& value) {
  expect_object(value, "weighting");
  Weighting made{.method = method(optional_text(value, "method", "weighting")),
                 .base_weight = optional_text(value, "base_weight", "weighting"),
                 .margins = optional_file(value, "margins", "weighting")};
  const std::string absent = optional_text(value, "absent", "weighting");
  if (!absent.empty() && absent != "error" && absent != "renormalise") {
    refuse("weighting.absent is error or renormalise, not " + absent);
  }
  made.absent = absent == "renormalise" ? weigh::Absent::renormalise : weigh::Absent::error;
  made.rescale = yes_or_no(member(value, "rescale"), "weighting.rescale");
  if (const Json& total = member(value, "population_total"); !total.is_null()) {
    made.population_total = number(total, "weighting.population_total");
  }
  if (const Json& given = member(value, "trim"); !given.is_null()) {
    made.trim = trim(given);
  }
  if (const Json& given = member(value, "bounds"); !given.is_null()) {
    made.bounds = bounds(given);
  }
  if (const Json& given = member(value, "max_iterations"); !given.is_null()) {
    made.max_iterations =
        static_cast<int>(std::clamp(number(given, "weighting.max_iterations"), 0.0, 1e6));
  }
  check(made);
  return made;
}

Design design(const Json& value) {
  expect_object(value, "design");
  Design made{.psu = optional_text(value, "psu", "design"),
              .strata = optional_text(value, "strata", "design"),
              .fpc = optional_text(value, "fpc", "design")};
  const std::string lonely = optional_text(value, "lonely_psu", "design");
  if (lonely == "certainty" || lonely == "remove") {
    made.lonely = estimate::LonelyUnit::certainty;
  } else if (lonely == "adjust") {
    made.lonely = estimate::LonelyUnit::adjust;
  } else if (!lonely.empty() && lonely != "fail") {
    refuse("design.lonely_psu is fail, certainty or adjust, not " + lonely);
  }
  return made;
}

Where where(const Json& value) {
  expect_object(value, "contrasts");
  Where made;
  for (const auto& pair : value.items()) {
    made.emplace_back(plain(pair.key()), text(pair.value(), "contrasts." + pair.key()));
  }
  return made;
}

std::vector<std::string> categories(const Json& value, const std::string& where) {
  std::vector<std::string> list = texts(value, where);
  std::set<std::string> seen;
  for (const std::string& category : list) {
    if (!seen.insert(category).second) {
      refuse(where + " has " + category + " twice");
    }
  }
  return list;
}

void read_lists(Spec& spec, const Json& root) {
  std::set<std::string> names;
  for (const Json& one : member(root, "measures")) {
    spec.measures.push_back(measure(one, spec.ignored));
    if (!names.insert(spec.measures.back().name).second) {
      refuse("two measures are called " + spec.measures.back().name);
    }
  }
  for (const Json& one : member(root, "domains")) {
    spec.domains.push_back(texts(one, "domains"));
  }
  const Json& levels = member(root, "levels");
  expect_object(levels, "levels");
  for (const auto& level : levels.items()) {
    spec.levels[plain(level.key())] = categories(level.value(), "levels." + level.key());
  }
  for (const Json& one : member(root, "contrasts")) {
    if (!one.contains("a") || !one.contains("b")) {
      refuse("each of contrasts must have a and b; {} is everybody");
    }
    spec.contrasts.emplace_back(where(one["a"]), where(one["b"]));
    note_ignored(one, "contrasts.", {"a", "b"}, spec.ignored);
  }
  spec.tests = texts(member(root, "tests"), "tests");
}

Spec read(const Json& root) {
  if (!root.is_object()) {
    refuse("the specification must be a JSON object");
  }
  Spec spec{.responses = file(member(root, "responses"), "responses"),
            .weighting = weighting(member(root, "weighting")),
            .design = design(member(root, "design"))};
  if (const Json& level = member(root, "level"); !level.is_null()) {
    spec.level = number(level, "level");
    if (!(spec.level > 0.0 && spec.level < 1.0)) {
      refuse("level must lie between 0 and 1");
    }
  }
  read_lists(spec, root);
  note_ignored(root, "",
               {"responses", "weighting", "design", "measures", "domains", "levels", "contrasts",
                "tests", "level", "name", "title", "description", "note", "source"},
               spec.ignored);
  note_ignored(member(root, "weighting"), "weighting.",
               {"method", "base_weight", "margins", "rescale", "absent", "population_total", "trim",
                "bounds", "max_iterations"},
               spec.ignored);
  note_ignored(member(member(root, "weighting"), "trim"), "weighting.trim.", {"upper", "strict"},
               spec.ignored);
  note_ignored(member(root, "design"), "design.", {"psu", "strata", "fpc", "lonely_psu"},
               spec.ignored);
  return spec;
}

}  // namespace

Expected<Spec, Fault> parse_spec(std::string_view json) {
  try {
    return read(parse_unrepeated(json));
  } catch (const Json::parse_error& error) {
    return unexpected(
        Fault{.code = "spec_not_json",
              .message = "the specification is not JSON, at byte " + std::to_string(error.byte)});
  } catch (const Json::out_of_range&) {
    return unexpected(Fault{.code = "spec_not_json",
                            .message = "the specification has a number no machine can hold"});
  } catch (const Refusal& refusal) {
    return unexpected(Fault{.code = "spec_invalid", .message = refusal.what()});
  }
}

}  // namespace soundings::analyse
