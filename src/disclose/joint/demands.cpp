// What must be possible of each hidden figure for a release to pass.
//
// The conditions hold for complements and for empty hidden cells too: a reader cannot
// distinguish them from the cells for whose sake they are hidden, and their people are protected
// alike.
#include "joint/demands.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "joint/counts.h"

namespace soundings::disclose {
namespace {

constexpr std::int64_t two = 2;

Condition condition(const PrintedFigure& figure, ConditionKind kind, std::int64_t number) {
  return {.kind = kind,
          .layers = figure.layers,
          .item = figure.item,
          .cell = figure.cell,
          .answer = figure.answer,
          .number = number};
}

/// A base must be possible well above the truth. The rule that hid a base of 10 or more does not
/// distinguish it from a larger one, so that a range on either side of it will do; from
/// hide_below + range_width every range that is too narrow stays above hide_below.
void add_base(std::vector<Demand>& demands, const PrintedFigure& figure, std::int64_t base,
              const ProtectionParameters& parameters) {
  const std::int64_t above = std::max(parameters.hide_below, base + parameters.range_width);
  const Condition reaches = condition(figure, ConditionKind::base_reaches, above);
  if (base < parameters.hide_below) {
    demands.push_back({{reaches}});
  } else if (base < parameters.hide_below + parameters.range_width) {
    demands.push_back({{reaches, condition(figure, ConditionKind::base_falls_to,
                                           base - parameters.range_width)}});
  }
}

void add_hidden(std::vector<Demand>& demands, const PrintedFigure& figure, const CellCount& count,
                const Publication& publication, const ProtectionParameters& parameters) {
  if (figure.item == responses_item) {
    return add_base(demands, figure, count.responses, parameters);
  }
  for (std::size_t item = 0; item < publication.items.size(); ++item) {
    if (publication.items[item].id == figure.item) {
      add_base(demands, figure, count.items[item].base, parameters);
      demands.push_back({{condition(figure, ConditionKind::satisfied_reaches, two)}});
      demands.push_back({{condition(figure, ConditionKind::others_reach, two)}});
    }
  }
}

/// Each answer that somebody gave must be possible in another number.
void add_hidden_answer(std::vector<Demand>& demands, const PrintedFigure& figure,
                       const CellCount& count, const Publication& publication) {
  for (std::size_t item = 0; item < publication.items.size(); ++item) {
    const PublishedItem& known = publication.items[item];
    for (std::size_t at = 0; known.id == figure.item && at < known.answers.size(); ++at) {
      const std::vector<std::int64_t>& answers = count.items[item].answers;
      const std::int64_t number = answers.empty() ? 0 : answers[at];
      if (known.answers[at].code == figure.answer && number > 0) {
        demands.push_back({{condition(figure, ConditionKind::answer_differs, number)}});
      }
    }
  }
}

}  // namespace

std::vector<Demand> demands_of(const Publication& publication,
                               std::span<const PrintedFigure> printed,
                               const ProtectionParameters& parameters) {
  std::vector<Demand> demands;
  std::set<std::tuple<std::vector<std::string>, std::string, FigureCell, std::string>> seen;
  for (const PrintedFigure& figure : printed) {
    if (figure.value ||
        !seen.emplace(figure.layers, figure.item, figure.cell, figure.answer).second) {
      continue;
    }
    const CellCount count = count_of(publication, figure.layers, figure.cell);
    if (figure.answer.empty()) {
      add_hidden(demands, figure, count, publication, parameters);
    } else {
      add_hidden_answer(demands, figure, count, publication);
    }
  }
  return demands;
}

}  // namespace soundings::disclose
