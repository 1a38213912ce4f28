// What administrators do in the browser: accounts are made and changed, sessions ended, reading
// keys made and ended. Each form has the token of its visit and is answered with 303; secrets are
// shown once.
#include "accounts/managed_accounts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "soundings/access/principal.h"
#include "soundings/accounts/accounts.h"
#include "soundings/accounts/reading_keys.h"
#include "soundings/base/text.h"
#include "soundings/pages/account_pages.h"

#include "accounts/shown_once.h"
#include "routes.h"
#include "web/moments.h"
#include "web/page_models.h"
#include "web/page_replies.h"

namespace soundings::serve {
namespace {

using accounts::AccountFault;
using accounts::Secrets;

constexpr std::array said_words{
    std::pair{"role-changed", "The role was changed. Its sessions ended."},
    std::pair{"signed-out", "Its sessions ended."},
    std::pair{"key-ended", "The key was ended."},
};

std::string said(const Request& request) {
  const std::string asked = request.asked("said");
  const auto* const found =
      std::ranges::find_if(said_words, [&asked](const auto& each) { return asked == each.first; });
  return found == said_words.end() ? "" : found->second;
}

store::Act act_of(const Request& request) {
  return {.at = request.received_at, .actor = request.caller.name, .reason = "in the browser"};
}

std::vector<pages::Choice> role_choices(const std::string& shown) {
  std::vector<pages::Choice> roles;
  for (const access::Role role : access::people) {
    const std::string text(access::to_text(role));
    std::string words = text;
    words.front() = static_cast<char>(words.front() - 'a' + 'A');
    roles.push_back({text, std::move(words), text == shown});
  }
  return roles;
}

std::vector<std::string> words_between_commas(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::size_t first = text.find_first_not_of(' ', at);
    if (first < end) {
      words.push_back(text.substr(first, text.find_last_not_of(' ', end - 1) - first + 1));
    }
    at = end + 1;
  }
  return words;
}

pages::FormFault fault_of(const AccountFault& fault) {
  return {.field = fault.field, .message = fault.message};
}

std::string address_of(const std::string& account) {
  return "/accounts/" + percent_encoded(account);
}

/// The page of secrets that were made; nothing where there are none to say.
std::optional<pages::SecretsPage> page_of(const Secrets& secrets, const std::string& account) {
  pages::SecretsPage page{.title = "Secrets of " + account,
                          .lede = "Hand them over apart from each other.",
                          .back = address_of(account),
                          .back_words = "The account " + account};
  const auto add = [&page](const char* label, const std::string& value) {
    if (!value.empty()) {
      page.lines.push_back({label, value});
    }
  };
  add("Password", secrets.password);
  add("Secret for the authenticator app", secrets.seed);
  add("The same as an address", secrets.uri);
  page.recovery = secrets.recovery;
  return page.lines.empty() ? std::nullopt : std::optional(std::move(page));
}

/// To the page that says the secrets, else to `otherwise`.
Reply show_or_go(const Context& context, const Request& request,
                 std::optional<pages::SecretsPage> page, const std::string& otherwise) {
  if (!page) {
    return see_other(otherwise);
  }
  return see_other("/shown-once/" + context.shown_once->keep(request.caller.name, *std::move(page),
                                                             request.received_at));
}

std::optional<accounts::ListedAccount> find(const Context& context, const std::string& name) {
  auto all = accounts::list(context.intake);
  const auto found = std::ranges::find(all, name, &accounts::ListedAccount::name);
  return found == all.end() ? std::nullopt : std::optional(std::move(*found));
}

Reply unknown(const Context& context) {
  return problem_page({404, "unknown_account", "There is no such account.", {}}, context);
}

pages::ManagedAccountPage model_of(const Context& context, const Request& request,
                                   const accounts::ListedAccount& account) {
  pages::ManagedAccountPage page{
      .account = account_line(context.definitions, account, request.caller.name)};
  for (const std::string& npu : account.npus) {
    page.npus += (page.npus.empty() ? "" : ", ") + npu;
  }
  page.roles = role_choices(account.role);
  page.said = said(request);
  page.frame = frame_of(context);
  return page;
}

/// What is said of an act that cannot be done.
Reply refused(const Context& context, const AccountFault& fault) {
  return problem_page({fault.code == "unknown_account" ? 404 : 409, fault.code, fault.message, {}},
                      context);
}

pages::ReadingKeysPage keys_model(const Context& context, const Request& request) {
  pages::ReadingKeysPage page;
  for (const store::ReadingKey& key : accounts::list_reading_keys(context.intake)) {
    page.keys.push_back({.id = key.id,
                         .label = key.label.empty() ? "(no label)" : key.label,
                         .made = day_words(key.made),
                         .ends = key.not_after ? moment_words(*key.not_after) : "Not yet",
                         .holds = !key.not_after || *key.not_after > request.received_at});
  }
  page.said = said(request);
  page.frame = frame_of(context);
  return page;
}

}  // namespace

std::optional<Reply> refusal_of(const Context& context, const Request& request, Removing removing) {
  const std::string& name = request.path_parameters.at("account");
  if (name == request.caller.name) {
    return problem_page(
        {409, "account_is_own", "This account is your own; another must do it.", {}}, context);
  }
  const auto all = accounts::list(context.intake);
  const std::string admin(access::to_text(access::Role::admin));
  const auto left = std::ranges::count_if(all, [&](const accounts::ListedAccount& account) {
    return account.role == admin && !account.disabled && account.name != name;
  });
  const auto found = std::ranges::find(all, name, &accounts::ListedAccount::name);
  if (removing == Removing::an_admin && found != all.end() && found->role == admin && left == 0) {
    return problem_page({409,
                         "last_admin",
                         "This is the last administrator who can sign in. Make another first.",
                         {}},
                        context);
  }
  return std::nullopt;
}

Reply new_account_page(const Context& context, const Request& /*request*/) {
  return plain_page(pages::new_account(context.definitions, {.name = "",
                                                             .npus = "",
                                                             .roles = role_choices("lead"),
                                                             .fault = {},
                                                             .frame = frame_of(context)}),
                    200);
}

Reply make_account(const Context& context, const Request& request) {
  const std::string name = request.asked("name");
  const std::string role = request.asked("role");
  const std::string npus = request.asked("npus");
  const auto made = accounts::create(
      context.intake, context.definitions,
      {.name = name, .role = role, .npus = words_between_commas(npus), .password = ""},
      act_of(request));
  if (!made) {
    return plain_page(pages::new_account(context.definitions, {.name = name,
                                                               .npus = npus,
                                                               .roles = role_choices(role),
                                                               .fault = fault_of(made.error()),
                                                               .frame = frame_of(context)}),
                      400);
  }
  return show_or_go(context, request, page_of(*made, name), address_of(name));
}

Reply managed_account_page(const Context& context, const Request& request) {
  const auto account = find(context, request.path_parameters.at("account"));
  return account ? plain_page(pages::managed_account(context.definitions,
                                                     model_of(context, request, *account)),
                              200)
                 : unknown(context);
}

Reply change_role(const Context& context, const Request& request) {
  const std::string name = request.path_parameters.at("account");
  const std::string role = request.asked("role");
  const std::string npus = request.asked("npus");
  const bool stays = role == access::to_text(access::Role::admin);
  if (auto refusal = refusal_of(context, request, stays ? Removing::nobody : Removing::an_admin)) {
    return *std::move(refusal);
  }
  const auto done = accounts::set_role(
      context.intake, context.definitions,
      {.name = name, .role = role, .npus = words_between_commas(npus), .password = ""},
      act_of(request));
  if (done) {
    return show_or_go(context, request, page_of(*done, name),
                      address_of(name) + "?said=role-changed");
  }
  const auto account = find(context, name);
  if (!account) {
    return unknown(context);
  }
  pages::ManagedAccountPage page = model_of(context, request, *account);
  page.npus = npus;
  page.roles = role_choices(role);
  page.fault = fault_of(done.error());
  return plain_page(pages::managed_account(context.definitions, page), 400);
}

Reply give_password(const Context& context, const Request& request) {
  if (auto refusal = refusal_of(context, request, Removing::nobody)) {
    return *std::move(refusal);
  }
  const std::string& name = request.path_parameters.at("account");
  const auto done = accounts::set_password(context.intake, name, "", act_of(request));
  return done ? show_or_go(context, request, page_of(*done, name), address_of(name))
              : refused(context, done.error());
}

Reply give_second_factor(const Context& context, const Request& request) {
  if (auto refusal = refusal_of(context, request, Removing::nobody)) {
    return *std::move(refusal);
  }
  const std::string& name = request.path_parameters.at("account");
  const auto done = accounts::reset_second_factor(context.intake, name, act_of(request));
  return done ? show_or_go(context, request, page_of(*done, name), address_of(name))
              : refused(context, done.error());
}

Reply end_sessions(const Context& context, const Request& request) {
  const std::string& name = request.path_parameters.at("account");
  const auto done = accounts::sign_out_everywhere(context.intake, name, act_of(request));
  return done ? see_other(address_of(name) + "?said=signed-out") : refused(context, done.error());
}

Reply shown_once_page(const Context& context, const Request& request) {
  auto page = context.shown_once->take(request.path_parameters.at("id"), request.caller.name,
                                       request.received_at);
  if (!page) {
    return problem_page(
        {404, "shown_already", "This was shown once and cannot be shown again. Make another.", {}},
        context);
  }
  page->frame = frame_of(context);
  return plain_page(pages::secrets(context.definitions, *page), 200);
}

Reply reading_keys_page(const Context& context, const Request& request) {
  return plain_page(pages::reading_keys(context.definitions, keys_model(context, request)), 200);
}

Reply make_reading_key(const Context& context, const Request& request) {
  const std::string label = request.asked("label");
  const std::string ends = request.asked("ends");
  const auto day = parse_day(ends);
  const auto until = day ? std::optional(end_of(*day)) : std::nullopt;
  pages::FormFault fault;
  if (label.empty()) {
    fault = {.field = "label", .message = "Say what the key is for"};
  } else if (!ends.empty() && (!until || *until <= request.received_at)) {
    fault = {.field = "ends", .message = "Enter a day to come as year, month and day: 2030-05-14"};
  }
  if (!fault.message.empty()) {
    pages::ReadingKeysPage page = keys_model(context, request);
    page.label = label;
    page.ends = ends;
    page.fault = fault;
    return plain_page(pages::reading_keys(context.definitions, page), 400);
  }
  const auto made = accounts::create_reading_key(context.intake, label, until, act_of(request));
  return show_or_go(context, request,
                    pages::SecretsPage{.title = "A key for " + label,
                                       .lede = "The program sends it as “Authorization: Bearer …”.",
                                       .lines = {{"Key", made.secret}, {"Id", made.id}},
                                       .recovery = {},
                                       .back = "/reading-keys",
                                       .back_words = "All reading keys",
                                       .frame = {}},
                    "/reading-keys");
}

Reply revoke_reading_key(const Context& context, const Request& request) {
  return accounts::end_reading_key(context.intake, request.path_parameters.at("key"),
                                   act_of(request))
             ? see_other("/reading-keys?said=key-ended")
             : problem_page({404, "unknown_key", "No key of this id still holds.", {}}, context);
}

}  // namespace soundings::serve
