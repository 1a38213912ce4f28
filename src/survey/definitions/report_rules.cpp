// The rules of external series and of the aims of the report.
#include <algorithm>
#include <array>
#include <set>

#include "definitions/dates.h"
#include "definitions/rules.h"
#include "definitions/spellings.h"

namespace soundings::definition {
namespace {

using Relation = SeriesRelation::Kind;

bool is_series(const SeriesDraft& draft, const std::string& id) {
  return std::ranges::find(draft.series, id, &ExternalSeries::id) != draft.series.end();
}

/// A baseline is a period of some kind: which one, only its points say.
bool reads_as_period(const std::string& text) {
  using Kind = SeriesPeriod::Kind;
  return std::ranges::any_of(
      std::array{Kind::month, Kind::financial_year, Kind::calendar_year, Kind::year_to_date},
      [&text](Kind kind) { return parse_series_period(kind, text).has_value(); });
}

/// Whether a relation has what its kind is worked out from.
bool complete(const SeriesRelation& one) {
  switch (one.kind) {
    case Relation::rate:
      return !one.of.empty() && one.per > 0 && (one.ages.empty() || one.population_year > 0);
    case Relation::share:
      return !one.of.empty() && !one.whole.empty();
    case Relation::composition:
    case Relation::whole_year_parts:
      return !one.of.empty() && !one.part.empty();
    case Relation::category:
      return !one.of.empty() && !one.part.empty() && !one.axis.empty();
    case Relation::cycle:
      return one.months > 0;
    case Relation::complement:
    case Relation::monthly_average:
    case Relation::difference:
    case Relation::percent_change:
    case Relation::minimum_of:
    case Relation::within:
    case Relation::target:
      return !one.of.empty();
  }
  return false;
}

/// Kinds that are worked out from points of another series, which must be defined.
bool needs_series(Relation kind) {
  constexpr std::array free{Relation::difference, Relation::percent_change, Relation::target,
                            Relation::category, Relation::cycle};
  return std::ranges::find(free, kind) == free.end();
}

Faults relation_faults(const SeriesDraft& draft, const ExternalSeries& series,
                       const std::string& at) {
  Faults faults;
  for (std::size_t i = 0; i < series.relations.size(); ++i) {
    const SeriesRelation& one = series.relations[i];
    const std::string here = at + "/relations/" + std::to_string(i);
    if (!complete(one)) {
      faults.push_back(
          fault(draft.header, here, series.id, "series_relation_complete",
                "a relation of " + series.id + " lacks a field that its kind is worked out from"));
    }
    for (const std::string* other : {&one.of, &one.whole}) {
      if (needs_series(one.kind) && !other->empty() && !is_series(draft, *other)) {
        faults.push_back(fault(draft.header, here, *other, "series_relation_exists",
                               series.id + " is worked out from a series that is not listed"));
      }
    }
  }
  return faults;
}

Faults one_series_faults(const SeriesDraft& draft, std::size_t i, const Draft& all) {
  const ExternalSeries& series = draft.series[i];
  const std::string at = "/series/" + std::to_string(i);
  Faults faults = relation_faults(draft, series, at);
  if (!series.baseline.empty() && !reads_as_period(series.baseline)) {
    faults.push_back(
        fault(draft.header, at + "/baseline", series.baseline, "series_baseline_readable",
              series.baseline + " is no period: 2016-03, 2015/16, 2015 or 2015/16 Q4"));
  }
  if (!series.break_before.empty() && !parse_month(series.break_before)) {
    faults.push_back(fault(draft.header, at + "/break_before", series.break_before,
                           "series_break_readable", series.break_before + " is no month"));
  }
  const bool known =
      !all.aims || std::ranges::find(all.aims->aims, series.aim, &Aim::id) != all.aims->aims.end();
  if (!known && !all.broken.contains("aims.json")) {
    faults.push_back(fault(draft.header, at + "/aim", series.aim, "series_aim_exists",
                           series.id + " is of an aim that aims.json does not list"));
  }
  return faults;
}

/// Every name of an area: its own, its other ones, and those of the register.
Faults area_name_faults(const SeriesDraft& draft, const Draft& all) {
  Faults faults;
  std::vector<Spelling> spellings;
  for (std::size_t i = 0; i < draft.areas.size(); ++i) {
    const SeriesArea& area = draft.areas[i];
    const std::string at = "/areas/" + std::to_string(i);
    spellings.push_back({.owner = area.name, .text = area.name, .pointer = at + "/name"});
    for (std::size_t j = 0; j < area.also.size(); ++j) {
      spellings.push_back(
          {.owner = area.name, .text = area.also[j], .pointer = at + "/also/" + std::to_string(j)});
    }
    const bool known =
        area.area.empty() || !all.areas ||
        std::ranges::find(all.areas->areas, area.area, &Area::id) != all.areas->areas.end();
    if (!known && !all.broken.contains("areas.json")) {
      faults.push_back(fault(draft.header, at + "/area", area.area, "series_area_exists",
                             area.name + " is of an area that is not in the register"));
    }
  }
  return joined(std::move(faults),
                ambiguous_spellings(draft.header, spellings, "series_area_unambiguous"));
}

Faults population_faults(const SeriesDraft& draft) {
  Faults faults;
  std::set<std::pair<std::string, int>> seen;
  for (std::size_t i = 0; i < draft.populations.size(); ++i) {
    const Population& one = draft.populations[i];
    if (!seen.emplace(one.area, one.year).second) {
      faults.push_back(fault(draft.header, "/populations/" + std::to_string(i), one.area,
                             "population_once",
                             one.area + " has two populations in " + std::to_string(one.year)));
    }
  }
  return faults;
}

bool confidence_gap_fits(const Aim& aim, const MeasuresDraft& measures) {
  const auto at = aim.measures.empty()
                      ? measures.measures.end()
                      : std::ranges::find(measures.measures, aim.measures.front(), &Measure::id);
  return at != measures.measures.end() && at->may_be_broken_down_by("npu");
}

}  // namespace

Faults series_faults(const SeriesDraft& draft, const Draft& all) {
  Faults faults = repeated_ids(draft.header, ids_of(draft.series, "/series"));
  for (std::size_t i = 0; i < draft.series.size(); ++i) {
    faults = joined(std::move(faults), one_series_faults(draft, i, all));
  }
  faults = joined(std::move(faults), area_name_faults(draft, all));
  return joined(std::move(faults), population_faults(draft));
}

namespace {

/// What an aim says of measures. known: those of measures.json.
Faults measure_faults(const AimsDraft& draft, std::size_t index, const MeasuresDraft& known) {
  Faults faults;
  const Aim& aim = draft.aims[index];
  const std::string at = "/aims/" + std::to_string(index);
  for (std::size_t j = 0; j < aim.measures.size(); ++j) {
    if (std::ranges::find(known.measures, aim.measures[j], &Measure::id) == known.measures.end()) {
      faults.push_back(fault(draft.header, at + "/measures/" + std::to_string(j), aim.measures[j],
                             "aim_measure_exists",
                             aim.id + " has a measure that measures.json does not list"));
    }
  }
  if (!aim.computed.empty() && !confidence_gap_fits(aim, known)) {
    faults.push_back(
        fault(draft.header, at + "/computed", aim.computed, "aim_computed_from",
              "the gap between areas is computed from a measure by npu, the first of " + aim.id));
  }
  return faults;
}

bool has_series(const Aim& aim, const Draft& all) {
  return all.series && std::ranges::find(all.series->series, aim.id, &ExternalSeries::aim) !=
                           all.series->series.end();
}

}  // namespace

Faults aim_faults(const AimsDraft& draft, const Draft& all) {
  Faults faults = repeated_ids(draft.header, ids_of(draft.aims, "/aims"));
  if (!is_date(draft.report_date)) {
    faults.push_back(fault(draft.header, "/report/date", draft.report_date, "date_valid",
                           "the date of the report is no date: " + draft.report_date));
  }
  const bool series_known = !all.broken.contains("series.json");
  for (std::size_t i = 0; i < draft.aims.size(); ++i) {
    const Aim& aim = draft.aims[i];
    const bool measured = !aim.measures.empty() || has_series(aim, all);
    if (series_known && measured != aim.no_source.empty()) {
      faults.push_back(fault(draft.header, "/aims/" + std::to_string(i), aim.id,
                             "aim_measured_or_says_so",
                             "an aim has measures or a series, or says why it has none; " + aim.id +
                                 " has " + (measured ? "both" : "neither")));
    }
    if (all.measures && !all.broken.contains("measures.json")) {
      faults = joined(std::move(faults), measure_faults(draft, i, *all.measures));
    }
  }
  return faults;
}

}  // namespace soundings::definition
