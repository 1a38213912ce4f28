// The page for the data protection officer: what is kept how long, what was removed, what people
// asked for, and how long held items have waited. Numbers alone; no value of anybody's.
#include <numeric>
#include <utility>

#include "soundings/pages/record_pages.h"
#include "soundings/wording/wording.h"

#include "parts/frame.h"

namespace soundings::pages {
namespace {

std::string days(int number) {
  constexpr int year = 365;
  constexpr int with_leap_days = 366;
  const std::string text = wording::count(number) + " days";
  const int years = number / year;
  return years > 1 && number <= years * with_leap_days
             ? text + " (" + wording::count(years) + " years)"
             : text;
}

View removed_view(const RemovedLine& line) {
  return View{}
      .text("survey", line.survey)
      .text("what", line.what)
      .text("items", wording::count(line.items))
      .text("note", line.note);
}

std::vector<View> removed_views(const std::vector<RemovedLine>& lines) {
  std::vector<View> views;
  views.reserve(lines.size());
  for (const RemovedLine& line : lines) {
    views.push_back(removed_view(line));
  }
  return views;
}

std::vector<View> retention_views(const std::vector<RetentionLine>& lines) {
  std::vector<View> views;
  views.reserve(lines.size());
  for (const RetentionLine& line : lines) {
    views.push_back(View{}
                        .text("survey", line.survey)
                        .text("originals", days(line.originals))
                        .text("texts", days(line.texts))
                        .text("answers", days(line.answers)));
  }
  return views;
}

std::vector<View> request_views(const std::vector<RequestLine>& lines) {
  std::vector<View> views;
  views.reserve(lines.size());
  for (const RequestLine& line : lines) {
    views.push_back(View{}
                        .text("month", line.month)
                        .text("erased", wording::count(line.erased))
                        .text("read", wording::count(line.read)));
  }
  return views;
}

std::int64_t all_of(const HeldByAge& line) {
  return std::accumulate(line.items.begin(), line.items.end(), std::int64_t{0});
}

View held_view(const DataProtectionPage& page, const HeldByAge& line) {
  std::vector<View> cells;
  cells.reserve(line.items.size());
  for (std::size_t i = 0; i < line.items.size(); ++i) {
    cells.push_back(
        View{}.text("age", page.ages.at(i)).text("items", wording::count(line.items[i])));
  }
  return View{}
      .text("reason", line.reason)
      .text("oldest", line.oldest)
      .text("all_items", wording::count(all_of(line)))
      .list("cells", std::move(cells));
}

std::string statement(const DataProtectionPage& page) {
  std::int64_t held = 0;
  for (const HeldByAge& line : page.held) {
    held += all_of(line);
  }
  std::int64_t erased = 0;
  for (const RequestLine& line : page.requests) {
    erased += line.erased;
  }
  std::int64_t due = 0;
  for (const RemovedLine& line : page.due) {
    due += line.items;
  }
  const std::string past =
      due == 0   ? "Nothing is past its time."
      : due == 1 ? "One thing is past its time and still here."
                 : wording::count(due) + " things are past their time and still here.";
  const std::string requests =
      erased == 0   ? " No record was erased on request."
      : erased == 1 ? " One record was erased on request."
                    : " " + wording::count(erased) + " records were erased on request.";
  const std::string waiting = held == 0 ? " No item waits to be decided."
                              : held == 1
                                  ? " One item waits to be decided."
                                  : " " + wording::count(held) + " items wait to be decided.";
  return past + requests + waiting;
}

}  // namespace

std::string data_protection(const Definitions& definitions, const DataProtectionPage& page) {
  std::vector<View> ages;
  ages.reserve(page.ages.size());
  for (const std::string& age : page.ages) {
    ages.push_back(View{}.text("age", age));
  }
  std::vector<View> held;
  held.reserve(page.held.size());
  for (const HeldByAge& line : page.held) {
    held.push_back(held_view(page, line));
  }
  View view;
  view.text("statement", statement(page))
      .text("looked", page.looked)
      .flag("has_due", !page.due.empty())
      .flag("has_removed", !page.removed.empty())
      .flag("has_requests", !page.requests.empty())
      .flag("has_held", !page.held.empty())
      .list("retention_rows", retention_views(page.retention))
      .list("due_rows", removed_views(page.due))
      .list("removed_rows", removed_views(page.removed))
      .list("request_rows", request_views(page.requests))
      .list("age_heads", std::move(ages))
      .list("held_rows", std::move(held));
  return framed(definitions, page.frame, {.title = "Data protection", .address = "/about/data"},
                "data_protection", std::move(view));
}

}  // namespace soundings::pages
