// `soundings claims check`: what a report says, held against the imported series and, where one is
// named, against a release. Exit code 1 when something is contradicted.
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>

#include "soundings/base/number.h"
#include "soundings/claims/check.h"
#include "soundings/claims/statements.h"
#include "soundings/intake/reference_files.h"
#include "soundings/release/release.h"
#include "soundings/release/released_figures.h"
#include "soundings/reports/compose.h"
#include "soundings/reports/kept.h"
#include "soundings/store/reference.h"
#include "soundings/store/release_reader.h"
#include "soundings/store/releases.h"

#include "columns.h"
#include "commands.h"
#include "disagreements.h"
#include "open.h"

namespace soundings::app {

namespace {

using claims::Checked;

std::string bytes_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void complain_of(const std::string& file, const std::vector<Finding>& faults) {
  for (const Finding& fault : faults) {
    std::cerr << file << ' ' << visible(fault.pointer) << ": " << visible(fault.message) << " ("
              << fault.code << ")\n";
  }
}

/// The imported points, or those of a file of series; nothing when they cannot be had.
std::optional<std::vector<ExternalPoint>> points_of(const ClaimsOptions& options,
                                                    const Definitions& definitions) {
  if (options.series.empty()) {
    const auto store =
        database_present(options.paths) ? open_store_to_read(options.paths) : nullptr;
    if (store == nullptr) {
      return std::nullopt;
    }
    std::vector<ExternalPoint> kept = store->reference().external_points();
    say_disagreements(kept);
    return kept;
  }
  auto read = intake::read_series(options.series, definitions);
  if (!read) {
    complain_of(options.series, read.error());
    return std::nullopt;
  }
  return std::move(read->points);
}

/// Whether a text is a day of this month: "2019-06-18".
bool is_day(Month month, const std::string& date) {
  const auto day =
      date.size() == 10 && date[7] == '-' ? parse_integer(date.substr(8)) : std::nullopt;
  return day && *day > 0 &&
         std::chrono::year_month_day(std::chrono::year(month.year()),
                                     std::chrono::month(static_cast<unsigned>(month.month())),
                                     std::chrono::day(static_cast<unsigned>(*day)))
             .ok();
}

/// The month of the report: as asked, or as the definitions have it.
std::optional<Month> report_month(const ClaimsOptions& options, const Definitions& definitions) {
  const std::string date =
      options.report_date.empty() ? definitions.report.report_date : options.report_date;
  const auto month = parse_month(date.substr(0, 7));
  if (!month || (date.size() != 7 && !is_day(*month, date))) {
    std::cerr << "--report-date takes a day or a month, as in 2019-06-18; given \"" << visible(date)
              << "\"\n";
    return std::nullopt;
  }
  return month;
}

/// One line, whatever was claimed: nothing in it ends a line or a column.
std::string one_line(const std::string& text) {
  std::string line = visible(text);
  for (char& c : line) {
    c = c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
  }
  return line;
}

void print(const std::vector<Checked>& all) {
  for (const Checked& one : all) {
    std::cout << one_line(one.id) << '\t' << to_text(one.judgement.verdict) << '\t'
              << one_line(one.text) << '\t' << one_line(one.judgement.figure) << '\t'
              << one_line(one.judgement.arithmetic) << '\n';
  }
  const claims::Totals totals = claims::totals_of(all);
  std::cout << all.size() << (all.size() == 1 ? " claim: " : " claims: ") << totals.holds
            << " holds, " << totals.rounding << " rounding, " << totals.contradicted
            << " contradicted, " << totals.no_source << " no_source\n";
}

/// The points with the figures of the release that was named; nothing when it is not there.
std::optional<reports::ReleasedEvidence> evidence_of_release(
    const ClaimsOptions& options, const Definitions& definitions,
    const std::vector<ExternalPoint>& imported) {
  const auto month = release::month_of_release(options.release);
  const auto store = open_store_to_read(options.paths);
  if (store == nullptr) {
    return std::nullopt;
  }
  const auto release = month ? store->releases().find(options.release) : std::nullopt;
  if (!release || release->line.state != store::ReleaseState::published) {
    std::cerr << "no published release " << visible(options.release) << " (unknown_release)\n";
    return std::nullopt;
  }
  const auto releases = store::open_releases(options.paths.database);
  // Of the newest release of its month the earlier months are asked too.
  const bool newest = reports::is_newest(*store, options.release);
  const release::ReleasedFigures figures(definitions, *releases, newest ? "" : options.release);
  return reports::released_evidence(
      {.definitions = definitions, .figures = figures, .imported = imported, .month = *month});
}

/// Answers with the imported series, or says why they cannot be had.
template <typename Answer>
Exit with_evidence(const ClaimsOptions& options, Answer answer) {
  const auto definitions = open_definitions(options.paths.definitions);
  if (!definitions) {
    return Exit::refused;
  }
  const auto month = report_month(options, *definitions);
  const auto points = month ? points_of(options, *definitions) : std::nullopt;
  if (!points) {
    return Exit::refused;
  }
  if (options.release.empty()) {
    return answer(claims::Evidence(*definitions, *points, *month));
  }
  const auto released = evidence_of_release(options, *definitions, *points);
  return released ? answer(claims::Evidence(*definitions, released->points, *month,
                                            released->readings, released->tables))
                  : Exit::refused;
}

Exit check_file(const ClaimsOptions& options, const claims::Evidence& evidence) {
  const auto text = claims::text_of_file(bytes_of(options.file));
  if (!text) {
    std::cerr << visible(options.file)
              << " is no text: it holds control characters or bytes of no character; nothing of it "
                 "was checked\n";
    return Exit::refused;
  }
  if (!claims::is_rows(*text)) {
    const auto checked = claims::check_sentences(*text, evidence);
    print(checked);
    return claims::totals_of(checked).contradicted == 0 ? Exit::done : Exit::refused;
  }
  const auto checked = claims::check_rows(*text, evidence);
  if (!checked) {
    complain_of(options.file, checked.error());
    return Exit::refused;
  }
  print(*checked);
  return claims::totals_of(*checked).contradicted == 0 ? Exit::done : Exit::refused;
}

Exit write_statements(const ClaimsOptions& options, const claims::Evidence& evidence) {
  const claims::Statements statements = claims::statements(evidence, options.aim);
  for (const claims::Statement& one : statements.made) {
    std::cout << one.aim << '\t' << one.series << '\t' << one.kind << '\t' << one.verdict << '\t'
              << one_line(one.text) << '\n';
  }
  for (const claims::Withheld& one : statements.withheld) {
    std::cerr << "not made: " << one_line(one.statement.text) << " (" << one_line(one.arithmetic)
              << ")\n";
  }
  return Exit::done;
}

}  // namespace

Exit check_claims(const ClaimsOptions& options) {
  return with_evidence(
      options, [&](const claims::Evidence& evidence) { return check_file(options, evidence); });
}

Exit make_statements(const ClaimsOptions& options) {
  return with_evidence(options, [&](const claims::Evidence& evidence) {
    return write_statements(options, evidence);
  });
}

}  // namespace soundings::app
