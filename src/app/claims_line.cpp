// The subcommand that holds a report's claims against the imported series.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {

void add_claims(CLI::App& app, Command& command, ClaimsOptions& options) {
  CLI::App& group = *app.add_subcommand("claims", "What a report says of its figures");
  group.require_subcommand(1);
  CLI::App& sub = *group.add_subcommand(
      "check", "Hold claims against the imported series: one line each, then the totals");
  add_paths(sub, options.paths, Needed::by_callback);
  sub.add_option("FILE", options.file,
                 "CSV in the form of fixtures/published/statements.csv, or text with one sentence "
                 "a line")
      ->required()
      ->check(CLI::ExistingFile);
  sub.add_option("--series", options.series,
                 "Hold them against this file of series, and not against a database")
      ->check(CLI::ExistingFile);
  sub.add_option("--report-date", options.report_date,
                 "When the report appears; points that were published later are not used (default: "
                 "that of survey_defs/aims.json)");
  sub.callback([&command, &options, &sub] {
    if (options.series.empty() && sub.get_option("--db")->empty()) {
      throw CLI::RequiredError("--db");
    }
    command = [&options] { return check_claims(options); };
  });
}

}  // namespace soundings::app
