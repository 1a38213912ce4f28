// What waits for a person: by reason with the age of the oldest, and item by item.
#include <utility>

#include "soundings/pages/held_pages.h"

#include "parts/frame.h"
#include "responses/held_parts.h"

namespace soundings::pages {
namespace {

View crumb(std::string href, std::string words) {
  return View{}.text("href", std::move(href)).text("words", std::move(words));
}

}  // namespace

std::string queue_address(bool safeguarding) {
  return safeguarding ? "/responses/safeguarding" : "/responses/quarantine";
}

std::string queue_title(bool safeguarding) {
  return safeguarding ? "Safeguarding" : "Quarantine";
}

std::vector<View> crumbs(bool safeguarding, const std::string& page) {
  std::vector<View> views;
  if (!safeguarding) {
    views.push_back(crumb("/responses", "Responses"));
  }
  views.push_back(
      crumb(page.empty() ? "" : queue_address(safeguarding), queue_title(safeguarding)));
  if (!page.empty()) {
    views.push_back(crumb("", page));
  }
  return views;
}

std::string quarantine(const Definitions& definitions, const QuarantinePage& page) {
  std::vector<View> reasons;
  reasons.reserve(page.reasons.size());
  for (const ReasonLine& line : page.reasons) {
    reasons.push_back(View{}
                          .text("name", line.name)
                          .text("href", line.href)
                          .text("items", line.items)
                          .text("oldest", line.oldest));
  }
  std::vector<View> items;
  items.reserve(page.items.size());
  for (const HeldLine& line : page.items) {
    items.push_back(View{}
                        .text("href", line.href)
                        .text("name", line.name)
                        .text("says", line.says)
                        .text("source", line.source)
                        .text("received", line.received)
                        .text("state", line.state));
  }
  const std::string address = queue_address(page.safeguarding);
  View view;
  view.list("crumbs", crumbs(page.safeguarding, ""))
      .text("page_title", queue_title(page.safeguarding))
      .text("page_lede", page.safeguarding
                             ? "Answers of people who may be in danger: held, never counted"
                             : "Answers that wait for a person, and why")
      .text("choices_action", address)
      .list("choice_list", choice_views(page.choices))
      .text("said", page.said)
      .text("finding", page.finding)
      .flag("has_reasons", !reasons.empty())
      .list("reason_rows", std::move(reasons))
      .text("preview_href", page.preview_href)
      .text("preview_words", page.preview_words)
      .flag("has_items", !items.empty())
      .list("item_rows", std::move(items))
      .text("next_href", page.next_href);
  return framed(definitions, page.frame,
                {.title = queue_title(page.safeguarding), .address = address}, "quarantine",
                std::move(view));
}

}  // namespace soundings::pages
