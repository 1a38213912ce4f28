// A look at the answers of a month that has no release: which areas print a figure of an earlier
// look, and what of them is read.
#include "soundings/release/provisional.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "soundings/disclose/release_rules.h"
#include "soundings/store/cells.h"

#include "count/layer_counts.h"
#include "count/plan.h"
#include "tables/lines.h"

namespace soundings::release {
namespace {

using disclose::Batch;
using store::ProvisionalFigure;
using store::ProvisionalLook;

bool has_release(std::span<const store::ReleaseLine> releases, Month month) {
  return std::ranges::any_of(releases,
                             [&](const store::ReleaseLine& line) { return line.month == month; });
}

/// The answers of one month to one item, by area, between any two data versions.
class Answers {
 public:
  Answers(const Plan& plan, store::CellReader& cells, Month month)
      : plan_(plan), cells_(cells), month_(month) {
    const auto item =
        std::ranges::find(plan.frame.items, plan.set->provisional, &disclose::PublishedItem::id);
    item_ = static_cast<std::size_t>(item - plan.frame.items.begin());
  }

  /// area: its place among those of the plan.
  [[nodiscard]] Batch of(std::size_t area, std::int64_t after, std::int64_t until) {
    const auto [at, made] = counted_.try_emplace({after, until});
    if (made && after < until) {
      at->second =
          count_layer(plan_, *cells_.only({.after = after, .until = until}), Period::month(month_))
              .counts.areas;
    }
    if (at->second.empty()) {
      return {};
    }
    const disclose::CellCount& cell = at->second[area];
    return {.people = cell.people,
            .base = cell.items[item_].base,
            .satisfied = cell.items[item_].satisfied};
  }

 private:
  const Plan& plan_;
  store::CellReader& cells_;
  Month month_;
  std::size_t item_ = 0;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<disclose::CellCount>> counted_;
};

/// The newest figure of an area; nullptr where none was printed.
const ProvisionalFigure* shown(const store::ProvisionalHistory& history, const std::string& survey,
                               const std::string& period, const std::string& area) {
  const ProvisionalFigure* newest = nullptr;
  for (const ProvisionalFigure& figure : history.figures) {
    if (figure.survey == survey && figure.period == period && figure.area == area) {
      newest = &figure;
    }
  }
  return newest;
}

Batch withdrawn(Answers& answers, std::size_t area, const ProvisionalFigure* before) {
  if (before == nullptr) {
    return {};
  }
  const Batch left = answers.of(area, 0, before->counted.data_version);
  return {.people = before->people - left.people,
          .base = before->answers - left.base,
          .satisfied = before->satisfied - left.satisfied};
}

/// The looks at one month of one survey.
struct MonthOfLooks {
  const store::ProvisionalHistory& history;
  const ProvisionalLook& today;
  const disclose::ProtectionParameters& parameters;
  Answers& answers;
  std::string survey;
  std::string period;
  std::string item;
};

/// The figure of the latest look that may be printed.
std::optional<ProvisionalFigure> changed(const MonthOfLooks& month, std::size_t area,
                                         const std::string& code) {
  const ProvisionalFigure* before = shown(month.history, month.survey, month.period, code);
  const std::int64_t counted = before == nullptr ? 0 : before->counted.data_version;
  const Batch gone = withdrawn(month.answers, area, before);
  for (auto look = month.history.looks.rbegin(); look != month.history.looks.rend(); ++look) {
    if (look->data_version <= counted) {
      return std::nullopt;
    }
    const disclose::ProvisionalCount count{
        .counted = month.answers.of(area, 0, look->data_version),
        .since = month.answers.of(area, counted, look->data_version),
        .rest = month.answers.of(area, look->data_version, month.today.data_version),
        .withdrawn = gone};
    if (count.counted.people < month.parameters.answers_from) {
      return std::nullopt;  // earlier looks saw fewer
    }
    if (const auto print = disclose::provisional_print(count, month.parameters)) {
      return ProvisionalFigure{.survey = month.survey,
                               .period = month.period,
                               .item = month.item,
                               .area = code,
                               .day = month.today.day,
                               .counted = *look,
                               .base = print->base,
                               .per_cent = print->per_cent,
                               .people = count.counted.people,
                               .answers = count.counted.base,
                               .satisfied = count.counted.satisfied};
    }
  }
  return std::nullopt;
}

/// The force's figure, of what is printed of the areas alone.
ProvisionalLine together(std::span<const ProvisionalLine> areas) {
  ProvisionalLine force = areas.front();
  force.area.clear();
  force.base = 0;
  std::int64_t satisfied = 0;
  for (const ProvisionalLine& area : areas) {
    force.base += area.base;
    satisfied += area.base * area.per_cent;
    force.counted_to = std::max(force.counted_to, area.counted_to);
  }
  // No area is printed with a base of 0.
  force.per_cent = force.base == 0 ? 0 : (2 * satisfied + force.base) / (2 * force.base);
  return force;
}

/// What is printed anew of the areas of a month.
std::vector<ProvisionalFigure> changed_areas(const Plan& plan, const MonthOfLooks& looks) {
  std::vector<ProvisionalFigure> figures;
  const auto& codes = plan.frame.areas.codes;
  for (std::size_t area = 0; area < codes.size(); ++area) {
    if (codes[area].code == plan.frame.unknown_area) {
      continue;
    }
    if (auto figure = changed(looks, area, codes[area].code)) {
      figures.push_back(*std::move(figure));
    }
  }
  return figures;
}

}  // namespace

ProvisionalPrints look_at_answers(const Definitions& definitions, store::CellReader& cells,
                                  const store::ProvisionalHistory& history,
                                  std::span<const store::ReleaseLine> releases,
                                  const std::string& day) {
  const ProvisionalLook today{.day = day, .data_version = cells.data_version()};
  const auto parameters = parameters_of(definitions.protection);
  std::vector<ProvisionalFigure> figures;
  for (const ReleaseSet& set : definitions.releases) {
    const auto months = cells.months(set.survey);
    if (set.provisional.empty() || !months) {
      continue;
    }
    const Plan plan = plan_of(definitions, set, "");
    for (Month month = std::max(months->first, months->second.plus(-1)); month <= months->second;
         month = month.plus(1)) {
      if (has_release(releases, month)) {
        continue;
      }
      Answers answers(plan, cells, month);
      const MonthOfLooks looks{.history = history,
                               .today = today,
                               .parameters = parameters,
                               .answers = answers,
                               .survey = set.survey,
                               .period = to_text(month),
                               .item = set.provisional};
      std::ranges::move(changed_areas(plan, looks), std::back_inserter(figures));
    }
  }
  return {.look = today, .figures = std::move(figures)};
}

std::vector<ProvisionalLine> provisional_lines(const store::ProvisionalHistory& history,
                                               std::span<const store::ReleaseLine> releases) {
  std::map<std::tuple<std::string, std::string, std::string>,
           std::map<std::string, ProvisionalLine>>
      newest;
  for (const ProvisionalFigure& figure : history.figures) {
    const auto month = parse_month(figure.period);
    if (month && !has_release(releases, *month)) {
      constexpr std::int64_t thousandths = 1000;
      newest[{figure.survey, figure.period, figure.item}][figure.area] = {
          .survey = figure.survey,
          .month = *month,
          .item = figure.item,
          .area = figure.area,
          .counted_to = figure.counted.day,
          .per_cent = figure.per_cent / thousandths,
          .base = figure.base};
    }
  }
  std::vector<ProvisionalLine> lines;
  for (const auto& [of, areas] : newest) {
    std::vector<ProvisionalLine> each;
    for (const auto& [area, line] : areas) {
      each.push_back(line);
    }
    lines.push_back(together(each));
    lines.insert(lines.end(), each.begin(), each.end());
  }
  return lines;
}

}  // namespace soundings::release
