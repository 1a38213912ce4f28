// A row of entries as deliveries, which is how a ledger commits them.
#include "soundings/store/ledger.h"

#include <algorithm>

namespace soundings::store {

std::vector<Recorded> Ledger::commit(std::span<const Entry> entries,
                                     const Definitions& definitions) {
  std::vector<std::span<const Entry>> deliveries;
  while (!entries.empty()) {
    const auto end = std::ranges::find_if(entries, [&](const Entry& entry) {
      return entry.delivery != entries.front().delivery || entry.source != entries.front().source;
    });
    const auto items = static_cast<std::size_t>(end - entries.begin());
    deliveries.push_back(entries.first(items));
    entries = entries.subspan(items);
  }
  return commit_deliveries(deliveries, definitions);
}

}  // namespace soundings::store
