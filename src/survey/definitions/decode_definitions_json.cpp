// areas.json, measures.json, suppression.json, weighting/*.json, sources/*.json and
// adapters/*.json -> their drafts.
#include "definitions/decode_json.h"
#include "definitions/fields_json.h"

namespace soundings::definition {
namespace {

Area decode_area(const json& object) {
  return {.id = object.at("id"),
          .name = object.at("name"),
          .level = object.at("level"),
          .parent = field<std::string>(object, "parent"),
          .local_authority = field<std::string>(object, "local_authority"),
          .aliases = field<std::vector<std::string>>(object, "aliases")};
}

HeadlinePeriod decode_headline_period(const json& object) {
  using Kind = HeadlinePeriod::Kind;
  const std::map<std::string, Kind> kinds{{"month", Kind::month},
                                          {"since", Kind::since},
                                          {"latest_wave", Kind::latest_wave},
                                          {"latest_waves", Kind::latest_waves}};
  return {.kind = kinds.at(object.at("kind").get<std::string>()),
          .from = parse_month(field<std::string>(object, "from")).value_or(Month()),
          .count = field<int>(object, "count")};
}

std::optional<Baseline> decode_baseline(const json& measure) {
  const auto at = measure.find("baseline");
  if (at == measure.end()) {
    return std::nullopt;
  }
  return Baseline{.period = parse_period(at->at("period").get<std::string>()).value_or(Period{}),
                  .assumed = field<bool>(*at, "assumed")};
}

Measure decode_measure(const json& object) {
  const json filter = field<json>(object, "filter", json::object());
  return {.id = object.at("id"),
          .survey = object.at("survey"),
          .item = object.at("item"),
          .title = object.at("title").get<Labels>(),
          .subtitle = object.at("subtitle").get<Labels>(),
          .group = object.at("group"),
          .statistic = parse_statistic(object.at("statistic").get<std::string>())
                           .value_or(Statistic::pct_positive),
          .filter_domain = field<std::string>(filter, "domain"),
          .filter_code = field<std::string>(filter, "code"),
          .decimals = object.at("decimals"),
          .item_decimals = field<int>(object, "item_decimals", 1),
          .good = object.at("good_direction") == "down" ? Measure::Direction::down
                                                        : Measure::Direction::up,
          .by = object.at("by").get<std::vector<std::string>>(),
          .headline_period = decode_headline_period(object.at("headline_period")),
          .baseline = decode_baseline(object),
          .headline = field<bool>(object, "headline", true)};
}

MeasureGroup decode_group(const json& object) {
  MeasureGroup group{.id = object.at("id"), .leads = field<bool>(object, "leads")};
  for (const auto& role : field<std::vector<std::string>>(object, "charts")) {
    group.charts.push_back(parse_domain_role(role));
  }
  return group;
}

MeasureSection decode_section(const json& object) {
  return {.id = object.at("id"),
          .groups = object.at("groups").get<std::vector<std::string>>(),
          .title = object.at("title").get<Labels>(),
          .first_column = object.at("first_column").get<Labels>(),
          .intro = object.at("intro").get<Labels>(),
          .intro_of_one_survey = field<Labels>(object, "intro_of_one_survey"),
          .table_by_survey = field<bool>(object, "table_by_survey")};
}

Denominator decode_denominator(const json& object) {
  return {.id = object.at("id"),
          .survey = object.at("survey"),
          .series = object.at("series"),
          .title = object.at("title").get<Labels>()};
}

CollapseRule decode_collapse(const json& object) {
  return {.margin = object.at("margin"),
          .within = field<std::string>(object, "within"),
          .category = object.at("category"),
          .into = object.at("into")};
}

/// One adapter for whatever the survey comes as, or one for each media type.
std::map<std::string, std::string> decode_adapters(const json& value) {
  return value.is_string() ? std::map<std::string, std::string>{{"", value.get<std::string>()}}
                           : value.get<std::map<std::string, std::string>>();
}

std::map<std::string, Words> decode_words(const json& mapping) {
  auto words = field<std::map<std::string, Words>>(mapping, "values_by_language");
  if (mapping.contains("values")) {
    words[""] = mapping.at("values").get<Words>();
  }
  return words;
}

FieldMapping decode_mapping(const json& object) {
  Words values;
  for (const auto& [language, words] : decode_words(object)) {
    values.insert(words.begin(), words.end());
  }
  return {.field = object.at("field"),
          .paths = object.at("paths").get<std::vector<std::string>>(),
          .values = std::move(values),
          .formats = field<std::vector<std::string>>(object, "formats"),
          .assume_zone = field<std::string>(object, "assume_zone")};
}

}  // namespace

AreasDraft decode_areas(const std::string& file, std::string_view text) {
  const json object = json::parse(text);
  return {.header = decode_header(file, object), .areas = each(object, "areas", decode_area)};
}

MeasuresDraft decode_measures(const std::string& file, std::string_view text) {
  const json object = json::parse(text);
  const auto baseline_text = [](const json& measure) {
    return field<std::string>(field<json>(measure, "baseline", json::object()), "period");
  };
  const auto since_text = [](const json& measure) {
    return field<std::string>(measure.at("headline_period"), "from");
  };
  return {.header = decode_header(file, object),
          .measures = each(object, "measures", decode_measure),
          .denominators = each(object, "denominators", decode_denominator),
          .groups = each(object, "groups", decode_group),
          .force_sections = each(object.at("sections"), "force", decode_section),
          .area_sections = each(object.at("sections"), "area", decode_section),
          .baseline_text = each(object, "measures", baseline_text),
          .since_text = each(object, "measures", since_text)};
}

SchemeDraft decode_scheme(const std::string& file, std::string_view text) {
  const json object = json::parse(text);
  SchemeDraft draft{.header = decode_header(file, object),
                    .collapse = each(object, "collapse", decode_collapse)};
  Scheme& scheme = draft.scheme;
  scheme.id = draft.header.id;
  scheme.version = draft.header.version;
  scheme.survey = object.at("survey");
  scheme.title = object.at("title");
  scheme.method =
      object.at("method") == "rake" ? Scheme::Method::rake : Scheme::Method::poststratify;
  scheme.margins = object.at("margins").get<std::vector<std::string>>();
  scheme.totals = {.kind = object.at("totals") == "file" ? TargetSource::Kind::file
                                                         : TargetSource::Kind::eligible_invitations,
                   .file = field<std::string>(object, "targets")};
  scheme.absent =
      object.at("absent") == "error" ? Scheme::Absent::error : Scheme::Absent::renormalise;
  if (object.contains("bounds")) {
    scheme.bounds = object.at("bounds").get<std::array<double, 2>>();
  }
  return draft;
}

SuppressionDraft decode_suppression(const std::string& file, std::string_view text) {
  const json object = json::parse(text);
  Header header = decode_header(file, object);
  return {.header = std::move(header),
          .rules = {.unreliable_below = object.at("unreliable_below")}};
}

SourceDraft decode_source(const std::string& file, std::string_view text) {
  const json object = json::parse(text);
  std::map<std::string, std::map<std::string, std::string>> adapters;
  for (const auto& [survey, value] : object.at("adapters").items()) {
    adapters.emplace(survey, decode_adapters(value));
  }
  const std::map<std::string, Verification> strategies{
      {"standard_webhooks", Verification::standard_webhooks},
      {"hex_body_hmac", Verification::hex_body_hmac},
      {"bearer", Verification::bearer}};
  return {.header = decode_header(file, object),
          .source = {.id = object.at("id"),
                     .title = object.at("title"),
                     .retired = field<bool>(object, "retired"),
                     .load_test = field<bool>(object, "load_test"),
                     .verification = strategies.at(object.at("verification").get<std::string>()),
                     .signature_header = field<std::string>(object, "signature_header"),
                     .tolerance_seconds = field<int>(object, "tolerance_seconds", 300),
                     .adapters = std::move(adapters)}};
}

AdapterDraft decode_adapter(const std::string& file, std::string_view text) {
  const json object = json::parse(text);
  return {.header = decode_header(file, object),
          .adapter = {.id = object.at("id"),
                      .version = object.at("version"),
                      .records = field<std::vector<std::string>>(object, "records"),
                      .drop = field<std::vector<std::string>>(object, "drop"),
                      .not_needed = field<std::vector<std::string>>(object, "not_needed"),
                      .must_send = field<std::vector<std::string>>(object, "must_send"),
                      .map = each(object, "map", decode_mapping),
                      .scale_direction = field<std::string>(object, "scale_direction")},
          .words = each(object, "map", decode_words),
          .surveys = object.at("surveys").get<std::vector<std::string>>(),
          .languages = field<std::vector<std::string>>(object, "languages")};
}

}  // namespace soundings::definition
