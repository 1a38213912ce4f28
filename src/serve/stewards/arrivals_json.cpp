// What arrives, for programs.
#include <utility>

#include <nlohmann/json.hpp>

#include "routes.h"
#include "stewards/arrivals.h"
#include "web/moments.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;

Json instant_json(const std::optional<Instant>& at) {
  return at ? Json(rfc3339(*at)) : Json();
}

Json invitations_json(const SourceHealth& health) {
  if (!health.invitations) {
    return {};
  }
  const store::LatestInvitations& invited = *health.invitations;
  return {{"survey", invited.survey},
          {"period", to_text(invited.period)},
          {"invited", invited.invited},
          {"delivered", invited.invited - invited.bounced},
          {"response_rate", health.response_rate ? Json(*health.response_rate) : Json()}};
}

Json source_json(const SourceHealth& health) {
  Json unread = Json::array();
  for (const store::UnreadField& field : health.unread) {
    unread.push_back({{"name", field.name}, {"count", field.values}});
  }
  return {{"id", health.source->id},
          {"title", health.source->title},
          {"state", intake::to_text(health.silence.state)},
          {"last_received", instant_json(health.last_received)},
          {"expected_by", instant_json(health.silence.expected_by)},
          {"today", health.today},
          {"last_days", health.days},
          {"quarantined", health.held},
          {"invitations", invitations_json(health)},
          {"unread", std::move(unread)}};
}

/// Ids of sources are letters, digits and marks that need no quotes.
Reply csv_reply(const std::vector<store::ArrivalsOfHour>& hours) {
  std::string text = "source,hour,received,quarantined\r\n";
  for (const store::ArrivalsOfHour& hour : hours) {
    text += hour.source + "," + rfc3339(hour.hour) + "," + std::to_string(hour.items) + "," +
            std::to_string(hour.held) + "\r\n";
  }
  return {.status = 200, .media_type = "text/csv; charset=utf-8", .body = std::move(text)};
}

Json hour_json(const store::ArrivalsOfHour& hour) {
  return {{"source", hour.source},
          {"hour", rfc3339(hour.hour)},
          {"received", hour.items},
          {"quarantined", hour.held}};
}

}  // namespace

Reply list_sources(const Context& context, const Request& request) {
  const Days days = last_days(request.received_at);
  const auto seen = intake::arrivals_seen(*context.reader, days.since(), request.received_at);
  Json list = Json::array();
  for (const SourceHealth& health : health_of(context, seen, request.received_at)) {
    list.push_back(source_json(health));
  }
  const Json document{{"sources", std::move(list)}};
  return with_etag(json_reply(document.dump()), request);
}

Reply list_arrivals(const Context& context, const Request& request) {
  const auto days = days_of(request);
  if (!days) {
    return problem_reply(
        bad_value(days.error().field, days.error().code, days.error().message + "."), request);
  }
  const std::string source = request.asked("source");
  if (!source.empty() && context.definitions.find_source(source) == nullptr) {
    return problem_reply(bad_value("source", "unknown_source", "There is no such source."),
                         request);
  }
  const std::string format = request.asked("format");
  if (!format.empty() && format != "json" && format != "csv") {
    return problem_reply(bad_value("format", "unknown_format", "A format is json or csv."),
                         request);
  }
  auto hours = intake::arrivals_seen(*context.reader, days->since(), days->until()).hours;
  std::erase_if(hours, [&](const store::ArrivalsOfHour& hour) {
    return !source.empty() && hour.source != source;
  });
  if (format == "csv") {
    return with_etag(csv_reply(hours), request);
  }
  Json list = Json::array();
  for (const store::ArrivalsOfHour& hour : hours) {
    list.push_back(hour_json(hour));
  }
  const Json document{
      {"from", day_text(days->from)}, {"to", day_text(days->to)}, {"hours", std::move(list)}};
  return with_etag(json_reply(document.dump()), request);
}

}  // namespace soundings::serve
