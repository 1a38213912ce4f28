// `soundings series`: a measure over months, quarters or waves, with its signals.
#include "commands.h"
#include "figure_answers.h"

namespace soundings::app {

namespace {

Expected<Made<Series>, figures::Fault> answer(const figures::Figures& figures,
                                              const figures::SeriesQuestion& question) {
  auto series = figures.series(question);
  if (!series) {
    return unexpected(series.error());
  }
  if (auto silence = figures::silence(*series)) {
    return unexpected(*std::move(silence));
  }
  std::vector<Table> tables;
  for (const SeriesPoint& point : series->points) {
    tables.push_back(point.table);
  }
  return Made<Series>{.answer = *std::move(series), .tables = std::move(tables)};
}

}  // namespace

Exit series(const FigureOptions& options) {
  return answer_question(
      options, report::series_formats(), usual_format(options.output), figures::parse_series,
      [](const Definitions& /*definitions*/, const figures::Figures& figures, const auto& question,
         const auto& /*format*/) { return answer(figures, question); });
}

}  // namespace soundings::app
