// The addresses of signing in and of accounts. Each form is taken with the token of its visit,
// which the dispatcher checks.
#include <utility>

#include "web/visit_routes.h"

namespace soundings::serve {
namespace {

constexpr std::chrono::seconds longest_of_a_password{10};
constexpr Parameter next{"next", "The page that is wanted after signing in"};

/// Of a form with a password or a code, which take memory or can be guessed.
Route hashed(const Context& context, Route route) {
  route.permits = context.hashing;
  route.longest = longest_of_a_password;
  return route;
}

}  // namespace

std::vector<Route> account_routes(const Context& context) {
  using access::Permission;
  return {
      page_route(context, Permission::sign_in, "/sign-in", "signInPage", "Sign in",
                 {next, {"said", "What happened before"}}, sign_in_page),
      hashed(context,
             form_route(context, Permission::sign_in, "/sign-in", "signIn",
                        "A session for an account name and a password",
                        {next, {"name", "Account name"}, {"password", "Password"}}, sign_in)),
      page_route(context, Permission::sign_in, "/sign-in/code", "codePage", "The second step",
                 {next}, code_page),
      hashed(context, form_route(context, Permission::sign_in, "/sign-in/code", "giveCode",
                                 "A one-time code or a recovery code", {next, {"code", "The code"}},
                                 give_code)),
      form_route(context, Permission::use_own_account, "/sign-out", "signOut", "Ends this session",
                 {}, sign_out),
      page_route(context, Permission::use_own_account, "/account", "accountPage",
                 "One's own account and its sessions", {{"said", "What happened before"}},
                 account_page),
      page_route(context, Permission::use_own_account, "/account/password", "passwordPage",
                 "Choose a password", {}, password_page),
      hashed(context, form_route(context, Permission::use_own_account, "/account/password",
                                 "changePassword", "Another password for one's own account",
                                 {{"present", "The password until now"}, {"chosen", "The new one"}},
                                 change_password)),
      form_route(context, Permission::use_own_account, "/account/end-session", "endSession",
                 "Ends another session of one's own account",
                 {{"session", "The session, as the page of the account names it"}}, end_session),
      form_route(context, Permission::use_own_account, "/account/sign-out-everywhere",
                 "signOutEverywhere", "Ends every session of one's own account", {},
                 sign_out_everywhere),
      page_route(context, Permission::read_accounts, "/accounts", "accountsPage", "Accounts", {},
                 accounts_page),
      hashed(context,
             form_route(context, Permission::manage_accounts, "/accounts", "makeAccount",
                        "A new account, with a first password",
                        {{"name", "Account name"}, {"role", "Role"}, {"npus", "NPUs of a lead"}},
                        make_account)),
      page_route(context, Permission::manage_accounts, "/new-account", "newAccountPage",
                 "A form for a new account", {}, new_account_page),
      page_route(context, Permission::read_accounts, "/accounts/{account}", "managedAccountPage",
                 "One account", {{"said", "What happened before"}}, managed_account_page),
      form_route(context, Permission::manage_accounts, "/accounts/{account}/role", "changeRole",
                 "Another role for an account, or other NPUs",
                 {{"role", "Role"}, {"npus", "NPUs of a lead"}}, change_role),
      hashed(context,
             form_route(context, Permission::manage_accounts, "/accounts/{account}/password",
                        "givePassword", "A new first password for an account", {}, give_password)),
      form_route(context, Permission::manage_accounts, "/accounts/{account}/second-factor",
                 "giveSecondFactor", "A new second factor for an account", {}, give_second_factor),
      form_route(context, Permission::manage_accounts, "/accounts/{account}/sign-out",
                 "endSessions", "Ends every session of an account", {}, end_sessions),
      page_route(context, Permission::manage_accounts, "/shown-once/{id}", "shownOncePage",
                 "What was just made, once", {}, shown_once_page),
      page_route(context, Permission::read_keys, "/reading-keys", "readingKeysPage", "Reading keys",
                 {{"said", "What happened before"}}, reading_keys_page),
      form_route(context, Permission::manage_keys, "/reading-keys", "makeReadingKey",
                 "A reading key",
                 {{"label", "What it is for"}, {"ends", "The last day on which it holds"}},
                 make_reading_key),
      form_route(context, Permission::manage_keys, "/reading-keys/{key}/revoke", "revokeReadingKey",
                 "Ends a reading key now", {}, revoke_reading_key),
      form_route(context, Permission::manage_accounts, "/accounts/{account}/disable",
                 "disableAccount", "Ends an account's sessions and lets nobody sign in to it", {},
                 disable_account),
      form_route(context, Permission::manage_accounts, "/accounts/{account}/enable",
                 "enableAccount", "Lets its person sign in again", {}, enable_account),
  };
}

}  // namespace soundings::serve
