// Provisional figures as rows of the joint system.
//
// A figure reveals no more than the true numbers that it counted, and whom it counted the month
// counts too. So the month has at least as many. A row of an area of few people is hidden whether
// the release has a table of areas or not: the force less the figures must not reveal it.
#include "joint/provisional_rows.h"

#include <algorithm>
#include <set>
#include <utility>

#include "joint/counts.h"
#include "joint/table_part.h"

namespace soundings::disclose {
namespace {

constexpr std::int64_t whole = 1000;
constexpr std::int64_t or_more = 1'000'000 * whole;  // the unit of a number without an upper limit

class Rows {
 public:
  Rows(const Publication& publication, const ProtectionParameters& parameters)
      : publication_(publication), parameters_(parameters) {}

  void add(const std::string& item, const std::vector<std::string>& layers) {
    for (const PublishedCode& area : publication_.areas.codes) {
      add_area(item, layers, area.code);
    }
  }

  std::vector<PrintedFigure> take() && { return std::move(rows_); }

 private:
  [[nodiscard]] std::size_t place_of(const std::string& item) const {
    const auto& items = publication_.items;
    return static_cast<std::size_t>(
        std::find_if(items.begin(), items.end(),
                     [&item](const PublishedItem& one) { return one.id == item; }) -
        items.begin());
  }

  void add_area(const std::string& item, const std::vector<std::string>& layers,
                const std::string& area) {
    const CellCount count = count_of(publication_, layers, {.area = area});
    const std::vector<std::size_t> items{place_of(item)};
    const auto add_row = [&](const std::string& of, Quantity quantity,
                             std::optional<std::int64_t> least) {
      rows_.push_back({.release = provisional_release,
                       .layers = layers,
                       .item = of,
                       .cell = {.area = area},
                       .quantity = quantity,
                       .value = least ? std::optional(*least * whole) : std::nullopt,
                       .unit = or_more,
                       .rounding = Rounding::down});
    };
    const auto add = [&](Quantity quantity, std::int64_t least) { add_row(item, quantity, least); };
    if (is_primary(count, count.people, items, parameters_)) {
      add_row(item, Quantity::base, std::nullopt);
      add_row(responses_item, Quantity::base, std::nullopt);
      return;
    }
    const auto& all = publication_.provisional;
    const auto figure = std::find_if(all.begin(), all.end(), [&](const ProvisionalCounted& one) {
      return one.item == item && one.layers == layers && one.area == area;
    });
    const ItemCount& truth = count.items[items.front()];
    if (figure == all.end()) {
      return add(Quantity::base, 0);
    }
    // An answer that was withdrawn since is in the figure and not in the month.
    add(Quantity::base, std::min(figure->base, truth.base));
    add(Quantity::satisfied, std::min(figure->satisfied, truth.satisfied));
    add(Quantity::others, std::min(figure->base - figure->satisfied, truth.base - truth.satisfied));
  }

  const Publication& publication_;
  const ProtectionParameters& parameters_;
  std::vector<PrintedFigure> rows_;
};

}  // namespace

std::vector<PrintedFigure> provisional_rows(const Publication& publication,
                                            const ProtectionParameters& parameters) {
  std::set<std::pair<std::string, std::vector<std::string>>> seen;
  Rows rows(publication, parameters);
  for (const ProvisionalCounted& figure : publication.provisional) {
    if (seen.emplace(figure.item, figure.layers).second) {
      rows.add(figure.item, figure.layers);
    }
  }
  return std::move(rows).take();
}

}  // namespace soundings::disclose
