// The subcommands of releases on the command line.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {

namespace {

using Action = Exit (*)(const ReleaseOptions&);

CLI::App& add_release_verb(CLI::App& group, Command& command, ReleaseOptions& options,
                           const std::string& name, const std::string& description, Action action) {
  CLI::App& sub = *group.add_subcommand(name, description);
  add_paths(sub, options.paths);
  sub.callback(
      [&command, &options, action] { command = [&options, action] { return action(options); }; });
  return sub;
}

void add_id(CLI::App& sub, ReleaseOptions& options) {
  sub.add_option("ID", options.release, "The release, as in 2019-05.r0")->required();
}

void add_json(CLI::App& sub, ReleaseOptions& options) {
  sub.add_flag("--json", options.json, "Print JSON");
}

void add_by(CLI::App& sub, ReleaseOptions& options) {
  sub.add_option("--by", options.by,
                 "Who does it, for the audit chain (beside the operating-system user)");
}

void add_export(CLI::App& sub, ReleaseOptions& options) {
  add_id(sub, options);
  sub.add_option(
      "--format", options.format,
      "files (default): as they were published; csv: tables with labels; json: all of them in one "
      "document; xlsx: a workbook; all: each of them, in a folder");
  sub.add_option("--out", options.out, "The folder; of json and xlsx the file")->required();
  sub.add_flag("--sample", options.sample, "Mark what is made as sample data");
}

/// A verb that changes a release, with the reason it is done for.
void add_decision(CLI::App& group, Command& command, ReleaseOptions& options,
                  const std::string& name, const std::string& description, Action action) {
  CLI::App& sub = add_release_verb(group, command, options, name, description, action);
  add_id(sub, options);
  sub.add_option("--reason", options.reason, "Why, for the audit chain")->required();
  add_by(sub, options);
}

}  // namespace

void add_publish(CLI::App& app, Command& command, ReleaseOptions& options) {
  CLI::App& sub =
      add_release_verb(app, command, options, "publish",
                       "Freeze the figures of a month; also while a server runs", publish);
  sub.add_option("--period", options.period, "The month, as in 2019-05")->required();
  sub.add_flag("--draft", options.draft, "Make a draft, to be approved or discarded");
  sub.add_option("--reason", options.reason,
                 "Why, for the audit chain (default: monthly publication)");
  add_by(sub, options);
}

void add_revise(CLI::App& app, Command& command, ReleaseOptions& options) {
  CLI::App& sub = add_release_verb(
      app, command, options, "revise",
      "Print a published month anew where enough answers came or went; also while a server runs",
      revise);
  sub.add_option("--period", options.period, "The month, as in 2019-05")->required();
  sub.add_flag("--draft", options.draft, "Make a draft, to be approved or discarded");
  sub.add_option("--reason", options.reason, "Why, for the audit chain")->required();
  add_by(sub, options);
}

void add_releases(CLI::App& app, Command& command, ReleaseOptions& options) {
  CLI::App& group = *app.add_subcommand("release", "Frozen figures of a month");
  group.require_subcommand(1);
  const auto verb = [&](const std::string& name, const std::string& description,
                        Action action) -> CLI::App& {
    return add_release_verb(group, command, options, name, description, action);
  };
  add_json(verb("list", "Every release and its state", list_releases), options);
  CLI::App& show = verb("show", "What a release holds, with the hash of each file", show_release);
  add_id(show, options);
  add_json(show, options);
  CLI::App& diff = verb("diff", "Rows that two releases print differently", compare_releases);
  diff.add_option("A", options.release, "The earlier release")->required();
  diff.add_option("B", options.other, "The later release")->required();
  add_json(diff, options);
  CLI::App& check = verb("verify", "Check hashes, figures worked out from others, and witnesses",
                         verify_releases);
  check.add_option("ID", options.release, "Only this release");
  add_export(verb("export", "Write the published files into a folder, or others made of them",
                  export_release),
             options);
  add_decision(group, command, options, "approve", "Publish a draft", approve_release);
  add_decision(group, command, options, "discard", "Delete a draft", discard_release);
  add_decision(group, command, options, "withdraw",
               "Withdraw a published release; it takes two users", withdraw_release);
}

}  // namespace soundings::app
