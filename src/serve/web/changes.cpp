#include "web/changes.h"

#include <algorithm>
#include <utility>

#include "web/questions.h"

namespace soundings::serve {
namespace {

/// A measure of a month against what was chosen; nothing for one without a baseline.
std::optional<figures::ComparisonQuestion> change_question(const Table& table,
                                                           const Measure& measure,
                                                           pages::ComparedWith with) {
  constexpr int three = 3;
  figures::ComparisonQuestion question{
      .measure = table.measure, .period = table.period, .against = Against::previous};
  if (with == pages::ComparedWith::previous) {
    return question;
  }
  question.against = Against::period;
  if (with == pages::ComparedWith::previous_3) {
    if (table.period.kind != Period::Kind::months) {
      return std::nullopt;
    }
    question.other = to_text(Period::months_to(table.period.first.plus(-1), three));
    return question;
  }
  if (!measure.baseline || !(measure.baseline->period < table.period)) {
    return std::nullopt;
  }
  question.other = to_text(measure.baseline->period);
  return question;
}

/// The first month of a trend with a figure of `key`.
std::optional<Period> first_month(const pages::Trend& trend, const DomainKey& key) {
  const auto shown = std::ranges::find_if(trend.points, [&key](const Table& table) {
    const Row* row = table.find(key);
    return row != nullptr && (row->weighted || row->unweighted);
  });
  return shown == trend.points.end() ? std::nullopt : std::optional(shown->period);
}

/// The reading of a headline measure among all of them; nothing where it has no baseline.
std::optional<Comparisons> as_in_overview(const PageMaterial& asked, const Measure& measure) {
  std::vector<Table> headline;
  for (const Measure& each : asked.context.definitions.measures) {
    if (each.headline) {
      add(headline, ask(asked.context, asked.chosen, each, {}));
    }
  }
  auto read = changes(asked, headline, pages::ComparedWith::baseline);
  const auto found = std::ranges::find(read, measure.id, &Comparisons::measure);
  return found == read.end() ? std::nullopt : std::optional(std::move(*found));
}

}  // namespace

std::vector<Comparisons> changes(const PageMaterial& asked, const std::vector<Table>& tables,
                                 pages::ComparedWith with) {
  std::vector<figures::ComparisonQuestion> questions;
  for (const Table& table : tables) {
    const Measure* measure = asked.context.definitions.find_measure(table.measure);
    if (auto question =
            measure == nullptr ? std::nullopt : change_question(table, *measure, with)) {
      questions.push_back(*std::move(question));
    }
  }
  return read_together(*asked.chosen.figures, std::move(questions));
}

std::optional<Comparisons> change_of_trend(const PageMaterial& asked, const pages::Trend& trend,
                                           const DomainKey& key) {
  const auto first = first_month(trend, key);
  const Period month = Period::month(asked.chosen.edition.month());
  if (trend.measure == nullptr || !first) {
    return std::nullopt;
  }
  const Measure& measure = *trend.measure;
  if (key.empty() && measure.headline) {
    if (auto read = as_in_overview(asked, measure)) {
      return read;
    }
  }
  const bool based = measure.baseline && measure.baseline->period < month;
  const Period earlier = based ? measure.baseline->period : *first;
  if (!(earlier < month)) {
    return std::nullopt;
  }
  auto read = asked.chosen.figures->compare(
      figures::ComparisonQuestion{.measure = measure.id,
                                  .period = month,
                                  .by = key.empty() ? "" : key.begin()->first,
                                  .code = key.empty() ? "" : key.begin()->second,
                                  .against = Against::period,
                                  .other = to_text(earlier)});
  return read && read->rows.size() == 1 ? std::optional(*std::move(read)) : std::nullopt;
}

}  // namespace soundings::serve
