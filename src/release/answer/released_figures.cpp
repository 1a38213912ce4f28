// Which release answers a question, and the releases that have been read.
#include "soundings/release/released_figures.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "soundings/base/number.h"
#include "soundings/figures/compare.h"
#include "soundings/figures/printed_change.h"

#include "answer/kept_answers.h"
#include "answer/released_tables.h"

namespace soundings::release {
namespace {

using figures::Asked;
using figures::Fault;

/// The month whose release holds a period; nothing for a wave that the survey does not define.
std::optional<Month> month_of(const Survey& survey, const Period& period) {
  if (period.kind == Period::Kind::months) {
    return period.last;
  }
  const auto wave = std::ranges::find(survey.waves, period.last_wave, &Wave::number);
  return wave == survey.waves.end() ? std::nullopt : std::optional(wave->month);
}

std::string ids_of(const std::vector<store::ReleaseLine>& lines) {
  std::string words;
  for (const store::ReleaseLine& line : lines) {
    words += (words.empty() ? "" : ", ") + line.id;
  }
  return words.empty() ? "nothing is released yet" : "released: " + words;
}

/// The months or waves of a period, one by one.
std::vector<Period> parts_of(const Period& period) {
  std::vector<Period> parts;
  parts.reserve(static_cast<std::size_t>(period.length()));
  for (int at = 0; at < period.length(); ++at) {
    parts.push_back(period.kind == Period::Kind::months
                        ? Period::month(period.first.plus(at))
                        : Period::waves(period.first_wave + at, period.first_wave + at));
  }
  return parts;
}

/// How a question differs from what every release prints; nothing when it does not.
std::optional<Fault> finer_than_released(const Asked& asked, bool scheme_named) {
  if (asked.level != figures::usual_level) {
    return outside_release("level", shortest(asked.level), "releases print ranges at 0.95");
  }
  if (asked.interval != estimate::IntervalMethod::wilson) {
    return outside_release("interval", std::string(estimate::to_text(asked.interval)),
                           "releases print Wilson's ranges");
  }
  if (asked.statistic != Statistic::pct_positive && asked.statistic != Statistic::distribution) {
    return outside_release("statistic", std::string(to_text(asked.statistic)),
                           "releases print the per cent satisfied, and for the force and the areas "
                           "the distribution of answers");
  }
  const bool usual = asked.scheme == nullptr || asked.scheme->id == asked.survey->default_scheme;
  if (scheme_named && !usual) {
    return outside_release("weighting", asked.scheme->id,
                           "releases are weighted by " + asked.survey->default_scheme);
  }
  return std::nullopt;
}

/// A question that a release may answer: over time, or against the rest.
Expected<figures::Compared, Fault> understood(const Definitions& definitions,
                                              const figures::ComparisonQuestion& question) {
  auto compared = figures::understand(definitions, question);
  if (!compared) {
    return compared;
  }
  if (auto refused = finer_than_released(compared->a, !question.scheme.empty())) {
    return unexpected(*std::move(refused));
  }
  if (!over_time(compared->against) && compared->against != Against::rest) {
    return unexpected(outside_release(
        "against",
        question.other.empty() ? std::string(to_text(compared->against)) : question.other,
        "releases print differences from the rest of the force, and the figures of each period"));
  }
  return compared;
}

}  // namespace

struct ReleasedFigures::State {
  State(const store::ReleaseReader& kept, std::string id) : reader(kept), only(std::move(id)) {}

  /// The releases a question may be answered from.
  [[nodiscard]] store::ReleaseLines lines() const {
    auto all = reader.list();
    if (only.empty()) {
      return all;
    }
    auto named = *all;
    std::erase_if(named, [&](const store::ReleaseLine& line) { return line.id != only; });
    return std::make_shared<const std::vector<store::ReleaseLine>>(std::move(named));
  }

  /// What has been published never changes, so it is read once.
  [[nodiscard]] std::shared_ptr<const FrozenTables> read(const std::string& id) {
    const std::lock_guard lock(mutex);
    auto& known = tables[id];
    if (known == nullptr) {
      if (auto release = reader.find(id)) {
        known = std::make_shared<const FrozenTables>(*std::move(release));
      }
    }
    return known;
  }

  [[nodiscard]] std::string none_holds(const std::vector<store::ReleaseLine>& asked) const {
    return asked.empty() && !only.empty()
               ? "there is no release \"" + only + "\"; " + ids_of(*reader.list())
               : "no release holds it; " + ids_of(asked);
  }

  [[nodiscard]] Expected<std::shared_ptr<const FrozenTables>, Fault> holding(const Asked& asked) {
    const auto all = lines();
    const auto month = month_of(*asked.survey, asked.period);
    const auto line = std::ranges::find_if(
        *all, [&](const store::ReleaseLine& each) { return !only.empty() || each.month == month; });
    auto found = line == all->end() ? nullptr : read(line->id);
    if (found == nullptr || !found->prints(asked.survey->id, asked.period)) {
      return unexpected(outside_release(
          "period", to_text(asked.period),
          found == nullptr
              ? none_holds(*all)
              : "release " + line->id + " has no figures of " + asked.survey->id + " in it"));
    }
    return found;
  }

  /// The table of a question out of a release.
  [[nodiscard]] Expected<Table, Fault> table(const Asked& asked, const FrozenTables& held) {
    return kept_tables.find_or(key_of_answer(held.release().line.id, asked),
                               [&] { return released_table(asked, held); });
  }

  /// The table of a question; of a period that no release holds as a whole, the tables of its
  /// months or waves.
  [[nodiscard]] Expected<std::vector<Table>, Fault> tables_of(const Asked& asked) {
    std::vector<Table> made;
    const auto whole = holding(asked);
    if (!whole && asked.period.single()) {
      return unexpected(whole.error());
    }
    for (const Period& period : whole ? std::vector{asked.period} : parts_of(asked.period)) {
      Asked part = asked;
      part.period = period;
      const auto held = whole ? whole : holding(part);
      if (!held) {
        return unexpected(held.error());
      }
      auto found = table(part, **held);
      if (!found) {
        return unexpected(found.error());
      }
      made.push_back(*std::move(found));
    }
    return made;
  }

  /// What a comparison in time is worked out from.
  [[nodiscard]] Expected<figures::PrintedChange, Fault> change(const figures::Compared& compared) {
    if (!compared.b) {
      return unexpected(outside_release("against", std::string(to_text(compared.against)),
                                        "the survey has no such earlier period"));
    }
    auto now = tables_of(compared.a);
    if (!now) {
      return unexpected(now.error());
    }
    auto earlier = tables_of(*compared.b);
    if (!earlier) {
      return unexpected(earlier.error());
    }
    if (now->size() != 1) {
      return unexpected(
          outside_release("period", to_text(compared.a.period), "no release holds it as a whole"));
    }
    return figures::PrintedChange{
        .now = std::move(now->front()),
        .earlier = *std::move(earlier),
        .then = compared.b->period,
        .against = compared.against,
        .by = compared.a.by.empty() ? std::string() : compared.a.by.front(),
        .code = compared.code};
  }

  /// The periods of a survey in all releases.
  [[nodiscard]] std::vector<Period> periods(const std::string& survey) {
    std::vector<Period> periods;
    const auto all = lines();
    for (const store::ReleaseLine& line : *all) {
      if (const auto known = read(line.id)) {
        const auto& more = known->periods(survey);
        periods.insert(periods.end(), more.begin(), more.end());
      }
    }
    return periods;
  }

  const store::ReleaseReader& reader;
  const std::string only;
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const FrozenTables>> tables;
  KeptAnswers<Table> kept_tables;
  KeptAnswers<Comparisons> kept_differences;
};

ReleasedFigures::ReleasedFigures(const Definitions& definitions,
                                 const store::ReleaseReader& releases, std::string only)
    : Figures(definitions), state_(std::make_unique<State>(releases, std::move(only))) {}

ReleasedFigures::~ReleasedFigures() = default;

Expected<Table, Fault> ReleasedFigures::answer(const figures::Question& question) const {
  const auto asked = figures::understand(definitions_, question);
  if (!asked) {
    return unexpected(asked.error());
  }
  if (auto refused = finer_than_released(*asked, !question.scheme.empty())) {
    return unexpected(*std::move(refused));
  }
  const auto tables = state_->holding(*asked);
  if (!tables) {
    return unexpected(tables.error());
  }
  return state_->table(*asked, **tables);
}

/// Each against the rest, as its release prints it.
Expected<Comparisons, Fault> ReleasedFigures::against_rest(
    const figures::Compared& compared) const {
  const auto tables = state_->holding(compared.a);
  if (!tables) {
    return unexpected(tables.error());
  }
  auto made = state_->kept_differences.find_or(
      key_of_answer((*tables)->release().line.id, compared.a),
      [&] { return released_against_rest(definitions_, compared.a, **tables); });
  if (made && !compared.code.empty()) {
    std::erase_if(made->rows,
                  [&](const Comparison& row) { return row.a.key.at(made->by) != compared.code; });
  }
  return made;
}

Expected<std::vector<Comparisons>, Fault> ReleasedFigures::compare_together(
    const std::vector<figures::ComparisonQuestion>& questions) const {
  std::vector<Comparisons> all(questions.size());
  std::vector<figures::PrintedChange> changes;
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < questions.size(); ++at) {
    const auto compared = understood(definitions_, questions[at]);
    if (!compared) {
      return unexpected(compared.error());
    }
    if (over_time(compared->against)) {
      auto change = state_->change(*compared);
      if (!change) {
        return unexpected(change.error());
      }
      changes.push_back(*std::move(change));
      places.push_back(at);
      continue;
    }
    auto made = against_rest(*compared);
    if (!made) {
      return unexpected(made.error());
    }
    all[at] = *std::move(made);
  }
  auto changed = figures::printed_changes(definitions_, changes);
  for (std::size_t at = 0; at < places.size(); ++at) {
    all[places[at]] = std::move(changed[at]);
  }
  return all;
}

Expected<figures::ReadTable, Fault> ReleasedFigures::read(const figures::Question& question,
                                                          std::optional<Against> against) const {
  auto table = answer(question);
  if (!table) {
    return unexpected(table.error());
  }
  figures::ReadTable made{.table = *std::move(table)};
  if (!against && question.by.size() != 1) {
    return made;
  }
  auto readings = compare(
      figures::ComparisonQuestion{.measure = question.measure,
                                  .period = question.period,
                                  .by = question.by.empty() ? std::string() : question.by.front(),
                                  .against = against.value_or(Against::rest),
                                  .scheme = question.scheme,
                                  .statistic = question.statistic,
                                  .level = question.level,
                                  .of = question.of});
  if (readings) {
    made.readings = *std::move(readings);
  } else if (against) {
    return unexpected(readings.error());
  } else {
    made.unread = readings.error();
  }
  return made;
}

std::vector<Period> ReleasedFigures::periods(const std::string& survey) const {
  const auto all = state_->periods(survey);
  const std::set<Period> once(all.begin(), all.end());
  return {once.begin(), once.end()};
}

std::optional<std::pair<Month, Month>> ReleasedFigures::months(const std::string& survey) const {
  std::optional<std::pair<Month, Month>> range;
  for (const Period& period : state_->periods(survey)) {
    if (period.kind != Period::Kind::months || !period.single()) {
      continue;
    }
    range = range ? std::pair(std::min(range->first, period.first),
                              std::max(range->second, period.last))
                  : std::pair(period.first, period.last);
  }
  return range;
}

std::vector<int> ReleasedFigures::waves(const std::string& survey) const {
  std::set<int> numbers;
  for (const Period& period : state_->periods(survey)) {
    if (period.kind == Period::Kind::waves && period.single()) {
      numbers.insert(period.first_wave);
    }
  }
  return {numbers.begin(), numbers.end()};
}

std::int64_t ReleasedFigures::data_version() const {
  std::int64_t version = 0;
  const auto lines = state_->reader.list();
  for (const store::ReleaseLine& line : *lines) {
    const auto at = line.published ? line.published->at : line.made.at;
    version = std::max(version, epoch_microseconds(at));
  }
  return version;
}

}  // namespace soundings::release
