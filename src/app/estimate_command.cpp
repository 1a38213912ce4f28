// `soundings estimate`: one measure, as a table on a terminal or a file for a program.
#include "commands.h"
#include "figure_answers.h"

namespace soundings::app {

namespace {

using Read = figures::ReadTable;

Expected<Made<Read>, figures::Fault> answer(const figures::Figures& figures,
                                            const figures::TableQuestion& question,
                                            const report::Format<Read>& format) {
  auto read = figures.ask(question, format.with_readings);
  if (!read) {
    return unexpected(read.error());
  }
  if (auto silence = figures::silence(read->table)) {
    return unexpected(*std::move(silence));
  }
  std::vector<Table> tables{read->table};
  return Made<Read>{.answer = *std::move(read), .tables = std::move(tables)};
}

}  // namespace

Exit estimate(const FigureOptions& options) {
  return answer_question(
      options, report::estimate_formats(), usual_format(options.output), figures::parse_table,
      [](const Definitions& /*definitions*/, const figures::Figures& figures, const auto& question,
         const auto& format) { return answer(figures, question, format); });
}

}  // namespace soundings::app
