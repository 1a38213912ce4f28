// Sentences of one figure of the force: the newest, worked out of others where none was printed.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "soundings/base/number.h"
#include "soundings/claims/series_points.h"
#include "soundings/wording/fill.h"

#include "series_writer.h"

namespace soundings::claims {

namespace {

using Relation = SeriesRelation::Kind;
using wording::filled;

/// A series of changes or of targets is stated with the series that it is of.
bool stands_alone(const ExternalSeries& series) {
  return std::ranges::none_of(series.relations, [](const SeriesRelation& one) {
    return one.kind == Relation::difference || one.kind == Relation::percent_change ||
           one.kind == Relation::target;
  });
}

/// The figure of a quarter held against the shares of its year, however its months are worded.
Judgement as_its_quarter(const SeriesWriter& writer, const Held& held) {
  if (held.period.kind != SeriesPeriod::Kind::quarter) {
    return {};
  }
  const Amount own{.value = held.value, .decimals = held.decimals};
  return judge_value(
      writer.subject(), writer.force(),
      {.kind = When::Kind::quarter, .first = held.period.first, .last = held.period.last}, own);
}

/// "about a third" of a share that is as near to it as a claim of a third may be; else "12.5%".
std::string share_in_words(double share) {
  struct Part {
    double of = 0.0;
    const char* words = nullptr;
  };
  constexpr std::array<Part, 5> parts{{{1.0 / 4.0, "about a quarter"},
                                       {1.0 / 3.0, "about a third"},
                                       {1.0 / 2.0, "about half"},
                                       {2.0 / 3.0, "about two thirds"},
                                       {3.0 / 4.0, "about three quarters"}}};
  constexpr double near = 0.1;  // docs/claims.md: "A third" may be off by a tenth of itself
  const Part& nearest = *std::ranges::min_element(
      parts, {}, [share](const Part& one) { return std::abs(share / one.of - 1.0); });
  return std::abs(share / nearest.of - 1.0) < near ? nearest.words
                                                   : printed(100.0 * share, 1) + "%";
}

/// ", about a third of the 1,030 allegations recorded", ", 39.3% of the Active Citizens budget
/// (£720,000)"; empty where the series is no part of another.
std::string part_of_whole(const SeriesWriter& writer, const Held& held) {
  constexpr std::string_view count = "The number of ";
  const SeriesRelation* within = writer.subject().relation(Relation::within);
  const ExternalSeries* whole = within == nullptr ? nullptr : writer.points().series(within->of);
  const Held* all =
      whole == nullptr ? nullptr : related(writer.subject(), whole->id, writer.force(), {});
  if (all == nullptr || all->value == 0.0 || all->period.last != held.period.last) {
    return "";
  }
  const std::string& title = whole->title.at("en");
  const bool counted = title.starts_with(count);
  return filled(counted ? ", {share} of the {number} {counted}" : ", {share} of {title} ({amount})",
                {{"share", share_in_words(held.value / all->value)},
                 {"number", printed(all->value, all->decimals)},
                 {"counted", counted ? title.substr(count.size()) : ""},
                 {"title", inside(title)},
                 {"amount", amount_in_words(*whole, all->value, all->decimals, false)}});
}

/// ", above the ambition for Street Watch schemes (50)"; "; the ambition for police cadets for
/// March 2020 is 500" of a target whose time has not come.
std::string beside_target(const SeriesWriter& writer, const Held& held) {
  for (const ExternalSeries& one : writer.points().definitions().report.series) {
    const auto by = std::ranges::find(one.relations, Relation::target, &SeriesRelation::kind);
    if (by == one.relations.end() || by->of != writer.series().id) {
      continue;
    }
    const auto targets = writer.points().at(one.id, writer.force(), {});
    if (targets.empty()) {
      continue;
    }
    const Held& target = *targets.front();
    const bool due = target.period == held.period && !held.point->approximate;
    return filled(due ? ", {way} {target} ({amount})" : "; {target} for {time} is {amount}",
                  {{"way", held.value > target.value   ? "above"
                           : held.value < target.value ? "below"
                                                       : "at"},
                   {"target", inside(one.title.at("en"))},
                   {"time", in_words(target.period)},
                   {"amount", printed(target.value, target.decimals)}});
  }
  return "";
}

/// ", more than 70,000": a coarser figure of the same time that the report prints in its words.
std::string beside_coarse(const SeriesWriter& writer, const Held& held) {
  for (const Held* one : writer.points().all(writer.series().id, writer.force())) {
    if (one->period == held.period && one->point->approximate && !held.point->approximate &&
        one->value < held.value) {
      return ", more than " + printed(one->value, one->decimals);
    }
  }
  return "";
}

void write_printed(SeriesWriter& writer, const Held& held) {
  const std::string text =
      filled("{title} stood at {amount} in {time}", {{"title", writer.title()},
                                                     {"amount", writer.amount(held)},
                                                     {"time", in_words(held.period)}});
  const Judgement quarter = as_its_quarter(writer, held);
  if (quarter.verdict == Verdict::contradicted) {
    writer.leave_out("value", text + ".", quarter);
    return;
  }
  std::vector<std::string> wordings;
  for (const std::string& more :
       {part_of_whole(writer, held), beside_target(writer, held), beside_coarse(writer, held)}) {
    if (!more.empty()) {
      wordings.push_back(text + more + ".");
    }
  }
  wordings.push_back(text + ".");
  writer.say_first("value", wordings);
}

/// A share, a rate or a complement that nobody printed, of figures that somebody did.
void write_worked_out(SeriesWriter& writer) {
  const ExternalSeries& series = writer.series();
  const auto by = std::ranges::find_if(series.relations, [](const SeriesRelation& one) {
    return one.kind == Relation::share || one.kind == Relation::complement;
  });
  if (by == series.relations.end()) {
    return;
  }
  const auto sources = writer.points().at(by->of, writer.force(), {});
  if (sources.empty() || sources.front()->point->approximate) {
    return;
  }
  if (const auto worked = worked_out(writer.subject(), writer.force(), {})) {
    writer.say("value",
               filled("{title} stood at {amount} in {time}.",
                      {{"title", writer.title()},
                       {"amount", amount_in_words(series, worked->value, series.decimals, false)},
                       {"time", in_words(sources.front()->period)}}));
  }
}

}  // namespace

void write_value(SeriesWriter& writer) {
  if (!stands_alone(writer.series())) {
    return;
  }
  if (const Held* held = writer.newest(writer.force())) {
    write_printed(writer, *held);
  } else if (!writer.points().has(writer.series().id)) {
    write_worked_out(writer);
  }
}

}  // namespace soundings::claims
