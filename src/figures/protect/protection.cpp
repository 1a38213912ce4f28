// Which figures of an item are hidden, over all of its tables.
#include "protect/protection.h"

#include <algorithm>
#include <set>

#include "answer/statistics.h"
#include "question/domain_codes.h"

namespace soundings::figures {
namespace {

/// Answers by category: positions of the scale, then don't knows.
struct Tally {
  std::int64_t base = 0;
  std::int64_t positive = 0;
  std::vector<std::int64_t> answers;
};

disclose::Count counted(std::vector<std::size_t> position, const Tally& tally) {
  return {.place = std::move(position),
          .base = tally.base,
          .positive = tally.positive,
          .answers = tally.answers};
}

void merge_into(std::optional<Hidden>& reason, const std::optional<Hidden>& other) {
  reason = reason ? reason : other;
}

void merge_into(std::vector<std::optional<Hidden>>& reasons,
                const std::vector<std::optional<Hidden>>& others) {
  for (std::size_t at = 0; at < reasons.size(); ++at) {
    merge_into(reasons[at], others[at]);
  }
}

bool any(const std::vector<std::optional<Hidden>>& reasons) {
  return std::any_of(reasons.begin(), reasons.end(),
                     [](const std::optional<Hidden>& reason) { return reason.has_value(); });
}

/// Pairs of domains that some measure of the item can be crossed by, filters included.
std::set<std::pair<std::string, std::string>> crossings(const Definitions& definitions,
                                                        const Asked& asked) {
  std::set<std::pair<std::string, std::string>> pairs;
  for (const Measure& measure : definitions.measures) {
    if (measure.survey != asked.survey->id || measure.item != asked.item->id) {
      continue;
    }
    for (const std::string& one : measure.by) {
      if (!measure.filter_domain.empty()) {
        pairs.emplace(one, measure.filter_domain);
        pairs.emplace(measure.filter_domain, one);
        continue;
      }
      for (const std::string& other : measure.by) {
        pairs.emplace(one, other);
      }
    }
  }
  return pairs;
}

}  // namespace

/// The counts of one stratum: in all, by domain and by pair of domains. Answers whose code makes
/// no row stand in the total of what is known of them only.
struct Protection::Counts {
  Tally total;
  std::vector<std::vector<Tally>> margins;
  std::map<Pair, std::vector<Tally>> inner;
};

Protection::Protection(const Definitions& definitions, const Asked& asked, const Cells& cells)
    : domains_(shown_domains(definitions, *asked.survey, *asked.item)),
      categories_(categories_of(*asked.item, cells)) {
  std::vector<RowColumn> columns;
  std::erase_if(domains_, [&cells](const std::string& id) { return !find_column(cells, id); });
  for (const std::string& domain : domains_) {
    columns.push_back(row_column(definitions, *asked.survey, cells, domain, domain));
    extents_.push_back(columns.back().codes.size());
  }
  const auto crossed = crossings(definitions, asked);
  for (std::size_t first = 0; first < domains_.size(); ++first) {
    for (std::size_t second = first + 1; second < domains_.size(); ++second) {
      if (crossed.contains({domains_[first], domains_[second]})) {
        pairs_.emplace_back(first, second);
      }
    }
  }
  const std::vector<Counts> counts = count(cells, columns);
  verdicts_ = decide(counts.front(), definitions.disclosure);
  for (std::size_t stratum = 1; stratum < counts.size(); ++stratum) {
    const Verdicts more = decide(counts[stratum], definitions.disclosure);
    merge_into(verdicts_.total, more.total);
    for (std::size_t domain = 0; domain < domains_.size(); ++domain) {
      merge_into(verdicts_.margins[domain], more.margins[domain]);
    }
    for (const Pair& pair : pairs_) {
      merge_into(verdicts_.inner[pair], more.inner.at(pair));
    }
  }
}

Protection::Counts Protection::nobody() const {
  const Tally none{.answers = std::vector<std::int64_t>(categories_.size(), 0)};
  Counts counts{.total = none};
  for (const std::size_t extent : extents_) {
    counts.margins.emplace_back(extent, none);
  }
  for (const Pair& pair : pairs_) {
    counts.inner[pair].assign(extents_[pair.first] * extents_[pair.second], none);
  }
  return counts;
}

/// Counts a cell in every figure that it lies in.
void Protection::add(const Cell& cell, const std::vector<RowColumn>& columns,
                     Counts& stratum) const {
  const std::size_t category =
      cell.answer >= 0 ? static_cast<std::size_t>(cell.answer) : categories_.size() - 1;
  const disclose::Category kind = categories_[category];
  const auto add_to = [&cell, category, kind](Tally& sum) {
    sum.base += kind == disclose::Category::outside ? 0 : cell.count;
    sum.positive += kind == disclose::Category::positive ? cell.count : 0;
    sum.answers[category] += cell.count;
  };
  const auto row_in = [&cell, &columns](std::size_t domain) {
    return columns[domain].row_of_code[cell.codes[columns[domain].column]];
  };
  add_to(stratum.total);
  for (std::size_t domain = 0; domain < domains_.size(); ++domain) {
    if (const auto row = row_in(domain)) {
      add_to(stratum.margins[domain][*row]);
    }
  }
  for (const Pair& pair : pairs_) {
    const auto first = row_in(pair.first);
    const auto second = row_in(pair.second);
    if (first && second) {
      add_to(stratum.inner[pair][*first * extents_[pair.second] + *second]);
    }
  }
}

std::vector<Protection::Counts> Protection::count(const Cells& cells,
                                                  const std::vector<RowColumn>& columns) const {
  std::vector<Counts> counts(std::max<std::size_t>(1, cells.strata.size()), nobody());
  for (const Cell& cell : cells.cells) {
    if (cell.answer != outside_base) {
      add(cell, columns, counts[cell.stratum]);
    }
  }
  return counts;
}

/// One table of the item, beginning from what the others hide. A total that leaves answers
/// without a row out is not the one that is shown, and what happens to it stays in its table.
void Protection::disclose_domain(std::size_t domain, const Counts& counts,
                                 const DisclosureRules& rules, Verdicts& verdicts) const {
  disclose::CrossTable table{.extents = {extents_[domain]}, .categories = categories_};
  std::int64_t base = 0;
  for (std::size_t row = 0; row < extents_[domain]; ++row) {
    const Tally& tally = counts.margins[domain][row];
    table.cells.push_back(counted({row}, tally));
    base += tally.base;
  }
  const auto verdict = disclose::disclose(
      table, rules, {.total = verdicts.total, .inner = verdicts.margins[domain]});
  if (base == counts.total.base) {
    merge_into(verdicts.total, verdict.total);
  }
  merge_into(verdicts.margins[domain], verdict.inner);
}

void Protection::disclose_pair(const Pair& pair, const Counts& counts, const DisclosureRules& rules,
                               Verdicts& verdicts) const {
  const std::vector<Tally>& inner = counts.inner.at(pair);
  const std::size_t columns = extents_[pair.second];
  disclose::CrossTable table{.extents = {extents_[pair.first], columns}, .categories = categories_};
  std::vector<std::int64_t> by_row(extents_[pair.first], 0);
  std::vector<std::int64_t> by_column(columns, 0);
  std::int64_t base = 0;
  for (std::size_t at = 0; at < inner.size(); ++at) {
    table.cells.push_back(counted({at / columns, at % columns}, inner[at]));
    by_row[at / columns] += inner[at].base;
    by_column[at % columns] += inner[at].base;
    base += inner[at].base;
  }
  std::vector<std::optional<Hidden>>& rows = verdicts.margins[pair.first];
  std::vector<std::optional<Hidden>>& across = verdicts.margins[pair.second];
  const auto verdict = disclose::disclose(
      table, rules,
      {.total = verdicts.total, .margins = {rows, across}, .inner = verdicts.inner[pair]});
  if (base == counts.total.base) {
    merge_into(verdicts.total, verdict.total);
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (by_row[row] == counts.margins[pair.first][row].base) {
      merge_into(rows[row], verdict.margins[0][row]);
    }
  }
  for (std::size_t column = 0; column < across.size(); ++column) {
    if (by_column[column] == counts.margins[pair.second][column].base) {
      merge_into(across[column], verdict.margins[1][column]);
    }
  }
  merge_into(verdicts.inner[pair], verdict.inner);
}

/// Tables are disclosed in turn until none hides more than the others know: hidden figures only
/// ever grow, so that this ends.
Protection::Verdicts Protection::decide(const Counts& counts, const DisclosureRules& rules) const {
  Verdicts verdicts{.total = std::nullopt};
  for (const std::size_t extent : extents_) {
    verdicts.margins.emplace_back(extent);
  }
  for (const Pair& pair : pairs_) {
    verdicts.inner[pair].resize(extents_[pair.first] * extents_[pair.second]);
  }
  Verdicts before;
  do {
    before = verdicts;
    const disclose::CrossTable force{.cells = {counted({}, counts.total)},
                                     .categories = categories_};
    merge_into(verdicts.total, disclose::disclose(force, rules).total);
    for (std::size_t domain = 0; domain < domains_.size(); ++domain) {
      disclose_domain(domain, counts, rules, verdicts);
    }
    for (const Pair& pair : pairs_) {
      disclose_pair(pair, counts, rules, verdicts);
    }
  } while (!(verdicts == before));
  return verdicts;
}

std::optional<std::size_t> Protection::domain_index(const std::string& domain) const {
  const auto at = std::find(domains_.begin(), domains_.end(), domain);
  return at == domains_.end() ? std::nullopt
                              : std::optional(static_cast<std::size_t>(at - domains_.begin()));
}

const Protection::Reasons* Protection::inner(std::size_t first, std::size_t second) const {
  const auto at = verdicts_.inner.find({std::min(first, second), std::max(first, second)});
  return at == verdicts_.inner.end() ? nullptr : &at->second;
}

std::optional<Hidden> Protection::hidden(const CellPosition& position) const {
  if (position.empty()) {
    return verdicts_.total;
  }
  const auto first = domain_index(position.begin()->first);
  const auto second = domain_index(position.rbegin()->first);
  if (!first || !second) {
    return Hidden::complementary;
  }
  const std::size_t row = position.begin()->second;
  if (position.size() == 1) {
    return verdicts_.margins[*first][row];
  }
  const std::size_t column = position.rbegin()->second;
  const Reasons* reasons = inner(*first, *second);
  if (reasons == nullptr) {
    return Hidden::complementary;
  }
  return *first < *second ? (*reasons)[row * extents_[*second] + column]
                          : (*reasons)[column * extents_[*first] + row];
}

bool Protection::adds_up_hidden(const CellPosition& position, const std::string& domain) const {
  const auto along = domain_index(domain);
  if (!along || position.contains(domain)) {
    return false;
  }
  if (position.size() > 1) {
    return true;  // no table crosses three domains, so its parts are shown nowhere
  }
  if (position.empty()) {
    return any(verdicts_.margins[*along]);
  }
  for (std::size_t row = 0; row < extents_[*along]; ++row) {
    CellPosition cell = position;
    cell[domain] = row;
    const auto other = domain_index(position.begin()->first);
    if (other && inner(*other, *along) != nullptr && hidden(cell)) {
      return true;
    }
  }
  return false;
}

bool Protection::adds_up_hidden(const CellPosition& position, const std::string& first,
                                const std::string& second) const {
  const auto one = domain_index(first);
  const auto other = domain_index(second);
  if (!one || !other || (position.contains(first) && position.contains(second))) {
    return false;
  }
  const auto lies_in = [&position](const std::string& domain, std::size_t row) {
    const auto fixed = position.find(domain);
    return fixed == position.end() || fixed->second == row;
  };
  for (std::size_t row = 0; row < extents_[*one]; ++row) {
    for (std::size_t column = 0; column < extents_[*other]; ++column) {
      if (lies_in(first, row) && lies_in(second, column) && inner(*one, *other) != nullptr &&
          hidden({{first, row}, {second, column}})) {
        return true;
      }
    }
  }
  return false;
}

bool Protection::hides_in(const std::string& domain) const {
  const auto index = domain_index(domain);
  return index && any(verdicts_.margins[*index]);
}

bool Protection::hides_in(const std::string& first, const std::string& second) const {
  const auto one = domain_index(first);
  const auto other = domain_index(second);
  const Reasons* reasons = one && other ? inner(*one, *other) : nullptr;
  return reasons != nullptr && any(*reasons);
}

}  // namespace soundings::figures
