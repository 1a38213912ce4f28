// The counts of a month, taken at one moment.
#include <algorithm>

#include "soundings/figures/figures.h"
#include "soundings/release/release.h"
#include "soundings/store/cells.h"

#include "count/layer_counts.h"
#include "count/layer_history.h"
#include "count/people_by_table.h"
#include "count/snapshot.h"

namespace soundings::release {
namespace {

/// What the counting of a survey works with.
struct Counter {
  const Definitions& definitions;
  store::CellReader& cells;
  const LayerHistory& history;
  CountedSurvey& survey;

  [[nodiscard]] const Plan& plan() const { return survey.plan; }
};

std::int64_t answers_in(const CountedLayer& layer) {
  std::int64_t answers = 0;
  for (const disclose::CellCount& area : layer.counts.areas) {
    answers += area.responses;
  }
  return answers;
}

/// Adds the layer of a period, unless it is there, or the parts that a revision made of it. Their
/// ids.
std::vector<std::string> add_layer(Counter& counter, const Period& period) {
  const auto ids = counter.history.parts_of(std::vector{to_text(period)});
  for (const std::string& id : ids) {
    const bool there = std::ranges::any_of(
        counter.survey.layers, [&id](const CountedLayer& layer) { return layer.counts.id == id; });
    if (!there) {
      auto layer = counter.history.frozen(id);
      counter.survey.layers.push_back(layer ? *std::move(layer)
                                            : count_layer(counter.plan(), counter.cells, period));
    }
  }
  return ids;
}

/// Whether every month or wave of a window has its answers to be counted.
bool is_covered(const Counter& counter, const Period& window) {
  const std::string& survey = counter.plan().survey->id;
  if (window.kind == Period::Kind::waves) {
    const auto waves = counter.cells.waves(survey);
    return std::ranges::all_of(parts_of(window), [&](const Period& wave) {
      return std::ranges::find(waves, wave.first_wave) != waves.end();
    });
  }
  const auto months = counter.cells.months(survey);
  return months && months->first <= window.first;
}

/// The layers of a period.
std::vector<const CountedLayer*> layers_of(const Counter& counter, const CountedPeriod& period) {
  std::vector<const CountedLayer*> layers;
  for (const CountedLayer& layer : counter.survey.layers) {
    if (std::ranges::find(period.layers, layer.counts.id) != period.layers.end()) {
      layers.push_back(&layer);
    }
  }
  return layers;
}

/// Distinct respondents of each table of the set.
void count_people(const Counter& counter, CountedPeriod& period) {
  period.people = people_by_table(counter.plan(), counter.cells, period.period,
                                  layers_of(counter, period), counter.definitions.protection);
}

void add_window(Counter& counter, const Period& window) {
  CountedPeriod period{
      .period = window, .layers = {}, .earlier_prints = {}, .people = {}, .raked = {}};
  for (const Period& part : parts_of(window)) {
    const auto layers = add_layer(counter, part);
    period.layers.insert(period.layers.end(), layers.begin(), layers.end());
  }
  std::ranges::sort(period.layers);
  count_people(counter, period);
  counter.survey.periods.push_back(std::move(period));
}

/// The working tables of a weighted table, one for each item that is a measure.
void add_raked(const Counter& counter, const figures::Figures& figures, const ReleasedTable& table,
               CountedPeriod& period) {
  const Plan& plan = counter.plan();
  for (const std::string& item : plan.set->items_of(table)) {
    const Measure* measure = measure_of(counter.definitions, plan.survey->id, item);
    if (measure == nullptr) {
      continue;
    }
    auto made = figures.answer(
        {.measure = measure->id, .by = table.by, .period = period.period, .scheme = {}});
    if (made) {
      period.raked.emplace(std::pair(name_of(table), item), *std::move(made));
    }
  }
}

/// Working tables of a raked survey, of which the release prints whole per cents.
void add_raked(Counter& counter, const figures::Figures& figures) {
  const Plan& plan = counter.plan();
  if (plan.scheme == nullptr || plan.scheme->method != Scheme::Method::rake) {
    return;
  }
  for (CountedPeriod& period : counter.survey.periods) {
    for (const ReleasedTable& table : plan.set->tables) {
      if (table.weighted) {
        add_raked(counter, figures, table, period);
      }
    }
  }
}

/// Counts a survey; false when nobody answered it in the month.
bool count_survey(Counter counter, const figures::Figures& figures, Month month) {
  const auto own = own_period(*counter.plan().survey, month);
  if (!own) {
    return false;
  }
  CountedPeriod period{.period = *own,
                       .layers = add_layer(counter, *own),
                       .earlier_prints = {},
                       .people = {},
                       .raked = {}};
  if (answers_in(counter.survey.layers.front()) == 0) {
    return false;
  }
  count_people(counter, period);
  counter.survey.periods.push_back(std::move(period));
  for (const Period& window : windows_of(*counter.plan().set, *own)) {
    if (is_covered(counter, window)) {
      add_window(counter, window);
    }
  }
  add_raked(counter, figures);
  return true;
}

}  // namespace

std::string release_id(Month month, int revision) {
  return to_text(month) + ".r" + std::to_string(revision);
}

std::optional<Month> month_of_release(std::string_view release) {
  const auto dot = release.find('.');
  return dot == std::string_view::npos ? std::nullopt : parse_month(release.substr(0, dot));
}

Expected<std::shared_ptr<const Snapshot>, Fault> count(const Definitions& definitions,
                                                       store::CellReader& cells,
                                                       PrintedBefore before, Month month) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->month = month;
  snapshot->earlier = std::move(before.releases);
  snapshot->provisional = std::move(before.provisional);
  snapshot->data_version = cells.data_version();
  const figures::WorkingFigures figures(definitions, cells);
  for (const ReleaseSet& set : definitions.releases) {
    CountedSurvey survey{.plan = plan_of(definitions, set, release_id(month, 0)),
                         .layers = {},
                         .periods = {},
                         .revised_layers = {},
                         .corrected = {}};
    const LayerHistory history(survey.plan, snapshot->earlier);
    if (count_survey({definitions, cells, history, survey}, figures, month)) {
      snapshot->surveys.push_back(std::move(survey));
    } else {
      snapshot->silent.push_back(set.survey);
    }
  }
  if (snapshot->surveys.empty()) {
    return unexpected(
        Fault{.code = "no_answers",
              .message = "no survey that is released has an answer in " + to_text(month)});
  }
  return snapshot;
}

}  // namespace soundings::release
