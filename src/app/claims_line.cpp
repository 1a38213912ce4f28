// The subcommand that holds a report's claims against the imported series.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {

namespace {

/// A subcommand that reads imported series, from a database or from a file of them.
CLI::App& add_of_series(CLI::App& group, Command& command, ClaimsOptions& options,
                        const std::string& name, const std::string& description,
                        Exit (*answer)(const ClaimsOptions&)) {
  CLI::App& sub = *group.add_subcommand(name, description);
  add_paths(sub, options.paths, Needed::by_callback);
  sub.add_option("--series", options.series, "Read this file of series, and not a database")
      ->check(CLI::ExistingFile);
  sub.add_option("--report-date", options.report_date,
                 "When the report appears; points that were published later are not used (default: "
                 "that of survey_defs/aims.json)");
  sub.callback([&command, &options, &sub, answer] {
    if (options.series.empty() && sub.get_option("--db")->empty()) {
      throw CLI::RequiredError("--db");
    }
    command = [&options, answer] { return answer(options); };
  });
  return sub;
}

}  // namespace

void add_claims(CLI::App& app, Command& command, ClaimsOptions& options) {
  CLI::App& group = *app.add_subcommand("claims", "What a report says of its figures");
  group.require_subcommand(1);
  CLI::App& check = add_of_series(
      group, command, options, "check",
      "Hold claims against the imported series: one line each, then the totals", check_claims);
  check
      .add_option("FILE", options.file,
                  "CSV in the form of fixtures/published/statements.csv, or text with one sentence "
                  "a line")
      ->required()
      ->check(CLI::ExistingFile);
  check
      .add_option("--release", options.release,
                  "Hold claims of survey figures against this release, 2019-05.r0, and not against "
                  "imported points of them")
      ->excludes("--series");
  CLI::App& made = add_of_series(
      group, command, options, "statements",
      "Sentences made of the imported series, each of which passes its own check", make_statements);
  made.add_option("--aim", options.aim, "Only of this aim of survey_defs/aims.json");
}

}  // namespace soundings::app
