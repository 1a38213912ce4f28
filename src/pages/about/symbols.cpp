// The page of marks and their meanings: those in use, each as it is drawn.
#include <array>
#include <utility>

#include "soundings/pages/pages.h"
#include "soundings/wording/wording.h"

#include "parts/frame.h"
#include "tables/measure_table.h"

namespace soundings::pages {
namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 6> readings{{
    {Verdict::higher, "Higher than what it is read against, by more than chance would explain."},
    {Verdict::lower, "Lower than what it is read against, by more than chance would explain."},
    {Verdict::same, "No more apart than chance would explain. It may still differ."},
    {Verdict::not_clear,
     "By itself more apart than chance would explain, but not among all that is read at once."},
    {Verdict::too_few, "Fewer than 30 people answered on one side, so nothing is said."},
    {Verdict::cannot_say, "There is no figure, or no range, on one side."},
}};

std::vector<View> reading_rows() {
  std::vector<View> rows;
  for (const auto& [verdict, meaning] : readings) {
    View view;
    add_verdict(verdict, Against::rest, Measure::Direction::up, view);
    rows.push_back(std::move(view.text("meaning", std::string{meaning})));
  }
  return rows;
}

}  // namespace

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
                    .list("reading_rows", reading_rows())
                    .list("symbol_rows", std::move(rows)));
}

}  // namespace soundings::pages
