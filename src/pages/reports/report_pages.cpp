// The pages of reports: the list, one report, and the form for the words of an aim.
#include "soundings/pages/report_pages.h"

#include <algorithm>
#include <utility>

#include "parts/frame.h"
#include "reports/report_views.h"

namespace soundings::pages {
namespace {

constexpr const char* list_address = "/reports";

std::string address_of(const std::string& id) {
  return std::string(list_address) + "/" + id;
}

void add_fault(const FormFault& fault, View& view) {
  view.text("fault_message", fault.message)
      .text("fault_field", fault.field.empty() ? "main" : fault.field);
}

std::size_t unsigned_aims(const AimReport& report) {
  return static_cast<std::size_t>(std::ranges::count_if(
      report.sheets, [](const AimSheet& sheet) { return !sheet.sign_off.stands; }));
}

std::string publish_words(const AimReport& report) {
  const std::size_t open = unsigned_aims(report);
  if (open == 0) {
    return "Every aim is signed off. A published report is kept as it is now and never changes.";
  }
  return std::to_string(open) + " of " + std::to_string(report.sheets.size()) +
         (open == 1 ? " aims is" : " aims are") +
         " not signed off yet. The report can be published when all are.";
}

void add_draft(const AimReport& draft, const ReportPage& page, View& view) {
  const SheetActs shown{.withheld = true,
                        .write = page.may_write,
                        .sign = page.may_sign,
                        .form_token = page.frame.form_token,
                        .contents = page.contents};
  view.flag("draft", true)
      .text("number", std::to_string(draft.number))
      .text("state_words", "Figures of release " + draft.release +
                               " and of the series as they are imported now. Not published.")
      .text("sheets_html", render("report_sheets", sheets_view(draft, page.frame.sample, shown)));
  if (page.may_publish) {
    view.text("publish_action", address_of(page.id) + "/publish")
        .text("publish_words", publish_words(draft))
        .flag("may_publish", draft.signed_off());
  }
}

/// What stands there now, for somebody whose own words are not saved.
View theirs_view(const AimSheet& sheet) {
  const auto said = [](const AimWords& words) {
    return words.text.empty() ? std::string("Nothing is written.") : words.text;
  };
  const auto by = [](const AimWords& words) {
    return words.by.empty() ? "" : "Written by " + words.by + ", " + words.at;
  };
  return View{}
      .text("their_commentary", said(sheet.commentary))
      .text("commentary_by", by(sheet.commentary))
      .text("their_actions", said(sheet.actions))
      .text("actions_by", by(sheet.actions));
}

}  // namespace

std::string reports(const Definitions& definitions, const ReportsPage& page) {
  std::vector<View> lines;
  lines.reserve(page.reports.size());
  for (const ReportListLine& line : page.reports) {
    lines.push_back(View{}
                        .text("id", line.id)
                        .text("href", address_of(line.id))
                        .text("words", line.words)
                        .text("report_release", line.release)
                        .text("state", line.state)
                        .text("by", line.by)
                        .text("sha256", line.sha256));
  }
  std::vector<View> releases;
  releases.reserve(page.releases.size());
  for (const Choice& choice : page.releases) {
    releases.push_back(
        View{}.text("option_value", choice.value).text("option_words", choice.words));
  }
  View view;
  view.flag("has_reports", !lines.empty())
      .text("none_words", "No report has been published yet.")
      .text("new_action", page.may_write && !releases.empty() ? list_address : "")
      .text("day", page.day)
      .list("report_lines", std::move(lines))
      .list("releases", std::move(releases));
  add_fault(page.fault, view);
  return framed(definitions, page.frame, {.title = "Reports", .address = list_address}, "reports",
                std::move(view));
}

std::string report(const Definitions& definitions, const ReportPage& page) {
  View view;
  view.text("file_href", address_of(page.id) + "/file").text("said", page.said);
  add_fault(page.fault, view);
  if (page.draft != nullptr) {
    add_draft(*page.draft, page, view);
  } else {
    view.text("state_words", "Published " + page.published + ". It never changes.")
        .text("sheets_html", sheets_of(page.frozen));
  }
  return framed(definitions, page.frame,
                {.title = "Report " + page.id, .address = address_of(page.id)}, "report_page",
                std::move(view));
}

std::string report_edit(const Definitions& definitions, const ReportEditPage& page) {
  const AimSheet& sheet = *page.sheet;
  View view;
  auto checks = check_views(sheet);
  view.text("report_id", page.id)
      .text("report_href", address_of(page.id))
      .text("aim_title", sheet.title)
      .text("number", std::to_string(page.number))
      .text("form_action", address_of(page.id) + "/aims/" + sheet.id + "/words")
      .text("commentary_text", page.commentary)
      .text("actions_text", page.actions)
      .text("seen", page.seen)
      .list("theirs", page.changed ? std::vector{theirs_view(sheet)} : std::vector<View>())
      .text("said", page.said)
      .flag("has_checks", !checks.empty())
      .list("claims", claim_views(sheet))
      .list("checks", std::move(checks))
      .list("unchecked", unchecked_views(sheet))
      .list("withheld", withheld_views(sheet))
      .list("sentences", sentence_views(sheet, true));
  add_fault(page.fault, view);
  return framed(definitions, page.frame,
                {.title = sheet.title + ", words", .address = address_of(page.id)}, "report_edit",
                std::move(view));
}

}  // namespace soundings::pages
