// Pages without figures: the symbols, and what went wrong.
#include "soundings/pages/pages.h"
#include "soundings/wording/wording.h"

#include "frame.h"

namespace soundings::pages {

std::string symbols(const Definitions& definitions, bool sample) {
  std::vector<View> rows;
  for (const wording::Symbol& symbol : wording::symbols()) {
    rows.push_back(View{}
                       .text("mark", "[" + std::string{symbol.mark} + "]")
                       .text("meaning", std::string{symbol.meaning}));
  }
  return framed(
      definitions,
      {.title = "Symbols used", .address = "/about/symbols", .period = {}, .sample = sample},
      "symbols", View{}.list("symbol_rows", std::move(rows)));
}

std::string problem(const Definitions& definitions, int status, std::string_view title,
                    std::string_view detail, bool sample) {
  return framed(definitions,
                {.title = std::string{title}, .address = {}, .period = {}, .sample = sample},
                "problem",
                View{}
                    .text("problem_title", std::string{title})
                    .text("problem_detail", std::string{detail})
                    .text("status", std::to_string(status)));
}

}  // namespace soundings::pages
