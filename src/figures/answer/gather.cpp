// Which view of the store a question needs.
#include "answer/gather.h"

#include <algorithm>
#include <string_view>

#include "soundings/store/cells.h"

#include "answer/layout.h"

namespace soundings::figures {
namespace {

std::vector<std::string> counted_columns(const Definitions& definitions, const Asked& asked,
                                         CountedBy by) {
  std::vector<std::string> all = columns(definitions, asked);
  if (by == CountedBy::domains_of_item || !asked.period.single()) {
    return all;
  }
  std::vector<std::string> needed = dimensions(asked);
  for (const std::string& margin :
       asked.scheme == nullptr ? std::vector<std::string>{} : asked.scheme->margins) {
    const std::vector<std::string> parts = margin_parts(margin);
    needed.insert(needed.end(), parts.begin(), parts.end());
  }
  std::erase_if(all, [&](const std::string& domain) {
    return std::ranges::find(needed, domain) == needed.end();
  });
  return all;
}

}  // namespace

Evidence gather(const Definitions& definitions, store::CellReader& cells, const Asked& asked,
                CountedBy by) {
  store::View view{.survey = asked.survey->id,
                   .period = asked.period,
                   .item = asked.item->id,
                   .columns = counted_columns(definitions, asked, by),
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
