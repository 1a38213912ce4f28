// Which view of the store a question needs.
#include "answer/gather.h"

#include <algorithm>
#include <string_view>

#include "soundings/store/cells.h"

namespace soundings::figures {

Evidence gather(const Definitions& definitions, store::CellReader& cells, const Asked& asked) {
  store::View view{.survey = asked.survey->id,
                   .period = asked.period,
                   .item = asked.item->id,
                   .columns = columns(definitions, asked),
                   .completed_by = {""}};
  for (const std::string_view invited : invitation_domains) {
    const std::string domain(invited);
    if (std::count(asked.by.begin(), asked.by.end(), domain) > 0 || asked.of.contains(domain)) {
      view.completed_by.push_back(domain);
    }
  }
  for (const Denominator& denominator : definitions.denominators) {
    if (denominator.survey == asked.survey->id) {
      view.series = denominator.series;
    }
  }
  return cells.count(view);
}

}  // namespace soundings::figures
