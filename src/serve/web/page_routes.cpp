// The addresses of pages. That of the API's reference has its handler where all addresses are
// known.
#include <chrono>

#include "routes.h"

namespace soundings::serve {
namespace {

constexpr Parameter month{"period", "A month, 2019-05; the latest when left out"};
constexpr Parameter window{
    "period",
    "A month, 2019-05, or a longer period that is released; the latest month "
    "when left out"};
constexpr Parameter release{"release",
                            "Id of a release, 2019-05.r0; the newest of the month when left out"};

constexpr Parameter tier{tier_parameter,
                         "released (default), or working: of what is kept now, for analysts"};

constexpr std::chrono::seconds longest_of_figures{60};

}  // namespace

std::vector<Route> page_routes(const Context& context) {
  using enum Route::Face;
  using access::Permission;
  const auto figures = access::to_read(access::Tier::released);
  const auto by = [&context](Handle handle) {
    return
        [&context, handle](const Request& request) { return handle(context.of(request), request); };
  };
  const auto figured = [&context](Handle handle) {
    return by_tier(context, access::Tier::released, handle);
  };
  return {
      {.method = "GET",
       .pattern = "/",
       .face = page,
       .id = "overviewPage",
       .summary = "Overview of the headline measures",
       .permission = figures,
       .parameters =
           {month, release, tier, {"compare", "baseline (when left out), previous or previous-3"}},
       .handle = figured(overview_page),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/npus",
       .face = page,
       .id = "npusPage",
       .summary = "The NPUs beside one another; to the page of one where it is named",
       .permission = figures,
       .parameters =
           {{"measure", "Id of a measure"}, window, release, tier, {"npu", "Id of an NPU"}},
       .handle = figured(npus_page),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/npus/{npu}",
       .face = page,
       .id = "npuPage",
       .summary = "One NPU",
       .permission = figures,
       .parameters = {window, release, tier},
       .handle = figured(npu_page),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/channels",
       .face = page,
       .id = "channelsPage",
       .summary = "The contact channels beside one another; to the page of one where it is named",
       .permission = figures,
       .parameters = {window, release, tier, {"channel", "Id of a contact channel"}},
       .handle = figured(channels_page),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/channels/{channel}",
       .face = page,
       .id = "channelPage",
       .summary = "One contact channel",
       .permission = figures,
       .parameters = {window, release, tier},
       .handle = figured(channel_page),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/measures/{measure}",
       .face = page,
       .id = "measurePage",
       .summary = "One measure: what it means, its months and all NPUs",
       .permission = figures,
       .parameters = {window, release, tier},
       .handle = figured(measure_page),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/exports",
       .face = page,
       .id = "exportsPage",
       .summary = "The files of a release",
       .permission = figures,
       .parameters = {{"release", "Id of a release, 2019-05.r0; the latest when left out"}},
       .handle = by(exports_page),
       .permits = &context.permits,
       .longest = longest_of_figures},
      {.method = "GET",
       .pattern = "/about/symbols",
       .face = page,
       .id = "symbolsPage",
       .summary = "Marks and what they mean",
       .permission = Permission::read_reference,
       .handle = by(symbols_page)},
      {.method = "GET",
       .pattern = "/about/method",
       .face = page,
       .id = "methodPage",
       .summary = "How figures are made",
       .permission = Permission::read_reference,
       .handle = by(method_page)},
      {.method = "GET",
       .pattern = "/about/accessibility",
       .face = page,
       .id = "accessibilityPage",
       .summary = "The accessibility statement",
       .permission = Permission::read_reference,
       .handle = by(accessibility_page)},
      {.method = "GET",
       .pattern = "/api",
       .face = page,
       .id = "apiPage",
       .summary = "The reference of the API",
       .permission = Permission::read_reference},  // handle: below
  };
}

}  // namespace soundings::serve
