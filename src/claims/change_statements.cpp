// Sentences of how figures changed. Nothing is compared across a break.
#include <cmath>
#include <optional>

#include "soundings/claims/series_points.h"
#include "soundings/wording/fill.h"

#include "series_writer.h"

namespace soundings::claims {

namespace {

using wording::filled;

/// "rose by 30% between ... and ..., from ... to ...", of one that changed.
std::string moved(const SeriesWriter& writer, const std::string& title, const Ends& ends) {
  const double change = ends.to->value - ends.from->value;
  const bool points = writer.series().unit == "percent";
  const std::string size = points
                               ? printed(std::abs(change), ends.to->decimals) + " percentage points"
                               : printed(std::abs(100.0 * change / ends.from->value), 0) + "%";
  return filled("{title} {way} by {size} between {from} and {to}, from {before} to {after}.",
                {{"title", title},
                 {"way", change > 0.0 ? "rose" : "fell"},
                 {"size", size},
                 {"from", in_words(ends.from->period)},
                 {"to", in_words(ends.to->period)},
                 {"before", writer.amount(*ends.from)},
                 {"after", writer.amount(*ends.to)}});
}

/// From the baseline to the newest, of one area; nothing where it did not change.
std::optional<Ends> changed(const SeriesWriter& writer, const std::string& area) {
  const Ends ends = ends_of(writer.subject(), writer.series().id, area);
  const bool comparable = ends.known() && ends.from->value != 0.0 &&
                          ends.to->value != ends.from->value &&
                          !across_break(writer.series(), ends);
  return comparable ? std::optional(ends) : std::nullopt;
}

/// Of a survey of others no range is known, so that a change may be chance.
void write_sampled(SeriesWriter& writer, const Ends& ends) {
  writer.say("change",
             filled("{title} was {before} in {from} and {after} in {to}.",
                    {{"title", writer.title()},
                     {"from", in_words(ends.from->period)},
                     {"to", in_words(ends.to->period)},
                     {"before", writer.amount(*ends.from)},
                     {"after", writer.amount(*ends.to)}}),
             "Cannot say");
}

void write_compared_areas(SeriesWriter& writer) {
  for (const std::string& area : writer.points().areas(writer.series().id)) {
    if (area == writer.force() || !writer.is_whole(area)) {
      continue;
    }
    if (const auto ends = changed(writer, area)) {
      writer.say("change", moved(writer, writer.title() + " in " + writer.place(area), *ends));
    }
  }
}

/// From the greatest month to the newest of all months that were counted exactly.
struct Months {
  Ends ends;
  int count = 0;
};

Months months_of(const SeriesWriter& writer) {
  Ends ends;
  int count = 0;
  for (const Held* one : writer.points().all(writer.series().id, writer.force())) {
    if (one->period.kind != SeriesPeriod::Kind::month || one->point->approximate) {
      continue;
    }
    ++count;
    ends.to = ends.to == nullptr || one->period.last > ends.to->period.last ? one : ends.to;
    ends.from = ends.from == nullptr || one->value > ends.from->value ? one : ends.from;
  }
  return {.ends = ends, .count = count};
}

/// Of a measure of our own a difference may be chance, and its own sentences say so.
void write_months(SeriesWriter& writer) {
  const auto [ends, months] = months_of(writer);
  const bool measured = writer.points().definitions().find_measure(writer.series().id) != nullptr;
  if (measured || ends.from == ends.to || ends.from->value == 0.0) {
    return;
  }
  constexpr int few = 3;
  if (months >= few) {
    writer.say("peak", filled("{title} peaked at {amount} in {time}.",
                              {{"title", writer.title()},
                               {"amount", writer.amount(*ends.from)},
                               {"time", in_words(ends.from->period)}}));
  }
  if (!across_break(writer.series(), ends)) {
    writer.say("change", moved(writer, writer.title(), ends));
  }
}

}  // namespace

void write_changes(SeriesWriter& writer) {
  if (const auto ends = changed(writer, writer.force())) {
    if (writer.series().sampled) {
      write_sampled(writer, *ends);
    } else {
      writer.say("change", moved(writer, writer.title(), *ends),
                 writer.better(ends->to->value - ends->from->value));
    }
  }
  if (!writer.series().sampled) {
    write_compared_areas(writer);
    write_months(writer);
  }
}

}  // namespace soundings::claims
