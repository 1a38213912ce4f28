// What arrives: a row a source, the hours of the days that were chosen, and what nobody reads.
#include <algorithm>
#include <utility>

#include "soundings/pages/response_pages.h"
#include "soundings/wording/wording.h"

#include "parts/frame.h"
#include "responses/arrivals_figure.h"

namespace soundings::pages {
namespace {

constexpr std::string_view even_icon = "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z";
constexpr std::string_view down_icon = "M6 11 1 1.5h10z";
constexpr std::string_view unknown_icon = "M1 5h10v2H1z";

std::string joined(const std::vector<std::int64_t>& counts, std::string_view between) {
  std::string text;
  for (const std::int64_t count : counts) {
    text += (text.empty() ? "" : std::string(between)) + std::to_string(count);
  }
  return text;
}

/// The last days as a line, where there is something to draw.
std::string spark_of(const std::vector<std::int64_t>& days) {
  const bool some = std::ranges::any_of(days, [](std::int64_t count) { return count > 0; });
  return some ? joined(days, " ") : "";
}

View source_view(const SourceLine& line) {
  const bool heard = !line.last_received.empty();
  return View{}
      .text("title", line.title)
      .text("source", line.source)
      .text("state", line.state)
      .flag("wanting", line.wanting)
      .text("icon", std::string(line.wanting ? down_icon
                                : heard      ? even_icon
                                             : unknown_icon))
      .text("last_received", heard ? line.last_received : "[x]")
      .text("expected_by", line.expected_by.empty() ? "[x]" : line.expected_by)
      .text("today", line.today)
      .text("spark", spark_of(line.days))
      .text("yesterday",
            line.days.size() > 1 ? wording::count(line.days[line.days.size() - 2]) : "")
      .text("days_words", joined(line.days, "; "))
      .text("invited", line.invited.empty() ? "[x]" : line.invited)
      .text("delivered", line.delivered.empty() ? "[x]" : line.delivered)
      .text("response_rate", line.response_rate.empty() ? "[x]" : line.response_rate)
      .text("invited_for", line.invited_for)
      .text("held", line.held)
      .text("held_href", line.held_href);
}

View day_view(std::string name, std::string label, const std::string& value,
              const FormFault& fault) {
  View view;
  view.text("day_error", fault.field == name ? fault.message : "");
  return view.text("day_name", std::move(name))
      .text("day_label", std::move(label))
      .text("day_value", value);
}

/// What the address says of the page, for links to its chart.
std::string choices_of(const ResponsesPage& page) {
  const auto chosen = std::ranges::find(page.sources.options, true, &Choice::selected);
  const bool named = chosen != page.sources.options.end() && !chosen->value.empty();
  return (named ? "source=" + chosen->value + "&" : "") + "from=" + page.from + "&to=" + page.to;
}

}  // namespace

std::string responses(const Definitions& definitions, const ResponsesPage& page) {
  std::vector<View> lines;
  lines.reserve(page.lines.size());
  for (const SourceLine& line : page.lines) {
    lines.push_back(source_view(line));
  }
  std::vector<View> unread;
  unread.reserve(page.unread.size());
  for (const UnreadLine& line : page.unread) {
    unread.push_back(
        View{}.text("name", line.name).text("source", line.source).text("values", line.values));
  }
  std::vector<View> warnings;
  warnings.reserve(page.warnings.size());
  for (const std::string& warning : page.warnings) {
    warnings.push_back(View{}.text("warning", warning));
  }
  auto choices = choice_views({page.sources});
  for (View& choice : choices) {
    choice.text("choice_error", page.fault.field == page.sources.field ? page.fault.message : "");
  }
  View view;
  view.list("choice_list", std::move(choices))
      .list("days", {day_view("from", "From", page.from, page.fault),
                     day_view("to", "To", page.to, page.fault)})
      .text("fault_field", page.fault.field)
      .text("fault_message", page.fault.message)
      .list("warnings", std::move(warnings))
      .list("source_rows", std::move(lines))
      .flag("has_unread", !unread.empty())
      .list("unread_rows", std::move(unread))
      .text("waiting", page.waiting)
      .text("waiting_href", page.waiting_href)
      .list("arrivals", {arrivals_figure(page)});
  return framed(definitions, page.frame,
                {.title = (page.fault.message.empty() ? "" : "Error: ") + std::string("Responses"),
                 .address = "/responses",
                 .choices = choices_of(page)},
                "responses", std::move(view));
}

}  // namespace soundings::pages
