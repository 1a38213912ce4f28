#include "material.h"

#include <algorithm>
#include <utility>

#include "soundings/figures/spread.h"

namespace soundings::reports {

namespace {

constexpr int months_of_a_trend = 13;

/// One measure's questions to the release.
class Asking {
 public:
  Asking(const Material& material, const Measure& measure)
      : material_(material), measure_(measure) {}

  [[nodiscard]] MeasureMaterial ask(bool with_gap) const {
    MeasureMaterial made{.measure = &measure_};
    const auto period =
        figures::headline_period(material_.definitions, measure_.id, material_.month);
    if (!period) {
      return made;
    }
    made.force = table(*period, {});
    if (!made.force) {
      return made;
    }
    made.times = times(*made.force);
    if (measure_.baseline && measure_.baseline->period < *period) {
      made.change = compare(*period, Against::period, to_text(measure_.baseline->period), "");
    }
    if (measure_.headline_period.kind == HeadlinePeriod::Kind::month) {
      made.previous = compare(*period, Against::previous, "", "");
    }
    const std::string area = material_.definitions.domain_id(DomainRole::area);
    if (!area.empty() && measure_.may_be_broken_down_by(area)) {
      made.areas = table(*period, {area});
      made.readings = compare(*period, Against::rest, "", area);
      made.gap = with_gap && made.areas ? gap(*made.areas, area) : std::nullopt;
    }
    return made;
  }

 private:
  [[nodiscard]] std::optional<Table> table(const Period& period,
                                           std::vector<std::string> by) const {
    auto answer = material_.figures.answer(
        {.measure = measure_.id, .by = std::move(by), .period = period, .scheme = {}, .of = {}});
    return answer && is_release(answer->release) ? std::optional(*std::move(answer)) : std::nullopt;
  }

  [[nodiscard]] std::optional<Comparisons> compare(const Period& period, Against against,
                                                   const std::string& other,
                                                   const std::string& by) const {
    auto answer = material_.figures.compare({.measure = measure_.id,
                                             .period = period,
                                             .by = by,
                                             .code = {},
                                             .against = against,
                                             .other = other,
                                             .scheme = {},
                                             .of = {}});
    return answer && is_release(answer->release) ? std::optional(*std::move(answer)) : std::nullopt;
  }

  /// The months or waves before the report's own, and that one.
  [[nodiscard]] std::vector<Table> times(const Table& own) const {
    std::vector<Table> all;
    const Survey* survey = material_.definitions.find_survey(measure_.survey);
    if (own.period.kind == Period::Kind::waves) {
      for (const int wave : material_.figures.waves(measure_.survey)) {
        const Wave* known = survey == nullptr ? nullptr : survey->find_wave(wave);
        if (known != nullptr && known->month <= material_.month) {
          add(all, table(Period::waves(wave, wave), {}));
        }
      }
      return all;
    }
    if (!own.period.single()) {
      return all;
    }
    for (int back = months_of_a_trend - 1; back > 0; --back) {
      add(all, table(Period::month(own.period.first.plus(-back)), {}));
    }
    all.push_back(own);
    return all;
  }

  /// A month before the survey began has no answers.
  static void add(std::vector<Table>& all, std::optional<Table> table) {
    const Row* row = table ? table->find({}) : nullptr;
    if (row != nullptr && (row->hidden || leading(*row) != nullptr)) {
      all.push_back(*std::move(table));
    }
  }

  /// The gap is made of printed figures and printed bases alone; with an area hidden there is none.
  [[nodiscard]] static std::optional<AreaGap> gap(const Table& areas, const std::string& by) {
    Comparisons sides{.survey = areas.survey,
                      .measure = areas.measure,
                      .item = areas.item,
                      .period = areas.period,
                      .release = areas.release,
                      .by = by,
                      .statistic = areas.statistic,
                      .scheme = areas.scheme,
                      .decimals = areas.decimals,
                      .weighting_fault = areas.weighting_fault,
                      .whole = std::nullopt};
    for (const Row& row : areas.rows) {
      if (row.key.size() != 1) {
        continue;
      }
      Side side{.measure = areas.measure, .key = row.key, .period = areas.period};
      if (!row.hidden) {
        side.base = row.base;
        side.unweighted = row.unweighted;
        side.weighted = row.weighted;
      }
      sides.rows.push_back({.a = std::move(side)});
    }
    return areas.coarse ? std::nullopt : figures::spread(sides).gap;
  }

  const Material& material_;
  const Measure& measure_;
};

}  // namespace

SurveyMaterial ask_figures(const Material& material) {
  SurveyMaterial all;
  for (const Aim& aim : material.definitions.report.aims) {
    for (const std::string& id : aim.measures) {
      const Measure* measure = material.definitions.find_measure(id);
      const bool with_gap = !aim.computed.empty();
      if (measure != nullptr && (with_gap || !all.contains(id))) {
        all.insert_or_assign(id, Asking(material, *measure).ask(with_gap));
      }
    }
  }
  return all;
}

std::vector<Table> tables_of(const SurveyMaterial& all) {
  std::vector<Table> tables;
  for (const auto& [id, one] : all) {
    tables.insert(tables.end(), one.times.begin(), one.times.end());
    for (const auto* table : {&one.force, &one.areas}) {
      if (*table) {
        tables.push_back(**table);
      }
    }
  }
  return tables;
}

std::vector<Comparisons> comparisons_of(const SurveyMaterial& all) {
  std::vector<Comparisons> comparisons;
  for (const auto& [id, one] : all) {
    for (const auto* each : {&one.change, &one.previous, &one.readings}) {
      if (*each) {
        comparisons.push_back(**each);
      }
    }
  }
  return comparisons;
}

}  // namespace soundings::reports
