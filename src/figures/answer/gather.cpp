#include "answer/gather.h"

#include <algorithm>
#include <utility>

#include "soundings/store/cells.h"

namespace soundings::figures {

Evidence gather(const Definitions& definitions, store::CellReader& cells, const Asked& asked) {
  store::View view{.survey = asked.survey->id,
                   .period = asked.period,
                   .item = asked.item->id,
                   .columns = columns(definitions, asked),
                   .completed_by = {""},
                   .series = {}};
  for (const std::string domain : {"npu", "crime_group"}) {
    if (std::count(asked.by.begin(), asked.by.end(), domain) > 0 || asked.of.contains(domain)) {
      view.completed_by.push_back(domain);
    }
  }
  for (const Denominator& denominator : definitions.denominators) {
    if (denominator.survey == asked.survey->id) {
      view.series = denominator.series;
    }
  }
  store::Counted counted = cells.count(view);
  return {.cells = std::move(counted.cells),
          .invitations = std::move(counted.invitations),
          .data_version = counted.data_version,
          .completed = std::move(counted.completed),
          .events = counted.events};
}

}  // namespace soundings::figures
