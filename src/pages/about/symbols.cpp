// The page of marks and their meanings: those in use, each as it is drawn.
#include <array>
#include <string_view>
#include <utility>

#include "soundings/pages/pages.h"
#include "soundings/wording/wording.h"

#include "parts/frame.h"
#include "tables/measure_table.h"

namespace soundings::pages {
namespace {

struct Meaning {
  Verdict verdict;
  Against against;
  std::string_view meaning;
};

constexpr auto readings = std::to_array<Meaning>({
    {Verdict::higher, Against::rest,
     "Higher than what it is read against, by more than chance would explain."},
    {Verdict::lower, Against::rest,
     "Lower than what it is read against, by more than chance would explain."},
    {Verdict::same, Against::rest, "No more apart than chance would explain. It may still differ."},
    {Verdict::not_clear, Against::rest,
     "By itself more apart than chance would explain, but not among all that is read at once."},
    {Verdict::same, Against::period,
     "Beside an earlier time: no more apart than chance would explain, by itself or among all that "
     "is read at once. It may still have changed."},
    {Verdict::too_few, Against::rest,
     "Fewer than 30 people answered on one side, so nothing is said."},
    {Verdict::cannot_say, Against::rest, "There is no figure, or no range, on one side."},
});

std::vector<View> reading_rows() {
  std::vector<View> rows;
  for (const auto& [verdict, against, meaning] : readings) {
    View view;
    add_verdict(verdict, against, Measure::Direction::up, view);
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
