// `soundings series list`: the points of external series that are imported, as their sources give
// them.
#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "soundings/store/reference.h"
#include "soundings/survey/disagreement.h"

#include "columns.h"
#include "commands.h"
#include "disagreements.h"
#include "open.h"

namespace soundings::app {

namespace {

using Json = nlohmann::ordered_json;

/// "~24,000": with its thousands marked, and a mark where it is approximate.
std::string shown(const ExternalPoint& point) {
  std::string text = point.value;
  const std::size_t start = text.starts_with('-') ? 1 : 0;
  for (std::size_t at = std::min(text.find('.'), text.size()); at > start + 3; at -= 3) {
    text.insert(at - 3, ",");
  }
  return (point.approximate ? "~" : "") + text;
}

Json disagreements_json(const std::vector<ExternalPoint>& points) {
  Json all = Json::array();
  for (const auto& place : disagreements(points)) {
    Json values = Json::array();
    for (const ExternalPoint* one : place) {
      values.push_back(
          {{"value", one->value}, {"source", one->source}, {"evidence", one->evidence}});
    }
    all.push_back({{"series", place.front()->series},
                   {"area", place.front()->area},
                   {"period_type", to_text(place.front()->kind)},
                   {"period", place.front()->period},
                   {"values", std::move(values)}});
  }
  return all;
}

Json document(const ExternalPoint& point) {
  return {{"aim", point.aim},       {"series", point.series},
          {"area", point.area},     {"period_type", to_text(point.kind)},
          {"period", point.period}, {"value", point.value},
          {"unit", point.unit},     {"approximate", point.approximate},
          {"source", point.source}, {"evidence", point.evidence}};
}

}  // namespace

Exit list_series(const SeriesListOptions& options) {
  const auto store = database_present(options.paths) ? open_store_to_read(options.paths) : nullptr;
  if (store == nullptr) {
    return Exit::refused;
  }
  std::vector<std::vector<std::string>> rows{
      {"SERIES", "AREA", "PERIOD", "VALUE", "UNIT", "SOURCE", "EVIDENCE"}};
  Json points = Json::array();
  std::vector<ExternalPoint> kept = store->reference().external_points();
  if (!options.series.empty()) {
    std::erase_if(kept, [&](const ExternalPoint& point) { return point.series != options.series; });
  }
  for (const ExternalPoint& point : kept) {
    rows.push_back({point.series, point.area, std::string(to_text(point.kind)) + " " + point.period,
                    shown(point), point.unit, point.source, point.evidence});
    points.push_back(document(point));
  }
  if (options.json) {
    std::cout << visible_json(
                     Json{{"points", points}, {"disagreements", disagreements_json(kept)}}.dump(2))
              << '\n';
  } else {
    std::cout << columns(rows);
    say_disagreements(kept);
  }
  return Exit::done;
}

}  // namespace soundings::app
