// One held item: why it is held, what would make it pass, and what can be done; and what a replay
// of some would come to.
#include <utility>

#include "soundings/pages/held_pages.h"

#include "parts/facts.h"
#include "parts/frame.h"
#include "responses/held_parts.h"

namespace soundings::pages {
namespace {

constexpr std::string_view admit_field = "admit-reason";
constexpr std::string_view newer_field = "over-newer";
constexpr std::string_view discard_field = "discard-reason";

std::vector<View> error_views(const std::vector<ErrorLine>& errors) {
  std::vector<View> views;
  views.reserve(errors.size());
  for (const ErrorLine& error : errors) {
    views.push_back(View{}
                        .text("field", error.field.empty() ? "The whole item" : error.field)
                        .text("says", error.says)
                        .text("kind", error.kind.empty() ? "[x]" : error.kind));
  }
  return views;
}

std::vector<View> version_views(const std::vector<VersionLine>& versions) {
  std::vector<View> views;
  views.reserve(versions.size());
  for (const VersionLine& line : versions) {
    views.push_back(View{}
                        .text("name", line.name)
                        .text("counted", line.counted)
                        .text("held_says", line.held)
                        .flag("differs", line.differs));
  }
  return views;
}

void add_faults(const HeldItemPage& page, View& view) {
  const auto at = [&](std::string_view field) {
    return page.fault.field == field ? page.fault.message : std::string{};
  };
  view.text("fault_field", page.fault.field)
      .text("fault_message", page.fault.message)
      .text("admit_error", at(admit_field))
      .text("newer_error", at(newer_field))
      .text("discard_error", at(discard_field))
      .text("admit_reason", page.fault.field == discard_field ? "" : page.reason)
      .text("discard_reason", page.fault.field == discard_field ? page.reason : "");
}

}  // namespace

std::string held_item(const Definitions& definitions, const HeldItemPage& page) {
  View view;
  view.list("crumbs", crumbs(page.safeguarding, page.name))
      .text("reason_name", page.name)
      .text("meaning", page.meaning)
      .text("remedy", page.remedy)
      .text("said", page.said)
      .text("decided", page.decided)
      .flag("has_errors", !page.errors.empty())
      .list("error_rows", error_views(page.errors))
      .flag("has_versions", !page.versions.empty())
      .list("version_rows", version_views(page.versions))
      .list("facts", fact_views(page.facts))
      .text("own_path", queue_address(page.safeguarding) + "/" + page.receipt)
      .flag("may_decide", page.may_replay || page.may_admit || page.may_discard)
      .flag("may_replay", page.may_replay)
      .text("replay_says", page.replay_says)
      .flag("may_admit", page.may_admit)
      .text("admit_says", page.admit_says)
      .flag("over_newer", page.over_newer)
      .flag("may_discard", page.may_discard);
  add_faults(page, view);
  return framed(
      definitions, page.frame,
      {.title = (page.fault.message.empty() ? "" : "Error: ") + std::string("Held: ") + page.name,
       .address = queue_address(page.safeguarding) + "/" + page.receipt},
      "held_item", std::move(view));
}

std::string replay_preview(const Definitions& definitions, const ReplayPage& page) {
  std::vector<View> items;
  items.reserve(page.items.size());
  for (const PreviewLine& line : page.items) {
    items.push_back(View{}
                        .text("href", line.href)
                        .text("name", line.name)
                        .text("becomes", line.becomes)
                        .text("source", line.source)
                        .text("received", line.received));
  }
  const std::string action = queue_address(false) + "/replay";
  View view;
  view.list("crumbs", crumbs(false, "Preview of a replay"))
      .text("summary", page.summary)
      .text("replay_action", action)
      .text("receipts", page.receipts)
      .text("button", page.button)
      .text("back_href", page.back_href)
      .flag("has_items", !items.empty())
      .list("item_rows", std::move(items));
  return framed(definitions, page.frame, {.title = "Preview of a replay", .address = action},
                "replay_preview", std::move(view));
}

}  // namespace soundings::pages
