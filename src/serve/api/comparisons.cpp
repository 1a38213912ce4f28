// Comparisons: any two figures of one question, and the areas beside each other.
#include "api/figure_requests.h"
#include "routes.h"

namespace soundings::serve {
namespace {

Reply compared(const Context& context, const Request& request,
               const std::optional<std::string>& along) {
  return answered(
      context, request, report::comparison_formats(),
      [&](figures::Fields fields) {
        if (along) {
          fields["by"] = *along;
        }
        return figures::parse_comparison(context.definitions, fields);
      },
      [&](const auto& question,
          const auto& /*format*/) -> Expected<SpreadComparisons, figures::Fault> {
        const auto figures = figures_asked(context, request);
        return figures ? (*figures)->compare_along(question) : unexpected(figures.error());
      },
      "comparisons.csv");
}

}  // namespace

Reply compare_figures(const Context& context, const Request& request) {
  return compared(context, request, std::nullopt);
}

Reply compare_npus(const Context& context, const Request& request) {
  return compared(context, request, context.definitions.domain_id(DomainRole::area));
}

}  // namespace soundings::serve
