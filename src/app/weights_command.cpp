// `soundings weights`: what weighting did to one period of a survey.
#include "soundings/figures/weights.h"

#include "commands.h"
#include "figure_answers.h"

namespace soundings::app {

namespace {

/// No document stands beside its CSV file: the report describes the weighting itself.
Expected<Made<figures::Weights>, figures::Fault> answer(const Definitions& definitions,
                                                        const figures::Figures& figures,
                                                        const figures::WeightsQuestion& question) {
  auto weights = figures::weights(definitions, figures, question);
  if (!weights) {
    return unexpected(weights.error());
  }
  return Made<figures::Weights>{.answer = *std::move(weights)};
}

}  // namespace

Exit weights(const FigureOptions& options) {
  if (complain_of_released(options, "a weighting report")) {
    return Exit::refused;
  }
  return answer_question(
      options, report::weights_formats(), "markdown",
      [](const Definitions& /*definitions*/, const figures::Fields& fields) {
        return figures::parse_weights(fields);
      },
      [](const Definitions& definitions, const figures::Figures& figures, const auto& question,
         const auto& /*format*/) { return answer(definitions, figures, question); });
}

}  // namespace soundings::app
