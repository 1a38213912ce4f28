// Comparisons asked of the store, each of one snapshot, and tables with the readings of their rows.
#include <utility>

#include "soundings/figures/compare.h"
#include "soundings/figures/figures.h"
#include "soundings/figures/spread.h"

#include "answer/gather.h"
#include "question/fault.h"

namespace soundings::figures {
namespace {

/// How often answers that arrive in between are counted again.
constexpr int attempts = 4;

std::optional<Against> usual(const Question& question) {
  if (question.by.size() > 1) {
    return std::nullopt;
  }
  return question.by.empty() ? Against::previous : Against::rest;
}

/// A reading is of the rows of one domain, or of one figure against another time.
std::optional<Fault> refuse_reading(const Question& question, Against against) {
  if (question.by.size() > 1) {
    return fault("too_many_domains", "by", question.by[0] + "," + question.by[1],
                 "a table by two domains has no reading");
  }
  if (question.by.empty() && (against == Against::rest || against == Against::force)) {
    return fault("comparison_needs_domain", "by", "",
                 "one figure of the force has no rest; name a domain to read along");
  }
  return std::nullopt;
}

ComparisonQuestion reading_of(const Question& question, Against against) {
  return {.measure = question.measure,
          .period = question.period,
          .by = question.by.empty() ? std::string() : question.by.front(),
          .against = against,
          .scheme = question.scheme,
          .statistic = question.statistic,
          .level = question.level,
          .of = question.of};
}

/// What a table and its readings are made of.
struct Both {
  Evidence table;
  Evidence readings;
};

/// Of one snapshot: counted again while answers arrive in between; nothing when they always do.
std::optional<Both> gather_both(const Definitions& definitions, store::CellReader& cells,
                                const Asked& asked, const Asked& whole) {
  if (whole.period == asked.period) {
    const Evidence evidence = gather(definitions, cells, asked);
    return Both{.table = evidence, .readings = evidence};
  }
  for (int attempt = 0; attempt < attempts; ++attempt) {
    Both both{.table = gather(definitions, cells, asked),
              .readings = gather(definitions, cells, whole)};
    if (both.table.data_version == both.readings.data_version) {
      return both;
    }
  }
  return std::nullopt;
}

}  // namespace

Expected<std::vector<Comparisons>, Fault> WorkingFigures::compare_together(
    const std::vector<ComparisonQuestion>& questions) const {
  std::vector<Comparable> together;
  for (const ComparisonQuestion& question : questions) {
    const auto compared = understand(definitions_, question);
    if (!compared) {
      return unexpected(compared.error());
    }
    together.push_back(comparable(*compared, gather(definitions_, cells_, compared->whole())));
  }
  return figures::compare(definitions_, together);
}

Expected<Comparisons, Fault> Figures::compare(const ComparisonQuestion& question) const {
  auto all = compare(std::vector{question});
  if (!all) {
    return unexpected(all.error());
  }
  return std::move(all->front());
}

Expected<SpreadComparisons, Fault> Figures::compare_along(
    const ComparisonQuestion& question) const {
  auto comparisons = compare(question);
  if (!comparisons) {
    return unexpected(comparisons.error());
  }
  SpreadComparisons made{.comparisons = *std::move(comparisons), .spread = std::nullopt};
  if (!made.comparisons.by.empty() && question.code.empty()) {
    made.spread = spread(made.comparisons);
  }
  return made;
}

Comparable WorkingFigures::comparable(const Compared& compared, const Evidence& evidence) const {
  return {.compared = compared, .evidence = evidence, .begun = begun(*compared.a.survey)};
}

Expected<ReadTable, Fault> WorkingFigures::read(const Question& question,
                                                std::optional<Against> against) const {
  const auto asked = understand(definitions_, question);
  if (!asked) {
    return unexpected(asked.error());
  }
  const auto alone = [&](std::optional<Fault> unread) -> Expected<ReadTable, Fault> {
    return ReadTable{.table = answer(question).value(), .unread = std::move(unread)};
  };
  const std::optional<Against> chosen = against ? against : usual(question);
  if (!chosen) {
    return alone(std::nullopt);
  }
  if (const auto refusal = refuse_reading(question, *chosen)) {
    return unexpected(*refusal);
  }
  const auto compared = understand(definitions_, reading_of(question, *chosen));
  if (!compared) {
    return against ? unexpected(compared.error()) : alone(compared.error());
  }
  const auto both = gather_both(definitions_, cells_, *asked, compared->whole());
  if (!both) {
    return alone(fault("answers_arriving", "period", to_text(question.period),
                       "answers arrive faster than they can be counted twice; ask again"));
  }
  return ReadTable{
      .table = tabulate(definitions_, *asked, both->table),
      .readings = std::move(
          figures::compare(definitions_, {comparable(*compared, both->readings)}).front())};
}

}  // namespace soundings::figures
