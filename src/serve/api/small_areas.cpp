// Areas by a model.
#include "soundings/figures/small_areas.h"

#include "api/figure_requests.h"
#include "routes.h"

namespace soundings::serve {
namespace {

Expected<SmallAreas, figures::Fault> modelled(const Context& context,
                                              const figures::Question& question) {
  const auto table = context.figures.answer(question);
  if (!table) {
    return unexpected(table.error());
  }
  return figures::small_areas(*table);
}

}  // namespace

Reply read_small_areas(const Context& context, const Request& request) {
  return answered(
      context, request, report::small_area_formats(),
      [&](const auto& fields) { return figures::parse_small_areas(context.definitions, fields); },
      [&](const auto& question, const auto& /*format*/) { return modelled(context, question); },
      "small-areas-modelled.csv");
}

}  // namespace soundings::serve
