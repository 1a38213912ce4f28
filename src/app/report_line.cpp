// The subcommands of the report to the board on the command line.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {

namespace {

using Action = Exit (*)(const ReportOptions&);

CLI::App& add_verb(CLI::App& group, Command& command, ReportOptions& options,
                   const std::string& name, const std::string& description, Action action) {
  CLI::App& sub = *group.add_subcommand(name, description);
  add_paths(sub, options.paths);
  sub.callback(
      [&command, &options, action] { command = [&options, action] { return action(options); }; });
  return sub;
}

void add_id(CLI::App& sub, ReportOptions& options) {
  sub.add_option("ID", options.report, "The report, as in 2019-06.1")->required();
}

void add_by(CLI::App& sub, ReportOptions& options) {
  sub.add_option("--by", options.by,
                 "Who does it, for the audit chain (beside the operating-system user)");
}

void add_new(CLI::App& group, Command& command, ReportOptions& options) {
  CLI::App& sub =
      add_verb(group, command, options, "new",
               "Make the next draft of a month; also while a server runs", begin_report);
  sub.add_option("--day", options.day,
                 "The day on which it appears (default: that of survey_defs/aims.json)");
  sub.add_option("--release", options.release,
                 "Whose figures it has (default: the newest that is not after the day)");
  sub.add_option("--reason", options.reason, "Why, for the audit chain");
  add_by(sub, options);
}

void add_write(CLI::App& group, Command& command, ReportOptions& options) {
  CLI::App& sub =
      add_verb(group, command, options, "comment",
               "Write the words of an aim, and hold them against the figures", write_report);
  add_id(sub, options);
  sub.add_option("AIM", options.aim, "An aim of survey_defs/aims.json")->required();
  sub.add_option("--commentary", options.commentary, "A file with what is said of the figures")
      ->check(CLI::ExistingFile);
  sub.add_option("--actions", options.actions, "A file with what is done about it")
      ->check(CLI::ExistingFile);
  add_by(sub, options);
}

void add_sign(CLI::App& group, Command& command, ReportOptions& options) {
  CLI::App& sub =
      add_verb(group, command, options, "sign", "Sign an aim off as it is shown", sign_report);
  add_id(sub, options);
  CLI::Option* aim = sub.add_option("AIM", options.aim, "An aim of survey_defs/aims.json");
  sub.add_flag("--every", options.every, "Every aim that is not signed off")->excludes(aim);
  sub.add_option("--reason", options.reason, "Why, for the audit chain");
  add_by(sub, options);
  sub.callback([&command, &options, aim] {
    if (!options.every && aim->empty()) {
      throw CLI::RequiredError("AIM or --every");
    }
    command = [&options] { return sign_report(options); };
  });
}

}  // namespace

void add_reports(CLI::App& app, Command& command, ReportOptions& options) {
  CLI::App& group = *app.add_subcommand("report", "The report to the board");
  group.require_subcommand(1);
  add_new(group, command, options);
  CLI::App& list =
      add_verb(group, command, options, "list", "Every report and its state", list_reports);
  list.add_flag("--json", options.json, "Print JSON");
  CLI::App& show = add_verb(group, command, options, "show",
                            "The aims of a report, and what does not agree", show_report);
  add_id(show, options);
  show.add_flag("--json", options.json, "Print all that it shows as JSON");
  add_write(group, command, options);
  add_sign(group, command, options);
  CLI::App& publish = add_verb(
      group, command, options, "publish",
      "Publish a draft whose aims are all signed off; it never changes again", publish_report);
  add_id(publish, options);
  publish.add_option("--reason", options.reason, "Why, for the audit chain");
  publish.add_flag("--sample", options.sample, "Mark it as sample data");
  add_by(publish, options);
  CLI::App& file =
      add_verb(group, command, options, "export",
               "Write a report as one HTML file that needs nothing else", export_report);
  add_id(file, options);
  file.add_option("--out", options.out, "The file")->required();
  file.add_flag("--sample", options.sample, "Mark a draft as sample data");
  add_by(file, options);
}

}  // namespace soundings::app
