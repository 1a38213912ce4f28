// `soundings account` and `reading-key`: who signs in, and which programs read. A password, a seed
// and recovery codes are said once, when they are made (docs/decisions/0031-sign-in.md).
#include <algorithm>
#include <fstream>
#include <iostream>
#include <utility>

#include <nlohmann/json.hpp>

#include "soundings/base/text.h"

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"

namespace soundings::app {

namespace {

using Json = nlohmann::json;
using Fields = OperatorAccess::Fields;

std::string text_of(const Json& object, const char* name) {
  return object.contains(name) && object.at(name).is_string() ? object.at(name).get<std::string>()
                                                              : "";
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : between) + word;
  }
  return text;
}

/// Nothing when the file cannot be read, which is printed.
std::optional<std::string> password_in(const std::filesystem::path& file) {
  if (file.empty()) {
    return std::string{};
  }
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line) || line.empty()) {
    std::cerr << file.string() << " holds no password in its first line\n";
    return std::nullopt;
  }
  return line;
}

std::string address_of(const AccountOptions& options, const char* verb) {
  return "/operator/accounts/" + percent_encoded(options.account) + "/" + verb;
}

/// Does something at an address; says what was asked of it on failure.
template <typename Show>
Exit act(const AccountOptions& options, OperatorAccess::Needs needs, const std::string& address,
         Fields fields, const Show& show) {
  const auto access = OperatorAccess::open(options.paths, needs);
  if (!access) {
    return access.error();
  }
  fields["reason"] = options.reason;
  fields["by"] = options.by;
  const auto answer = access->act(address, std::move(fields));
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  if (options.json) {
    std::cout << visible_json(answer.body) << '\n';
  } else {
    show(Json::parse(answer.body));
  }
  return Exit::done;
}

template <typename Show>
Exit read(const AccountOptions& options, const std::string& address, const Show& show) {
  if (!database_present(options.paths)) {
    return Exit::refused;
  }
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::database);
  if (!access) {
    return access.error();
  }
  const auto answer = access->read(address, {});
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  if (options.json) {
    std::cout << visible_json(answer.body) << '\n';
  } else {
    show(Json::parse(answer.body));
  }
  return Exit::done;
}

/// What the account's person must receive, a line each.
void show_secrets(const Json& made) {
  bool any = false;
  const auto line = [&](const char* name, const std::string& value) {
    if (!value.empty()) {
      std::cout << name << ' ' << value << '\n';
      any = true;
    }
  };
  std::cout << "account " << text_of(made, "account") << '\n';
  line("password", text_of(made, "password"));
  line("totp-secret", text_of(made, "totp_secret"));
  line("totp-uri", text_of(made, "totp_uri"));
  if (made.contains("recovery_codes")) {
    for (const Json& code : made.at("recovery_codes")) {
      line("recovery-code", code.get<std::string>());
    }
  }
  if (any) {
    std::cerr << "The secrets above are shown this once.\n";
  }
}

void show_accounts(const Json& document) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& account : document.at("accounts")) {
    rows.push_back({text_of(account, "account"), text_of(account, "role"),
                    joined(account.at("npus").get<std::vector<std::string>>(), ","),
                    account.value("second_factor", false) ? "second factor" : "password alone",
                    account.contains("disabled") ? "disabled " + text_of(account, "disabled")
                    : account.contains("signed_in")
                        ? "signed in since " + text_of(account, "signed_in")
                        : "not signed in"});
  }
  std::cout << columns(rows);
}

void show_sessions(const Json& document) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& session : document.at("sessions")) {
    rows.push_back({text_of(session, "begun"), text_of(session, "address"),
                    text_of(session, "browser"),
                    session.value("second_factor_to_come", false) ? "second factor to come" : ""});
  }
  std::cout << columns(rows);
}

}  // namespace

Exit create_account(const AccountOptions& options) {
  const auto password = password_in(options.password_file);
  if (!password) {
    return Exit::refused;
  }
  return act(options, OperatorAccess::Needs::definitions, "/operator/accounts",
             {{"account", options.account},
              {"role", options.role},
              {"npus", joined(options.npus, ",")},
              {"password", *password}},
             show_secrets);
}

Exit set_account_role(const AccountOptions& options) {
  return act(options, OperatorAccess::Needs::definitions, address_of(options, "role"),
             {{"role", options.role}, {"npus", joined(options.npus, ",")}}, show_secrets);
}

Exit set_account_password(const AccountOptions& options) {
  const auto password = password_in(options.password_file);
  if (!password) {
    return Exit::refused;
  }
  return act(options, OperatorAccess::Needs::database, address_of(options, "password"),
             {{"password", *password}}, show_secrets);
}

Exit reset_second_factor(const AccountOptions& options) {
  return act(options, OperatorAccess::Needs::database, address_of(options, "second-factor"), {},
             show_secrets);
}

Exit disable_account(const AccountOptions& options) {
  return act(options, OperatorAccess::Needs::database, address_of(options, "disable"), {},
             [&](const Json& /*done*/) { std::cout << options.account << " disabled\n"; });
}

Exit enable_account(const AccountOptions& options) {
  return act(options, OperatorAccess::Needs::database, address_of(options, "enable"), {},
             [&](const Json& /*done*/) { std::cout << options.account << " enabled\n"; });
}

Exit sign_out_account(const AccountOptions& options) {
  return act(options, OperatorAccess::Needs::database, address_of(options, "sign-out"), {},
             [&](const Json& done) {
               std::cout << options.account << ": " << done.value("ended", 0)
                         << " sessions ended\n";
             });
}

Exit list_accounts(const AccountOptions& options) {
  return read(options, "/operator/accounts", show_accounts);
}

Exit list_account_sessions(const AccountOptions& options) {
  return read(options, address_of(options, "sessions"), show_sessions);
}

Exit create_reading_key(const AccountOptions& options) {
  return act(options, OperatorAccess::Needs::database, "/operator/reading-keys",
             {{"label", options.label}, {"not_after", options.not_after}}, [](const Json& made) {
               std::cout << text_of(made, "key") << ' ' << text_of(made, "secret") << '\n';
               std::cerr << "The secret above is shown this once.\n";
             });
}

Exit revoke_reading_key(const AccountOptions& options) {
  return act(options, OperatorAccess::Needs::database,
             "/operator/reading-keys/" + percent_encoded(options.account) + "/revoke", {},
             [&](const Json& /*done*/) { std::cout << options.account << " revoked\n"; });
}

Exit list_reading_keys(const AccountOptions& options) {
  return read(options, "/operator/reading-keys", [](const Json& document) {
    std::vector<std::vector<std::string>> rows;
    for (const Json& key : document.at("keys")) {
      rows.push_back({text_of(key, "key"), text_of(key, "label"), text_of(key, "made"),
                      key.contains("not_after") ? "to " + text_of(key, "not_after") : ""});
    }
    std::cout << columns(rows);
  });
}

}  // namespace soundings::app
