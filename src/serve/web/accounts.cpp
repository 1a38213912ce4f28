// The page of accounts, for those who manage them.
#include "soundings/accounts/accounts.h"

#include <utility>

#include "soundings/base/civil_time.h"
#include "soundings/pages/account_pages.h"

#include "routes.h"
#include "web/page_models.h"

namespace soundings::serve {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

Reply set_disabled(const Context& context, const Request& request, bool disabled) {
  const std::string& name = request.path_parameters.at("account");
  if (name == request.caller.name) {
    return problem_page(
        {400, "account_is_own", "This account is your own; another must do it.", {}}, context);
  }
  const auto done = accounts::set_disabled(
      context.intake, name, disabled,
      {.at = request.received_at, .actor = request.caller.name, .reason = ""});
  if (!done) {
    const auto& fault = done.error();
    return problem_page(
        {fault.code == "unknown_account" ? 404 : 400, fault.code, fault.message, {}}, context);
  }
  return see_other("/accounts");
}

}  // namespace

Reply accounts_page(const Context& context, const Request& request) {
  pages::AccountsPage page;
  for (const auto& account : accounts::list(context.intake)) {
    const std::string codes = std::to_string(account.recovery_codes);
    page.accounts.push_back(
        {.name = account.name,
         .role = account.role,
         .npus = joined(account.npus),
         .second_factor = account.second_factor ? "Yes, " + codes + " recovery codes left" : "No",
         .signed_in = account.disabled    ? "Disabled"
                      : account.signed_in ? london_minute(*account.signed_in)
                                          : "Not signed in",
         .disabled = account.disabled.has_value(),
         .mine = account.name == request.caller.name});
  }
  page.frame = frame_of(context);
  return {.status = 200,
          .media_type = "text/html; charset=utf-8",
          .body = pages::accounts(context.definitions, page),
          .headers = {{"Cache-Control", "no-store"}}};
}

Reply disable_account(const Context& context, const Request& request) {
  return set_disabled(context, request, true);
}

Reply enable_account(const Context& context, const Request& request) {
  return set_disabled(context, request, false);
}

}  // namespace soundings::serve
