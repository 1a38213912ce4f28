// The unknown whole numbers of a publication, numbered.
#include "joint/star.h"

#include <algorithm>
#include <set>
#include <utility>

#include "joint/counts.h"

namespace soundings::disclose {
namespace {

std::vector<std::string> codes_of(const std::string& joined) {
  std::vector<std::string> codes;
  std::size_t from = 0;
  while (from <= joined.size()) {
    const std::size_t to = std::min(joined.find('|', from), joined.size());
    codes.push_back(joined.substr(from, to - from));
    from = to + 1;
  }
  return codes;
}

}  // namespace

Star::Star(Publication publication, std::span<const PrintedFigure> printed)
    : publication_(std::move(publication)) {
  find_layers(printed);
  find_counted(printed);
  find_cells(printed);
  number_unknowns();
}

void Star::find_layers(std::span<const PrintedFigure> printed) {
  std::set<std::string> named;
  for (const PrintedFigure& figure : printed) {
    named.insert(figure.layers.begin(), figure.layers.end());
  }
  for (std::size_t at = 0; at < publication_.layers.size(); ++at) {
    if (named.contains(publication_.layers[at].id)) {
      layers_.push_back(at);
    }
  }
}

void Star::find_counted(std::span<const PrintedFigure> printed) {
  const std::size_t items = publication_.items.size();
  std::set<std::string> named;
  std::set<std::string> with_answers;
  for (const PrintedFigure& figure : printed) {
    named.insert(figure.item);
    if (!figure.answer.empty()) {
      with_answers.insert(figure.item);
    }
  }
  if (named.contains(responses_item)) {
    counted_.push_back({.item = items});
  }
  for (std::size_t item = 0; item < items; ++item) {
    const PublishedItem& known = publication_.items[item];
    if (!named.contains(known.id)) {
      continue;
    }
    counted_.push_back({.item = item});
    counted_.push_back({.item = item, .quantity = Quantity::satisfied});
    for (std::size_t answer = 0; with_answers.contains(known.id) && answer < known.answers.size();
         ++answer) {
      counted_.push_back({.item = item, .quantity = Quantity::count, .answer = answer});
    }
  }
}

void Star::find_cells(std::span<const PrintedFigure> printed) {
  std::set<std::string> named;
  std::set<std::string> crossed;
  for (const PrintedFigure& figure : printed) {
    (figure.cell.area.empty() ? named : crossed).insert(figure.cell.domain);
  }
  cells_.emplace_back();
  areas_ = crossed.empty() ? 0 : publication_.areas.codes.size();
  for (std::size_t area = 0; area < areas_; ++area) {
    cells_.push_back({.area = publication_.areas.codes[area].code});
  }
  for (std::size_t domain = 0; domain < publication_.domains.size(); ++domain) {
    const std::string& id = publication_.domains[domain].id;
    const bool by_area = crossed.contains(id);
    if (by_area || named.contains(id)) {
      add_family(domain, by_area);
    }
  }
  for (std::size_t at = 0; at < cells_.size(); ++at) {
    places_[cells_[at]] = at;
  }
}

void Star::add_family(std::size_t domain, bool by_area) {
  const PublishedDomain& known = publication_.domains[domain];
  families_.push_back({.domain = domain, .by_area = by_area, .first = cells_.size()});
  for (std::size_t area = 0; area < (by_area ? areas() : 1); ++area) {
    const std::string in = by_area ? publication_.areas.codes[area].code : "";
    for (const PublishedCode& code : known.codes) {
      cells_.push_back({.area = in, .domain = known.id, .code = code.code});
    }
  }
}

void Star::number_unknowns() {
  for (const std::size_t layer : layers_) {
    for (const Counted& counted : counted_) {
      auto& numbers = numbered_[{layer, counted}];
      numbers.resize(cells_.size());
      const bool answers = counted.quantity == Quantity::count;
      for (std::size_t cell = 0; cell < (answers ? 1 + areas() : cells_.size()); ++cell) {
        numbers[cell] = names_.size();
        names_.push_back({layer, counted, cell});
      }
    }
  }
}

std::optional<std::size_t> Star::at(std::size_t layer, const Counted& counted,
                                    std::size_t cell) const {
  const auto found = numbered_.find({layer, counted});
  return found == numbered_.end() ? std::nullopt : found->second[cell];
}

std::vector<Star::Kind> Star::kinds() const {
  std::vector<Kind> kinds;
  for (const auto& [layer, counted, cell] : names_) {
    const auto after =
        std::partition_point(families_.begin(), families_.end(),
                             [at = cell](const Family& family) { return family.first <= at; });
    Kind kind{.layer = layer,
              .item = counted.item,
              .family = static_cast<std::size_t>(after - families_.begin()),
              .responses = counted.item == publication_.items.size(),
              .quantity = counted.quantity};
    if (kind.family > 0) {
      const Family& family = families_[kind.family - 1];
      kind.code = (cell - family.first) % publication_.domains[family.domain].codes.size();
    }
    kinds.push_back(kind);
  }
  return kinds;
}

/// cell: of one area or none, and of one code or none.
std::vector<std::size_t> Star::parts_of_code(const FigureCell& cell) const {
  if (const auto found = places_.find(cell); found != places_.end()) {
    return {found->second};
  }
  std::vector<std::size_t> over_areas;
  for (std::size_t area = 0; cell.area.empty() && area < areas(); ++area) {
    const auto found = places_.find({publication_.areas.codes[area].code, cell.domain, cell.code});
    if (found == places_.end()) {
      return {};
    }
    over_areas.push_back(found->second);
  }
  return over_areas;
}

std::vector<std::size_t> Star::parts(const FigureCell& cell) const {
  std::vector<std::size_t> all;
  for (const std::string& area : codes_of(cell.area)) {
    for (const std::string& code : codes_of(cell.code)) {
      const std::vector<std::size_t> some = parts_of_code({area, cell.domain, code});
      if (some.empty()) {
        return {};
      }
      all.insert(all.end(), some.begin(), some.end());
    }
  }
  return all;
}

std::optional<Counted> Star::counted_as(const std::string& item, Quantity quantity,
                                        const std::string& answer) const {
  const auto& items = publication_.items;
  const auto known = std::find_if(items.begin(), items.end(),
                                  [&item](const PublishedItem& one) { return one.id == item; });
  if (known == items.end() && item != responses_item) {
    return std::nullopt;
  }
  Counted counted{.item = static_cast<std::size_t>(known - items.begin()), .quantity = quantity};
  if (quantity == Quantity::count) {
    const auto at =
        std::find_if(known->answers.begin(), known->answers.end(),
                     [&answer](const PublishedAnswer& one) { return one.code == answer; });
    counted.answer = static_cast<std::size_t>(at - known->answers.begin());
  }
  return counted;
}

std::vector<std::size_t> Star::sum(std::span<const std::string> layers, const std::string& item,
                                   const FigureCell& cell, Quantity quantity,
                                   const std::string& answer) const {
  std::vector<std::size_t> unknowns;
  const auto counted = counted_as(item, quantity, answer);
  for (const std::string& layer : layers) {
    const auto known = std::find_if(layers_.begin(), layers_.end(), [&](std::size_t at) {
      return publication_.layers[at].id == layer;
    });
    const std::vector<std::size_t> cells = parts(cell);
    if (known == layers_.end() || !counted || cells.empty()) {
      return {};
    }
    for (const std::size_t part : cells) {
      const auto unknown = at(*known, *counted, part);
      if (!unknown) {
        return {};
      }
      unknowns.push_back(*unknown);
    }
  }
  return unknowns;
}

WitnessNumber Star::number_of(const Name& name, std::int64_t value) const {
  const auto& [layer, counted, cell] = name;
  const bool responses = counted.item == publication_.items.size();
  const bool one_answer = counted.quantity == Quantity::count;
  return {.layer = publication_.layers[layer].id,
          .item = responses ? responses_item : publication_.items[counted.item].id,
          .cell = cells_[cell],
          .quantity = counted.quantity,
          .answer = one_answer ? publication_.items[counted.item].answers[counted.answer].code : "",
          .value = value};
}

Witness Star::witness(std::span<const std::int64_t> values) const {
  Witness numbers;
  for (std::size_t at = 0; at < names_.size(); ++at) {
    numbers.push_back(number_of(names_[at], values[at]));
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::vector<std::int64_t> Star::solution(const Witness& witness) const {
  std::vector<std::int64_t> values = truth();
  for (std::size_t at = 0; at < names_.size(); ++at) {
    const WitnessNumber least = number_of(names_[at], 0);
    const auto found = std::lower_bound(witness.begin(), witness.end(), least);
    const bool same = found != witness.end() && found->layer == least.layer &&
                      found->item == least.item && found->cell == least.cell &&
                      found->quantity == least.quantity && found->answer == least.answer;
    values[at] = same ? found->value : values[at];
  }
  return values;
}

std::vector<std::int64_t> Star::taken_from(const Star& other,
                                           std::span<const std::int64_t> values) const {
  std::vector<std::int64_t> taken;
  for (const auto& [layer, counted, cell] : names_) {
    std::int64_t value = 0;
    for (const std::size_t part : other.parts(cells_[cell])) {
      const auto unknown = other.at(layer, counted, part);
      value += unknown ? values[*unknown] : 0;
    }
    taken.push_back(value);
  }
  return taken;
}

std::int64_t Star::true_count(const Name& name) const {
  const CellCount count =
      count_of(publication_, publication_.layers[name.layer], cells_[name.cell]);
  if (name.counted.item == publication_.items.size()) {
    return count.responses;
  }
  const ItemCount& item = count.items[name.counted.item];
  switch (name.counted.quantity) {
    case Quantity::base:
      return item.base;
    case Quantity::satisfied:
      return item.satisfied;
    case Quantity::count:
      return item.answers.empty() ? 0 : item.answers[name.counted.answer];
    case Quantity::per_cent:
    case Quantity::others:
      break;
  }
  return 0;
}

std::vector<std::int64_t> Star::truth() const {
  std::vector<std::int64_t> values(names_.size());
  std::transform(names_.begin(), names_.end(), values.begin(),
                 [this](const Name& name) { return true_count(name); });
  return values;
}

}  // namespace soundings::disclose
