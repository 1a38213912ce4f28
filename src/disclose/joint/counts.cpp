// The true counts of a publication by cell.
#include "joint/counts.h"

#include <algorithm>

#include "soundings/disclose/release_rules.h"

namespace soundings::disclose {
namespace {

void add(ItemCount& sum, const ItemCount& part) {
  sum.base += part.base;
  sum.satisfied += part.satisfied;
  sum.answers.resize(std::max(sum.answers.size(), part.answers.size()));
  for (std::size_t at = 0; at < part.answers.size(); ++at) {
    sum.answers[at] += part.answers[at];
  }
}

void add(CellCount& sum, const CellCount& part) {
  sum.people += part.people;
  sum.responses += part.responses;
  sum.items.resize(std::max(sum.items.size(), part.items.size()));
  for (std::size_t at = 0; at < part.items.size(); ++at) {
    add(sum.items[at], part.items[at]);
  }
}

bool has(const std::string& joined, const std::string& code) {
  std::size_t from = 0;
  while (from <= joined.size()) {
    const std::size_t to = std::min(joined.find('|', from), joined.size());
    if (joined.compare(from, to - from, code) == 0) {
      return true;
    }
    from = to + 1;
  }
  return false;
}

std::size_t area_rows(const Publication& publication) {
  return std::max<std::size_t>(1, publication.areas.codes.size());
}

bool in_area(const Publication& publication, std::size_t area, const std::string& joined) {
  return joined.empty() ||
         (area < publication.areas.codes.size() && has(joined, publication.areas.codes[area].code));
}

bool same_counts(const CellCount& a, const CellCount& b) {
  return a.responses == b.responses &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                    [](const ItemCount& x, const ItemCount& y) {
                      return x.base == y.base && x.satisfied == y.satisfied;
                    });
}

bool is_sound(const Publication& publication, const CellCount& cell) {
  if (cell.items.size() != publication.items.size() || cell.people < 0) {
    return false;
  }
  return std::all_of(cell.items.begin(), cell.items.end(), [&cell](const ItemCount& item) {
    return item.satisfied >= 0 && item.satisfied <= item.base && item.base <= cell.responses;
  });
}

std::optional<std::string> fault_in_layer(const Publication& publication, const Layer& layer) {
  const std::size_t rows = area_rows(publication);
  const auto sound = [&publication](const CellCount& cell) { return is_sound(publication, cell); };
  if (layer.areas.size() != rows || layer.domains.size() != publication.domains.size() ||
      !std::all_of(layer.areas.begin(), layer.areas.end(), sound)) {
    return layer.id;
  }
  for (std::size_t domain = 0; domain < layer.domains.size(); ++domain) {
    const std::size_t codes = publication.domains[domain].codes.size();
    const std::vector<CellCount>& cells = layer.domains[domain];
    if (cells.size() != rows * codes || !std::all_of(cells.begin(), cells.end(), sound)) {
      return layer.id + ", " + publication.domains[domain].id;
    }
    for (std::size_t area = 0; area < rows; ++area) {
      CellCount sum{.items = std::vector<ItemCount>(publication.items.size())};
      for (std::size_t code = 0; code < codes; ++code) {
        add(sum, cells[area * codes + code]);
      }
      if (!same_counts(sum, layer.areas[area])) {
        return layer.id + ", " + publication.domains[domain].id;
      }
    }
  }
  return std::nullopt;
}

void clear_area(Publication& publication, Layer& layer, std::size_t area) {
  const CellCount none{.items = std::vector<ItemCount>(publication.items.size())};
  layer.areas[area] = none;
  for (std::size_t domain = 0; domain < layer.domains.size(); ++domain) {
    const std::size_t codes = publication.domains[domain].codes.size();
    for (std::size_t code = 0; code < codes; ++code) {
      layer.domains[domain][area * codes + code] = none;
    }
  }
}

void drop_area(Publication& publication, std::size_t area) {
  const auto from = [](auto& list, std::size_t at, std::size_t count) {
    const auto first = list.begin() + static_cast<std::ptrdiff_t>(at);
    list.erase(first, first + static_cast<std::ptrdiff_t>(count));
  };
  for (Layer& layer : publication.layers) {
    from(layer.areas, area, 1);
    for (std::size_t domain = 0; domain < layer.domains.size(); ++domain) {
      const std::size_t codes = publication.domains[domain].codes.size();
      from(layer.domains[domain], area * codes, codes);
    }
  }
  for (PublishedTable& table : publication.tables) {
    if (table.by_area && !table.people.empty()) {
      const std::size_t rows = table.people.size() / publication.areas.codes.size();
      from(table.people, area * rows, rows);
    }
  }
  from(publication.areas.codes, area, 1);
}

template <typename List>
bool knows(const List& list, const std::string& id) {
  return std::any_of(list.begin(), list.end(), [&id](const auto& one) { return one.id == id; });
}

/// The first of the ids that the list does not have; nullptr when it has all of them.
template <typename List>
const std::string* first_unknown(const List& list, const std::vector<std::string>& ids) {
  const auto found = std::find_if_not(ids.begin(), ids.end(),
                                      [&list](const std::string& id) { return knows(list, id); });
  return found == ids.end() ? nullptr : &*found;
}

/// What a table names that is not there, for a message.
std::optional<std::string> unknown_name(const Publication& publication,
                                        const PublishedTable& table) {
  for (const auto* layers : {&table.layers, &table.revises}) {
    if (const std::string* layer = first_unknown(publication.layers, *layers)) {
      return table.id + ", " + *layer;
    }
  }
  if (table.layers.empty() ||
      (!table.domain.empty() && !knows(publication.domains, table.domain))) {
    return table.id;
  }
  if (const std::string* item = first_unknown(publication.items, table.items)) {
    return table.id + ", " + *item;
  }
  return std::nullopt;
}

}  // namespace

CellCount count_of(const Publication& publication, const Layer& layer, const FigureCell& cell) {
  CellCount sum{.items = std::vector<ItemCount>(publication.items.size())};
  const auto domain =
      std::find_if(publication.domains.begin(), publication.domains.end(),
                   [&cell](const PublishedDomain& known) { return known.id == cell.domain; });
  const auto at = static_cast<std::size_t>(domain - publication.domains.begin());
  for (std::size_t area = 0; area < area_rows(publication); ++area) {
    if (!in_area(publication, area, cell.area)) {
      continue;
    }
    if (cell.domain.empty()) {
      add(sum, layer.areas[area]);
      continue;
    }
    for (std::size_t code = 0; code < domain->codes.size(); ++code) {
      if (has(cell.code, domain->codes[code].code)) {
        add(sum, layer.domains[at][area * domain->codes.size() + code]);
      }
    }
  }
  return sum;
}

CellCount count_of(const Publication& publication, std::span<const std::string> layers,
                   const FigureCell& cell) {
  CellCount sum{.items = std::vector<ItemCount>(publication.items.size())};
  for (const Layer& layer : publication.layers) {
    if (std::find(layers.begin(), layers.end(), layer.id) != layers.end()) {
      add(sum, count_of(publication, layer, cell));
    }
  }
  return sum;
}

std::optional<std::string> fault_in_counts(const Publication& publication) {
  for (const Layer& layer : publication.layers) {
    if (const auto fault = fault_in_layer(publication, layer)) {
      return fault;
    }
  }
  return std::nullopt;
}

std::vector<std::string> leave_out_unknown_area(Publication& publication,
                                                const ProtectionParameters& parameters) {
  std::vector<std::string> left_out;
  const auto& codes = publication.areas.codes;
  const auto found = std::find_if(codes.begin(), codes.end(), [&](const PublishedCode& code) {
    return code.code == publication.unknown_area;
  });
  if (publication.unknown_area.empty() || found == codes.end()) {
    return left_out;
  }
  const auto area = static_cast<std::size_t>(found - codes.begin());
  bool anybody = false;
  for (Layer& layer : publication.layers) {
    if (!layer.unknown_area_printed &&
        leaves_out_unknown_area(layer.areas[area].people, parameters)) {
      left_out.push_back(layer.id);
      clear_area(publication, layer, area);
    }
    anybody = anybody || layer.areas[area].people > 0;
  }
  if (!anybody) {
    drop_area(publication, area);
  }
  return left_out;
}

std::optional<std::string> unknown_name(const Publication& publication) {
  for (const PublishedTable& table : publication.tables) {
    if (auto name = unknown_name(publication, table)) {
      return name;
    }
  }
  return std::nullopt;
}

}  // namespace soundings::disclose
