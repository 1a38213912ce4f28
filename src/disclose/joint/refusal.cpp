// Why a release is refused, in words that name no cell.
#include "joint/refusal.h"

#include <array>
#include <string>

namespace soundings::disclose {
namespace {

std::string name_of(WitnessFault fault) {
  constexpr std::array names{"no fault",
                             "a number below zero",
                             "a cell that no row names",
                             "sums that differ",
                             "more satisfied than answers",
                             "more answers than responses",
                             "answers that do not add up",
                             "a printed figure that differs",
                             "a condition that is not met",
                             "a number that is too large"};
  return names.at(static_cast<std::size_t>(fault));
}

/// The table, the item and what could not be proved. It does not say which cell: that is what is
/// protected.
std::string name_of(const Condition& condition) {
  constexpr std::array wanted{"a hidden base can be larger", "a hidden base can be another",
                              "two can be satisfied", "two can be not satisfied",
                              "a hidden answer can be another"};
  std::string layers;
  for (const std::string& layer : condition.layers) {
    layers += (layers.empty() ? "" : "+") + layer;
  }
  const FigureCell& cell = condition.cell;
  std::string table = cell.area.empty() ? "" : "areas";
  table += cell.domain.empty() ? "" : (table.empty() ? "" : " by ") + cell.domain;
  return layers + " " + (table.empty() ? "force" : table) + ", " + condition.item +
         ": no proof that " + wanted.at(static_cast<std::size_t>(condition.kind));
}

}  // namespace

std::optional<Refusal> refused(const GateAnswer& answer) {
  if (answer.refusal() || answer.failed.empty()) {
    return answer.refusal();
  }
  const Condition& first = answer.failed.front().any_of.front();
  return Refusal{.kind = RefusalKind::not_proved, .where = name_of(first), .failed = first};
}

Refusal refused(WitnessFault fault) {
  return {.kind = RefusalKind::not_proved,
          .where = "a witness does not pass its check: " + name_of(fault)};
}

}  // namespace soundings::disclose
