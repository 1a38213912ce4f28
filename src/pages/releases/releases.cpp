// The list of releases, and one release with the forms by which it is decided about.
#include <utility>

#include "soundings/pages/release_pages.h"

#include "parts/facts.h"
#include "parts/frame.h"

namespace soundings::pages {
namespace {

constexpr const char* list_address = "/releases";

/// One thing that can be done about a release.
struct Deed {
  std::string verb;  ///< "approve": the end of the form's address
  std::string title;
  std::string says;
  std::string button;
  std::string usual_reason;
  bool warns = false;
};

std::vector<Deed> deeds_of(const ReleasePage& page) {
  std::vector<Deed> deeds;
  if (page.may_approve) {
    deeds.push_back({.verb = "approve",
                     .title = "Approve",
                     .says = "It is published at once, and never changes after that.",
                     .button = "Publish",
                     .usual_reason = "monthly publication"});
  }
  if (page.may_discard) {
    deeds.push_back({.verb = "discard",
                     .title = "Throw away",
                     .says = "Nothing of it is kept but its rows of the audit. A new draft can be "
                             "made afterwards.",
                     .button = "Throw away",
                     .usual_reason = "",
                     .warns = true});
  }
  if (page.may_withdraw) {
    deeds.push_back({.verb = "withdraw",
                     .title = "Withdraw",
                     .says = page.withdraw_says,
                     .button = "Withdraw",
                     .usual_reason = "",
                     .warns = true});
  }
  return deeds;
}

std::vector<View> act_views(const ReleasePage& page) {
  std::vector<View> views;
  for (const Deed& deed : deeds_of(page)) {
    const std::string field = deed.verb + "-reason";
    const bool wrong = page.fault.field == field;
    views.push_back(View{}
                        .text("act_address", list_address + ("/" + page.id) + "/" + deed.verb)
                        .text("act_title", deed.title)
                        .text("act_says", deed.says)
                        .text("act_field", field)
                        .text("act_label", "Reason")
                        .text("act_error", wrong ? page.fault.message : "")
                        .text("act_reason", wrong ? page.reason : deed.usual_reason)
                        .text("act_button", deed.button)
                        .flag("warns", deed.warns));
  }
  return views;
}

std::vector<View> table_views(const std::vector<ReleasedTableLine>& tables) {
  std::vector<View> views;
  views.reserve(tables.size());
  for (const ReleasedTableLine& line : tables) {
    views.push_back(View{}
                        .text("survey", line.survey)
                        .text("table_words", line.table)
                        .text("rows", line.rows)
                        .text("few", line.few)
                        .text("hidden", line.hidden));
  }
  return views;
}

std::vector<View> difference_views(const std::vector<DifferenceLine>& lines) {
  std::vector<View> views;
  views.reserve(lines.size());
  for (const DifferenceLine& line : lines) {
    views.push_back(View{}
                        .text("figure", line.figure)
                        .text("table_words", line.table)
                        .text("before", line.before)
                        .text("after", line.after));
  }
  return views;
}

std::vector<View> check_views(const std::vector<CheckLine>& lines) {
  std::vector<View> views;
  views.reserve(lines.size());
  for (const CheckLine& line : lines) {
    views.push_back(View{}
                        .text("check_name", line.name)
                        .text("check_says", line.says)
                        .flag("passed", line.passed));
  }
  return views;
}

/// The release that this one is compared with.
std::string other_release(const ReleasePage& page) {
  for (const ChoiceList& list : page.choices) {
    for (const Choice& choice : list.options) {
      if (choice.selected) {
        return choice.value;
      }
    }
  }
  return "";
}

}  // namespace

std::string releases(const Definitions& definitions, const ReleasesPage& page) {
  std::vector<View> rows;
  rows.reserve(page.releases.size());
  for (const ReleaseEntry& entry : page.releases) {
    rows.push_back(View{}
                       .text("href", entry.href)
                       .text("release_id", entry.id)
                       .text("release_title", entry.title)
                       .text("state", entry.state)
                       .text("says", entry.says));
  }
  View view;
  view.text("finding", page.finding)
      .text("said", page.said)
      .flag("has_releases", !rows.empty())
      .list("release_rows", std::move(rows));
  return framed(definitions, page.frame, {.title = "Releases", .address = list_address},
                "release_list", std::move(view));
}

std::string release_page(const Definitions& definitions, const ReleasePage& page) {
  const std::string address = list_address + ("/" + page.id);
  std::vector<View> acts = act_views(page);
  View view;
  view.text("release_id", page.id)
      .text("release_title", page.title)
      .text("state", page.state)
      .text("finding", page.finding)
      .text("said", page.said)
      .text("look_href", page.look_href)
      .text("look_words", page.look_words)
      .text("fault_field", page.fault.field)
      .text("fault_message", page.fault.message)
      .text("choices_action", address)
      .text("compared", page.compared)
      .text("before_words", other_release(page))
      .flag("may_decide", !acts.empty())
      .flag("has_choices", !page.choices.empty())
      .flag("has_differences", !page.differences.empty())
      .flag("has_checks", !page.checks.empty())
      .list("acts", std::move(acts))
      .list("facts", fact_views(page.facts))
      .list("choice_list", choice_views(page.choices))
      .list("difference_rows", difference_views(page.differences))
      .list("table_rows", table_views(page.tables))
      .list("check_rows", check_views(page.checks));
  const std::string title = page.fault.message.empty() ? page.title : "Error: " + page.title;
  return framed(definitions, page.frame, {.title = title, .address = address}, "release_page",
                std::move(view));
}

}  // namespace soundings::pages
