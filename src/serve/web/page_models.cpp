#include "web/page_models.h"

#include <algorithm>
#include <utility>

#include "soundings/base/civil_time.h"
#include "soundings/wording/wording.h"

#include "web/months.h"

namespace soundings::serve {
namespace {

constexpr auto npu_domain = "npu";
constexpr auto channel_domain = "contact_channel";
constexpr std::size_t trend_months = 13;

bool broken_down_by(const Measure& measure, std::string_view domain) {
  return std::find(measure.by.begin(), measure.by.end(), domain) != measure.by.end();
}

/// The measure's table for its period in the headline of `month`; nothing where it has none.
std::optional<Table> ask(const Context& context, const Measure& measure,
                         std::vector<std::string> by, Month month) {
  const auto period = context.figures.headline_period(measure.id, month);
  if (!period) {
    return std::nullopt;
  }
  auto table = context.figures.answer(
      {.measure = measure.id, .by = std::move(by), .period = *period, .scheme = {}});
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

/// The first measure of a group that may be broken down by `domain`.
const Measure* first_of(const Definitions& definitions, std::string_view group,
                        std::string_view domain) {
  const auto found = std::find_if(
      definitions.measures.begin(), definitions.measures.end(), [&](const Measure& each) {
        return each.headline && each.group == group && broken_down_by(each, domain);
      });
  return found == definitions.measures.end() ? nullptr : &*found;
}

/// The whole of which the measures of single channels are slices: the same item, unfiltered.
const Measure* whole_of_channels(const Definitions& definitions) {
  for (const Measure& slice : definitions.measures) {
    if (slice.filter_domain != channel_domain) {
      continue;
    }
    const auto whole = std::find_if(
        definitions.measures.begin(), definitions.measures.end(), [&](const Measure& each) {
          return each.survey == slice.survey && each.item == slice.item &&
                 each.filter_domain.empty() && broken_down_by(each, channel_domain);
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
  pages::Trend trend{.measure = &measure, .points = {}};
  for (const Month each : months) {
    if (each <= month && trend.points.size() < trend_months) {
      add(trend.points, ask(context, measure, by, each));
    }
  }
  std::reverse(trend.points.begin(), trend.points.end());
  return trend;
}

/// The NPU of every table against the rest of the force, as one family.
std::vector<Comparisons> read_together(const Context& context, const std::vector<Table>& tables,
                                       const std::string& npu) {
  std::vector<figures::ComparisonQuestion> questions;
  questions.reserve(tables.size());
  for (const Table& table : tables) {
    questions.push_back({.measure = table.measure,
                         .period = table.period,
                         .by = npu_domain,
                         .code = npu,
                         .against = Against::rest,
                         .other = {},
                         .scheme = {}});
  }
  auto compared = context.figures.compare(questions);
  return compared ? *std::move(compared) : std::vector<Comparisons>{};
}

/// The overall figure of a month against the measure's baseline, or the month before where there is
/// none that it can be compared with.
void add_change(const Context& context, const Table& table, pages::Overview& overview) {
  const figures::ComparisonQuestion question{.measure = table.measure,
                                             .period = table.period,
                                             .by = {},
                                             .code = {},
                                             .against = Against::previous,
                                             .other = {},
                                             .scheme = {}};
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

/// "14 May 2019", in Europe/London.
std::string day_words(Instant at) {
  const std::string date = london_date(at);
  const auto day = std::string_view(date).substr(date.find_last_of('-') + 1);
  return std::string(day.starts_with('0') ? day.substr(1) : day) + " " +
         wording::period(Period::month(london_month(at)), nullptr);
}

std::vector<std::pair<std::string, std::string>> make_facts(const Context& context) {
  std::vector<std::pair<std::string, std::string>> facts;
  std::optional<Instant> last;
  for (const auto& heard : context.intake.last_received()) {
    last = std::max(last.value_or(heard.at), heard.at);
  }
  if (last) {
    facts.emplace_back("Last answer received", day_words(*last));
  }
  std::int64_t received = 0;
  for (const auto& count : context.intake.counts()) {
    received += count.outcome == store::Outcome::accepted ? count.items : 0;
  }
  facts.emplace_back("Answers received", wording::count(received));
  return facts;
}

}  // namespace

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
  for (const Area* area : context.definitions.areas.at_level(npu_domain)) {
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
  if (const Measure* whole = first_of(definitions, "overall", npu_domain)) {
    const auto shown =
        std::find_if(overview.headline.begin(), overview.headline.end(),
                     [whole](const Table& each) { return each.measure == whole->id; });
    if (shown != overview.headline.end()) {
      add_change(context, *shown, overview);
    }
  }
  for (const auto* group : {"overall", "confidence"}) {
    if (const Measure* measure = first_of(definitions, group, npu_domain)) {
      add(overview.by_npu, ask(context, *measure, {npu_domain}, month));
    }
  }
  for (const Measure* measure :
       {whole_of_channels(definitions), first_of(definitions, "confidence", channel_domain)}) {
    if (measure != nullptr) {
      add(overview.by_channel, ask(context, *measure, {channel_domain}, month));
    }
  }
  overview.facts = make_facts(context);
  overview.sample = context.settings.sample;
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
  for (const Measure& measure : definitions.measures) {
    if (measure.headline && broken_down_by(measure, npu_domain)) {
      add(page.measures, ask(context, measure, {npu_domain}, month));
    }
  }
  page.readings = read_together(context, page.measures, npu);
  if (const Measure* overall = first_of(definitions, "overall", npu_domain);
      overall != nullptr && monthly(*overall)) {
    page.trend = make_trend(context, *overall, {npu_domain}, month, months);
  }
  if (const Measure* whole = whole_of_channels(definitions)) {
    page.channels = ask(context, *whole, {npu_domain, channel_domain}, month);
  }
  page.sample = context.settings.sample;
  return page;
}

}  // namespace soundings::serve
