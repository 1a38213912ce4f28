// `soundings headline`: the monthly export.
#include <iostream>

#include "soundings/figures/figures.h"
#include "soundings/report/headline.h"
#include "soundings/store/cells.h"
#include "soundings/store/engine.h"

#include "commands.h"
#include "figure_words.h"
#include "open.h"
#include "output.h"

namespace soundings::app {

namespace {

/// Whether a table is of the month itself and not of all since a date or of an earlier wave.
bool is_of(const Definitions& definitions, const Table& table, Month month) {
  if (!table.period.single()) {
    return false;
  }
  if (table.period.kind == Period::Kind::months) {
    return table.period.first == month;
  }
  const Survey* survey = definitions.find_survey(table.survey);
  const Wave* wave = survey == nullptr ? nullptr : survey->find_wave(table.period.first_wave);
  return wave != nullptr && wave->month == month;
}

/// no_answers, where nobody answered anything in the month, whatever earlier waves and running
/// totals say.
std::optional<figures::Fault> of_no_month(const Definitions& definitions,
                                          const report::Headline& headline) {
  std::optional<figures::Fault> silence;
  for (const Table& table : headline.tables) {
    if (!is_of(definitions, table, headline.month)) {
      continue;
    }
    silence = figures::silence(table);
    if (!silence) {
      return std::nullopt;
    }
  }
  return silence;
}

}  // namespace

Exit headline(const HeadlineOptions& options) {
  const auto month = parse_month(options.period);
  if (!month) {
    std::cerr << "--period takes a month, as in 2019-05; given " << visible(options.period) << '\n';
    return Exit::wrong_usage;
  }
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !database_present(options.place)) {
    return Exit::refused;
  }
  const auto cells = store::open_cells(options.place.database, *definitions);
  const figures::Figures figures(*definitions, *cells);
  const auto headline = report::headline(*definitions, figures, *month);
  if (!headline) {
    complain(headline.error());
    return Exit::refused;
  }
  if (const auto silence = of_no_month(*definitions, *headline)) {
    complain(*silence);
    return Exit::refused;
  }
  if (options.format == "json") {
    return write_result(options.output, report::headline_json(*definitions, *headline));
  }
  return write_csv(options.output, report::headline_csv(*headline),
                   report::csv_metadata(*definitions, file_name(options.output), headline->tables));
}

}  // namespace soundings::app
