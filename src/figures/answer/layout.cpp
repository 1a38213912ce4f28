// The rows of a table and the cells that lie in each.
#include "answer/layout.h"

#include <algorithm>
#include <optional>

#include "question/domain_codes.h"

namespace soundings::figures {
namespace {

using Codes = std::map<std::string, std::vector<std::string>>;

std::vector<Slot> crossed(const std::vector<Slot>& slots, const std::string& domain,
                          const Codes& codes) {
  std::vector<Slot> made;
  for (const Slot& slot : slots) {
    for (std::size_t row = 0; row < codes.at(domain).size(); ++row) {
      Slot& next = made.emplace_back(slot);
      next.key[domain] = codes.at(domain)[row];
      next.position[domain] = row;
    }
  }
  return made;
}

/// Where a cell lies when the dimensions whose bits are set in `subset` are crossed; nothing when
/// one of its codes makes no row.
std::optional<CellPosition> position_within(const Cell& cell, std::size_t subset,
                                            const std::vector<std::string>& crossing,
                                            const std::vector<RowColumn>& columns) {
  CellPosition position;
  for (std::size_t at = 0; at < crossing.size(); ++at) {
    if ((subset >> at & 1U) == 0) {
      continue;
    }
    const auto row = columns[at].row_of_code[cell.codes[columns[at].column]];
    if (!row) {
      return std::nullopt;
    }
    position[crossing[at]] = *row;
  }
  return position;
}

}  // namespace

CellPosition position_of(const Definitions& definitions, const Asked& asked, const DomainKey& key) {
  CellPosition position;
  for (const auto& [domain, code] : key) {
    const auto codes = row_codes(definitions, *asked.survey, domain);
    const auto at = std::find(codes.begin(), codes.end(), code);
    position[domain] = static_cast<std::size_t>(at - codes.begin());
  }
  return position;
}

std::vector<std::string> dimensions(const Asked& asked) {
  std::vector<std::string> domains = asked.by;
  for (const auto& [domain, code] : asked.slice()) {
    domains.push_back(domain);
  }
  return domains;
}

std::vector<Slot> slots_of(const Definitions& definitions, const Asked& asked) {
  Codes codes;
  for (const std::string& domain : asked.by) {
    codes[domain] = row_codes(definitions, *asked.survey, domain);
  }
  const std::vector<Slot> whole{
      {.key = asked.of, .position = position_of(definitions, asked, asked.slice())}};
  std::vector<Slot> slots = whole;
  for (const std::string& domain : asked.by) {
    const std::vector<Slot> rows = crossed(whole, domain, codes);
    slots.insert(slots.end(), rows.begin(), rows.end());
  }
  if (asked.by.size() == 2) {
    const std::vector<Slot> inner = crossed(crossed(whole, asked.by[0], codes), asked.by[1], codes);
    slots.insert(slots.end(), inner.begin(), inner.end());
  }
  return slots;
}

std::vector<estimate::Domain> domains_of(const Definitions& definitions, const Asked& asked,
                                         const Cells& cells, const std::vector<Slot>& slots) {
  std::map<CellPosition, std::size_t> index;
  for (std::size_t at = 0; at < slots.size(); ++at) {
    index.emplace(slots[at].position, at);
  }
  const std::vector<std::string> domains_crossed = dimensions(asked);
  std::vector<RowColumn> columns;
  columns.reserve(domains_crossed.size());
  for (const std::string& domain : domains_crossed) {
    columns.push_back(row_column(definitions, *asked.survey, cells, domain, "by " + domain));
  }
  const std::size_t subsets = std::size_t{1} << domains_crossed.size();
  std::vector<estimate::Domain> domains(slots.size());
  for (std::size_t cell = 0; cell < cells.cells.size(); ++cell) {
    for (std::size_t subset = 0; subset < subsets; ++subset) {
      const auto position = position_within(cells.cells[cell], subset, domains_crossed, columns);
      const auto slot = position ? index.find(*position) : index.end();
      if (slot != index.end()) {
        domains[slot->second].push_back(static_cast<std::uint32_t>(cell));
      }
    }
  }
  return domains;
}

}  // namespace soundings::figures
