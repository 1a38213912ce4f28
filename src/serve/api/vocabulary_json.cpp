// The words the figures are asked for by: measures, areas and contact channels.
#include <set>

#include <nlohmann/json.hpp>

#include "routes.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;

Reply list_reply(std::string_view name, Json list, const Request& request) {
  const Json document{{name, std::move(list)}};
  return with_etag(json_reply(document.dump()), request);
}

std::string in_english(const Labels& labels) {
  const auto found = labels.find("en");
  return found == labels.end() ? std::string{} : found->second;
}

Json points_of(const Survey& survey, const Item& item) {
  Json points = Json::array();
  const auto scale = survey.scales.find(item.scale);
  if (scale == survey.scales.end()) {
    return points;
  }
  for (const auto& point : scale->second.points) {
    points.push_back({{"code", point.code}, {"label", in_english(point.label)}});
  }
  return points;
}

Json describe(const Measure& measure, const Definitions& definitions) {
  Json described{{"id", measure.id},
                 {"title", in_english(measure.title)},
                 {"subtitle", in_english(measure.subtitle)},
                 {"survey", measure.survey},
                 {"item", measure.item},
                 {"statistic", to_text(measure.statistic)},
                 {"by", measure.by},
                 {"decimals", measure.decimals},
                 {"good", measure.good == Measure::Direction::up ? "up" : "down"},
                 {"headline", measure.headline}};
  described["links"] = {{"page", "/measures/" + measure.id},
                        {"series", "/api/v1/series?measure=" + measure.id}};
  if (!measure.filter_domain.empty()) {
    described["filter"] = {{measure.filter_domain, measure.filter_code}};
  }
  if (measure.baseline) {
    described["baseline"] = {{"period", to_text(measure.baseline->period)},
                             {"assumed", measure.baseline->assumed}};
  }
  const Survey* survey = definitions.find_survey(measure.survey);
  const Item* item = survey == nullptr ? nullptr : survey->find_item(measure.item);
  if (item != nullptr) {
    described["wording"] = in_english(item->text);
    described["scale"] = points_of(*survey, *item);
    described["positive"] = item->positive;
    described["negative"] = item->negative;
    described["definition_version"] = survey->version;
    described["default_weighting"] = survey->default_scheme;
  }
  return described;
}

Json items_of(const Survey& survey) {
  Json items = Json::array();
  for (const Item& item : survey.items) {
    Json one{{"id", item.id},
             {"kind", item.kind == Item::Kind::scale ? "scale" : "free_text"},
             {"wording", in_english(item.text)}};
    if (item.kind == Item::Kind::scale) {
      one["scale"] = points_of(survey, item);
    }
    items.push_back(std::move(one));
  }
  return items;
}

/// Codes of areas are in the register of areas.
Json domains_of(const Survey& survey) {
  Json domains = Json::array();
  for (const Domain& domain : survey.domains) {
    Json codes = Json::array();
    for (const DomainCode& code : domain.codes) {
      codes.push_back({{"id", code.id}, {"label", in_english(code.label)}});
    }
    domains.push_back(
        {{"id", domain.id},
         {"label", in_english(domain.label)},
         {"register_level", domain.register_level.empty() ? Json() : Json(domain.register_level)},
         {"codes", std::move(codes)}});
  }
  return domains;
}

Json waves_of(const Survey& survey) {
  Json waves = Json::array();
  for (const Wave& wave : survey.waves) {
    waves.push_back({{"number", wave.number},
                     {"label", wave.label},
                     {"opens", wave.opens},
                     {"closes", wave.closes}});
  }
  return waves;
}

Json measures_of(const Definitions& definitions, const Survey& survey) {
  Json measures = Json::array();
  for (const Measure& measure : definitions.measures) {
    if (measure.survey == survey.id) {
      measures.push_back(measure.id);
    }
  }
  return measures;
}

}  // namespace

Reply list_surveys(const Context& context, const Request& request) {
  Json list = Json::array();
  for (const Survey& survey : context.definitions.surveys) {
    list.push_back({{"id", survey.id},
                    {"version", survey.version},
                    {"title", in_english(survey.title)},
                    {"population", survey.population},
                    {"mode", survey.mode},
                    {"self_selected", survey.self_selected},
                    {"items", items_of(survey)},
                    {"domains", domains_of(survey)},
                    {"waves", waves_of(survey)},
                    {"measures", measures_of(context.definitions, survey)},
                    {"links", {{"measures", "/api/v1/measures"}}}});
  }
  return list_reply("surveys", std::move(list), request);
}

Reply list_measures(const Context& context, const Request& request) {
  Json list = Json::array();
  for (const auto& measure : context.definitions.measures) {
    list.push_back(describe(measure, context.definitions));
  }
  return list_reply("measures", std::move(list), request);
}

Reply list_areas(const Context& context, const Request& request) {
  Json list = Json::array();
  for (const auto& area : context.definitions.areas.areas()) {
    Json one{{"id", area.id},
             {"name", area.name},
             {"level", area.level},
             {"parent", area.parent.empty() ? Json() : Json(area.parent)}};
    if (area.level == context.definitions.area_level()) {
      one["links"] = {{"page", "/npus/" + area.id},
                      {"summary", "/api/v1/npus/" + area.id + "/summary"}};
    }
    list.push_back(std::move(one));
  }
  return list_reply("areas", std::move(list), request);
}

Reply list_channels(const Context& context, const Request& request) {
  Json list = Json::array();
  std::set<std::string> listed;
  for (const auto& survey : context.definitions.surveys) {
    const Domain* channel = survey.domain_with(DomainRole::contact_channel);
    if (channel == nullptr) {
      continue;
    }
    for (const auto& code : channel->codes) {
      if (listed.insert(code.id).second) {
        list.push_back({{"id", code.id},
                        {"label", in_english(code.label)},
                        {"links", {{"page", "/channels/" + code.id}}}});
      }
    }
  }
  return list_reply("channels", std::move(list), request);
}

}  // namespace soundings::serve
