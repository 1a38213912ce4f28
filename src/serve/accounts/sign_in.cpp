// The pages by which people sign in and out, and their own accounts.
#include <algorithm>
#include <utility>

#include "soundings/access/may.h"
#include "soundings/accounts/password.h"
#include "soundings/base/civil_time.h"
#include "soundings/base/digest.h"
#include "soundings/base/text.h"
#include "soundings/pages/account_pages.h"
#include "soundings/wording/wording.h"

#include "accounts/managed_accounts.h"
#include "http/cookies.h"
#include "http/form_mask.h"
#include "routes.h"
#include "web/page_models.h"
#include "web/visit.h"

namespace soundings::serve {
namespace {

Reply page_of(std::string html, int status = 200) {
  return {.status = status,
          .media_type = "text/html; charset=utf-8",
          .body = std::move(html),
          .headers = {{"Cache-Control", "no-store"}}};
}

void set(const Context& context, Reply& reply, std::string_view name, std::string_view value) {
  const bool secure = by_https(context.settings);
  reply.headers.emplace_back(
      "Set-Cookie", value.empty() ? drop_cookie(name, secure) : set_cookie(name, value, secure));
}

/// The session's cookie in place of what the browser had.
void admit(const Context& context, Reply& reply, const accounts::Begun& begun) {
  set(context, reply, session_cookie(context.settings), begun.token);
  set(context, reply, form_cookie(context.settings), "");
}

/// A page with a form for somebody without a session: their browser is given what the form's token
/// is made of.
template <typename Page>
Reply form_page(const Context& context, std::string (*render)(const Definitions&, const Page&),
                Page page, int status = 200) {
  page.frame = frame_of(context);
  std::string made;
  if (page.frame.form_token.empty()) {
    made = make_form_cookie();
    page.frame.form_token = masked(form_token_of(made));
  }
  Reply reply = page_of(render(context.definitions, page), status);
  if (!made.empty()) {
    set(context, reply, form_cookie(context.settings), made);
  }
  return reply;
}

std::string wait_words(std::chrono::seconds wait) {
  constexpr std::chrono::seconds minute{60};
  return "Too many tries. Wait " +
         (wait < minute ? std::to_string(wait.count()) + " seconds"
                        : std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count()) +
                              " minutes") +
         ", then try again";
}

/// The form again, with the same words whether the name, the password or the code was wrong.
template <typename Page>
Reply refused(const Context& context, std::string (*render)(const Definitions&, const Page&),
              Page page, const accounts::Refusal& refusal, std::string words) {
  page.fault.message = refusal.wait ? wait_words(*refusal.wait) : std::move(words);
  Reply reply = form_page(context, render, std::move(page), refusal.wait ? 429 : 400);
  if (refusal.wait) {
    reply.headers.emplace_back("Retry-After", std::to_string(refusal.wait->count()));
  }
  return reply;
}

/// The role of whoever asks stands alone where they have no second factor.
bool stands_alone(const Request& request) {
  return !access::needs_second_factor(request.caller.role);
}

pages::PasswordPage password_model(const Request& request) {
  return {
      .must = request.visit.to_change,
      .shortest = stands_alone(request) ? accounts::shortest_alone : accounts::shortest_with_code};
}

Reply signed_out(const Context& context) {
  Reply reply = see_other("/sign-in?said=signed-out");
  set(context, reply, session_cookie(context.settings), "");
  reply.headers.emplace_back("Clear-Site-Data", R"("cache", "storage")");
  return reply;
}

}  // namespace

Reply sign_in_page(const Context& context, const Request& request) {
  const std::string next = own_path(request.asked("next"));
  if (request.caller.is_person()) {
    return see_other(next);
  }
  return form_page(
      context, pages::sign_in,
      pages::SignInPage{
          .next = next == "/" ? "" : next,
          .said = request.asked("said") == "signed-out" ? "You have signed out." : ""});
}

Reply sign_in(const Context& context, const Request& request) {
  const std::string name = request.asked("name");
  const std::string next = own_path(request.asked("next"));
  const auto begun = context.sign_in->with_password(name, request.asked("password"),
                                                    request.visit.token, origin_of(request));
  if (!begun) {
    return refused(context, pages::sign_in,
                   pages::SignInPage{.next = next == "/" ? "" : next, .name = name}, begun.error(),
                   "The account name or the password is not right");
  }
  Reply reply = see_other(begun->whole ? next : "/sign-in/code?next=" + percent_encoded(next));
  admit(context, reply, *begun);
  return reply;
}

Reply code_page(const Context& context, const Request& request) {
  const std::string next = own_path(request.asked("next"));
  if (request.caller.is_person() || request.visit.token.empty()) {
    return see_other(request.caller.is_person() ? next : "/sign-in");
  }
  return form_page(context, pages::code, pages::CodePage{.next = next == "/" ? "" : next});
}

Reply give_code(const Context& context, const Request& request) {
  const std::string next = own_path(request.asked("next"));
  const auto begun =
      context.sign_in->with_code(request.visit.token, request.asked("code"), origin_of(request));
  if (!begun) {
    return refused(context, pages::code, pages::CodePage{.next = next == "/" ? "" : next},
                   begun.error(), "The code is not right, or it was used before");
  }
  Reply reply = see_other(next);
  admit(context, reply, *begun);
  return reply;
}

Reply sign_out(const Context& context, const Request& request) {
  context.sign_in->sign_out(request.visit.token, request.received_at);
  return signed_out(context);
}

Reply sign_out_everywhere(const Context& context, const Request& request) {
  context.sign_in->sign_out_everywhere(request.visit.account, request.received_at);
  return signed_out(context);
}

Reply end_session(const Context& context, const Request& request) {
  if (!context.sign_in->end_session(request.visit.account, request.asked("session"),
                                    request.received_at)) {
    return problem_page(
        {404, "unknown_session", "This session is not yours, or has ended already.", {}}, context);
  }
  return see_other("/account");
}

Reply account_page(const Context& context, const Request& request) {
  const access::Principal& who = request.caller;
  pages::AccountPage page{.name = who.name,
                          .role = std::string(to_text(who.role)),
                          .npus = npu_names(context.definitions, who.npus),
                          .second_factor = !stands_alone(request),
                          .recovery_codes = context.sign_in->recovery_codes(who.name)};
  if (request.asked("said") == "password-changed") {
    page.said = "Your password has changed. Your other sessions have ended.";
  }
  for (const auto& own :
       context.sign_in->sessions(who.name, request.visit.token, request.received_at)) {
    page.sessions.push_back({.begun = london_minute(own.row.begun),
                             .seen = london_minute(own.seen),
                             .address = own.row.address,
                             .agent = own.row.agent,
                             .id = to_hex(own.row.token),
                             .mine = own.mine});
  }
  page.frame = frame_of(context);
  return page_of(pages::account(context.definitions, page));
}

Reply password_page(const Context& context, const Request& request) {
  return form_page(context, pages::password, password_model(request));
}

Reply change_password(const Context& context, const Request& request) {
  const auto changed = context.sign_in->change_password(
      request.visit.token, request.asked("present"), request.asked("chosen"), origin_of(request));
  if (changed) {
    return see_other("/account?said=password-changed");
  }
  auto page = password_model(request);
  page.fault = {.field = changed.error().field == "present" ? "present" : "chosen",
                .message = changed.error().message};
  return form_page(context, pages::password, std::move(page), 400);
}

}  // namespace soundings::serve
