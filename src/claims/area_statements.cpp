// Sentences that set the force beside others, and areas beside each other.
#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

#include "soundings/claims/series_points.h"
#include "soundings/wording/fill.h"
#include "soundings/wording/wording.h"

#include "series_writer.h"

namespace soundings::claims {

namespace {

using wording::filled;

/// The figures of every area at the time of one of them.
std::vector<const Held*> areas_at(const SeriesWriter& writer, const SeriesPeriod& period) {
  std::vector<const Held*> all;
  for (const std::string& area : writer.points().areas(writer.series().id)) {
    for (const Held* one : writer.points().all(writer.series().id, area)) {
      if (one->period == period && !one->point->approximate) {
        all.push_back(one);
      }
    }
  }
  return all;
}

/// The areas that a list can name, the highest first.
std::vector<const Held*> parts_at(const SeriesWriter& writer, const SeriesPeriod& period) {
  std::vector<const Held*> all;
  for (const Held* one : areas_at(writer, period)) {
    if (!writer.is_whole(one->point->area)) {
      all.push_back(one);
    }
  }
  std::ranges::stable_sort(all, std::greater(), [](const Held* one) { return one->value; });
  return all;
}

/// What areas are set against: the newest figure of the force, else of another whole.
const Held* whole_of(const SeriesWriter& writer) {
  if (const Held* own = writer.newest(writer.force())) {
    return own;
  }
  for (const std::string& area : writer.points().areas(writer.series().id)) {
    if (writer.is_whole(area)) {
      return writer.newest(area);
    }
  }
  return nullptr;
}

/// "longer" of days, "higher" of anything else.
const char* beside(const ExternalSeries& series, bool more) {
  if (series.unit == "days") {
    return more ? "longer" : "shorter";
  }
  return more ? "higher" : "lower";
}

void write_comparison(SeriesWriter& writer) {
  const Held* own = writer.newest(writer.force());
  if (own == nullptr) {
    return;
  }
  for (const Held* other : areas_at(writer, own->period)) {
    if (other == own || !writer.is_whole(other->point->area) || other->value == own->value) {
      continue;
    }
    writer.say("comparison",
               filled("{title} in the force was {own} in {time}, {way} than in {other} ({theirs}).",
                      {{"title", writer.title()},
                       {"own", writer.amount(*own)},
                       {"time", in_words(own->period)},
                       {"way", beside(writer.series(), own->value > other->value)},
                       {"other", writer.place(other->point->area)},
                       {"theirs", writer.amount(*other)}}),
               writer.better(own->value - other->value));
  }
}

std::vector<const Held*> above(const std::vector<const Held*>& parts, double value) {
  std::vector<const Held*> all;
  std::ranges::copy_if(parts, std::back_inserter(all),
                       [value](const Held* one) { return one->value > value; });
  return all;
}

/// The average itself is left out of the sentence where other figures contradict it and the same
/// areas lie above it either way.
void write_above_average(SeriesWriter& writer, const Held& average) {
  const std::string& unit = writer.series().unit;
  if (!unit.starts_with("per ") && unit != "percent") {
    return;
  }
  const auto parts = parts_at(writer, average.period);
  const auto areas = above(parts, average.value);
  if (areas.empty()) {
    return;
  }
  std::vector<std::string> named;
  std::ranges::transform(areas, std::back_inserter(named), [](const Held* one) {
    return one->point->area + " (" + printed(one->value, one->decimals) + ")";
  });
  const std::string& whole = average.point->area;
  const std::map<std::string, std::string> values{{"areas", wording::list(named)},
                                                  {"title", writer.title()},
                                                  {"whole", writer.place(whole)},
                                                  {"average", writer.amount(average)},
                                                  {"time", in_words(average.period)}};
  std::vector<std::string> wordings{
      filled("{title} was above that of {whole} ({average}) in {areas} in {time}.", values)};
  const auto worked = worked_out(writer.subject(), whole, {});
  if (worked && above(parts, worked->value) == areas) {
    wordings.push_back(filled("{title} was above that of {whole} in {areas} in {time}.", values));
  }
  writer.say_first("above_average", wordings);
}

void write_highest(SeriesWriter& writer, const Held& whole) {
  const auto all = parts_at(writer, whole.period);
  if (all.size() < 3 || all[0]->value == all[1]->value) {
    return;
  }
  const auto& report = writer.points().definitions().report;
  const bool forces = std::ranges::all_of(all, [&](const Held* one) {
    return report.find_area(one->point->area) != nullptr;  // an area of ours is in the register
  });
  writer.say("highest", filled("{area} had the highest {title}{among} in {time}, at {amount}.",
                               {{"area", all.front()->point->area},
                                {"title", writer.title_within()},
                                {"among", forces ? " of the forces with a figure" : ""},
                                {"time", in_words(all.front()->period)},
                                {"amount", writer.amount(*all.front())}}));
}

/// From the lowest to the highest, where the force lies between them.
void write_range(SeriesWriter& writer, const Held& whole) {
  const auto all = parts_at(writer, whole.period);
  if (all.size() < 2 || all.back()->value >= whole.value || all.front()->value <= whole.value) {
    return;
  }
  writer.say("range",
             filled("{title} ranged from {low} in {lowest} to {high} in {highest} in {time}.",
                    {{"title", writer.title()},
                     {"low", writer.amount(*all.back())},
                     {"lowest", all.back()->point->area},
                     {"high", writer.amount(*all.front())},
                     {"highest", all.front()->point->area},
                     {"time", in_words(whole.period)}}));
}

void write_growth(SeriesWriter& writer) {
  struct Grown {
    std::string area;
    Ends ends;
    double per_cent = 0.0;
  };
  std::vector<Grown> all;
  for (const std::string& area : writer.points().areas(writer.series().id)) {
    const Ends ends = ends_of(writer.subject(), writer.series().id, area);
    if (!writer.is_whole(area) && ends.known() && ends.from->value != 0.0) {
      all.push_back({.area = area,
                     .ends = ends,
                     .per_cent = 100.0 * (ends.to->value / ends.from->value - 1.0)});
    }
  }
  std::ranges::stable_sort(all, std::greater(), &Grown::per_cent);
  if (all.size() < 3 || all.front().per_cent <= 0.0 || all[0].per_cent == all[1].per_cent) {
    return;
  }
  const Grown& most = all.front();
  writer.say("growth",
             filled("{area} had the highest growth in {title} between {from} and {to}, from "
                    "{before} to {after}.",
                    {{"area", most.area},
                     {"title", inside(writer.title())},
                     {"from", in_words(most.ends.from->period)},
                     {"to", in_words(most.ends.to->period)},
                     {"before", writer.amount(*most.ends.from)},
                     {"after", writer.amount(*most.ends.to)}}));
}

}  // namespace

void write_areas(SeriesWriter& writer) {
  const Held* whole = whole_of(writer);
  // Of a survey of others, whose range is not known, a difference may be chance.
  if (!writer.series().sampled) {
    write_comparison(writer);
    if (whole != nullptr) {
      write_above_average(writer, *whole);
      write_highest(writer, *whole);
    }
    write_growth(writer);
  }
  if (whole != nullptr) {
    write_range(writer, *whole);
  }
}

}  // namespace soundings::claims
