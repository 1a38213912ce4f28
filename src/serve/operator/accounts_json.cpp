// Accounts for the operator. What proves who somebody is stands in one reply only: that of the verb
// that made it.
#include <nlohmann/json.hpp>

#include "soundings/accounts/accounts.h"
#include "soundings/accounts/reading_keys.h"

#include "context.h"
#include "operator/calls.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;

std::string printed(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Reply said(const Json& document) {
  return {.status = 200, .body = printed(document)};
}

Reply refused(const accounts::AccountFault& fault) {
  Problem problem = bad_value(fault.field, fault.code, fault.message);
  problem.code = fault.code;
  problem.status = fault.code == "unknown_account"                                       ? 404
                   : fault.code == "account_exists" || fault.code == "account_unchanged" ? 409
                                                                                         : 400;
  return serve::refused(problem);
}

store::Act act_of(const Request& request) {
  return {.at = request.received_at, .actor = actor_of(request), .reason = reason_of(request)};
}

std::vector<std::string> words_of(const std::string& list) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    if (end > at) {
      words.push_back(list.substr(at, end - at));
    }
    at = end + 1;
  }
  return words;
}

accounts::AccountWish wish_of(const Request& request) {
  return {.name = field(request, "account"),
          .role = field(request, "role"),
          .npus = words_of(field(request, "npus")),
          .password = field(request, "password")};
}

Reply secrets_shown(const Request& request,
                    const Expected<accounts::Secrets, accounts::AccountFault>& made) {
  if (!made) {
    return refused(made.error());
  }
  Json document{{"account", field(request, "account")}};
  const auto add = [&document](const char* name, const std::string& value) {
    if (!value.empty()) {
      document[name] = value;
    }
  };
  add("password", made->password);
  add("totp_secret", made->seed);
  add("totp_uri", made->uri);
  if (!made->recovery.empty()) {
    document["recovery_codes"] = made->recovery;
  }
  return said(document);
}

}  // namespace

Reply list_accounts(const OperatorTools& tools, const Request& /*request*/) {
  Json rows = Json::array();
  for (const auto& account : accounts::list(tools.intake)) {
    Json row{{"account", account.name},
             {"role", account.role},
             {"npus", account.npus},
             {"second_factor", account.second_factor},
             {"recovery_codes", account.recovery_codes},
             {"password_to_change", account.to_change},
             {"created", rfc3339(account.created)}};
    if (account.disabled) {
      row["disabled"] = rfc3339(*account.disabled);
    }
    if (account.signed_in) {
      row["signed_in"] = rfc3339(*account.signed_in);
    }
    rows.push_back(std::move(row));
  }
  return said({{"accounts", std::move(rows)}});
}

Reply create_account(const OperatorTools& tools, const Request& request) {
  return secrets_shown(request, accounts::create(tools.intake, tools.definitions, wish_of(request),
                                                 act_of(request)));
}

Reply set_account_role(const OperatorTools& tools, const Request& request) {
  return secrets_shown(request, accounts::set_role(tools.intake, tools.definitions,
                                                   wish_of(request), act_of(request)));
}

Reply set_account_password(const OperatorTools& tools, const Request& request) {
  return secrets_shown(request,
                       accounts::set_password(tools.intake, field(request, "account"),
                                              field(request, "password"), act_of(request)));
}

Reply reset_second_factor(const OperatorTools& tools, const Request& request) {
  return secrets_shown(request, accounts::reset_second_factor(
                                    tools.intake, field(request, "account"), act_of(request)));
}

Reply disable_or_enable_account(const OperatorTools& tools, const Request& request) {
  const bool disabled = request.path.ends_with("/disable");
  const auto done =
      accounts::set_disabled(tools.intake, field(request, "account"), disabled, act_of(request));
  return done ? said({{"account", field(request, "account")}, {"disabled", disabled}})
              : refused(done.error());
}

Reply list_account_sessions(const OperatorTools& tools, const Request& request) {
  const auto sessions = accounts::sessions(tools.intake, field(request, "account"));
  if (!sessions) {
    return refused(sessions.error());
  }
  Json rows = Json::array();
  for (const auto& session : *sessions) {
    rows.push_back({{"begun", rfc3339(session.begun)},
                    {"address", session.address},
                    {"browser", session.agent},
                    {"second_factor_to_come", !session.whole}});
  }
  return said({{"sessions", std::move(rows)}});
}

Reply end_account_sessions(const OperatorTools& tools, const Request& request) {
  const auto ended =
      accounts::sign_out_everywhere(tools.intake, field(request, "account"), act_of(request));
  return ended ? said({{"account", field(request, "account")}, {"ended", *ended}})
               : refused(ended.error());
}

Reply list_reading_keys(const OperatorTools& tools, const Request& /*request*/) {
  Json rows = Json::array();
  for (const auto& key : accounts::list_reading_keys(tools.intake)) {
    Json row{{"key", key.id}, {"label", key.label}, {"made", rfc3339(key.made)}};
    if (key.not_after) {
      row["not_after"] = rfc3339(*key.not_after);
    }
    rows.push_back(std::move(row));
  }
  return said({{"keys", std::move(rows)}});
}

Reply create_reading_key(const OperatorTools& tools, const Request& request) {
  const auto end = time_field(request, "not_after");
  if (!end) {
    return serve::refused(end.error());
  }
  if (*end && **end <= request.received_at) {
    return serve::refused(bad_value("not_after", "dates_reversed", "A key ends after now."));
  }
  const auto made =
      accounts::create_reading_key(tools.intake, field(request, "label"), *end, act_of(request));
  return said({{"key", made.id}, {"secret", made.secret}});
}

Reply end_reading_key(const OperatorTools& tools, const Request& request) {
  const std::string id = field(request, "key");
  if (!accounts::end_reading_key(tools.intake, id, act_of(request))) {
    return serve::refused({404, "unknown_key", "No key that still holds has this id.", {}});
  }
  return said({{"key", id}, {"not_after", rfc3339(request.received_at)}});
}

}  // namespace soundings::serve
