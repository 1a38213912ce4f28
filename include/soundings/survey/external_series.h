// Figures that no survey of ours measures: crime, complaints, reoffending and the other series of
// the report, as somebody else counted them. They stand beside survey figures and are never pooled
// with them. Their definitions are read from survey_defs/series.json.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/measure.h"
#include "soundings/survey/series_period.h"

namespace soundings {

/// One imported figure. value: in `unit`, as it was written, so that its decimals are known.
struct ExternalPoint {
  std::string aim;
  std::string series;
  std::string area;
  SeriesPeriod::Kind kind = SeriesPeriod::Kind::month;
  std::string period;  ///< as its kind writes it
  std::string value;   ///< a plain number: "24000", "9.3", "-0.08"
  std::string unit;
  bool approximate = false;  ///< read off a chart, or given with "about"
  std::string source;
  std::string evidence;  ///< where it stands: "chart", "table", "dashboard" or "commentary"

  friend bool operator==(const ExternalPoint&, const ExternalPoint&) = default;
};

/// How a series follows from others, so that its figures can be worked out again.
struct SeriesRelation {
  enum class Kind {
    rate,              ///< `of` over people of `ages`, times `per`
    share,             ///< `of` over `whole`, per cent
    complement,        ///< 100 less `of`
    monthly_average,   ///< `of` over twelve
    difference,        ///< the change of `of`
    percent_change,    ///< the same in per cent; `falls`: given as a reduction
    minimum_of,        ///< another count of the same thing, by another definition
    within,            ///< a part of `of`
    cycle,             ///< one every `months` months
    composition,       ///< the share of `of` that is `part`
    target,            ///< what `of` is meant to reach
    category,          ///< `of` for one group of people: `part` along `axis`
    whole_year_parts,  ///< `of` is a share, whose part is `part`, in the year of which this is a
                       ///< whole
  };
  Kind kind = Kind::rate;
  std::string of;
  std::string whole;
  std::string part;
  std::string axis;
  std::string ages;
  int per = 0;
  int population_year = 0;
  int months = 0;
  bool falls = false;
};

/// What is known of one series before any of its points.
struct ExternalSeries {
  std::string id;
  std::string aim;
  Labels title;
  /// How sentences name it: words that must all stand there, in any order. "offence*" stands for
  /// every word that begins so.
  std::vector<std::string> names;
  std::vector<std::string> unless;  ///< words before a name by which it names something else
  std::string unit;
  int decimals = 0;
  std::optional<Measure::Direction> good;
  std::string baseline;      ///< as its kind of period writes it; empty for none
  bool sampled = false;      ///< of a survey of others: a difference may be chance
  std::string break_before;  ///< earlier points are not comparable; a month, or empty
  int published_after = 0;   ///< months from the end of a period to its first publication
  std::vector<SeriesRelation> relations;
};

/// An area, or a group of forces, of which a series speaks. area: of the register, or empty.
struct SeriesArea {
  std::string name;
  std::string area;
  bool whole = false;  ///< others are compared with it, and it is no part of a list of areas
  std::vector<std::string> also;
};

/// Residents of an area in the middle of a year, by ages ("all", "10-17").
struct Population {
  std::string area;
  int year = 0;
  std::map<std::string, std::int64_t> people;
};

/// What the report is for, and how it is measured. measures: of surveys; series: of others.
struct Aim {
  std::string id;
  Labels title;
  Labels wording;
  std::vector<std::string> measures;
  std::vector<std::string> series;
  std::string computed;  ///< "confidence_gap": worked out of the first measure's areas; or empty
  Labels no_source;      ///< why nothing measures it; empty where something does
};

/// Everything survey_defs says of external series and of the report.
struct ReportDefinitions {
  std::string report_title;
  std::string report_date;  ///< "2019-06-18"; points that were published later are not used
  std::vector<Aim> aims;
  std::vector<SeriesArea> areas;
  std::vector<ExternalSeries> series;
  std::vector<Population> populations;

  [[nodiscard]] const ExternalSeries* find_series(std::string_view id) const noexcept;
  [[nodiscard]] const SeriesArea* find_area(std::string_view name) const noexcept;
  [[nodiscard]] std::optional<std::int64_t> people(std::string_view area, int year,
                                                   std::string_view ages) const noexcept;
};

}  // namespace soundings
