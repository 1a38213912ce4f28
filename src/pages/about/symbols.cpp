// The page of marks and their meanings.
#include "soundings/pages/pages.h"
#include "soundings/wording/wording.h"

#include "parts/frame.h"

namespace soundings::pages {

std::string symbols(const Definitions& definitions, const PageFrame& frame) {
  std::vector<View> rows;
  for (const wording::Symbol& symbol : wording::symbols()) {
    rows.push_back(View{}
                       .text("mark", "[" + std::string{symbol.mark} + "]")
                       .text("meaning", std::string{symbol.meaning}));
  }
  return framed(definitions, frame, {.title = "Symbols used", .address = "/about/symbols"},
                "symbols",
                View{}
                    .text("range_meaning", wording::range_meaning(nullptr, 0.95))
                    .list("symbol_rows", std::move(rows)));
}

}  // namespace soundings::pages
