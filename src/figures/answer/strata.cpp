// Cells picked by their strata, and strata joined into one.
#include "answer/strata.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace soundings::figures {
namespace {

/// New numbers of what is kept, by old number.
using Kept = std::vector<std::optional<std::uint32_t>>;

/// A person's responses among the cells kept; one response alone makes no repeat respondent.
std::optional<RepeatType> kept_part(const RepeatType& type, const Kept& cells) {
  RepeatType part{.people = type.people};
  double held = 0.0;
  for (std::size_t at = 0; at < type.cells.size(); ++at) {
    if (const auto cell = cells[type.cells[at]]) {
      part.cells.push_back(*cell);
      part.held.push_back(type.held[at]);
      held += type.held[at];
    }
  }
  const bool alone = part.cells.size() < 2 && held <= 1.0;
  return alone ? std::nullopt : std::optional(std::move(part));
}

bool lies_in_any(const std::string& stratum, const std::vector<Period>& periods) {
  return std::any_of(periods.begin(), periods.end(),
                     [&stratum](const Period& period) { return lies_in(stratum, period); });
}

}  // namespace

bool lies_in(const std::string& stratum, const Period& period) {
  const auto own = parse_period(stratum);
  if (!own || own->kind != period.kind) {
    return false;
  }
  return own->kind == Period::Kind::months
             ? period.first <= own->first && own->last <= period.last
             : period.first_wave <= own->first_wave && own->last_wave <= period.last_wave;
}

std::shared_ptr<const Cells> cells_within(const Cells& cells, const std::vector<Period>& periods) {
  auto made = std::make_shared<Cells>();
  made->columns = cells.columns;
  made->answers = cells.answers;
  Kept strata(cells.strata.size());
  for (std::size_t at = 0; at < cells.strata.size(); ++at) {
    if (lies_in_any(cells.strata[at], periods)) {
      strata[at] = static_cast<std::uint32_t>(made->strata.size());
      made->strata.push_back(cells.strata[at]);
      made->units.push_back(cells.units[at]);
      made->population.push_back(cells.population[at]);
    }
  }
  Kept kept(cells.cells.size());
  for (std::size_t at = 0; at < cells.cells.size(); ++at) {
    if (const auto stratum = strata[cells.cells[at].stratum]) {
      kept[at] = static_cast<std::uint32_t>(made->cells.size());
      made->cells.push_back(cells.cells[at]);
      made->cells.back().stratum = *stratum;
    }
  }
  for (const RepeatType& type : cells.repeats) {
    if (auto part = kept_part(type, kept)) {
      made->repeats.push_back(*std::move(part));
    }
  }
  return made;
}

bool share_people(const Cells& cells, const Period& a, const Period& b) {
  return std::any_of(cells.repeats.begin(), cells.repeats.end(), [&](const RepeatType& type) {
    const auto answered_in = [&](const Period& period) {
      return std::any_of(type.cells.begin(), type.cells.end(), [&](std::uint32_t cell) {
        return lies_in(cells.strata[cells.cells[cell].stratum], period);
      });
    };
    return answered_in(a) && answered_in(b);
  });
}

std::shared_ptr<const Cells> in_one_stratum(const Cells& cells) {
  auto made = std::make_shared<Cells>(cells);
  CellColumn column{.id = std::string(stratum_column), .codes = {"(missing)"}};
  column.codes.insert(column.codes.end(), cells.strata.begin(), cells.strata.end());
  made->columns.insert(made->columns.begin(), std::move(column));
  for (Cell& cell : made->cells) {
    cell.codes.insert(cell.codes.begin(), static_cast<std::uint16_t>(cell.stratum + 1));
    cell.stratum = 0;
  }
  std::int64_t people = std::accumulate(cells.units.begin(), cells.units.end(), std::int64_t{0});
  for (const RepeatType& type : cells.repeats) {
    std::set<std::uint32_t> strata;
    for (const std::uint32_t cell : type.cells) {
      strata.insert(cells.cells[cell].stratum);
    }
    people -= type.people * (static_cast<std::int64_t>(strata.size()) - 1);
  }
  made->strata = {"all"};
  made->units = {people};
  made->population = {0.0};
  return made;
}

}  // namespace soundings::figures
