// The page of accounts, for those who manage them.
#include "soundings/accounts/accounts.h"

#include <algorithm>
#include <utility>

#include "soundings/pages/account_pages.h"
#include "soundings/wording/wording.h"

#include "accounts/managed_accounts.h"
#include "routes.h"
#include "web/moments.h"
#include "web/page_models.h"

namespace soundings::serve {
namespace {

Reply set_disabled(const Context& context, const Request& request, bool disabled) {
  if (auto refusal =
          refusal_of(context, request, disabled ? Removing::an_admin : Removing::nobody)) {
    return *std::move(refusal);
  }
  const auto done = accounts::set_disabled(
      context.intake, request.path_parameters.at("account"), disabled,
      {.at = request.received_at, .actor = request.caller.name, .reason = ""});
  if (!done) {
    const auto& fault = done.error();
    return problem_page(
        {fault.code == "unknown_account" ? 404 : 409, fault.code, fault.message, {}}, context);
  }
  return see_other("/accounts");
}

}  // namespace

std::string npu_names(const Definitions& definitions, const std::vector<std::string>& npus) {
  std::vector<std::string> names;
  for (const Area* area : definitions.reported_areas()) {
    if (std::ranges::find(npus, area->id) != npus.end()) {
      names.push_back(area->name);
    }
  }
  return wording::list(names);
}

pages::AccountLine account_line(const Definitions& definitions,
                                const accounts::ListedAccount& account, const std::string& own) {
  const std::string codes = std::to_string(account.recovery_codes);
  return {.name = account.name,
          .role = account.role,
          .npus = npu_names(definitions, account.npus),
          .second_factor = account.second_factor ? "Yes, " + codes + " recovery codes left" : "No",
          .signed_in = account.disabled    ? "Locked"
                       : account.signed_in ? moment_words(*account.signed_in)
                                           : "Not signed in",
          .disabled = account.disabled.has_value(),
          .mine = account.name == own};
}

Reply accounts_page(const Context& context, const Request& request) {
  pages::AccountsPage page;
  for (const auto& account : accounts::list(context.intake)) {
    page.accounts.push_back(account_line(context.definitions, account, request.caller.name));
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
