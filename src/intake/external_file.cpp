// Rows of external series: figures that others counted, each held to the definition of its series.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "soundings/base/nearest.h"
#include "soundings/base/number.h"
#include "soundings/survey/disagreement.h"
#include "soundings/survey/series_areas.h"

#include "point_conflicts.h"
#include "reference_table.h"
#include "series_rules.h"

namespace soundings::intake {

namespace {

constexpr std::array<std::string_view, 10> names{"aim",    "measure", "area", "period_type",
                                                 "period", "value",   "unit", "approximate",
                                                 "source", "evidence"};
/// Columns without which no row is a point.
constexpr std::array<std::string_view, 5> needed{"measure", "area", "period_type", "period",
                                                 "value"};
constexpr std::array<std::string_view, 4> kinds_of_evidence{"chart", "table", "dashboard",
                                                            "commentary"};

std::string given(const Submission& row, std::string_view column) {
  return "; given \"" + cell(row, column) + "\"";
}

const ExternalSeries* series_of(const Submission& row, const Definitions& definitions,
                                Faults& faults) {
  const std::string id = cell(row, "measure");
  const ExternalSeries* series = definitions.report.find_series(id);
  if (series == nullptr) {
    std::vector<std::string> known;
    known.reserve(definitions.report.series.size());
    for (const ExternalSeries& one : definitions.report.series) {
      known.push_back(one.id);
    }
    faults.at(row, "series_unknown",
              "measure takes an external series of the definitions" + given(row, "measure") +
                  did_you_mean(nearest(id, known)));
  }
  return series;
}

std::string area_of(const Submission& row, const Definitions& definitions, Faults& faults) {
  const std::string text = cell(row, "area");
  if (const auto area = series_area_named(definitions, text)) {
    return *area;
  }
  std::vector<KnownWord> known;
  for (const SeriesAreaName& one : series_area_names(definitions)) {
    known.push_back({.spelling = one.spelling, .shown = one.area});
  }
  faults.at(row, "series_area_unknown",
            "area takes an area or force of the definitions" + given(row, "area") +
                did_you_mean(nearest(text, known)));
  return "";
}

SeriesPeriod::Kind kind_of(const Submission& row, Faults& faults) {
  const auto kind = parse_series_kind(cell(row, "period_type"));
  if (!kind) {
    faults.at(row, "period_type_unknown",
              "period_type takes month, quarter, year_ending, financial_year, calendar_year, "
              "year_to_date, last_12_months, point_in_time, cumulative, cohort_12_months, wave or "
              "waves" +
                  given(row, "period_type"));
    return SeriesPeriod::Kind::month;
  }
  const auto period = parse_series_period(*kind, cell(row, "period"));
  if (!period) {
    faults.at(row, "period_malformed",
              "period of a " + cell(row, "period_type") + " is written " +
                  std::string(period_form(*kind)) + given(row, "period"));
  } else if (const auto rule = broken_period_rule(*period)) {
    faults.at(row, "period_impossible", "period lies " + *rule + given(row, "period"));
  }
  return *kind;
}

/// A number without its thousands separators; nothing where they stand in the wrong places.
std::optional<std::string> plain_number(std::string_view text) {
  const auto whole = text.substr(0, text.find('.'));
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ',') {
      plain += text[i];
      continue;
    }
    const bool separates = i > 0 && i < whole.size() && (whole.size() - i) % 4 == 0;
    if (!separates) {
      return std::nullopt;
    }
  }
  const bool grouped = plain.size() != text.size();
  const auto digits = whole.size() - (whole.starts_with('-') ? 1 : 0);
  const auto commas = text.size() - plain.size();
  if (grouped && commas != (digits - commas - 1) / 3) {
    return std::nullopt;
  }
  const bool number = plain.find_first_not_of("0123456789.-") == std::string::npos &&
                      parse_double(plain).has_value();
  return number ? std::optional(plain) : std::nullopt;
}

/// A value as it is kept, and whether a "~" stood before it.
struct Value {
  std::string text;
  bool approximate = false;
};

Value value_of(const Submission& row, Faults& faults) {
  std::string text = cell(row, "value");
  const bool approximate = text.starts_with('~');
  if (approximate) {
    text.erase(0, text.find_first_not_of(' ', 1));
  }
  const auto plain = plain_number(text);
  if (!plain) {
    faults.at(row, "number_malformed",
              "value takes a number, as 28967, 28,967, 9.3 or ~24,000" + given(row, "value"));
  }
  return {.text = plain.value_or(""), .approximate = approximate};
}

bool approximate_of(const Submission& row, bool marked, Faults& faults) {
  const std::string text = cell(row, "approximate");
  if (!text.empty() && text != "yes" && text != "no") {
    faults.at(row, "approximate_malformed",
              "approximate takes yes or no" + given(row, "approximate"));
  }
  return marked || text == "yes";
}

void check_against(const ExternalSeries& series, const Submission& row, const Value& value,
                   Faults& faults) {
  const auto rule = value.text.empty() ? std::nullopt : broken_value_rule(series, value.text);
  if (rule) {
    faults.at(
        row, "value_impossible",
        "value of " + series.id + ", in " + series.unit + ", is " + *rule + given(row, "value"));
  }
  if (cell(row, "unit") != series.unit) {
    faults.at(row, "unit_differs",
              "unit of " + series.id + " is \"" + series.unit + "\"" + given(row, "unit"));
  }
  if (cell(row, "aim") != series.aim) {
    faults.at(row, "aim_differs", "aim of " + series.id + " is " + series.aim + given(row, "aim"));
  }
}

void check_source(const Submission& row, Faults& faults) {
  if (cell(row, "source").empty()) {
    faults.at(row, "source_missing", "source says who counted the figure, and is empty");
  }
  if (std::ranges::find(kinds_of_evidence, cell(row, "evidence")) == kinds_of_evidence.end()) {
    faults.at(row, "evidence_unknown",
              "evidence takes chart, table, dashboard or commentary" + given(row, "evidence"));
  }
}

std::optional<PointOnLine> external_point(const Submission& row, const Definitions& definitions,
                                          Faults& faults) {
  const std::size_t before = faults.count();
  const ExternalSeries* series = series_of(row, definitions, faults);
  const std::string area = area_of(row, definitions, faults);
  const SeriesPeriod::Kind kind = kind_of(row, faults);
  const Value value = value_of(row, faults);
  const bool approximate = approximate_of(row, value.approximate, faults);
  check_source(row, faults);
  if (series != nullptr) {
    check_against(*series, row, value, faults);
  }
  if (series == nullptr || faults.count() > before) {
    return std::nullopt;
  }
  return PointOnLine{.point = {.aim = series->aim,
                               .series = series->id,
                               .area = area,
                               .kind = kind,
                               .period = cell(row, "period"),
                               .value = value.text,
                               .unit = series->unit,
                               .approximate = approximate,
                               .source = cell(row, "source"),
                               .evidence = cell(row, "evidence")},
                     .line = row.line};
}

/// The points of a file by their place, each held against those before it.
class Places {
 public:
  void take(const PointOnLine& one, const Submission& row, Faults& faults) {
    if (one.point.approximate) {
      return;
    }
    auto& before = at_[place_of(one.point)];
    for (const PointOnLine& other : before) {
      if (disagree(one.point, other.point)) {
        faults.at(row, "point_conflicts",
                  conflict_in_words(one.point, other.point,
                                    "line " + std::to_string(other.line) + " says") +
                      "; leave one of the two lines");
        return;
      }
    }
    before.push_back(one);
  }

 private:
  std::map<std::string, std::vector<PointOnLine>> at_;
};

}  // namespace

Expected<std::vector<PointOnLine>, std::vector<Finding>> external_points_in(
    const Chunks& chunks, const Definitions& definitions) {
  Places places;
  return read_table<PointOnLine>(
      chunks, names,
      [&](const Submission& row, Faults& faults) {
        auto point = external_point(row, definitions, faults);
        if (point) {
          places.take(*point, row, faults);
        }
        return point;
      },
      [](const PointOnLine& row) {
        const ExternalPoint& point = row.point;
        return std::tuple(point.series, point.area, point.kind, point.period, point.source,
                          point.evidence);
      },
      needed);
}

}  // namespace soundings::intake
