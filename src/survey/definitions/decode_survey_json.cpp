// surveys/*.json -> SurveyDraft.
#include <stdexcept>

#include "definitions/decode_json.h"
#include "definitions/fields_json.h"

namespace soundings::definition {
namespace {

ScalePoint decode_point(const json& object) {
  return {.code = object.at("code"),
          .label = object.at("label").get<Labels>(),
          .also = field<std::vector<std::string>>(object, "also")};
}

Absence decode_absence(const std::string& word) {
  if (const auto absence = parse_absence(word)) {
    return *absence;
  }
  throw std::invalid_argument("no absence is called " + word);
}

ExcludedReply decode_excluded(const json& object) {
  return {.point = decode_point(object), .state = decode_absence(object.at("state"))};
}

Scale decode_scale(const std::string& id, const json& object) {
  return {.id = id,
          .kind = object.at("type") == "ordinal" ? Scale::Kind::ordinal : Scale::Kind::nominal,
          .points = each(object, "codes", decode_point),
          .excluded = each(object, "excluded", decode_excluded),
          .missing = field<std::vector<std::string>>(object, "missing")};
}

Routing decode_routing(const json& object) {
  Routing routing{.domain = field<std::string>(object, "domain"),
                  .item = field<std::string>(object, "item")};
  for (const json& code : object.at("in")) {
    if (code.is_string()) {
      routing.codes.push_back(code);
    } else {
      routing.answers.push_back(code);
    }
  }
  return routing;
}

Item decode_item(const json& object) {
  Item item{.id = object.at("id"),
            .kind = field<std::string>(object, "type") == "free_text" ? Item::Kind::free_text
                                                                      : Item::Kind::scale,
            .scale = field<std::string>(object, "scale"),
            .positive = field<std::vector<int>>(object, "positive"),
            .negative = field<std::vector<int>>(object, "negative"),
            .stage = field<std::string>(object, "stage"),
            .text = field<Labels>(object, "text"),
            .ask_if = std::nullopt,
            .max_graphemes = field<std::size_t>(object, "max_graphemes")};
  if (const auto at = object.find("ask_if"); at != object.end()) {
    item.ask_if = decode_routing(*at);
  }
  return item;
}

DomainCode decode_code(const json& object) {
  DomainCode code{.id = object.at("code"),
                  .label = object.at("label").get<Labels>(),
                  .also = field<std::vector<std::string>>(object, "also"),
                  .from = std::nullopt,
                  .to = std::nullopt};
  if (object.contains("from")) {
    code.from = object.at("from").get<int>();
  }
  if (object.contains("to")) {
    code.to = object.at("to").get<int>();
  }
  return code;
}

std::vector<RefusedGroup> decode_refused(const json& domain) {
  std::vector<RefusedGroup> groups;
  const auto listed = domain.find("refuse");
  if (listed != domain.end()) {
    for (const auto& [id, group] : listed->items()) {
      groups.push_back({.id = id,
                        .reason = group.at("reason"),
                        .also = field<std::vector<std::string>>(group, "also")});
    }
  }
  return groups;
}

Domain decode_domain(const json& object) {
  return {.id = object.at("id"),
          .label = object.at("label").get<Labels>(),
          .codes = each(object, "codes", decode_code),
          .register_level = field<std::string>(object, "register"),
          .derived_from = field<std::string>(object, "derived_from"),
          .refuse = decode_refused(object),
          .below_min = field<std::string>(object, "below_min"),
          .unweighted = field<std::vector<std::string>>(object, "unweighted"),
          .required = field<bool>(object, "required"),
          .protected_characteristic = field<bool>(object, "protected"),
          .role = parse_domain_role(field<std::string>(object, "role"))};
}

Wave decode_wave(const json& object) {
  return {.number = object.at("number"),
          .month = parse_month(object.at("month").get<std::string>()).value_or(Month()),
          .label = object.at("label"),
          .opens = object.at("opens"),
          .closes = object.at("closes"),
          .grace_days = field<int>(object, "grace_days")};
}

Break decode_break(const json& object) {
  return {.at = parse_month(object.at("at").get<std::string>()).value_or(Month()),
          .kind = object.at("kind"),
          .from = object.at("from"),
          .to = object.at("to"),
          .comparable = object.at("comparable"),
          .assumed = field<bool>(object, "assumed")};
}

}  // namespace

SurveyDraft decode_survey(const std::string& file, std::string_view text) {
  const json object = json::parse(text);
  SurveyDraft draft{.header = decode_header(file, object)};
  Survey& survey = draft.survey;
  survey.id = draft.header.id;
  survey.version = draft.header.version;
  survey.valid_from = draft.header.valid_from;
  survey.title = object.at("title").get<Labels>();
  survey.population = object.at("population");
  survey.mode = object.at("mode");
  survey.self_selected = field<bool>(object, "self_selected");
  survey.waved = object.at("fieldwork") == "waves";
  survey.future_tolerance_seconds = field<int>(object, "future_tolerance_seconds", 300);
  for (const auto& [id, scale] : object.at("scales").items()) {
    survey.scales.emplace(id, decode_scale(id, scale));
    draft.languages.emplace(id, scale.at("languages").get<std::vector<std::string>>());
    if (field<std::string>(scale, "direction") == "1_is_worst") {
      draft.worst_first.insert(id);
    }
  }
  survey.items = each(object, "items", decode_item);
  survey.domains = each(object, "domains", decode_domain);
  survey.waves = each(object, "waves", decode_wave);
  survey.breaks = each(object, "breaks", decode_break);
  const json& retention = object.at("retention");
  survey.retention = {.raw_payload_days = retention.at("raw_payload_days"),
                      .free_text_days = retention.at("free_text_days"),
                      .answers_days = retention.at("answers_days")};
  survey.default_scheme = object.at("weighting").at("default");
  survey.schemes = field<std::vector<std::string>>(object.at("weighting"), "further");
  return draft;
}

}  // namespace soundings::definition
