// The operator's subcommands on the command line: keys and the audit chain.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {

namespace {

constexpr auto instant = "as in 2019-06-03T09:00:00Z";

/// A subcommand of `group` that calls `action` with what was filled in.
template <typename Options>
CLI::App& add_verb(CLI::App& group, Command& command, Options& options, const std::string& name,
                   const std::string& description, Exit (*action)(const Options&)) {
  CLI::App& sub = *group.add_subcommand(name, description);
  add_place(sub, options.place);
  sub.callback(
      [&command, &options, action] { command = [&options, action] { return action(options); }; });
  return sub;
}

template <typename Options>
void add_by(CLI::App& sub, Options& options) {
  sub.add_option("--by", options.by,
                 "Who does it, for the audit chain (beside the operating-system user)");
}

}  // namespace

void add_database(CLI::App& app, Place& place, Needed needed) {
  app.add_option("--db", place.database, "Database file")
      ->required(needed == Needed::by_parser)
      ->envname("SOUNDINGS_DB");
  app.add_option("--key-file", place.key_file,
                 "Master key kept outside the database (default: DATABASE.key)")
      ->envname("SOUNDINGS_KEY_FILE");
}

void add_place(CLI::App& app, Place& place, Needed needed) {
  add_database(app, place, needed);
  app.add_option("--defs", place.definitions, "Folder of definitions")
      ->default_val("survey_defs")
      ->envname("SOUNDINGS_DEFS");
}

void add_key(CLI::App& app, Command& command, KeyOptions& options) {
  CLI::App& group = *app.add_subcommand("key", "Secrets of sources; also while a server runs");
  group.require_subcommand(1);
  CLI::App& create = add_verb(group, command, options, "create",
                              "Make a key; its secret is shown once", create_key);
  create.add_option("--source", options.source, "Source id")->required();
  create.add_option("--label", options.label, "A name for people");
  create.add_option("--secret", options.secret, "A secret the sender chose, whsec_...");
  create.add_option("--not-before", options.not_before,
                    std::string("When it begins to hold, ") + instant + " (default: now)");
  create.add_option("--not-after", options.not_after,
                    std::string("When it ends, ") + instant + " (default: never)");
  add_by(create, options);
  CLI::App& rotate =
      add_verb(group, command, options, "rotate",
               "Make a new key; the present ones end in 24 hours, or at --until", rotate_key);
  rotate.add_option("--source", options.source, "Source id")->required();
  rotate.add_option("--label", options.label, "A name for people");
  rotate.add_option("--until", options.until, std::string("When the present keys end, ") + instant);
  add_by(rotate, options);
  CLI::App& revoke = add_verb(group, command, options, "revoke", "End a key now", revoke_key);
  revoke.add_option("KEY", options.id, "Key id, as listed")->required();
  add_by(revoke, options);
  CLI::App& list = add_verb(group, command, options, "list",
                            "Keys, when they hold and when they were last used", list_keys);
  list.add_option("--source", options.source, "Only this source's");
  list.add_flag("--json", options.json, "Print JSON");
}

void add_audit(CLI::App& app, Command& command, AuditOptions& options) {
  CLI::App& sub = add_verb(app, command, options, "audit",
                           "Who did what: the rows of the audit chain, the latest first", audit);
  sub.add_option("--actor", options.actor, "Only what this person or process did");
  sub.add_option("--action", options.action, "Only this, such as item_admitted");
  sub.add_option("--subject", options.subject, "Only what was done to this key or receipt");
  sub.add_option("--since", options.since, std::string("From this time on, ") + instant);
  sub.add_option("--until", options.until, std::string("Before this time, ") + instant);
  sub.add_flag("--commits", options.commits, "Also the row of every commit of responses");
  sub.add_option("--before", options.before, "Only rows with a lower number");
  sub.add_option("--limit", options.limit, "At most so many rows (default: 100)");
  sub.add_flag("--json", options.json, "Print JSON");
}

}  // namespace soundings::app
