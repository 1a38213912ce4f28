// Forms by which people sign in, and the pages of accounts.
#include "soundings/pages/account_pages.h"

#include "parts/frame.h"

namespace soundings::pages {
namespace {

struct Field {
  std::string name;
  std::string label;
  std::string type;
  std::string autocomplete;
  std::string hint{};
  std::string value{};
};

/// A page that is one form.
struct Form {
  Heading heading;
  std::string action;
  std::string button;
  std::vector<Field> fields;
  std::string lede{};
  std::string said{};
  std::string next{};
  std::string after{};  ///< the address of another way, and its words
  std::string after_words{};
};

View field_view(const Field& field, const FormFault& fault) {
  return View{}
      .text("field_name", field.name)
      .text("field_label", field.label)
      .text("field_type", field.type)
      .text("field_autocomplete", field.autocomplete)
      .text("field_hint", field.hint)
      .text("field_value", field.value)
      .text("field_error", fault.field == field.name ? fault.message : "");
}

std::string rendered(const Definitions& definitions, const PageFrame& frame, const Form& form,
                     const FormFault& fault) {
  std::vector<View> fields;
  fields.reserve(form.fields.size());
  for (const Field& field : form.fields) {
    fields.push_back(field_view(field, fault));
  }
  View view;
  view.text("form_title", form.heading.title)
      .text("form_action", form.action)
      .text("form_button", form.button)
      .text("form_lede", form.lede)
      .text("said", form.said)
      .text("next", form.next)
      .text("fault_field", fault.field.empty() ? form.fields.front().name : fault.field)
      .text("fault_message", fault.message)
      .text("after_href", form.after)
      .text("after_words", form.after_words)
      .list("fields", std::move(fields));
  Heading heading = form.heading;
  heading.title = (fault.message.empty() ? "" : "Error: ") + heading.title;
  return framed(definitions, frame, heading, "form", std::move(view));
}

View session_view(const SessionLine& session) {
  return View{}
      .text("begun", session.begun)
      .text("seen", session.seen)
      .text("address", session.address)
      .text("agent", session.agent)
      .text("session_id", session.mine ? "" : session.id)
      .flag("mine", session.mine);
}

View account_view(const AccountLine& account) {
  const bool mine = account.mine;
  return View{}
      .text("name", account.name)
      .text("role", account.role)
      .text("npus", account.npus)
      .text("second_factor", account.second_factor)
      .text("signed_in", account.signed_in)
      .flag("disabled", account.disabled)
      .flag("may_disable", !account.disabled && !mine)
      .flag("mine", mine);
}

}  // namespace

std::string sign_in(const Definitions& definitions, const SignInPage& page) {
  return rendered(definitions, page.frame,
                  {.heading = {.title = "Sign in", .address = "/sign-in"},
                   .action = "/sign-in",
                   .button = "Sign in",
                   .fields = {{.name = "name",
                               .label = "Account name",
                               .type = "text",
                               .autocomplete = "username",
                               .value = page.name},
                              {.name = "password",
                               .label = "Password",
                               .type = "password",
                               .autocomplete = "current-password"}},
                   .said = page.said,
                   .next = page.next},
                  page.fault);
}

std::string code(const Definitions& definitions, const CodePage& page) {
  return rendered(definitions, page.frame,
                  {.heading = {.title = "Enter your one-time code", .address = "/sign-in/code"},
                   .action = "/sign-in/code",
                   .button = "Continue",
                   .fields = {{.name = "code",
                               .label = "One-time code",
                               .type = "text",
                               .autocomplete = "one-time-code",
                               .hint = "Six digits from your authenticator app, or one of your "
                                       "recovery codes"}},
                   .next = page.next,
                   .after = "/sign-in",
                   .after_words = "Sign in as somebody else"},
                  page.fault);
}

std::string password(const Definitions& definitions, const PasswordPage& page) {
  Form form{
      .heading = {.title = "Choose a password", .address = "/account/password"},
      .action = "/account/password",
      .button = "Change password",
      .fields = {{.name = "present",
                  .label = "Present password",
                  .type = "password",
                  .autocomplete = "current-password"},
                 {.name = "chosen",
                  .label = "New password",
                  .type = "password",
                  .autocomplete = "new-password",
                  .hint = "At least " + std::to_string(page.shortest) +
                          " characters. A few words that do not belong together are easy to "
                          "remember and hard to guess."}},
      .lede = page.must
                  ? "Somebody else chose the password you have. Choose one that only you know."
                  : "Your other sessions end when you change it."};
  if (!page.must) {
    form.after = "/account";
    form.after_words = "Your account";
  }
  return rendered(definitions, page.frame, form, page.fault);
}

std::string account(const Definitions& definitions, const AccountPage& page) {
  std::vector<View> sessions;
  sessions.reserve(page.sessions.size());
  for (const SessionLine& session : page.sessions) {
    sessions.push_back(session_view(session));
  }
  return framed(definitions, page.frame, {.title = "Your account", .address = "/account"},
                "account",
                View{}
                    .text("name", page.name)
                    .text("role", page.role)
                    .text("npus", page.npus)
                    .text("said", page.said)
                    .flag("second_factor", page.second_factor)
                    .text("recovery_codes", std::to_string(page.recovery_codes))
                    .list("sessions", std::move(sessions)));
}

std::string accounts(const Definitions& definitions, const AccountsPage& page) {
  std::vector<View> rows;
  rows.reserve(page.accounts.size());
  for (const AccountLine& account : page.accounts) {
    rows.push_back(account_view(account));
  }
  return framed(definitions, page.frame, {.title = "Accounts", .address = "/accounts"}, "accounts",
                View{}.text("said", page.said).list("account_rows", std::move(rows)));
}

}  // namespace soundings::pages
