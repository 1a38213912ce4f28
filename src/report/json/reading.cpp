// The reading of one comparison as JSON.
#include "json/reading.h"

#include <nlohmann/json.hpp>

#include "soundings/wording/readings.h"

#include "json/number_json.h"

namespace soundings::report {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

std::string reading_json(const Definitions& definitions, const Comparisons& comparisons,
                         const ComparisonLine& line) {
  const Comparison& row = *line.row;
  const Difference* found = line.difference;
  const Verdict verdict = verdict_of(line);
  Json reading = {
      {"against", to_text(comparisons.against)},
      {"set_against", wording::set_against(definitions, comparisons, row)},
      {"weighting", line.weighting},
      {"value", line.b == nullptr ? Json(nullptr) : number(line.b->value)},
      {"difference", found == nullptr ? Json(nullptr) : number(found->points)},
      {"lo", found == nullptr ? Json(nullptr) : number(found->lo)},
      {"hi", found == nullptr ? Json(nullptr) : number(found->hi)},
      {"verdict", to_text(verdict)},
      {"kind", kind(verdict)},
      {"tone", to_text(tone(verdict, comparisons.good))},
      {"words", wording::reading(verdict, comparisons.against)},
      {"family", comparisons.family},
  };
  if (line.weighting == leading_line(comparisons, row).weighting) {
    reading["sentence"] = wording::sentence(definitions, comparisons, row);
  }
  return reading.dump();
}

}  // namespace soundings::report
