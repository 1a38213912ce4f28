#include "parts/facts.h"

namespace soundings::pages {

std::vector<View> fact_views(const std::vector<Fact>& facts) {
  std::vector<View> views;
  views.reserve(facts.size());
  for (const Fact& fact : facts) {
    views.push_back(View{}.text("term", fact.name).text("says", fact.says));
  }
  return views;
}

}  // namespace soundings::pages
