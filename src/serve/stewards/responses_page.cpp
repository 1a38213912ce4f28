// The page of what arrives.
#include <algorithm>
#include <utility>

#include "soundings/access/may.h"
#include "soundings/base/civil_time.h"
#include "soundings/base/text.h"
#include "soundings/pages/response_pages.h"
#include "soundings/wording/wording.h"

#include "routes.h"
#include "stewards/arrivals.h"
#include "stewards/held_words.h"
#include "web/moments.h"
#include "web/page_models.h"
#include "web/page_replies.h"

namespace soundings::serve {
namespace {

std::string state_words(intake::SourceState state) {
  switch (state) {
    case intake::SourceState::on_time:
      return "On time";
    case intake::SourceState::late:
      return "Late";
    case intake::SourceState::stopped:
      return "Stopped";
    case intake::SourceState::not_heard:
      break;
  }
  return "Not heard yet";
}

bool wanting(const SourceHealth& health) {
  return health.silence.state == intake::SourceState::late ||
         health.silence.state == intake::SourceState::stopped;
}

std::string instant_words(const std::optional<Instant>& at) {
  return at ? second_words(*at) : std::string{};
}

void add_invitations(const Context& context, const SourceHealth& health, pages::SourceLine& line) {
  if (!health.invitations) {
    return;
  }
  const store::LatestInvitations& invited = *health.invitations;
  line.invited = wording::count(invited.invited);
  line.delivered = wording::count(invited.invited - invited.bounced);
  line.response_rate = health.response_rate ? wording::response_rate(health.response_rate) : "";
  line.invited_for =
      survey_title(context, invited.survey) + ", " +
      wording::period(invited.period, context.definitions.find_survey(invited.survey));
}

pages::SourceLine line_of(const Context& context, const SourceHealth& health, bool decides) {
  const std::string& id = health.source->id;
  pages::SourceLine line{.source = id,
                         .title = health.source->title,
                         .state = state_words(health.silence.state),
                         .wanting = wanting(health),
                         .last_received = instant_words(health.last_received),
                         .expected_by = health.silence.expected_by
                                            ? moment_words(*health.silence.expected_by)
                                            : std::string{},
                         .today = wording::count(health.today),
                         .days = health.days,
                         .held = wording::count(health.held)};
  if (decides && health.held > 0) {
    line.held_href = "/responses/quarantine?source=" + percent_encoded(id);
  }
  add_invitations(context, health, line);
  return line;
}

/// "No answers from WMNow since 28 May 2019, 06:00."
std::string warning_of(const SourceHealth& health) {
  return "No answers from " + health.source->title + " since " +
         moment_words(*health.last_received) + ".";
}

/// The hour as a clock in London shows it: "2019-05-28T06".
std::string local_hour(Instant at) {
  constexpr std::size_t with_hour = 13;  // "2019-05-28 06"
  std::string text = london_minute(at).substr(0, with_hour);
  std::ranges::replace(text, ' ', 'T');
  return text;
}

std::string days_words(const Days& days) {
  return day_words(days.from) + " to " + day_words(days.to);
}

pages::ChoiceList source_choices(const std::vector<SourceHealth>& sources,
                                 const std::string& chosen) {
  pages::ChoiceList list{
      .field = "source",
      .label = "Source",
      .options = {{.value = "", .words = "Every source", .selected = chosen.empty()}}};
  for (const SourceHealth& health : sources) {
    const std::string& id = health.source->id;
    list.options.push_back({.value = id, .words = id, .selected = id == chosen});
  }
  return list;
}

/// What waits, for whoever may see it.
void add_waiting(const std::vector<SourceHealth>& sources, bool decides,
                 pages::ResponsesPage& page) {
  std::int64_t items = 0;
  for (const SourceHealth& health : sources) {
    items += health.held;
  }
  page.waiting = items == 0
                     ? "Nothing waits for a person."
                     : items_words(items) + (items == 1 ? " waits" : " wait") + " for a person.";
  page.waiting_href = decides ? "/responses/quarantine" : "";
}

void add_hours(const std::vector<HourSeen>& hours, pages::ResponsesPage& page) {
  for (const HourSeen& hour : hours) {
    page.hours.push_back({.at = local_hour(hour.hour),
                          .words = moment_words(hour.hour),
                          .items = hour.items,
                          .held = hour.held,
                          .least = hour.least,
                          .most = hour.most});
  }
}

}  // namespace

Reply responses_page(const Context& context, const Request& request) {
  const auto chosen = days_of(request);
  const Days days = chosen.value_or(last_days(request.received_at));
  const auto seen = seen_for(context, days, request.received_at);
  const auto sources = health_of(context, seen, request.received_at);
  const bool decides = access::may(request.caller, access::Permission::read_held_items);
  std::string source = request.asked("source");
  pages::ResponsesPage page{
      .from = day_text(days.from), .to = day_text(days.to), .days_words = days_words(days)};
  if (!chosen) {
    page.fault = {.field = chosen.error().field, .message = chosen.error().message};
  }
  if (!source.empty() && context.definitions.find_source(source) == nullptr) {
    page.fault = {.field = "source", .message = "Choose a source from the list"};
    source.clear();
  }
  page.sources = source_choices(sources, source);
  for (const SourceHealth& health : sources) {
    page.lines.push_back(line_of(context, health, decides));
    if (wanting(health)) {
      page.warnings.push_back(warning_of(health));
    }
    for (const store::UnreadField& field : health.unread) {
      page.unread.push_back({.source = field.source,
                             .name = field.name,
                             .values = wording::count(static_cast<std::int64_t>(field.values))});
    }
  }
  add_waiting(sources, decides, page);
  add_hours(hours_of(seen, source, days, request.received_at), page);
  page.shown_source = source.empty() ? "all sources" : source_title(context, source);
  page.csv = "/api/v1/arrivals?" +
             (source.empty() ? "" : "source=" + percent_encoded(source) + "&") +
             "from=" + page.from + "&to=" + page.to + "&format=csv";
  page.frame = frame_of(context);
  std::string html = pages::responses(context.definitions, page);
  return page.fault.message.empty() ? page_reply(std::move(html), request)
                                    : plain_page(std::move(html), 400);
}

}  // namespace soundings::serve
