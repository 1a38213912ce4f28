// `soundings account` and `reading-key` on the command line.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {

void add_account(CLI::App& app, Command& command, AccountOptions& options) {
  CLI::App& group = *app.add_subcommand("account", "People who sign in; also while a server runs");
  group.require_subcommand(1);
  const auto add = [&](const char* name, const char* description,
                       Exit (*action)(const AccountOptions&)) -> CLI::App& {
    CLI::App& sub = *group.add_subcommand(name, description);
    add_paths(sub, options.paths);
    sub.add_flag("--json", options.json, "Print JSON");
    sub.callback(
        [&command, &options, action] { command = [&options, action] { return action(options); }; });
    return sub;
  };
  const auto add_change = [&](const char* name, const char* description,
                              Exit (*action)(const AccountOptions&)) -> CLI::App& {
    CLI::App& sub = add(name, description, action);
    sub.add_option("ACCOUNT", options.account, "Account name")->required();
    sub.add_option("--reason", options.reason, "Why, for the audit chain");
    sub.add_option("--by", options.by,
                   "Who does it, for the audit chain (beside the operating-system user)");
    return sub;
  };
  const auto add_role = [&](CLI::App& sub) {
    sub.add_option("--role", options.role, "What they may do (docs/access.md)")
        ->required()
        ->check(CLI::IsMember(
            {"lead", "analyst", "publisher", "steward", "safeguarding", "auditor", "admin"}));
    sub.add_option("--npu", options.npus, "Of a lead: an NPU that is theirs (repeatable)");
  };
  const auto add_password = [&](CLI::App& sub) {
    sub.add_option("--password-file", options.password_file,
                   "File with the password in its first line (default: one is made)")
        ->check(CLI::ExistingFile);
  };

  CLI::App& create =
      add_change("create", "Make an account; its password, seed and recovery codes are shown once",
                 create_account);
  add_role(create);
  add_password(create);
  add_role(add_change("set-role", "Give another role; ends its sessions", set_account_role));
  add_password(add_change("set-password", "Another password, to be changed by its person",
                          set_account_password));
  add_change("reset-second-factor", "A new seed and new recovery codes, shown once",
             reset_second_factor);
  add_change("disable", "End its sessions and let nobody sign in to it", disable_account);
  add_change("enable", "Let its person sign in again", enable_account);
  add_change("sign-out", "End its sessions", sign_out_account);
  add("list", "Accounts by name, and who is signed in", list_accounts);
  CLI::App& sessions = add("sessions", "Where an account is signed in", list_account_sessions);
  sessions.add_option("ACCOUNT", options.account, "Account name")->required();
}

void add_reading_key(CLI::App& app, Command& command, AccountOptions& options) {
  CLI::App& group = *app.add_subcommand(
      "reading-key", "Keys of programs that read released figures; also while a server runs");
  group.require_subcommand(1);
  const auto add = [&](const char* name, const char* description,
                       Exit (*action)(const AccountOptions&)) -> CLI::App& {
    CLI::App& sub = *group.add_subcommand(name, description);
    add_paths(sub, options.paths);
    sub.add_flag("--json", options.json, "Print JSON");
    sub.callback(
        [&command, &options, action] { command = [&options, action] { return action(options); }; });
    return sub;
  };
  const auto add_by = [&](CLI::App& sub) {
    sub.add_option("--reason", options.reason, "Why, for the audit chain");
    sub.add_option("--by", options.by,
                   "Who does it, for the audit chain (beside the operating-system user)");
  };
  CLI::App& create = add("create", "Make a key; its secret is shown once", create_reading_key);
  create.add_option("--label", options.label, "A name for people")->required();
  create.add_option("--not-after", options.not_after,
                    "When it ends, as in 2019-06-03T09:00:00Z (default: never)");
  add_by(create);
  CLI::App& revoke = add("revoke", "End a key now", revoke_reading_key);
  revoke.add_option("KEY", options.account, "Key id, as listed")->required();
  add_by(revoke);
  add("list", "Keys, and when they hold", list_reading_keys);
}

}  // namespace soundings::app
