// The subcommands of `soundings export` on the command line.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {

void add_export(CLI::App& app, Command& command, ExportOptions& options) {
  CLI::App& group =
      *app.add_subcommand("export", "Respondent records as files, and which files have left");
  group.require_subcommand(1);
  CLI::App& records = *group.add_subcommand(
      "microdata",
      "The respondent records of a period, with weights: working figures, not for publication");
  add_paths(records, options.question.paths);
  records.add_option("--survey", options.question.fields["survey"], "Survey id")->required();
  records
      .add_option("--period", options.question.fields["period"],
                  "A month, a window of months or waves")
      ->required();
  records.add_option("--weighting", options.question.fields["weighting"],
                     "Weighting scheme (default: the survey's own)");
  records.add_option("--format", options.question.format,
                     "csv (default): with a script for R; sav: SPSS; triple-s");
  records.add_option("--out", options.question.output, "The folder")->required();
  records
      .add_option("--asked-by", options.question.asked_by,
                  "Who asks, for the audit trail (beside the operating-system user)")
      ->required();
  records.add_flag("--sample", options.sample, "Mark the files as sample data");
  records.callback([&command, &options] {
    options.question.command = "export microdata";
    options.question.working = true;
    command = [&options] { return export_microdata(options); };
  });
  CLI::App& list =
      *group.add_subcommand("list", "Files that have left: when, who took them, and their SHA-256");
  add_paths(list, options.question.paths);
  list.add_flag("--json", options.json, "Print JSON");
  list.callback([&command, &options] { command = [&options] { return list_exports(options); }; });
}

}  // namespace soundings::app
