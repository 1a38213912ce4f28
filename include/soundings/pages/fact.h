// A fact of what a page shows, as its list of facts says it.
#pragma once

#include <string>

namespace soundings::pages {

struct Fact {
  std::string name;
  std::string says;
};

}  // namespace soundings::pages
