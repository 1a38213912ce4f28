// Every address of the readers' and senders' listeners, in one table: whoever looks for one finds
// it here.
#include "routes.h"

#include <algorithm>
#include <string>
#include <utility>

#include "api/invitations.h"
#include "api/reading_parameters.h"

namespace soundings::serve {
namespace {

constexpr std::chrono::seconds longest_of_a_post{5};
constexpr std::chrono::seconds longest_of_a_file{60};
constexpr std::chrono::seconds longest_of_figures{60};

/// What is said of a post whose commit its sender has waited for in vain.
const Problem not_kept_in_time{
    503, "late", "It was not kept in time; trying again is harmless.", {}};

/// What a post of responses may be: files in lines, forms and JSON as a webhook sends them.
std::vector<BodyRule> response_bodies(const Settings& settings) {
  return {
      {.media_type = "application/json", .most_bytes = settings.webhook_bytes},
      {.media_type = "application/x-ndjson",
       .most_bytes = settings.import_bytes,
       .file = true,
       .longest = longest_of_a_file},
      {.media_type = "text/csv",
       .most_bytes = settings.import_bytes,
       .file = true,
       .longest = longest_of_a_file},
      {.media_type = "application/x-www-form-urlencoded", .most_bytes = settings.webhook_bytes}};
}

}  // namespace

std::vector<Route> routes_of(const Context& context) {
  using enum Route::Face;
  using enum Route::Reach;
  using enum Route::Proof;
  using access::Permission;
  using namespace parameters;
  const auto figures = access::to_read(access::Tier::released);
  const auto working = access::to_read(access::Tier::working);
  const auto by = [&context](Handle handle) {
    return
        [&context, handle](const Request& request) { return handle(context.of(request), request); };
  };
  const auto figured = [&context](Handle handle) {
    return by_tier(context, access::Tier::released, handle);
  };
  const auto worked = [&context](Handle handle) {
    return by_tier(context, access::Tier::working, handle);
  };
  std::vector<Route> all{
      {.method = "POST",
       .pattern = "/api/v1/sources/{source}/surveys/{survey}/responses",
       .id = "postResponses",
       .summary = "One response, an array or a file, signed by its source",
       .permission = Permission::post_responses,
       .handle = [&context](Request& request) { return post_responses(context, request); },
       .reach = senders,
       .proof = source_key,
       .bodies = response_bodies(context.settings),
       .admit = [&context](const Request& request) { return admit_responses(context, request); },
       .counted_by = "source",
       .longest = longest_of_a_post,
       .late = not_kept_in_time},
      {.method = "GET",
       .pattern = "/api/v1/sources/{source}/receipts",
       .id = "readReceipts",
       .summary = "What became of a response, under its source's own key",
       .permission = Permission::read_receipts,
       .parameters = {{"source_response_id", "The sender's id of the response", true}},
       .handle = by(read_receipts),
       .reach = senders,
       .proof = source_key},
      {.method = "POST",
       .pattern = "/api/v1/sources/{source}/invitations",
       .id = "postInvitations",
       .summary = "A file of invitations, signed by its source",
       .permission = Permission::post_invitations,
       .handle = by(post_invitations),
       .reach = senders,
       .proof = source_key,
       .bodies = {{.media_type = "text/csv",
                   .most_bytes = context.settings.import_bytes,
                   .file = true}},
       .counted_by = "source"},
      {.method = "GET",
       .pattern = "/api/v1/estimates",
       .id = "readEstimates",
       .summary = "A disclosed table of one measure",
       .permission = figures,
       .parameters = estimate_parameters,
       .handle = figured(read_estimates),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/api/v1/series",
       .id = "readSeries",
       .summary = "A measure over months, quarters or waves, with its signals",
       .permission = figures,
       .parameters = series_parameters,
       .handle = figured(read_series),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/api/v1/compare",
       .id = "compareFigures",
       .summary = "Figures of one question against each other, and what their difference shows",
       .permission = figures,
       .parameters = compare_parameters,
       .handle = figured(compare_figures),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/api/v1/compare/npus",
       .id = "compareNpus",
       .summary = "The NPUs as one family, with funnel limits and their disparity",
       .permission = figures,
       .parameters = npu_parameters,
       .handle = figured(compare_npus),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/api/v1/small-areas",
       .id = "readSmallAreas",
       .summary = "Areas by a model that draws each to their mean: never to be set beside direct "
                  "estimates",
       .permission = working,
       .parameters = small_area_parameters,
       .handle = worked(read_small_areas),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/api/v1/weights",
       .id = "readWeights",
       .summary = "What weighting did to a period of a survey",
       .permission = working,
       .parameters = weights_parameters,
       .handle = worked(read_weights),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/api/v1/headline/{period}.csv",
       .id = "headlineCsv",
       .summary = "The monthly headline export as CSV",
       .permission = figures,
       .parameters = {tier},
       .handle = figured(headline_as_csv),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/api/v1/headline/{period}.json",
       .id = "headlineJson",
       .summary = "The monthly headline export as JSON",
       .permission = figures,
       .parameters = {tier},
       .handle = figured(headline_as_json),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/api/v1/overview",
       .id = "readOverview",
       .summary = "The headline measures of the force, as the Overview shows them",
       .permission = figures,
       .parameters = overview_parameters,
       .handle = figured(read_overview),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/api/v1/npus/{npu}/summary",
       .id = "readNpuSummary",
       .summary = "All measures of one NPU against the rest of the force, as its page shows them",
       .permission = figures,
       .parameters = summary_parameters,
       .handle = figured(read_npu_summary),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/api/v1/releases",
       .id = "listReleases",
       .summary = "What was published, and its files",
       .permission = figures,
       .handle = by(list_releases)},
      {.method = "GET",
       .pattern = "/api/v1/releases/{release}/files/{file}",
       .id = "releaseFile",
       .summary = "A file of a release; each is noted in the audit before it leaves",
       .permission = figures,
       .handle = by(release_file)},
      {.method = "GET",
       .pattern = "/api/v1/provisional",
       .id = "listProvisional",
       .summary = "Provisional figures of months without a release, for leads: coarse, and not for "
                  "publication",
       .permission = access::to_read(access::Tier::provisional),
       .handle = by(list_provisional)},
      {.method = "GET",
       .pattern = "/api/v1/periods",
       .id = "listPeriods",
       .summary = "The periods there are figures of",
       .permission = figures,
       .handle = by(list_periods)},
      {.method = "GET",
       .pattern = "/api/v1/surveys",
       .id = "listSurveys",
       .summary = "The surveys: who is asked, what, and how",
       .permission = Permission::read_reference,
       .handle = by(list_surveys)},
      {.method = "GET",
       .pattern = "/api/v1/measures",
       .id = "listMeasures",
       .summary = "The measures and what they mean",
       .permission = Permission::read_reference,
       .handle = by(list_measures)},
      {.method = "GET",
       .pattern = "/api/v1/areas",
       .id = "listAreas",
       .summary = "The register of areas",
       .permission = Permission::read_reference,
       .handle = by(list_areas)},
      {.method = "GET",
       .pattern = "/api/v1/channels",
       .id = "listChannels",
       .summary = "The contact channels",
       .permission = Permission::read_reference,
       .handle = by(list_channels)},
      {.method = "GET",
       .pattern = "/api/v1/openapi.json",
       .id = "openapi",
       .summary = "This description",
       .permission = Permission::read_description,
       // handle: below, when all of them stand
       .reach = senders},
      {.method = "GET",
       .pattern = "/assets/{file}",
       .face = asset,
       .id = "assetFile",
       .summary = "A style, script or font of the pages",
       .permission = Permission::read_page_files,
       .handle = by(asset_file)},
      {.method = "GET",
       .pattern = "/healthz",
       .id = "health",
       .summary = "The process is up",
       .permission = Permission::check_service,
       .handle = by(health),
       .reach = senders},
      {.method = "GET",
       .pattern = "/readyz",
       .id = "readiness",
       .summary = "Posts would be taken now",
       .permission = Permission::check_service,
       .handle = by(readiness),
       .reach = senders},
      {.method = "GET",
       .pattern = "/metrics",
       .id = "metrics",
       .summary = "Prometheus text format 0.0.4",
       .permission = Permission::read_metrics,
       .handle = by(metrics_text)},
  };
  const auto assets = std::ranges::find(all, Route::Face::asset, &Route::face);
  const auto pages = page_routes(context);
  const auto place = all.insert(assets, pages.begin(), pages.end());
  if (context.reader != nullptr) {
    auto more = steward_api_routes(context);
    const auto reports = report_routes(context);
    more.insert(more.end(), reports.begin(), reports.end());
    all.insert(place, more.begin(), more.end());
  }
  for (Route& route : all) {
    if (route.id == "openapi") {
      route.handle = [document = describe(all)](const Request& request) {
        return with_etag(json_reply(document), request);
      };
    } else if (route.id == "apiPage") {
      route.handle = api_page(context, all);
    }
  }
  const auto add = [&all](std::vector<Route> routes) {
    for (Route& route : routes) {
      all.push_back(std::move(route));
    }
  };
  if (context.sign_in != nullptr) {  // for people, and so not described to programs
    add(account_routes(context));
  }
  if (context.sign_in != nullptr && context.reader != nullptr) {
    add(record_routes(context));
    add(report_forms(context));
    add(steward_page_routes(context));
  }
  return all;
}

}  // namespace soundings::serve
