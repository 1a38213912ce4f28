// Cells packed into sixteen bytes, kept sorted, and brought up to date from the newest rows.
#include "counts/counted_view.h"

#include <algorithm>

#include "soundings/base/time.h"

namespace soundings::store {
namespace {

std::vector<PackedCell> merged(const std::vector<PackedCell>& a, const std::vector<PackedCell>& b) {
  std::vector<PackedCell> result;
  result.reserve(a.size() + b.size());
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() || right != b.end()) {
    PackedCell cell;
    if (right == b.end() || (left != a.end() && left->key < right->key)) {
      cell = *left++;
    } else if (left == a.end() || right->key < left->key) {
      cell = *right++;
    } else {
      cell = {.key = left->key, .count = left->count + right->count};
      ++left;
      ++right;
    }
    if (cell.count != 0) {
      result.push_back(cell);
    }
  }
  return result;
}

/// Sorts by key and adds equal keys up.
void compact(std::vector<PackedCell>& cells) {
  std::sort(cells.begin(), cells.end(),
            [](const PackedCell& a, const PackedCell& b) { return a.key < b.key; });
  std::size_t end = 0;
  for (const PackedCell& cell : cells) {
    if (end > 0 && cells[end - 1].key == cell.key) {
      cells[end - 1].count += cell.count;
    } else {
      cells[end++] = cell;
    }
  }
  cells.resize(end);
}

/// The cell of a key among cells sorted by key, or nullptr.
template <typename Packed>
auto find(Packed& cells, const CellKey& key) noexcept -> decltype(cells.data()) {
  const auto at = std::lower_bound(
      cells.begin(), cells.end(), key,
      [](const PackedCell& one, const CellKey& wanted) { return one.key < wanted; });
  return at == cells.end() || at->key != key ? nullptr : &*at;
}

/// starts: where the cells of each stratum begin. Most strata come before or after these.
bool has_stratum(const std::map<std::int32_t, std::size_t>& starts, std::int32_t stratum) {
  return !starts.empty() && stratum >= starts.begin()->first && stratum <= starts.rbegin()->first &&
         starts.contains(stratum);
}

void set_count(Cell& cell, std::int64_t count) noexcept {
  cell.count = count;
  cell.weight = static_cast<double>(count);  // every base weight is 1
  cell.weight_squared = cell.weight;
}

}  // namespace

void CellKey::put(std::size_t at, std::uint8_t byte) noexcept {
  constexpr std::size_t half = bytes / 2;
  std::uint64_t& word = at < half ? high : low;
  word |= std::uint64_t{byte} << (8 * (half - 1 - at % half));
}

std::uint8_t CellKey::at(std::size_t at) const noexcept {
  constexpr std::size_t half = bytes / 2;
  const std::uint64_t word = at < half ? high : low;
  return static_cast<std::uint8_t>(word >> (8 * (half - 1 - at % half)));
}

CountedView::CountedView(const CountedSurvey& survey, Grouping grouping,
                         std::vector<std::size_t> columns, std::optional<std::size_t> item)
    : survey_(survey), grouping_(grouping), columns_(std::move(columns)), item_(item) {}

CellKey CountedView::key_of(std::uint32_t row) const noexcept {
  CellKey key;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    key.put(i, survey_.code(columns_[i], row));
  }
  const std::uint8_t completed = held_answer(survey_.completed(row) ? 0 : outside_base);
  key.put(columns_.size(), item_ ? survey_.answer(*item_, row) : completed);
  return key;
}

void CountedView::catch_up(Kept& kept, const Stratum& stratum) const {
  std::vector<PackedCell> fresh;
  fresh.reserve(stratum.rows.size() - kept.rows);
  for (; kept.rows < stratum.rows.size(); ++kept.rows) {
    const std::uint32_t row = stratum.rows[kept.rows];
    fresh.push_back({.key = key_of(row), .count = survey_.delta(row)});
  }
  compact(fresh);
  const bool same_cells = std::all_of(fresh.begin(), fresh.end(), [&](const PackedCell& cell) {
    const PackedCell* there = find(kept.cells, cell.key);
    return there != nullptr && there->count + cell.count > 0;
  });
  if (!same_cells) {
    kept.cells = merged(kept.cells, fresh);
    ++kept.shape;
    return;
  }
  for (const PackedCell& cell : fresh) {
    find(kept.cells, cell.key)->count += cell.count;
  }
}

std::shared_ptr<const Cells> CountedView::cells(std::int32_t first, std::int32_t last) {
  std::vector<AsOf> as_of;
  const auto& strata = survey_.strata(grouping_);
  for (auto at = strata.lower_bound(first); at != strata.end() && at->first <= last; ++at) {
    Kept& kept = kept_[at->first];
    if (kept.rows < at->second.rows.size()) {
      catch_up(kept, at->second);
    }
    as_of.push_back({.stratum = at->first, .rows = kept.rows, .shape = kept.shape});
  }
  constexpr std::size_t most_answers = 256;
  if (answered_.size() > most_answers) {
    answered_.clear();
  }
  Answered& answered = answered_[{first, last}];
  if (answered.cells && answered.as_of == as_of) {
    return answered.cells;
  }
  answered.cells.reset();  // into the spare place, unless somebody still reads it
  std::unique_ptr<Dated> next = taken(*answered.spare);
  const bool filled_before = !next->as_of.empty();
  const bool same_cells =
      filled_before && std::equal(as_of.begin(), as_of.end(), next->as_of.begin(),
                                  next->as_of.end(), [](const AsOf& a, const AsOf& b) {
                                    return a.stratum == b.stratum && a.shape == b.shape;
                                  });
  if (same_cells) {
    refresh(next->cells, first, last);
  } else {
    fill(next->cells, first, last);
  }
  next->as_of = as_of;
  answered.as_of = std::move(as_of);
  answered.cells = handed_out(std::move(next), answered.spare);
  return answered.cells;
}

std::unique_ptr<CountedView::Dated> CountedView::taken(Spare& spare) {
  const std::scoped_lock lock(spare.mutex);
  if (spare.storage) {
    return std::move(spare.storage);
  }
  return std::make_unique<Dated>();
}

std::shared_ptr<const Cells> CountedView::handed_out(std::unique_ptr<Dated> storage,
                                                     std::shared_ptr<Spare> spare) {
  const auto put_back = [spare = std::move(spare)](Dated* done) {
    std::unique_ptr<Dated> storage_again(done);
    const std::scoped_lock lock(spare->mutex);
    spare->storage.swap(storage_again);
  };
  const std::shared_ptr<Dated> owner(storage.release(), put_back);
  return {owner, &owner->cells};
}

void CountedView::refresh(Cells& cells, std::int32_t first, std::int32_t last) const {
  std::size_t used = 0;
  Starts starts;
  cells.units.clear();
  const auto& strata = survey_.strata(grouping_);
  for (auto at = strata.lower_bound(first); at != strata.end() && at->first <= last; ++at) {
    if (at->second.responses == 0) {
      continue;
    }
    cells.units.push_back(at->second.units);
    starts[at->first] = used;
    for (const PackedCell& one : kept_.at(at->first).cells) {
      set_count(cells.cells[used++], one.count);
    }
  }
  fill_repeats(cells, starts);
}

void CountedView::fill(Cells& cells, std::int32_t first, std::int32_t last) const {
  cells.columns.clear();
  for (const std::size_t column : columns_) {
    cells.columns.push_back(survey_.columns()[column]);
  }
  cells.answers = item_ ? survey_.points(*item_) : std::vector<std::string>{"completed"};
  cells.strata.clear();
  cells.units.clear();
  cells.population.clear();
  std::size_t used = 0;
  Starts starts;
  const auto& strata = survey_.strata(grouping_);
  for (auto at = strata.lower_bound(first); at != strata.end() && at->first <= last; ++at) {
    if (at->second.responses == 0) {
      continue;
    }
    const auto stratum = static_cast<std::uint32_t>(cells.strata.size());
    cells.strata.push_back(grouping_ == Grouping::wave ? "wave-" + std::to_string(at->first)
                                                       : to_text(Month::from_index(at->first)));
    cells.units.push_back(at->second.units);
    cells.population.push_back(0.0);
    starts[at->first] = used;
    const std::vector<PackedCell>& packed = kept_.at(at->first).cells;
    cells.cells.resize(std::max(cells.cells.size(), used + packed.size()));
    for (const PackedCell& one : packed) {
      Cell& cell = cells.cells[used++];
      cell.stratum = stratum;
      cell.codes.resize(columns_.size());
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        cell.codes[i] = one.key.at(i);
      }
      cell.answer = cell_answer(one.key.at(columns_.size()));
      set_count(cell, one.count);
    }
  }
  cells.cells.resize(used);
  fill_repeats(cells, starts);
}

std::vector<std::uint64_t> CountedView::people_again(const Starts& starts) const {
  std::vector<std::uint64_t> people =
      starts.size() == 1 ? survey_.strata(grouping_).at(starts.begin()->first).repeats
                         : survey_.repeats();
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  return people;
}

std::int64_t CountedView::collect_rows(std::uint64_t person, const Starts& starts,
                                       std::vector<std::uint32_t>& rows) const {
  rows.clear();
  std::int64_t responses = 0;
  for (std::uint32_t row = survey_.people().latest(person); row != People::nobody;
       row = survey_.people().before(row)) {
    if (has_stratum(starts, survey_.stratum(grouping_, row))) {
      rows.push_back(row);
      responses += survey_.delta(row);
    }
  }
  return responses;
}

CountedView::Held CountedView::held_by(const std::vector<std::uint32_t>& rows,
                                       const Starts& starts) const {
  std::map<std::pair<std::int32_t, CellKey>, std::int64_t> net;
  for (const std::uint32_t row : rows) {
    net[{survey_.stratum(grouping_, row), key_of(row)}] += survey_.delta(row);
  }
  Held held;
  for (const auto& [place, count] : net) {
    if (count != 0) {
      const auto& packed = kept_.at(place.first).cells;
      const PackedCell* cell = find(packed, place.second);
      held.emplace_back(static_cast<std::uint32_t>(starts.at(place.first)) +
                            static_cast<std::uint32_t>(cell - packed.data()),
                        count);
    }
  }
  return held;
}

void CountedView::fill_repeats(Cells& cells, const Starts& starts) const {
  std::map<Held, std::int64_t> types;
  std::vector<std::uint32_t> rows;
  for (const std::uint64_t person : people_again(starts)) {
    if (collect_rows(person, starts, rows) >= 2) {
      ++types[held_by(rows, starts)];
    }
  }
  cells.repeats.clear();
  for (const auto& [held, number] : types) {
    RepeatType type{.people = number};
    for (const auto& [cell, count] : held) {
      type.cells.push_back(cell);
      type.held.push_back(static_cast<double>(count));
    }
    cells.repeats.push_back(std::move(type));
  }
}

}  // namespace soundings::store
