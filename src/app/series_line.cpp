// The subcommands of `series` that list and remove points of external series.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {

void add_series_list(CLI::App& group, Command& command, SeriesListOptions& options) {
  CLI::App& list = *group.add_subcommand("list", "The points of external series that are imported");
  add_paths(list, options.paths);
  list.add_option("--series", options.series, "Only this series");
  list.add_flag("--json", options.json, "Print JSON");
  list.callback([&command, &options] { command = [&options] { return list_series(options); }; });
}

void add_series_remove(CLI::App& group, Command& command, SeriesRemoveOptions& options) {
  CLI::App& sub = *group.add_subcommand(
      "remove", "Say which points of an external series are meant, and remove them with --apply");
  add_paths(sub, options.paths);
  sub.add_option("--series", options.series, "The series")->required();
  sub.add_option("--area", options.area, "Only points of this area, by name or alias");
  sub.add_option("--period-type", options.period_type,
                 "Only points of this type of period, as in year_ending");
  sub.add_option("--period", options.period, "Only points of this period, as in 2019-03");
  sub.add_option("--source", options.source, "Only points of this source, letter by letter");
  sub.add_option("--evidence", options.evidence,
                 "Only points of this evidence: chart, table, dashboard or commentary");
  sub.add_flag("--apply", options.apply, "Remove them");
  sub.add_option("--reason", options.reason, "Why, for the audit chain")->required();
  sub.add_option("--by", options.by,
                 "Who does it, for the audit chain (beside the operating-system user)");
  sub.callback([&command, &options] { command = [&options] { return remove_series(options); }; });
}

}  // namespace soundings::app
