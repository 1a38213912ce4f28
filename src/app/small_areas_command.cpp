// `soundings small-areas`: areas by a model, apart from their direct estimates.
#include "soundings/figures/small_areas.h"

#include "commands.h"
#include "figure_answers.h"

namespace soundings::app {

namespace {

Expected<Made<SmallAreas>, figures::Fault> answer(const figures::Figures& figures,
                                                  const figures::Question& question) {
  const auto table = figures.answer(question);
  if (!table) {
    return unexpected(table.error());
  }
  if (auto silence = figures::silence(*table)) {
    return unexpected(*std::move(silence));
  }
  auto areas = figures::small_areas(*table);
  if (!areas) {
    return unexpected(areas.error());
  }
  return Made<SmallAreas>{.answer = *std::move(areas), .tables = {*table}};
}

}  // namespace

Exit small_areas(const FigureOptions& options) {
  if (complain_of_released(options, "an estimate by a model of areas")) {
    return Exit::refused;
  }
  return answer_question(
      options, report::small_area_formats(), usual_format(options.output),
      figures::parse_small_areas,
      [](const Definitions& /*definitions*/, const figures::Figures& figures, const auto& question,
         const auto& /*format*/) { return answer(figures, question); });
}

}  // namespace soundings::app
