// The subcommand of sample data on the command line.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {

void add_sample(CLI::App& app, Command& command, ReleaseOptions& options) {
  CLI::App& group = *app.add_subcommand("sample", "A database whose answers are invented");
  group.require_subcommand(1);
  CLI::App& mark = *group.add_subcommand(
      "mark", "Have all that is made of the database say so; it is never taken away");
  add_paths(mark, options.paths);
  mark.add_option("--reason", options.reason,
                  "Why, for the audit chain (default: the answers are invented)");
  mark.add_option("--by", options.by,
                  "Who does it, for the audit chain (beside the operating-system user)");
  mark.callback([&command, &options] { command = [&options] { return mark_sample(options); }; });
}

}  // namespace soundings::app
