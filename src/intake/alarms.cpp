#include "soundings/intake/alarms.h"

#include <algorithm>

#include "soundings/normalise/reason.h"
#include "soundings/store/held_items.h"

namespace soundings::intake {
namespace {

store::HeldQuery apart(const std::string& source) {
  return {.source = source,
          .state = store::HeldState::held,
          .apart = std::string(normalise::hold::safeguarding_exclusion),
          .which = store::HeldQuery::Which::apart_alone,
          .limit = 1};
}

/// What safeguarding holds of one source.
Alarm hold_of(const store::HeldItems& held, const std::string& source) {
  Alarm alarm{.kind = Alarm::Kind::safeguarding_hold, .source = source};
  const store::HeldQuery query = apart(source);
  for (const store::HeldCount& count : held.counts(query)) {
    alarm.items += count.apart ? count.items : 0;
  }
  if (alarm.items > 0) {
    alarm.since = held.list(query).front().received_at;
  }
  return alarm;
}

}  // namespace

std::string_view to_text(Alarm::Kind kind) noexcept {
  return kind == Alarm::Kind::source_late ? "source_late" : "safeguarding_hold";
}

std::string subject_of(const Alarm& alarm) {
  return std::string(to_text(alarm.kind)) + " " + alarm.source;
}

std::vector<Alarm> alarms(const Definitions& definitions, const Reader& reader,
                          const LateAfter& late_after, Instant now) {
  std::vector<Alarm> found;
  reader.read([&](const store::Store& store) {
    for (const store::LastReceived& last : store.arrivals().last_received()) {
      const Source* source = definitions.find_source(last.source);
      const Silence silence = silence_of(last.at, may_be_silent(late_after, last.source), now);
      if (source != nullptr && is_awaited(*source) && silence.state != SourceState::on_time) {
        found.push_back({.kind = Alarm::Kind::source_late,
                         .source = last.source,
                         .since = *silence.expected_by});
      }
    }
    for (const Source& source : definitions.sources) {
      if (Alarm hold = hold_of(store.held(), source.id); hold.items > 0) {
        found.push_back(std::move(hold));
      }
    }
  });
  return found;
}

bool is_due(const Alarm& alarm, const Reported& reported, Instant now) noexcept {
  const bool known = reported.at && *reported.at >= alarm.since;
  const bool tried = reported.tried && now - *reported.tried < between_tries;
  return !known && !tried;
}

}  // namespace soundings::intake
