// The JSON form of a specification (docs/methods/analyse.md).
#include <algorithm>
#include <set>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "soundings/base/number.h"

#include "csv.h"
#include "spec.h"

namespace soundings::analyse {
namespace {

using Json = nlohmann::ordered_json;

/// Leaves the nested readers with the rule that was broken; caught in parse_spec alone.
class Refusal : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

[[noreturn]] void refuse(const std::string& rule) {
  throw Refusal(rule);
}

/// A member, or null when it is absent.
const Json& member(const Json& object, const char* name) {
  static const Json nothing;
  const auto at = object.find(name);
  return at == object.end() ? nothing : *at;
}

std::string text(const Json& value, const std::string& where) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (value.is_number_integer()) {
    return std::to_string(value.get<std::int64_t>());
  }
  if (value.is_number()) {
    return shortest(value.get<double>());
  }
  refuse(where + " must be text");
}

std::string optional_text(const Json& object, const char* name, const std::string& where) {
  const Json& value = member(object, name);
  return value.is_null() ? std::string() : text(value, where + "." + name);
}

double number(const Json& value, const std::string& where) {
  if (!value.is_number()) {
    refuse(where + " must be a number");
  }
  return value.get<double>();
}

/// A number, or a text that reads as one.
double number_or_text(const Json& value, const std::string& where) {
  const auto read =
      value.is_string() ? parse_number(value.get<std::string>()) : std::optional<double>();
  return read ? *read : number(value, where);
}

/// A list of texts; a lone text is a list of one.
std::vector<std::string> texts(const Json& value, const std::string& where) {
  std::vector<std::string> list;
  if (value.is_null()) {
    return list;
  }
  if (!value.is_array()) {
    return {text(value, where)};
  }
  for (const Json& one : value) {
    list.push_back(text(one, where));
  }
  return list;
}

void expect_object(const Json& value, const std::string& where) {
  if (!value.is_object() && !value.is_null() && !(value.is_array() && value.empty())) {
    refuse(where + " must be an object");
  }
}

void note_ignored(const Json& value, const std::string& where, const std::set<std::string>& known,
                  std::vector<std::string>& ignored) {
  for (const auto& entry : value.items()) {
    if (!known.contains(entry.key())) {
      ignored.push_back(where + entry.key());
    }
  }
}

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

Trim trim(const Json& value) {
  expect_object(value, "weighting.trim");
  const Json& strict = member(value, "strict");
  const Trim made{.upper = number(member(value, "upper"), "weighting.trim.upper"),
                  .strict = strict.is_boolean() && strict.get<bool>()};
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
                 .margins = optional_text(value, "margins", "weighting"),
                 .population_total = {},
                 .trim = {},
                 .bounds = {}};
  const std::string absent = optional_text(value, "absent", "weighting");
  if (!absent.empty() && absent != "error" && absent != "renormalise") {
    refuse("weighting.absent is error or renormalise, not " + absent);
  }
  made.absent = absent == "renormalise" ? weigh::Absent::renormalise : weigh::Absent::error;
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

void read_scores(MeasureSpec& made, const Json& scores) {
  if (!scores.is_object() || scores.empty()) {
    refuse("measure " + made.name + ": scores must give each answer a number");
  }
  for (const auto& score : scores.items()) {
    if (!score.value().is_null()) {
      made.values.emplace_back(score.key(),
                               number_or_text(score.value(), "measure " + made.name + ": a score"));
    }
  }
}

void read_positives(MeasureSpec& made, const Json& value) {
  const auto valid = texts(member(value, "valid"), "measure " + made.name + ": valid");
  const auto positive = texts(member(value, "positive"), "measure " + made.name + ": positive");
  if (valid.empty()) {
    refuse("measure " + made.name + ": valid must list the answers of the base");
  }
  std::set<std::string> seen;
  for (const std::string& answer : valid) {
    if (seen.insert(answer).second) {
      const bool counts = std::find(positive.begin(), positive.end(), answer) != positive.end();
      made.values.emplace_back(answer, counts ? 1.0 : 0.0);
    }
  }
}

MeasureSpec measure(const Json& value) {
  if (!value.is_object()) {
    refuse("each of measures must be an object");
  }
  MeasureSpec made{.name = text(member(value, "name"), "measures.name"),
                   .column = text(member(value, "column"), "measures.column"),
                   .values = {}};
  const std::string type = optional_text(value, "type", "measure " + made.name);
  if (type == "mean") {
    made.kind = estimate::Variable::Kind::mean;
    read_scores(made, member(value, "scores"));
  } else if (type.empty() || type == "prop") {
    read_positives(made, value);
  } else {
    refuse("measure " + made.name + ": type is prop or mean, not " + type);
  }
  return made;
}

Where where(const Json& value) {
  expect_object(value, "contrasts");
  Where made;
  for (const auto& pair : value.items()) {
    made.emplace_back(pair.key(), text(pair.value(), "contrasts." + pair.key()));
  }
  return made;
}

void read_lists(Spec& spec, const Json& root) {
  for (const Json& one : member(root, "measures")) {
    spec.measures.push_back(measure(one));
  }
  for (const Json& one : member(root, "domains")) {
    spec.domains.push_back(texts(one, "domains"));
  }
  const Json& levels = member(root, "levels");
  expect_object(levels, "levels");
  for (const auto& level : levels.items()) {
    spec.levels[level.key()] = texts(level.value(), "levels." + level.key());
  }
  for (const Json& one : member(root, "contrasts")) {
    spec.contrasts.emplace_back(where(member(one, "a")), where(member(one, "b")));
  }
  spec.tests = texts(member(root, "tests"), "tests");
}

Spec read(const Json& root) {
  if (!root.is_object()) {
    refuse("the specification must be a JSON object");
  }
  Spec spec{.responses = text(member(root, "responses"), "responses"),
            .weighting = weighting(member(root, "weighting")),
            .design = design(member(root, "design")),
            .measures = {},
            .domains = {},
            .levels = {},
            .contrasts = {},
            .tests = {},
            .ignored = {}};
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
               {"method", "base_weight", "margins", "absent", "population_total", "trim", "bounds",
                "max_iterations"},
               spec.ignored);
  note_ignored(member(root, "design"), "design.", {"psu", "strata", "fpc", "lonely_psu"},
               spec.ignored);
  return spec;
}

}  // namespace

Expected<Spec, Fault> parse_spec(std::string_view json) {
  try {
    return read(Json::parse(json));
  } catch (const Json::parse_error& error) {
    return unexpected(
        Fault{.code = "spec_not_json",
              .message = "the specification is not JSON, at byte " + std::to_string(error.byte)});
  } catch (const Refusal& refusal) {
    return unexpected(Fault{.code = "spec_invalid", .message = refusal.what()});
  }
}

}  // namespace soundings::analyse
