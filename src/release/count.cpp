// The counts of a month, taken at one moment.
#include <algorithm>

#include "soundings/figures/figures.h"
#include "soundings/release/release.h"
#include "soundings/store/cells.h"

#include "layer_counts.h"
#include "snapshot.h"

namespace soundings::release {
namespace {

/// What the counting of a survey works with.
struct Counter {
  const Definitions& definitions;
  store::CellReader& cells;
  const std::vector<store::Release>& earlier;
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

/// The layer as the first release that counted it froze it.
std::optional<CountedLayer> frozen(const Counter& counter, const std::string& id) {
  for (const store::Release& release : counter.earlier) {
    const store::ReleaseFile* file = release.file(counts_file);
    auto layer = file == nullptr ? std::nullopt : frozen_layer(counter.plan(), file->bytes, id);
    if (layer) {
      return layer;
    }
  }
  return std::nullopt;
}

/// Adds the layer of a period, unless it is there.
void add_layer(Counter& counter, const Period& period) {
  const std::string id = to_text(period);
  const bool there = std::ranges::any_of(
      counter.survey.layers, [&id](const CountedLayer& layer) { return layer.counts.id == id; });
  if (!there) {
    auto layer = frozen(counter, id);
    counter.survey.layers.push_back(layer ? *std::move(layer)
                                          : count_layer(counter.plan(), counter.cells, period));
  }
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

/// Whether answers without a known area are so few in every layer that they are left out.
bool leaves_out_unknown(const Counter& counter, const std::vector<const CountedLayer*>& layers) {
  const std::int64_t least = counter.definitions.protection.hide_below;
  return std::ranges::all_of(layers, [least](const CountedLayer* layer) {
    return layer->counts.areas.back().people < least;
  });
}

/// The people of each cell of a table as the layers add up to them: whoever is in two counts twice.
std::vector<std::int64_t> people_of_layers(const Plan& plan,
                                           const std::vector<const CountedLayer*>& layers,
                                           const ReleasedTable& table, bool without_unknown) {
  const std::string other = other_domain(plan, table);
  const auto domain = std::ranges::find(plan.frame.domains, other, &disclose::PublishedDomain::id);
  const auto at = static_cast<std::size_t>(domain - plan.frame.domains.begin());
  const std::size_t codes = other.empty() ? 1 : domain->codes.size();
  const std::size_t areas = layers.front()->counts.areas.size();
  std::vector<std::int64_t> people(is_by_area(plan, table) ? areas * codes : codes, 0);
  for (const CountedLayer* layer : layers) {
    const auto& cells = other.empty() ? layer->counts.areas : layer->counts.domains[at];
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      const bool unknown = !plan.areas.empty() && cell / codes == areas - 1;
      if (!without_unknown || !unknown) {
        people[is_by_area(plan, table) ? cell : cell % codes] += cells[cell].people;
      }
    }
  }
  return people;
}

/// Distinct respondents of each table; no more than the layers add up to, since answers may have
/// come after these were frozen.
void count_people(const Counter& counter, CountedPeriod& period) {
  const auto layers = layers_of(counter, period);
  const bool without_unknown = !counter.plan().areas.empty() && leaves_out_unknown(counter, layers);
  for (const ReleasedTable& table : counter.plan().set->tables) {
    auto people = people_of(counter.plan(), counter.cells, period.period, table, without_unknown);
    const auto most = people_of_layers(counter.plan(), layers, table, without_unknown);
    std::ranges::transform(people, most, people.begin(),
                           [](std::int64_t now, std::int64_t then) { return std::min(now, then); });
    period.people.push_back(std::move(people));
  }
}

void add_window(Counter& counter, const Period& window) {
  CountedPeriod period{.period = window, .layers = {}, .people = {}, .raked = {}};
  for (const Period& part : parts_of(window)) {
    add_layer(counter, part);
    period.layers.push_back(to_text(part));
  }
  std::ranges::sort(period.layers);
  count_people(counter, period);
  counter.survey.periods.push_back(std::move(period));
}

/// Working tables of a raked survey, of which the release prints whole per cents.
void add_raked(Counter& counter, const figures::Figures& figures) {
  const Plan& plan = counter.plan();
  if (plan.scheme == nullptr || plan.scheme->method != Scheme::Method::rake) {
    return;
  }
  for (CountedPeriod& period : counter.survey.periods) {
    for (const ReleasedTable& table : plan.set->tables) {
      for (const std::string& item : plan.set->items_of(table)) {
        const Measure* measure = measure_of(counter.definitions, plan.survey->id, item);
        if (!table.weighted || measure == nullptr) {
          continue;
        }
        auto made = figures.answer(
            {.measure = measure->id, .by = table.by, .period = period.period, .scheme = {}});
        if (made) {
          period.raked.emplace(std::pair(name_of(table), item), *std::move(made));
        }
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
  add_layer(counter, *own);
  if (answers_in(counter.survey.layers.front()) == 0) {
    return false;
  }
  CountedPeriod period{.period = *own, .layers = {to_text(*own)}, .people = {}, .raked = {}};
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

Expected<std::shared_ptr<const Snapshot>, Fault> count(const Definitions& definitions,
                                                       store::CellReader& cells,
                                                       std::vector<store::Release> earlier,
                                                       Month month) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->month = month;
  snapshot->earlier = std::move(earlier);
  snapshot->data_version = cells.data_version();
  const figures::WorkingFigures figures(definitions, cells);
  for (const ReleaseSet& set : definitions.releases) {
    CountedSurvey survey{
        .plan = plan_of(definitions, set, release_id(month, 0)), .layers = {}, .periods = {}};
    if (count_survey({definitions, cells, snapshot->earlier, survey}, figures, month)) {
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
