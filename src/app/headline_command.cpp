// `soundings headline`: the monthly export.
#include "soundings/release/headline.h"

#include "commands.h"
#include "figure_answers.h"

namespace soundings::app {

namespace {

Expected<Made<report::Headline>, figures::Fault> answer(const Definitions& definitions,
                                                        const figures::Figures& figures,
                                                        Month month) {
  auto headline = release::headline(definitions, figures, month);
  if (!headline) {
    return unexpected(headline.error());
  }
  if (auto silence = release::silence(definitions, *headline)) {
    return unexpected(*std::move(silence));
  }
  std::vector<Table> tables = headline->tables;
  return Made<report::Headline>{.answer = *std::move(headline), .tables = std::move(tables)};
}

}  // namespace

Exit headline(const FigureOptions& options) {
  return answer_question(
      options, report::headline_formats(), "csv",
      [](const Definitions& /*definitions*/, const figures::Fields& fields) {
        return figures::parse_month_of_headline(fields);
      },
      [](const Definitions& definitions, const figures::Figures& figures, const auto& month,
         const auto& /*format*/) { return answer(definitions, figures, month); });
}

}  // namespace soundings::app
