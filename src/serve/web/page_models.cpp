// The models of the overview and of an area's page, from answers of figures.
#include "web/page_models.h"

#include <algorithm>
#include <utility>

#include "soundings/wording/wording.h"

#include "web/months.h"

namespace soundings::serve {
namespace {

constexpr std::size_t trend_months = 13;

/// The measure's table for its period in the headline of `month`; nothing where it has none.
std::optional<Table> ask(const Context& context, const Measure& measure,
                         std::vector<std::string> by, Month month) {
  const auto period = figures::headline_period(context.definitions, measure.id, month);
  if (!period) {
    return std::nullopt;
  }
  auto table =
      context.figures.answer({.measure = measure.id, .by = std::move(by), .period = *period});
  if (!table || !has_answers(*table)) {
    return std::nullopt;
  }
  return std::move(*table);
}

void add(std::vector<Table>& tables, std::optional<Table> table) {
  if (table) {
    tables.push_back(std::move(*table));
  }
}

/// The first headline measure of a group that may be broken down by the domain of a role.
const Measure* first_of(const Definitions& definitions, const MeasureGroup& group,
                        DomainRole role) {
  const std::string domain = definitions.domain_id(role);
  const auto found = std::find_if(
      definitions.measures.begin(), definitions.measures.end(), [&](const Measure& each) {
        return each.headline && each.group == group.id && each.may_be_broken_down_by(domain);
      });
  return found == definitions.measures.end() ? nullptr : &*found;
}

/// The measure that speaks for the pages, where it may be broken down by area.
const Measure* leading_measure(const Definitions& definitions) {
  const MeasureGroup* group = definitions.leading_group();
  return group == nullptr ? nullptr : first_of(definitions, *group, DomainRole::area);
}

/// The measures that the overview draws along the domain of a role, in the order of their groups.
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

/// The whole of which the measures of single channels are slices: the same item, unfiltered.
const Measure* whole_of_channels(const Definitions& definitions) {
  const std::string channel = definitions.domain_id(DomainRole::contact_channel);
  for (const Measure& slice : definitions.measures) {
    if (channel.empty() || slice.filter_domain != channel) {
      continue;
    }
    const auto whole = std::find_if(
        definitions.measures.begin(), definitions.measures.end(), [&](const Measure& each) {
          return each.survey == slice.survey && each.item == slice.item &&
                 each.filter_domain.empty() && each.may_be_broken_down_by(channel);
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

/// One table a month up to `month`, oldest first.
pages::Trend make_trend(const Context& context, const Measure& measure,
                        const std::vector<std::string>& by, Month month,
                        const std::vector<Month>& months) {
  pages::Trend trend{.measure = &measure};
  for (const Month each : months) {
    if (each <= month && trend.points.size() < trend_months) {
      add(trend.points, ask(context, measure, by, each));
    }
  }
  std::reverse(trend.points.begin(), trend.points.end());
  return trend;
}

/// The NPU of every table that has such readings against the rest of the force, as one family.
std::vector<Comparisons> read_together(const Context& context, const std::vector<Table>& tables,
                                       const std::string& npu) {
  std::vector<figures::ComparisonQuestion> questions;
  questions.reserve(tables.size());
  for (const Table& table : tables) {
    figures::ComparisonQuestion question{.measure = table.measure,
                                         .period = table.period,
                                         .by = context.definitions.domain_id(DomainRole::area),
                                         .code = npu,
                                         .against = Against::rest};
    if (context.figures.compare(question)) {
      questions.push_back(std::move(question));
    }
  }
  auto compared = context.figures.compare(questions);
  return compared ? *std::move(compared) : std::vector<Comparisons>{};
}

/// The overall figure of a month against the measure's baseline, or the month before where there is
/// none that it can be compared with.
void add_change(const Context& context, const Table& table, pages::Overview& overview) {
  const figures::ComparisonQuestion question{
      .measure = table.measure, .period = table.period, .against = Against::previous};
  const Measure* measure = context.definitions.find_measure(table.measure);
  if (measure != nullptr && measure->baseline) {
    auto baseline = question;
    baseline.against = Against::period;
    baseline.other = to_text(measure->baseline->period);
    if (auto compared = context.figures.compare(baseline);
        compared && measure->baseline->period < table.period) {
      overview.change = *std::move(compared);
      overview.from_baseline = true;
      overview.assumed_baseline = measure->baseline->assumed;
      return;
    }
  }
  if (auto compared = context.figures.compare(question)) {
    overview.change = *std::move(compared);
  }
}

}  // namespace

pages::PageFrame frame_of(const Context& context) {
  pages::PageFrame frame{.sample = context.settings.sample, .working = context.shows_working};
  if (const Request* asked = context.request) {
    const access::Principal& who = asked->caller;
    frame.offers_sign_in = context.sign_in != nullptr && !who.is_person();
    frame.signed_in = who.is_person() ? who.name : "";
    frame.form_token = asked->visit.form_token;
    frame.own_npu = who.npus.empty() ? "" : who.npus.front();
  }
  return frame;
}

std::vector<pages::Choice> month_choices(const std::vector<Month>& months, Month shown) {
  std::vector<pages::Choice> choices;
  choices.reserve(months.size());
  for (const Month each : months) {
    choices.push_back({.value = to_text(each),
                       .words = wording::period(Period::month(each), nullptr),
                       .selected = each == shown});
  }
  return choices;
}

std::vector<pages::Choice> npu_choices(const Context& context, const std::string& shown) {
  std::vector<pages::Choice> choices;
  for (const Area* area : context.definitions.reported_areas()) {
    choices.push_back({.value = area->id, .words = area->name, .selected = area->id == shown});
  }
  return choices;
}

pages::Overview make_overview(const Context& context, Month month,
                              const std::vector<Month>& months) {
  const Definitions& definitions = context.definitions;
  pages::Overview overview;
  overview.month = month;
  overview.months = month_choices(months, month);
  for (const Measure& measure : definitions.measures) {
    if (!measure.headline) {
      continue;
    }
    add(overview.headline, ask(context, measure, {}, month));
    if (monthly(measure)) {
      overview.trends.push_back(make_trend(context, measure, {}, month, months));
    }
  }
  if (const Measure* whole = leading_measure(definitions)) {
    const auto shown =
        std::find_if(overview.headline.begin(), overview.headline.end(),
                     [whole](const Table& each) { return each.measure == whole->id; });
    if (shown != overview.headline.end()) {
      add_change(context, *shown, overview);
    }
  }
  const std::string area = definitions.domain_id(DomainRole::area);
  for (const Measure* measure : charted(definitions, DomainRole::area)) {
    add(overview.by_npu, ask(context, *measure, {area}, month));
  }
  std::vector<const Measure*> by_channel = charted(definitions, DomainRole::contact_channel);
  if (const Measure* whole = whole_of_channels(definitions)) {
    by_channel.insert(by_channel.begin(), whole);
  }
  const std::string channel = definitions.domain_id(DomainRole::contact_channel);
  for (const Measure* measure : by_channel) {
    add(overview.by_channel, ask(context, *measure, {channel}, month));
  }
  overview.frame = frame_of(context);
  return overview;
}

pages::NpuPage make_npu_page(const Context& context, const std::string& npu, Month month,
                             const std::vector<Month>& months) {
  const Definitions& definitions = context.definitions;
  pages::NpuPage page;
  page.npu = npu;
  page.month = month;
  page.months = month_choices(months, month);
  page.npus = npu_choices(context, npu);
  const std::string area = definitions.domain_id(DomainRole::area);
  for (const Measure& measure : definitions.measures) {
    if (measure.headline && measure.may_be_broken_down_by(area)) {
      add(page.measures, ask(context, measure, {area}, month));
    }
  }
  page.readings = read_together(context, page.measures, npu);
  if (const Measure* overall = leading_measure(definitions);
      overall != nullptr && monthly(*overall)) {
    page.trend = make_trend(context, *overall, {area}, month, months);
  }
  if (const Measure* whole = whole_of_channels(definitions)) {
    page.channels =
        ask(context, *whole, {area, definitions.domain_id(DomainRole::contact_channel)}, month);
  }
  page.frame = frame_of(context);
  return page;
}

}  // namespace soundings::serve
