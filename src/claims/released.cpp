// Released figures as points, and what is known of their differences.
#include "soundings/claims/released.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "readings.h"

namespace soundings::claims {

namespace {

using Kind = SeriesPeriod::Kind;

/// A period by its kind and text.
struct Written {
  Kind kind = Kind::month;
  std::string text;
};

std::optional<Written> written(const Period& period, const Survey* survey) {
  if (period.kind == Period::Kind::waves) {
    const Wave* wave =
        survey == nullptr || !period.single() ? nullptr : survey->find_wave(period.first_wave);
    if (wave != nullptr) {
      return Written{Kind::wave, "wave " + std::to_string(period.first_wave) + " (" +
                                     to_text(wave->month) + ")"};
    }
    return period.single()
               ? std::nullopt
               : std::optional(Written{Kind::waves, "waves " + std::to_string(period.first_wave) +
                                                        "-" + std::to_string(period.last_wave)});
  }
  if (period.single()) {
    return Written{Kind::month, to_text(period.first)};
  }
  constexpr int quarter = 3;
  return Written{period.length() == quarter ? Kind::quarter : Kind::cumulative,
                 to_text(period.first) + "/" + to_text(period.last)};
}

/// The weighted of two, else the unweighted; nullptr where there is neither.
template <typename Of>
const auto* leading(const Of& of) {
  return of.weighted ? &*of.weighted : of.unweighted ? &*of.unweighted : nullptr;
}

/// The name of what a row speaks of; empty where that is neither the force nor an area.
std::string area_of(const Definitions& definitions, const DomainKey& key) {
  if (key.empty()) {
    return force_in_series(definitions);
  }
  if (key.size() != 1 || key.begin()->first != definitions.domain_id(DomainRole::area)) {
    return "";
  }
  const Area* area = definitions.areas.find(key.begin()->second);
  return area == nullptr ? "" : area->name;
}

bool clear(soundings::Verdict verdict) {
  return verdict == soundings::Verdict::higher || verdict == soundings::Verdict::lower;
}

/// "No clear change: −2.4 points, 95% range −7.0 to +2.2".
std::string words_of(const Comparisons& comparisons, const Comparison& row) {
  std::string words{wording::reading(row.verdict, comparisons.against)};
  if (const Difference* difference = leading(row)) {
    words += ": " + wording::points(difference->points, comparisons.decimals) + ", 95% range " +
             wording::points_range(difference->lo, difference->hi, comparisons.decimals);
  }
  return words;
}

void add_reading(const Definitions& definitions, const Comparisons& comparisons,
                 const Comparison& row, std::vector<KnownReading>& readings) {
  const Survey* survey = definitions.find_survey(comparisons.survey);
  const auto to = series_period(row.a.period, survey);
  const std::string area = area_of(definitions, row.a.key);
  const bool in_time = over_time(comparisons.against);
  const auto from = in_time && row.b ? series_period(row.b->period, survey) : std::nullopt;
  const bool known = in_time ? from.has_value() : comparisons.against == Against::rest;
  if (to && !area.empty() && known && !row.hidden) {
    KnownReading reading{.series = row.a.measure,
                         .area = area,
                         .from = from,
                         .to = *to,
                         .clear = clear(row.verdict),
                         .decimals = comparisons.decimals,
                         .words = words_of(comparisons, row)};
    if (const Difference* difference = leading(row)) {
      reading.points = difference->points;
      reading.lo = difference->lo;
      reading.hi = difference->hi;
    }
    readings.push_back(std::move(reading));
  }
}

void add_range(const Definitions& definitions, const Table& table, const Row& row,
               std::vector<KnownRange>& ranges) {
  const auto period = series_period(table.period, definitions.find_survey(table.survey));
  const std::string area = area_of(definitions, row.key);
  const Shown* shown = leading(row);
  if (period && !area.empty() && shown != nullptr && !row.hidden && row.answer.empty()) {
    ranges.push_back({.series = table.measure,
                      .area = area,
                      .period = *period,
                      .lo = shown->lo,
                      .hi = shown->hi,
                      .decimals = table.decimals,
                      .base = row.base,
                      .about = table.coarse});
  }
}

bool is_change(Claim::Kind kind) {
  return kind == Claim::Kind::way || kind == Claim::Kind::change || kind == Claim::Kind::difference;
}

/// Whether a claim says that something went one way, or that an area stands apart.
bool names_direction(const Claim& claim) {
  return is_change(claim.kind)
             ? claim.way != Way::level
             : claim.kind == Claim::Kind::compared || claim.kind == Claim::Kind::listed ||
                   claim.kind == Claim::Kind::extreme;
}

/// Readings of what the claim speaks of, as far as they are known.
std::vector<const KnownReading*> readings_of(const Subject& subject) {
  const Claim& claim = subject.claim;
  const std::string& series = subject.series.id;
  std::vector<const KnownReading*> found;
  if (is_change(claim.kind)) {
    const Ends ends = ends_of(subject, series, subject.area());
    if (ends.known()) {
      found.push_back(
          subject.points.reading(series, subject.area(), &ends.from->period, ends.to->period));
    }
  } else {
    for (const std::string& area : claim.areas) {
      if (const Held* held = one_at(subject, area, claim.at)) {
        found.push_back(subject.points.reading(series, area, nullptr, held->period));
      }
    }
  }
  std::erase(found, nullptr);
  return found;
}

/// What figures of one answer have in common.
struct Printed {
  std::string measure;
  std::string release;
  std::string survey;
  int decimals = 1;
  bool approximate = false;
};

class ReleasedPoints {
 public:
  explicit ReleasedPoints(const Definitions& definitions) : definitions_(definitions) {}

  /// shown: nullptr for no figure.
  void add(const Printed& printed, const Period& period, const DomainKey& key, const Shown* shown) {
    const ExternalSeries* series = definitions_.report.find_series(printed.measure);
    const auto when = written(period, definitions_.find_survey(printed.survey));
    const std::string area = area_of(definitions_, key);
    if (series == nullptr || !when || area.empty() || shown == nullptr) {
      return;
    }
    const bool there = std::ranges::any_of(all_, [&](const ExternalPoint& one) {
      return one.series == series->id && one.area == area && one.kind == when->kind &&
             one.period == when->text;
    });
    if (!there) {
      all_.push_back({.aim = series->aim,
                      .series = series->id,
                      .area = area,
                      .kind = when->kind,
                      .period = when->text,
                      .value = rounded(shown->value, printed.decimals),
                      .unit = series->unit,
                      .approximate = printed.approximate,
                      .source = "Soundings, release " + printed.release,
                      .evidence = "table"});
    }
  }

  [[nodiscard]] std::vector<ExternalPoint> all() && { return std::move(all_); }

 private:
  const Definitions& definitions_;
  std::vector<ExternalPoint> all_;
};

/// The figures of those tables that are rounded, or of those that are not.
void add_tables(std::span<const Table> tables, bool coarse, ReleasedPoints& points) {
  for (const Table& table : tables) {
    if (table.coarse != coarse || table.statistic != Statistic::pct_positive) {
      continue;
    }
    for (const Row& row : table.rows) {
      if (!row.hidden && row.answer.empty()) {
        points.add({.measure = table.measure,
                    .release = table.release,
                    .survey = table.survey,
                    .decimals = coarse ? 0 : table.decimals,
                    .approximate = coarse},
                   table.period, row.key, leading(row));
      }
    }
  }
}

}  // namespace

std::optional<SeriesPeriod> series_period(const Period& period, const Survey* survey) {
  const auto text = written(period, survey);
  return text ? parse_series_period(text->kind, text->text) : std::nullopt;
}

std::string force_in_series(const Definitions& definitions) {
  const auto& areas = definitions.report.areas;
  const auto at = std::ranges::find(areas, "force", &SeriesArea::area);
  return at == areas.end() ? "" : at->name;
}

std::vector<ExternalPoint> released_points(const Definitions& definitions,
                                           std::span<const Table> tables,
                                           std::span<const Comparisons> changes) {
  ReleasedPoints points(definitions);
  add_tables(tables, false, points);
  for (const Comparisons& comparisons : changes) {
    if (!over_time(comparisons.against) || comparisons.statistic != Statistic::pct_positive) {
      continue;
    }
    for (const Comparison& row : comparisons.rows) {
      if (!row.hidden && row.b) {
        points.add({.measure = comparisons.measure,
                    .release = comparisons.release,
                    .survey = comparisons.survey,
                    .decimals = comparisons.decimals},
                   row.b->period, row.b->key, leading(*row.b));
      }
    }
  }
  add_tables(tables, true, points);  // where nothing more exact is printed of the same
  return std::move(points).all();
}

std::vector<ExternalPoint> with_released(std::vector<ExternalPoint> imported,
                                         std::vector<ExternalPoint> released) {
  std::erase_if(imported, [&](const ExternalPoint& one) {
    return std::ranges::find(released, one.series, &ExternalPoint::series) != released.end();
  });
  imported.insert(imported.end(), std::make_move_iterator(released.begin()),
                  std::make_move_iterator(released.end()));
  return imported;
}

std::vector<KnownReading> known_readings(const Definitions& definitions,
                                         std::span<const Comparisons> readings) {
  std::vector<KnownReading> all;
  for (const Comparisons& comparisons : readings) {
    for (const Comparison& row : comparisons.rows) {
      add_reading(definitions, comparisons, row, all);
    }
  }
  return all;
}

std::vector<KnownRange> known_ranges(const Definitions& definitions,
                                     std::span<const Table> tables) {
  std::vector<KnownRange> all;
  for (const bool coarse : {false, true}) {  // the more exact of two first
    for (const Table& table : tables) {
      if (table.coarse == coarse && table.statistic == Statistic::pct_positive) {
        for (const Row& row : table.rows) {
          add_range(definitions, table, row, all);
        }
      }
    }
  }
  return all;
}

Judgement as_read(const Subject& subject, Judgement judged) {
  if ((judged.verdict != Verdict::holds && judged.verdict != Verdict::rounding) ||
      !names_direction(subject.claim)) {
    return judged;
  }
  const auto readings = readings_of(subject);
  const bool ours = subject.points.definitions().find_measure(subject.series.id) != nullptr;
  if (readings.empty() && ours && subject.points.has_readings() && is_change(subject.claim.kind)) {
    judged.verdict = Verdict::no_source;
    judged.arithmetic += "; no release tells whether this change is more than chance";
  }
  for (const KnownReading* reading : readings) {
    if (!reading->clear) {
      judged.verdict = Verdict::contradicted;
      judged.arithmetic += "; but " + reading->area + ": " + reading->words;
    }
  }
  return judged;
}

}  // namespace soundings::claims
