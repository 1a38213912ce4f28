// The page of the audit: who did what, the latest first, with a form that asks for some of it.
#include <algorithm>
#include <array>

#include "soundings/base/text.h"
#include "soundings/pages/record_pages.h"
#include "soundings/wording/wording.h"

#include "parts/frame.h"

namespace soundings::pages {
namespace {

constexpr auto kinds = std::to_array<AuditKind>({
    {"signed_in", "Signed in"},
    {"password_accepted", "Gave the right password, with the code still to come"},
    {"sign_in_refused", "Sign-in refused"},
    {"signed_out", "Signed out"},
    {"signed_out_everywhere", "Signed out everywhere"},
    {"working_figures_read", "Looked at working figures"},
    {"draft_read", "Looked at a draft release"},
    {"file_exported", "Took a file of a release"},
    {"release_exported", "Wrote the files of a release"},
    {"records_exported", "Wrote files of respondent records"},
    {"items_listed", "Listed the items of safeguarding"},
    {"item_read", "Looked at a held item"},
    {"item_replayed", "Read a held item again"},
    {"item_admitted", "Admitted a held item"},
    {"item_discarded", "Discarded a held item"},
    {"count_withdrawn", "Stopped counting an answer"},
    {"provisional_figures_looked_at", "Looked at the answers for provisional figures"},
    {"release_drafted", "Made a draft release"},
    {"release_published", "Published a release"},
    {"release_discarded", "Discarded a draft release"},
    {"release_withdrawal_asked", "Asked that a release be withdrawn"},
    {"release_withdrawn", "Withdrew a release"},
    {"report_drafted", "Made a draft of a report"},
    {"report_words_written", "Wrote the words of an aim"},
    {"report_signed_off", "Signed an aim off"},
    {"report_published", "Published a report"},
    {"report_exported", "Took the file of a report"},
    {"account_created", "Made an account"},
    {"role_changed", "Changed a role"},
    {"password_changed", "Changed a password"},
    {"second_factor_changed", "Changed a second factor"},
    {"account_disabled", "Locked an account"},
    {"account_enabled", "Unlocked an account"},
    {"key_created", "Made a key of a source"},
    {"key_ends", "Set when a key of a source ends"},
    {"key_revoked", "Ended a key of a source"},
    {"reading_key_created", "Made a reading key"},
    {"reading_key_ended", "Ended a reading key"},
    {"subject_access", "Read a person's record for them"},
    {"erased", "Erased a record"},
    {"purged", "Removed what was past its time"},
    {"clock_accepted", "Took the clock for right"},
    {"pepper_changed", "Changed the secret of pseudonyms"},
    {"invitations_put", "Put in invitations"},
    {"series_put", "Put in a series"},
    {"external_series_put", "Put in points of an external series"},
    {"tail_accepted", "Took the database as it was"},
});

std::string words_of(const std::string& action) {
  const auto* const found = std::ranges::find(kinds, action, &AuditKind::action);
  return found == kinds.end() ? action : std::string(found->words);
}

/// The first words of a text that is too long for its cell; empty for one that is not.
std::string first_words(const std::string& text) {
  constexpr std::size_t longest = 160;
  if (text.size() <= longest) {
    return "";
  }
  const std::size_t space = text.rfind(' ', longest);
  const std::size_t end = space == std::string::npos ? longest : space;
  const bool whole = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
  return whole ? text.substr(0, end) + " …" : "";
}

View entry_view(const AuditEntry& entry) {
  const std::string first = first_words(entry.detail);
  return View{}
      .text("row_number", wording::count(entry.row))
      .text("at", entry.at)
      .text("who", entry.who)
      .text("done", words_of(entry.done))
      .text("subject", entry.subject == entry.who ? "" : entry.subject)
      .text("detail", first.empty() ? entry.detail : first)
      .text("long_detail", first.empty() ? "" : entry.detail);
}

std::vector<View> options(const AuditChoice& choice) {
  std::vector<View> views{View{}
                              .text("option_value", "")
                              .text("option_words", "Anything")
                              .flag("selected", choice.action.empty())};
  for (const AuditKind& kind : kinds) {
    views.push_back(View{}
                        .text("option_value", std::string(kind.action))
                        .text("option_words", std::string(kind.words))
                        .flag("selected", kind.action == choice.action));
  }
  return views;
}

/// The address of another page of the same choice.
std::string page_address(const AuditChoice& choice, std::int64_t page) {
  std::string query;
  const auto add = [&query](const char* name, const std::string& value) {
    if (!value.empty()) {
      query += (query.empty() ? "?" : "&") + std::string(name) + "=" + percent_encoded(value);
    }
  };
  add("action", choice.action);
  add("actor", choice.actor);
  add("from", choice.from);
  add("to", choice.to);
  add("page", page > 1 ? std::to_string(page) : "");
  return "/audit" + query;
}

std::string finding(const AuditPage& page) {
  if (page.rows == 0) {
    return "Nothing of this kind stands in the audit.";
  }
  const std::string all = wording::count(page.rows);
  const std::string rows = page.rows == 1 ? "One row" : all + " rows";
  return page.pages == 1 ? rows + ", the latest first."
                         : rows + ", the latest first: page " + wording::count(page.page) + " of " +
                               wording::count(page.pages) + ".";
}

}  // namespace

std::span<const AuditKind> audit_kinds() noexcept {
  return kinds;
}

std::string audit(const Definitions& definitions, const AuditPage& page) {
  std::vector<View> rows;
  for (const AuditEntry& entry : page.entries) {
    rows.push_back(entry_view(entry));
  }
  const AuditChoice& choice = page.choice;
  const auto fault_at = [&](const char* field) {
    return page.fault.field == field ? page.fault.message : std::string();
  };
  View view;
  view.text("actor", choice.actor)
      .text("from", choice.from)
      .text("to", choice.to)
      .text("fault_field", page.fault.field)
      .text("fault_message", page.fault.message)
      .text("choice_name", "action")
      .text("choice_label", "What was done")
      .text("choice_error", fault_at("action"))
      .text("from_error", fault_at("from"))
      .text("to_error", fault_at("to"))
      .text("finding", page.fault.message.empty() ? finding(page) : "")
      .text("newer", page.page > 1 ? page_address(choice, page.page - 1) : "")
      .text("older", page.page < page.pages ? page_address(choice, page.page + 1) : "")
      .flag("paged", page.pages > 1)
      .flag("has_rows", !rows.empty())
      .list("options", options(choice))
      .list("audit_rows", std::move(rows));
  const std::string title = page.fault.message.empty() ? "Audit" : "Error: Audit";
  return framed(definitions, page.frame, {.title = title, .address = "/audit"}, "audit",
                std::move(view));
}

}  // namespace soundings::pages
