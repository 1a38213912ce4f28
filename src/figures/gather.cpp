#include "gather.h"

#include <algorithm>
#include <utility>

#include "soundings/store/cells.h"

namespace soundings::figures {
namespace {

using Counts = std::map<std::string, std::int64_t>;

Counts completed(store::CellReader& cells, const Asked& asked, const std::string& column) {
  Counts counts;
  for (const auto& each : cells.completed(asked.survey->id, asked.period, column)) {
    counts[each.code] += each.responses;
  }
  return counts;
}

}  // namespace

Evidence gather(const Definitions& definitions, store::CellReader& cells, const Asked& asked) {
  store::Counted counted = cells.count({.survey = asked.survey->id,
                                        .period = asked.period,
                                        .item = asked.item->id,
                                        .columns = columns(definitions, asked)});
  Evidence evidence{.cells = std::move(counted.cells),
                    .invitations = std::move(counted.invitations),
                    .data_version = counted.data_version,
                    .completed = {},
                    .events = {}};
  for (const Denominator& denominator : definitions.denominators) {
    if (denominator.survey == asked.survey->id) {
      evidence.events = cells.series_total(denominator.series, asked.period);
    }
  }
  if (evidence.invitations.empty() && !evidence.events) {
    return evidence;
  }
  evidence.completed[""] = completed(cells, asked, "");
  for (const std::string domain : {"npu", "crime_group"}) {
    if (std::count(asked.by.begin(), asked.by.end(), domain) > 0) {
      evidence.completed[domain] = completed(cells, asked, domain);
    }
  }
  return evidence;
}

}  // namespace soundings::figures
