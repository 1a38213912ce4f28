// Cells of the store -> the people, bases and satisfied of each cell of a star.
#include "count/layer_counts.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

#include "soundings/store/cells.h"
#include "soundings/survey/evidence.h"

namespace soundings::release {
namespace {

using disclose::CellCount;
using disclose::ItemCount;
using disclose::PublishedDomain;

std::size_t places_in(const PublishedDomain& domain) {
  return std::max<std::size_t>(1, domain.codes.size());
}

/// Where each code of a column is printed.
std::vector<std::size_t> places_of(const Cells& cells, std::size_t column,
                                   const PublishedDomain& domain) {
  std::vector<std::size_t> places;
  for (const std::string& code : cells.columns.at(column).codes) {
    places.push_back(place_of(domain, code));
  }
  return places;
}

/// The place of each cell among areas by codes. domain: beside the areas; nullptr for none.
std::vector<std::size_t> places_of_cells(const Plan& plan, const Cells& cells,
                                         const PublishedDomain* domain) {
  const PublishedDomain& areas = plan.frame.areas;
  const bool by_area = !plan.areas.empty();
  const std::size_t second = by_area ? 1 : 0;
  const auto of_area = by_area ? places_of(cells, 0, areas) : std::vector<std::size_t>{};
  const auto of_code =
      domain == nullptr ? std::vector<std::size_t>{} : places_of(cells, second, *domain);
  std::vector<std::size_t> places;
  places.reserve(cells.cells.size());
  for (const Cell& cell : cells.cells) {
    const std::size_t area = by_area ? of_area[cell.codes[0]] : 0;
    const std::size_t code = domain == nullptr ? 0 : of_code[cell.codes[second]];
    places.push_back(domain == nullptr ? area : area * places_in(*domain) + code);
  }
  return places;
}

/// People by place: who answered several times there counts once. place: of each cell, at most
/// `size`; a cell at `size` is left out.
std::vector<std::int64_t> distinct(const Cells& cells, const std::vector<std::size_t>& place,
                                   std::size_t size) {
  std::vector<std::int64_t> people(size + 1, 0);
  for (std::size_t at = 0; at < cells.cells.size(); ++at) {
    people[place[at]] += cells.cells[at].count;
  }
  for (const RepeatType& type : cells.repeats) {
    std::map<std::size_t, double> held;
    for (std::size_t at = 0; at < type.cells.size(); ++at) {
      held[place[type.cells[at]]] += type.held[at];
    }
    for (const auto& [where, responses] : held) {
      const std::int64_t more = std::lround(responses) - 1;
      people[where] -= type.people * std::max<std::int64_t>(0, more);
    }
  }
  people.pop_back();
  return people;
}

store::View view_of(const Plan& plan, const Period& period, const std::string& item,
                    const PublishedDomain* domain) {
  store::View view{.survey = plan.survey->id,
                   .period = period,
                   .item = item,
                   .columns = {},
                   .completed_by = {},
                   .series = {}};
  if (!plan.areas.empty()) {
    view.columns.push_back(plan.areas);
  }
  if (domain != nullptr) {
    view.columns.push_back(domain->id);
  }
  return view;
}

void add_answer(ItemCount& to, const disclose::PublishedItem& item, const Cell& cell,
                bool answers) {
  if (cell.answer >= 0) {
    const auto position = static_cast<std::size_t>(cell.answer);
    to.base += cell.count;
    to.satisfied += item.answers[position].satisfied ? cell.count : 0;
    if (answers) {
      to.answers[position] += cell.count;
    }
  } else if (answers && cell.answer == does_not_know) {
    to.answers.back() += cell.count;
  }
}

/// Adds one item's answers. index: of the item.
void add_item(std::vector<CellCount>& counts, const Plan& plan, std::size_t index,
              const Cells& cells, const std::vector<std::size_t>& place, bool answers) {
  const disclose::PublishedItem& item = plan.frame.items[index];
  for (CellCount& count : counts) {
    if (answers) {
      count.items[index].answers.resize(item.answers.size());
    }
  }
  for (std::size_t at = 0; at < cells.cells.size(); ++at) {
    const Cell& cell = cells.cells[at];
    CellCount& count = counts[place[at]];
    count.responses += index == 0 ? cell.count : 0;
    add_answer(count.items[index], item, cell, answers);
  }
}

/// The cells by areas and a domain. domain: nullptr for the areas alone, with their answers.
std::vector<CellCount> count_cells(const Plan& plan, store::CellReader& reader,
                                   const Period& period, const PublishedDomain* domain) {
  const std::size_t size =
      places_in(plan.frame.areas) * (domain == nullptr ? 1 : places_in(*domain));
  std::vector<CellCount> counts(size);
  for (CellCount& count : counts) {
    count.items.resize(plan.frame.items.size());
  }
  for (std::size_t item = 0; item < plan.frame.items.size(); ++item) {
    const Evidence evidence =
        reader.count(view_of(plan, period, plan.frame.items[item].id, domain));
    const auto place = places_of_cells(plan, *evidence.cells, domain);
    add_item(counts, plan, item, *evidence.cells, place, domain == nullptr);
    if (item == 0) {
      const auto people = distinct(*evidence.cells, place, size);
      for (std::size_t at = 0; at < size; ++at) {
        counts[at].people = people[at];
      }
    }
  }
  return counts;
}

/// Eligible people by area, where the default scheme weights to them.
std::map<std::string, std::int64_t> targets_of(const Plan& plan, store::CellReader& reader,
                                               const Period& period) {
  std::map<std::string, std::int64_t> targets;
  const bool counted = plan.scheme != nullptr && !plan.areas.empty() &&
                       plan.scheme->totals.kind == TargetSource::Kind::eligible_invitations &&
                       plan.scheme->margins == std::vector<std::string>{plan.areas};
  if (!counted) {
    return targets;
  }
  const Evidence evidence =
      reader.count(view_of(plan, period, plan.frame.items.front().id, nullptr));
  for (const Invitation& invitation : evidence.invitations) {
    targets[std::string(invitation.code_in(plan.areas))] += invitation.eligible();
  }
  return targets;
}

}  // namespace

CountedLayer count_layer(const Plan& plan, store::CellReader& cells, const Period& period) {
  CountedLayer layer{.counts = {.id = to_text(period), .areas = {}, .domains = {}},
                     .targets = targets_of(plan, cells, period)};
  layer.counts.areas = count_cells(plan, cells, period, nullptr);
  for (const PublishedDomain& domain : plan.frame.domains) {
    layer.counts.domains.push_back(count_cells(plan, cells, period, &domain));
  }
  return layer;
}

std::vector<std::int64_t> people_of(const Plan& plan, store::CellReader& cells,
                                    const Period& period, const ReleasedTable& table,
                                    bool without_unknown) {
  const std::string other = other_domain(plan, table);
  const auto domain = std::ranges::find(plan.frame.domains, other, &PublishedDomain::id);
  const PublishedDomain* beside = other.empty() ? nullptr : &*domain;
  const Evidence evidence = cells.count(view_of(plan, period, plan.frame.items.front().id, beside));
  auto place = places_of_cells(plan, *evidence.cells, beside);
  const std::size_t codes = beside == nullptr ? 1 : places_in(*beside);
  const std::size_t areas = places_in(plan.frame.areas);
  const std::size_t size = is_by_area(plan, table) ? areas * codes : codes;
  for (std::size_t& at : place) {
    const bool unknown = !plan.areas.empty() && at / codes == areas - 1;
    if (without_unknown && unknown) {
      at = size;
    } else if (!is_by_area(plan, table)) {
      at %= codes;
    }
  }
  return distinct(*evidence.cells, place, size);
}

}  // namespace soundings::release
