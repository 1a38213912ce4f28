// The page of the audit: who did what, the latest first, with a form that asks for some of it.
#include <algorithm>
#include <array>

#include "soundings/base/text.h"
#include "soundings/pages/record_pages.h"
#include "soundings/wording/wording.h"

#include "parts/frame.h"

namespace soundings::pages {
namespace {

constexpr AuditKind of_action(std::string_view action, std::string_view words) {
  return {.name = action, .action = action, .words = words, .subject = "", .detail = ""};
}

constexpr auto kinds = std::to_array<AuditKind>({
    of_action("signed_in", "Signed in"),
    of_action("password_accepted", "Gave the right password, with the code still to come"),
    of_action("sign_in_refused", "Sign-in refused"),
    of_action("signed_out", "Signed out"),
    of_action("signed_out_everywhere", "Signed out everywhere"),
    of_action("working_figures_read", "Looked at working figures"),
    of_action("draft_read", "Looked at a draft release"),
    of_action("file_exported", "Took a file of a release"),
    of_action("release_exported", "Wrote the files of a release"),
    of_action("figures_exported", "Took a file of working figures"),
    of_action("records_exported", "Wrote files of respondent records"),
    AuditKind{.name = "items_listed.quarantine",
              .action = "items_listed",
              .words = "Listed the items in quarantine",
              .subject = "quarantine",
              .detail = ""},
    AuditKind{.name = "items_listed.safeguarding",
              .action = "items_listed",
              .words = "Listed the items of safeguarding",
              .subject = "safeguarding",
              .detail = ""},
    of_action("items_listed", "Listed held items"),
    AuditKind{.name = "item_read.safeguarding",
              .action = "item_read",
              .words = "Looked at an item of safeguarding",
              .subject = "",
              .detail = "safeguarding"},
    of_action("item_read", "Looked at a held item"),
    of_action("item_replayed", "Read a held item again"),
    of_action("item_admitted", "Admitted a held item"),
    of_action("item_discarded", "Discarded a held item"),
    of_action("count_withdrawn", "Stopped counting an answer"),
    of_action("provisional_figures_looked_at", "Looked at the answers for provisional figures"),
    of_action("release_drafted", "Made a draft release"),
    of_action("release_published", "Published a release"),
    of_action("release_discarded", "Discarded a draft release"),
    of_action("sample_marked", "Marked the database as sample data"),
    of_action("release_withdrawal_asked", "Asked that a release be withdrawn"),
    of_action("release_withdrawn", "Withdrew a release"),
    of_action("report_drafted", "Made a draft of a report"),
    of_action("report_words_written", "Wrote the words of an aim"),
    of_action("report_signed_off", "Signed an aim off"),
    of_action("report_published", "Published a report"),
    of_action("report_exported", "Took the file of a report"),
    of_action("account_created", "Made an account"),
    of_action("role_changed", "Changed a role"),
    of_action("password_changed", "Changed a password"),
    of_action("second_factor_changed", "Changed a second factor"),
    of_action("account_disabled", "Locked an account"),
    of_action("account_enabled", "Unlocked an account"),
    of_action("key_created", "Made a key of a source"),
    of_action("key_ends", "Set when a key of a source ends"),
    of_action("key_revoked", "Ended a key of a source"),
    of_action("reading_key_created", "Made a reading key"),
    of_action("reading_key_ended", "Ended a reading key"),
    of_action("subject_access", "Read a person's record for them"),
    of_action("erased", "Erased a record"),
    of_action("purged", "Removed what was past its time"),
    of_action("clock_accepted", "Took the clock for right"),
    of_action("pepper_changed", "Changed the secret of pseudonyms"),
    of_action("invitations_put", "Put in invitations"),
    of_action("series_put", "Put in a series"),
    of_action("external_series_put", "Put in points of an external series"),
    of_action("external_points_removed", "Removed points of an external series"),
    of_action("tail_accepted", "Took the database as it was"),
});

bool is_of(const AuditEntry& entry, const AuditKind& kind) {
  return entry.done == kind.action && (kind.subject.empty() || entry.subject == kind.subject) &&
         entry.detail.starts_with(kind.detail);
}

std::string words_of(const AuditEntry& entry) {
  const auto* const found =
      std::ranges::find_if(kinds, [&](const AuditKind& kind) { return is_of(entry, kind); });
  return found == kinds.end() ? entry.done : std::string(found->words);
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
      .text("done", words_of(entry))
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
                        .text("option_value", std::string(kind.name))
                        .text("option_words", std::string(kind.words))
                        .flag("selected", kind.name == choice.action));
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
  rows.reserve(page.entries.size());
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
