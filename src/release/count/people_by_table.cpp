// The people of a table: as they are counted now, and as the layers add up to them.
#include "count/people_by_table.h"

#include <algorithm>

namespace soundings::release {
namespace {

/// Whether answers without a known area are so few in every layer that they are left out.
bool leaves_out_unknown(const std::vector<const CountedLayer*>& layers, std::int64_t least) {
  return std::ranges::all_of(layers, [least](const CountedLayer* layer) {
    return layer->counts.areas.back().people < least;
  });
}

/// The people of each cell of a table as the layers add up to them: whoever is in two counts twice.
std::vector<std::int64_t> people_of_layers(const Plan& plan,
                                           const std::vector<const CountedLayer*>& layers,
                                           const ReleasedTable& table, bool without_unknown) {
  const std::string other = other_domain(plan, table);
  const auto domain = std::ranges::find(plan.frame.domains, other, &disclose::PublishedDomain::id);
  const auto at = static_cast<std::size_t>(domain - plan.frame.domains.begin());
  const std::size_t codes = other.empty() ? 1 : domain->codes.size();
  const std::size_t areas = layers.front()->counts.areas.size();
  std::vector<std::int64_t> people(is_by_area(plan, table) ? areas * codes : codes, 0);
  for (const CountedLayer* layer : layers) {
    const auto& cells = other.empty() ? layer->counts.areas : layer->counts.domains[at];
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      const bool unknown = !plan.areas.empty() && cell / codes == areas - 1;
      if (!without_unknown || !unknown) {
        // A table that is not by area has all areas in one place.
        people[cell % people.size()] += cells[cell].people;
      }
    }
  }
  return people;
}

}  // namespace

std::vector<std::vector<std::int64_t>> people_by_table(
    const Plan& plan, store::CellReader& cells, const Period& period,
    const std::vector<const CountedLayer*>& layers, const ProtectionRules& rules) {
  const bool without_unknown = !plan.areas.empty() && leaves_out_unknown(layers, rules.hide_below);
  std::vector<std::vector<std::int64_t>> all;
  for (const ReleasedTable& table : plan.set->tables) {
    auto people = people_of(plan, cells, period, table, without_unknown);
    const auto most = people_of_layers(plan, layers, table, without_unknown);
    std::ranges::transform(people, most, people.begin(),
                           [](std::int64_t now, std::int64_t then) { return std::min(now, then); });
    all.push_back(std::move(people));
  }
  return all;
}

}  // namespace soundings::release
