// The operator's subcommands on the command line: keys and the audit chain.
#include "soundings/survey/delivery.h"

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
  add_paths(sub, options.paths);
  sub.callback(
      [&command, &options, action] { command = [&options, action] { return action(options); }; });
  return sub;
}

template <typename Options>
void add_by(CLI::App& sub, Options& options) {
  sub.add_option("--by", options.by,
                 "Who does it, for the audit chain (beside the operating-system user)");
}

/// SQLite takes some texts for a database that is in memory alone and gone with the process.
std::string is_file_name(const std::string& given) {
  return given.empty() || given == ":memory:" || given.starts_with("file:")
             ? "is no name of a file on a disk; given '" + given + "'"
             : "";
}

}  // namespace

void add_database(CLI::App& app, DatabasePaths& paths, Needed needed) {
  app.add_option("--db", paths.database, "Database file")
      ->required(needed == Needed::by_parser)
      ->envname("SOUNDINGS_DB")
      ->check(is_file_name);
  app.add_option("--key-file", paths.key_file,
                 "Master key kept outside the database (default: DATABASE.key)")
      ->envname("SOUNDINGS_KEY_FILE");
}

void add_paths(CLI::App& app, DatabasePaths& paths, Needed needed) {
  add_database(app, paths, needed);
  app.add_option("--defs", paths.definitions, "Folder of definitions")
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
  const auto add_scope = [&options](CLI::App& sub) {
    sub.add_option("--scope", options.scope,
                   "What it opens: responses, invitations, or sandbox, which is answered as both "
                   "are and keeps nothing (default: responses)")
        ->check([](const std::string& given) {
          return parse_key_scope(given) ? std::string()
                                        : '"' + given +
                                              "\" would open nothing: a key's scope is "
                                              "responses, invitations or sandbox";
        });
  };
  add_scope(create);
  create.add_option("--secret", options.secret, "A secret the sender chose, whsec_...");
  create.add_option("--not-before", options.not_before,
                    std::string("When it begins to hold, ") + instant + " (default: now)");
  create.add_option("--not-after", options.not_after,
                    std::string("When it ends, ") + instant + " (default: never)");
  add_by(create, options);
  CLI::App& rotate = add_verb(
      group, command, options, "rotate",
      "Make a new key; the present ones of its scope end in 24 hours, or at --until", rotate_key);
  rotate.add_option("--source", options.source, "Source id")->required();
  rotate.add_option("--label", options.label, "A name for people");
  add_scope(rotate);
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

void add_quarantine(CLI::App& app, Command& command, QuarantineOptions& options) {
  CLI::App& group =
      *app.add_subcommand("quarantine", "Items held for a person; also while a server runs");
  group.require_subcommand(1);
  const auto add = [&](const char* name, const char* description,
                       Exit (*action)(const QuarantineOptions&)) -> CLI::App& {
    CLI::App& sub = add_verb(group, command, options, name, description, action);
    sub.add_flag("--json", options.json, "Print JSON");
    add_by(sub, options);
    return sub;
  };
  const auto add_filter = [&](CLI::App& sub) {
    sub.add_option("--source", options.source, "Only from this source");
    sub.add_option("--survey", options.survey, "Only of this survey");
    sub.add_option("--code", options.code, "Only held for this, such as area_unknown");
    sub.add_option("--since", options.since, std::string("Received from this time on, ") + instant);
    sub.add_option("--until", options.until, std::string("Received before this time, ") + instant);
  };
  const auto add_receipts = [&](CLI::App& sub) -> CLI::Option* {
    return sub.add_option("RECEIPT", options.receipts, "Receipts of held items");
  };
  const auto add_scope = [&](CLI::App& sub) {
    sub.add_option("--scope", options.scope, "safeguarding: what only safeguarding may see")
        ->check(CLI::IsMember({"safeguarding"}));
  };
  const auto add_reason = [&](CLI::App& sub) -> CLI::Option* {
    return sub.add_option("--reason", options.reason, "Why, for the audit chain");
  };

  CLI::App& list = add("list", "Held items, the latest first", list_held);
  add_filter(list);
  list.add_option("--state", options.state, "Only those held, admitted or discarded")
      ->check(CLI::IsMember({"held", "admitted", "discarded"}));
  list.add_option("--after", options.after, "Only items listed after this receipt");
  list.add_option("--limit", options.limit, "At most so many items (default: 100)");
  add_scope(list);

  CLI::App& show = add("show", "One item with every error", show_held);
  add_receipts(show)->required()->expected(1);
  show.add_flag("--body", options.body, "Also the bytes as sent; this look is audited");
  add_scope(show);
  add_reason(show);

  CLI::App& replay = add(
      "replay", "Read items again by today's definitions; a preview unless --apply", replay_held);
  add_receipts(replay);
  add_filter(replay);
  replay.add_flag("--all", options.all, "Every item that is held");
  replay.add_flag("--apply", options.apply, "Do it");
  add_scope(replay);
  add_reason(replay);

  CLI::App& admit = add("admit", "Count items by your word", admit_held);
  add_receipts(admit);
  add_filter(admit);
  admit.add_flag("--apply", options.apply, "Admit what a filter finds, not only preview it");
  admit.add_flag("--over-newer", options.over_newer,
                 "Also in place of a version that is newer than the item");
  add_reason(admit)->required();

  CLI::App& discard = add("discard", "Never count items; forget what they said", discard_held);
  add_receipts(discard);
  add_filter(discard);
  discard.add_flag("--apply", options.apply, "Discard what a filter finds, not only preview it");
  add_scope(discard);
  add_reason(discard)->required();
}

/// `audit` itself lists; `audit verify` checks.
void add_audit(CLI::App& app, Command& command, AuditOptions& options) {
  CLI::App& sub = *app.add_subcommand(
      "audit",
      "Who did what: the rows of the audit chain, the latest first; or `audit verify`: whether any "
      "was altered, removed or moved");
  sub.require_subcommand(0, 1);
  CLI::App& check = add_verb(sub, command, options, "verify",
                             "Check that no row was altered, removed or moved", verify_audit);
  check
      .add_option("--expect", options.expect,
                  "ROW:DIGEST that the audit must hold (default: what is remembered beside the "
                  "key)")
      ->expected(0, 1);
  check.add_flag("--without-key", options.without_key,
                 "Do not check what needs the master key: the code of each row");
  add_paths(sub, options.paths, Needed::by_callback);
  sub.callback([&command, &options, &sub] {
    if (!sub.get_subcommands().empty()) {
      return;
    }
    if (sub.get_option("--db")->empty()) {
      throw CLI::RequiredError("--db");
    }
    command = [&options] { return audit(options); };
  });
  sub.add_option("--actor", options.actor, "Only what this person or process did");
  sub.add_option("--action", options.action, "Only this, such as item_admitted");
  sub.add_option("--subject", options.subject, "Only what was done to this key or receipt");
  sub.add_option("--since", options.since, std::string("From this time on, ") + instant);
  sub.add_option("--until", options.until, std::string("Before this time, ") + instant);
  sub.add_flag("--commits", options.commits, "Also the rows of commits and of looks at the clock");
  sub.add_option("--before", options.before, "Only rows with a lower number");
  sub.add_option("--limit", options.limit, "At most so many rows (default: 100)");
  sub.add_flag("--json", options.json, "Print JSON");
}

void add_subject_access(CLI::App& app, Command& command, SubjectAccessOptions& options) {
  CLI::App& sub = add_verb(app, command, options, "subject-access",
                           "All that is kept of a person, to be handed to them; each look is "
                           "audited",
                           answer_subject);
  sub.add_option("--source", options.source, "The source that knows the id")->required();
  sub.add_option("--respondent", options.respondent, "The source's own id of the person")
      ->required();
  sub.add_option("--reference", options.reference,
                 "Number of the request, for the audit; nothing personal");
  sub.add_option("-o,--output", options.output,
                 "A file that its owner alone can read (default: standard output)");
  sub.add_flag("--json", options.json, "JSON instead of text");
  add_by(sub, options);
}

}  // namespace soundings::app
