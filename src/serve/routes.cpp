#include "routes.h"

#include <algorithm>
#include <utility>

#include "soundings/survey/period.h"

#include "address.h"

namespace soundings::serve {
namespace {

constexpr Parameter period{"period", period_forms, true};
constexpr Parameter month{"period", "A month, 2019-05; the latest when left out"};

constexpr Parameter level{"level", "Level of ranges, 0.8 to 0.9999; 0.95 when left out"};

const std::vector<Parameter> estimate_parameters{
    {"measure", "Id of a measure", true},
    period,
    {"by", "No, one or two domains, comma-separated: npu,contact_channel"},
    {"weighting", "Id of a weighting scheme, or none; the survey's own when left out"},
    {"interval", "wilson (default), logit, beta or wald"},
    {"statistic",
     "pct_positive, pct_negative, net, mean or distribution; the measure's own when left out"},
    level,
    {"reading",
     "What rows are read against: rest, force, previous, year_before or none; when left out the "
     "rest of a table by one domain, the period before of one figure"},
    {"format", "json (default) or csv"},
    {"of", "Only rows of this part, DOMAIN=CODE, of the same disclosed table"},
    {"npu", "Only rows of this NPU, as of=npu=ID"},
    {"contact_channel", "Only rows of this contact channel, as of=contact_channel=ID"},
};

const Parameter weighting{"weighting",
                          "Id of a weighting scheme, or none; the survey's own when left out"};
const Parameter format{"format", "json (default) or csv"};
const Parameter one_statistic{
    "statistic", "pct_positive, pct_negative, net or mean; the measure's own when left out"};

const std::vector<Parameter> series_parameters{
    {"measure", "Id of a measure", true},
    {"of", "The series of this part, DOMAIN=CODE or two of them; of the force when left out"},
    {"npu", "The series of this NPU, as of=npu=ID"},
    {"contact_channel", "The series of this contact channel, as of=contact_channel=ID"},
    {"from", "First month or wave; of the first answer when left out"},
    {"to", "Last month or wave; of the last answer when left out"},
    {"grain", "month (default) or quarter; polls go by wave"},
    weighting,
    one_statistic,
    level,
    format,
};

const std::vector<Parameter> compare_parameters{
    {"measure", "Id of a measure", true},
    period,
    {"by", "Domain to compare along; the areas, or the force alone against another period"},
    {"code", "Only this code of the domain; all of them, as a family, when left out"},
    {"against",
     "rest (default), force, previous, year_before, a period, a code of the domain, or a measure "
     "of the same question"},
    {"of", "Both sides of this part alone, DOMAIN=CODE: the channels of one NPU, say"},
    weighting,
    one_statistic,
    level,
    format,
};

const std::vector<Parameter> npu_parameters{
    {"measure", "Id of a measure", true},
    period,
    {"against", "rest (default), force, previous, year_before, a period or an NPU"},
    {"of", "Both sides of this part alone, DOMAIN=CODE: the NPUs by one channel, say"},
    weighting,
    one_statistic,
    level,
    format,
};

const std::vector<Parameter> weights_parameters{
    {"survey", "Id of a survey", true},
    period,
    {"weighting", "Id of a weighting scheme; the survey's own when left out"},
    format,
};

const std::vector<Parameter> small_area_parameters{
    {"measure", "Id of a measure", true},
    period,
    {"by", "The domain whose codes are the areas; npu when left out"},
    weighting,
    {"statistic", "pct_positive or pct_negative; the measure's own when left out"},
    level,
    format,
};

const std::vector<Route>& table() {
  using enum Route::Face;
  using enum Route::Reach;
  static const std::vector<Route> all{
      {"POST",
       "/api/v1/sources/{source}/surveys/{survey}/responses",
       api,
       "postResponses",
       "One response, an array or a file, signed by its source",
       {},
       nullptr,
       post_responses,
       senders,
       true},
      {"GET",
       "/api/v1/sources/{source}/receipts",
       api,
       "readReceipts",
       "What became of a response, under its source's own key",
       {{"source_response_id", "The sender's id of the response", true}},
       read_receipts,
       nullptr,
       senders,
       true},
      {"GET", "/api/v1/estimates", api, "readEstimates", "A disclosed table of one measure",
       estimate_parameters, read_estimates},
      {"GET", "/api/v1/series", api, "readSeries",
       "A measure over months, quarters or waves, with its signals", series_parameters,
       read_series},
      {"GET", "/api/v1/compare", api, "compareFigures",
       "Figures of one question against each other, and what their difference shows",
       compare_parameters, compare_figures},
      {"GET", "/api/v1/compare/npus", api, "compareNpus",
       "The NPUs as one family, with funnel limits and their disparity", npu_parameters,
       compare_npus},
      {"GET", "/api/v1/small-areas", api, "readSmallAreas",
       "Areas by a model that draws each to their mean: never to be set beside direct estimates",
       small_area_parameters, read_small_areas},
      {"GET", "/api/v1/weights", api, "readWeights", "What weighting did to a period of a survey",
       weights_parameters, read_weights},
      {"GET",
       "/api/v1/headline/{period}.csv",
       api,
       "headlineCsv",
       "The monthly headline export as CSV",
       {},
       headline_as_csv},
      {"GET",
       "/api/v1/headline/{period}.json",
       api,
       "headlineJson",
       "The monthly headline export as JSON",
       {},
       headline_as_json},
      {"GET",
       "/api/v1/measures",
       api,
       "listMeasures",
       "The measures and what they mean",
       {},
       list_measures},
      {"GET", "/api/v1/areas", api, "listAreas", "The register of areas", {}, list_areas},
      {"GET", "/api/v1/channels", api, "listChannels", "The contact channels", {}, list_channels},
      {"GET",
       "/api/v1/openapi.json",
       api,
       "openapi",
       "This description",
       {},
       openapi,
       nullptr,
       senders},
      {"GET",
       "/",
       page,
       "overviewPage",
       "Overview of the headline measures",
       {month},
       overview_page},
      {"GET",
       "/npus",
       page,
       "npusPage",
       "To the page of one NPU",
       {{"npu", "Id of an NPU"}, month},
       npus_page},
      {"GET", "/npus/{npu}", page, "npuPage", "One NPU", {month}, npu_page},
      {"GET", "/about/symbols", page, "symbolsPage", "Marks and what they mean", {}, symbols_page},
      {"GET",
       "/assets/{file}",
       asset,
       "assetFile",
       "A style, script or font of the pages",
       {},
       asset_file},
      {"GET", "/healthz", api, "health", "The process is up", {}, health, nullptr, senders},
      {"GET",
       "/readyz",
       api,
       "readiness",
       "Posts would be taken now",
       {},
       readiness,
       nullptr,
       senders},
      {"GET", "/metrics", api, "metrics", "Prometheus text format 0.0.4", {}, metrics_text},
  };
  return all;
}

}  // namespace

std::span<const Route> routes() {
  return table();
}

Expected<Match, std::string> find_route(Route::Reach door, std::string_view method,
                                        std::string_view path) {
  const std::string_view wanted = method == "HEAD" ? std::string_view("GET") : method;
  std::string allowed;
  for (const Route& route : table()) {
    auto place = door == Route::Reach::house || route.reach == door ? match(route.pattern, path)
                                                                    : std::nullopt;
    if (!place) {
      continue;
    }
    if (route.method == wanted) {
      return Match{.route = &route, .place = std::move(*place)};
    }
    allowed += allowed.empty() ? "" : ", ";
    allowed += route.method == "GET" ? std::string("GET, HEAD") : std::string(route.method);
  }
  return unexpected(std::move(allowed));
}

std::optional<Problem> check_parameters(const Route& route, const Request& request) {
  for (const auto& [name, value] : request.query) {
    const auto known = std::any_of(route.parameters.begin(), route.parameters.end(),
                                   [&](const Parameter& each) { return each.name == name; });
    if (!known) {
      return bad_value(name, "unknown_parameter",
                       "This address knows no parameter '" + name + "'.");
    }
  }
  for (const Parameter& each : route.parameters) {
    const std::string name(each.name);
    if (each.required && request.asked(name).empty()) {
      return bad_value(name, "missing_parameter", "The parameter '" + name + "' is needed.");
    }
  }
  return std::nullopt;
}

}  // namespace soundings::serve
