#include "web/questions.h"

#include <algorithm>
#include <utility>

#include "soundings/figures/signals.h"

#include "web/months.h"

namespace soundings::serve {
namespace {

constexpr std::size_t trend_months = 13;

/// The first headline measure of a group that may be broken down by the domain of a role.
const Measure* first_of(const Definitions& definitions, const MeasureGroup& group,
                        DomainRole role) {
  const std::string domain = definitions.domain_id(role);
  const auto found = std::ranges::find_if(definitions.measures, [&](const Measure& each) {
    return each.headline && each.group == group.id && each.may_be_broken_down_by(domain);
  });
  return found == definitions.measures.end() ? nullptr : &*found;
}

/// The months a trend shows, oldest first: the newest of all, or those up to an older one that was
/// chosen. months: newest first.
std::vector<Month> months_shown(const std::vector<Month>& months, Month chosen) {
  auto first = months.begin();
  const auto at = std::ranges::find(months, chosen);
  if (static_cast<std::size_t>(at - months.begin()) >= trend_months) {
    first = at;
  }
  const auto left = static_cast<std::size_t>(months.end() - first);
  std::vector<Month> shown(first,
                           first + static_cast<std::ptrdiff_t>(std::min(left, trend_months)));
  std::ranges::reverse(shown);
  return shown;
}

}  // namespace

std::optional<Period> period_of(const Context& context, const Measure& measure,
                                const pages::Edition& edition) {
  if (monthly(measure)) {
    return edition.period;
  }
  const auto period = figures::headline_period(context.definitions, measure.id, edition.month());
  return period ? std::optional(*period) : std::nullopt;
}

std::optional<Table> ask(const Context& context, const Chosen& chosen, const Measure& measure,
                         std::vector<std::string> by) {
  const auto period = period_of(context, measure, chosen.edition);
  if (!period) {
    return std::nullopt;
  }
  auto table =
      chosen.figures->answer({.measure = measure.id, .by = std::move(by), .period = *period});
  if (!table || !has_answers(*table)) {
    return std::nullopt;
  }
  return std::move(*table);
}

void add(std::vector<Table>& tables, std::optional<Table> table) {
  if (table) {
    tables.push_back(*std::move(table));
  }
}

const Measure* leading_measure(const Definitions& definitions) {
  const MeasureGroup* group = definitions.leading_group();
  return group == nullptr ? nullptr : first_of(definitions, *group, DomainRole::area);
}

std::vector<const Measure*> charted(const Definitions& definitions, DomainRole role) {
  std::vector<const Measure*> measures;
  for (const MeasureGroup& group : definitions.groups) {
    const bool drawn = std::ranges::find(group.charts, role) != group.charts.end();
    if (const Measure* first = drawn ? first_of(definitions, group, role) : nullptr) {
      measures.push_back(first);
    }
  }
  return measures;
}

std::vector<const Measure*> measures_by_area(const Definitions& definitions) {
  const std::string area = definitions.domain_id(DomainRole::area);
  std::vector<const Measure*> measures;
  for (const Measure& each : definitions.measures) {
    if (each.headline && each.may_be_broken_down_by(area)) {
      measures.push_back(&each);
    }
  }
  return measures;
}

const Measure* whole_of_channels(const Definitions& definitions) {
  const std::string channel = definitions.domain_id(DomainRole::contact_channel);
  for (const Measure& slice : definitions.measures) {
    if (channel.empty() || slice.filter_domain != channel) {
      continue;
    }
    const auto whole = std::ranges::find_if(definitions.measures, [&](const Measure& each) {
      return each.survey == slice.survey && each.item == slice.item && each.filter_domain.empty() &&
             each.may_be_broken_down_by(channel);
    });
    if (whole != definitions.measures.end()) {
      return &*whole;
    }
  }
  return nullptr;
}

bool monthly(const Measure& measure) noexcept {
  return measure.headline_period.kind == HeadlinePeriod::Kind::month;
}

pages::Trend make_trend(const Context& context, const Chosen& chosen, const Measure& measure,
                        const std::vector<std::string>& by, const std::vector<Month>& months,
                        const std::optional<DomainKey>& series) {
  pages::Trend trend{.measure = &measure, .points = {}};
  for (const Month month : months_shown(months, chosen.edition.month())) {
    const bool own = Period::month(month) == chosen.edition.period;
    const Chosen point{.edition = {.period = Period::month(month)},
                       .figures = own ? chosen.figures : &context.figures};
    add(trend.points, ask(context, point, measure, by));
  }
  if (series && !trend.points.empty()) {
    auto made = context.figures.series({.measure = measure.id, .of = *series});
    if (made) {
      figures::mark_beyond_sampling(*made);
      trend.series = *std::move(made);
    }
  }
  return trend;
}

std::vector<Comparisons> read_together(const figures::Figures& figures,
                                       std::vector<figures::ComparisonQuestion> questions) {
  std::erase_if(questions, [&figures](const figures::ComparisonQuestion& question) {
    return !figures.compare(question);
  });
  auto compared = figures.compare(questions);
  return compared ? *std::move(compared) : std::vector<Comparisons>{};
}

}  // namespace soundings::serve
