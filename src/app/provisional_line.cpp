// The subcommands of provisional figures on the command line.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {

void add_provisional(CLI::App& app, Command& command, ReleaseOptions& options) {
  CLI::App& group =
      *app.add_subcommand("provisional", "Coarse figures of months that have no release yet");
  group.require_subcommand(1);
  CLI::App& list = *group.add_subcommand("list", "What leads read of them");
  add_paths(list, options.paths);
  list.add_flag("--json", options.json, "Print JSON");
  list.callback(
      [&command, &options] { command = [&options] { return list_provisional(options); }; });
  CLI::App& look = *group.add_subcommand(
      "look", "Look at today's answers, once a day; a server does so by itself");
  add_paths(look, options.paths);
  look.add_option("--by", options.by,
                  "Who does it, for the audit chain (beside the operating-system user)");
  look.callback(
      [&command, &options] { command = [&options] { return look_at_answers(options); }; });
}

}  // namespace soundings::app
