// The subcommands that list the words by which figures are asked for.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {

namespace {

CLI::App& add_listing(CLI::App& app, Command& command, ListingOptions& options,
                      const std::string& name, const std::string& description, Needed database,
                      Exit (*list)(const ListingOptions&)) {
  CLI::App& sub = *app.add_subcommand(name, description);
  add_paths(sub, options.paths, database);
  sub.add_flag("--json", options.json, "Print JSON");
  sub.callback(
      [&command, &options, list] { command = [&options, list] { return list(options); }; });
  return sub;
}

}  // namespace

void add_listings(CLI::App& app, Command& command, ListingOptions& options) {
  const auto of_survey = [&options](CLI::App& sub) {
    sub.add_option("--survey", options.survey, "Only of this survey");
  };
  // What the definitions say needs no database; one that is named all the same does no harm.
  of_survey(add_listing(app, command, options, "measures", "The measures figures are asked of",
                        Needed::by_callback, list_measures));
  add_listing(app, command, options, "areas", "The areas and every name they are known by",
              Needed::by_callback, list_areas);
  of_survey(add_listing(app, command, options, "periods", "The months and waves with answers",
                        Needed::by_parser, list_periods));
}

}  // namespace soundings::app
