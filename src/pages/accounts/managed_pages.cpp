// The pages by which administrators manage accounts and reading keys.
#include "soundings/pages/account_pages.h"

#include "parts/frame.h"

namespace soundings::pages {
namespace {

std::vector<View> option_views(const std::vector<Choice>& roles) {
  std::vector<View> options;
  options.reserve(roles.size());
  for (const Choice& role : roles) {
    options.push_back(View{}
                          .text("option_value", role.value)
                          .text("option_words", role.words)
                          .flag("selected", role.selected));
  }
  return options;
}

std::string at(const FormFault& fault, const char* field) {
  return fault.field == field ? fault.message : "";
}

/// A view with the fault of a form, said above it and beside its field.
View form_view(const FormFault& fault, const char* first_field) {
  return View{}
      .text("fault_field", fault.field.empty() ? first_field : fault.field)
      .text("fault_message", fault.message);
}

std::string titled(const FormFault& fault, std::string title) {
  return (fault.message.empty() ? "" : "Error: ") + std::move(title);
}

View& add_roles(View& view, const std::vector<Choice>& roles, const FormFault& fault) {
  return view.text("choice_name", "role")
      .text("choice_label", "Role")
      .text("choice_error", at(fault, "role"))
      .list("options", option_views(roles));
}

}  // namespace

std::string new_account(const Definitions& definitions, const NewAccountPage& page) {
  View view = form_view(page.fault, "name");
  view.text("typed_name", page.name)
      .text("typed_npus", page.npus)
      .text("name_error", at(page.fault, "name"))
      .text("npus_error", at(page.fault, "npus"));
  add_roles(view, page.roles, page.fault);
  return framed(definitions, page.frame,
                {.title = titled(page.fault, "Make an account"), .address = "/new-account"},
                "new_account", std::move(view));
}

std::string managed_account(const Definitions& definitions, const ManagedAccountPage& page) {
  const AccountLine& account = page.account;
  View view = form_view(page.fault, "role");
  view.text("account_name", account.name)
      .text("role_words", account.role)
      .text("npu_words", account.npus)
      .text("second_factor", account.second_factor)
      .text("signed_in_words", account.signed_in)
      .text("said", page.said)
      .text("typed_npus", page.npus)
      .text("npus_error", at(page.fault, "npus"))
      .flag("locked", account.disabled)
      .flag("own", account.mine);
  add_roles(view, page.roles, page.fault);
  return framed(definitions, page.frame,
                {.title = titled(page.fault, account.name), .address = "/accounts/" + account.name},
                "managed_account", std::move(view));
}

std::string secrets(const Definitions& definitions, const SecretsPage& page) {
  std::vector<View> lines;
  lines.reserve(page.lines.size());
  for (const SaidOnce& line : page.lines) {
    lines.push_back(View{}.text("label", line.label).text("value", line.value));
  }
  std::vector<View> codes;
  codes.reserve(page.recovery.size());
  for (const std::string& code : page.recovery) {
    codes.push_back(View{}.text("code", code));
  }
  View view;
  view.text("secrets_title", page.title)
      .text("lede", page.lede)
      .text("back", page.back)
      .text("back_words", page.back_words)
      .flag("has_codes", !codes.empty())
      .list("lines", std::move(lines))
      .list("codes", std::move(codes));
  return framed(definitions, page.frame, {.title = page.title, .address = "/shown-once"}, "secrets",
                std::move(view));
}

std::string reading_keys(const Definitions& definitions, const ReadingKeysPage& page) {
  std::vector<View> rows;
  rows.reserve(page.keys.size());
  for (const ReadingKeyLine& key : page.keys) {
    rows.push_back(View{}
                       .text("key_id", key.id)
                       .text("key_label", key.label)
                       .text("made", key.made)
                       .text("ends", key.ends)
                       .flag("holds", key.holds));
  }
  View view = form_view(page.fault, "label");
  view.text("said", page.said)
      .text("typed_label", page.label)
      .text("typed_ends", page.ends)
      .text("label_error", at(page.fault, "label"))
      .text("ends_error", at(page.fault, "ends"))
      .flag("has_keys", !rows.empty())
      .list("key_rows", std::move(rows));
  return framed(definitions, page.frame,
                {.title = titled(page.fault, "Reading keys"), .address = "/reading-keys"},
                "reading_keys", std::move(view));
}

}  // namespace soundings::pages
