// Which area a number of a sentence speaks of.
#include <algorithm>

#include "sentence.h"

namespace soundings::claims {

/// "Coventry and Walsall were 2.6 and 1.9": as many numbers as areas, and after them.
bool Sentence::areas_come_first(const std::vector<const NumberSpan*>& values) const {
  std::size_t areas = 0;
  bool first = true;
  for (const AreaSpan& one : reading_.areas) {
    areas += one.whole ? 0U : 1U;
    first = first && (one.whole || values.empty() || one.end <= values.front()->at);
  }
  bool joined = true;
  for (std::size_t i = 0; i + 1 < values.size(); ++i) {
    const std::size_t gap = values[i + 1]->at - values[i]->end;
    joined = joined && gap == 1 && is_of(token(values[i]->end), {"and", ","});
  }
  return first && joined && values.size() >= 2 && areas == values.size();
}

/// "2.6 and 1.9 respectively": the area in the place of the number among the numbers.
std::optional<std::string> Sentence::respective_area(const NumberSpan& number) const {
  std::vector<const NumberSpan*> values;
  for (const NumberSpan& one : reading_.numbers) {
    if (role_of(one) == Role::value) {
      values.push_back(&one);
    }
  }
  if (values.size() < 2 || !(reading_.has("respectively") || areas_come_first(values))) {
    return std::nullopt;
  }
  const auto at = std::ranges::find(values, number.at, [](const auto* one) { return one->at; });
  const auto index = static_cast<std::size_t>(at - values.begin());
  std::vector<const AreaSpan*> parts;
  for (const AreaSpan& one : reading_.areas) {
    if (!one.whole || reading_.areas.size() == values.size()) {
      parts.push_back(&one);
    }
  }
  const bool one_each = parts.size() == values.size() && index < parts.size();
  return one_each ? std::optional(parts[index]->area) : std::nullopt;
}

/// Whether a number belongs to the area that follows it, and not to the one before.
bool Sentence::area_follows(const NumberSpan& number, const AreaSpan* before,
                            const AreaSpan& after) const {
  const bool preposition =
      after.begin > 0 && is_of(token(after.begin - 1), {"in", "for", "across", "of", "at", "the",
                                                        "(", "nationally", "within", "average"});
  const bool adjoins =
      before != nullptr &&
      (before->end == number.at ||
       (before->end + 1 == number.at && is_of(token(before->end), {"(", ":", "at", "-"})));
  bool compared = false;  // "87 is below the average for similar forces"
  for (std::size_t at = number.end; at < after.begin; ++at) {
    compared = compared || compares(token(at)) != Went::no;
  }
  return (preposition || after.begin == number.end) && !adjoins && !compared &&
         reading_.one_phrase(number.end, after.begin);
}

/// "With 11 offences per 1,000 population, Merseyside was": a number before the area that the
/// sentence is about.
bool Sentence::leads_to(const NumberSpan& number, const AreaSpan& area) const {
  constexpr std::size_t first = 3;
  if (number.at == 0 || number.at >= first || !is_of(token(0), {"with", "at"})) {
    return false;
  }
  const std::size_t comma = area.begin - (token(area.begin - 1).is("the") ? 2U : 1U);
  bool before_than = false;
  for (std::size_t at = area.end; at < reading_.tokens.size(); ++at) {
    before_than = before_than || token(at).is("than");
  }
  return token(comma).is(",") || before_than;
}

/// "Robbery (4.9) and burglary (12.4) are both highest in Birmingham West": a number in brackets
/// before the one area of the sentence, which is the highest.
bool Sentence::of_extreme_area(const NumberSpan& number) const {
  if (reading_.areas.size() != 1 || number.at == 0 || !token(number.at - 1).is("(")) {
    return false;
  }
  bool extreme = false;
  for (std::size_t at = number.end; at < reading_.areas.front().begin; ++at) {
    extreme = extreme || extreme_at(at) != Extreme::no;
  }
  return extreme;
}

std::vector<std::string> Sentence::areas_of(const NumberSpan& number) const {
  if (const auto own = respective_area(number)) {
    return {*own};
  }
  if (of_extreme_area(number)) {
    return {reading_.areas.front().area};
  }
  const AreaSpan* before = nullptr;
  const AreaSpan* after = nullptr;
  for (const AreaSpan& one : reading_.areas) {
    if (one.begin > number.at && one.end <= number.end) {
      return {one.area};  // "12.4 in Birmingham West per 1,000 population"
    }
    before = one.end <= number.at ? &one : before;
    after = one.end > number.at && one.begin >= number.end && after == nullptr ? &one : after;
  }
  if (after != nullptr && (area_follows(number, before, *after) || leads_to(number, *after))) {
    return {after->area};
  }
  return before == nullptr ? std::vector<std::string>() : std::vector{before->area};
}

}  // namespace soundings::claims
