// The words of comparisons, and what their verdicts amount to.
#include "soundings/survey/comparison.h"

#include <algorithm>
#include <array>
#include <utility>

namespace soundings {
namespace {

constexpr std::array<std::pair<Against, std::string_view>, 7> against_words{{
    {Against::rest, "rest"},
    {Against::force, "force"},
    {Against::code, "code"},
    {Against::measure, "measure"},
    {Against::previous, "previous"},
    {Against::year_before, "year_before"},
    {Against::period, "period"},
}};

}  // namespace

std::string_view to_text(Against against) noexcept {
  return against_words.at(static_cast<std::size_t>(against)).second;
}

std::optional<Against> parse_against(std::string_view text) noexcept {
  const auto* const found = std::find_if(against_words.begin(), against_words.end(),
                                         [text](const auto& each) { return each.second == text; });
  return found == against_words.end() ? std::nullopt : std::optional(found->first);
}

std::string_view to_text(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::higher:
      return "higher";
    case Verdict::lower:
      return "lower";
    case Verdict::same:
      return "same";
    case Verdict::not_clear:
      return "not_clear";
    case Verdict::too_few:
      return "too_few";
    case Verdict::hidden:
      return "hidden";
    case Verdict::first_year:
      return "first_year";
    case Verdict::cannot_say:
      break;
  }
  return "cannot_say";
}

std::string_view to_text(Tone tone) noexcept {
  switch (tone) {
    case Tone::better:
      return "better";
    case Tone::worse:
      return "worse";
    case Tone::same:
      return "same";
    case Tone::none:
      break;
  }
  return "none";
}

bool over_time(Against against) noexcept {
  return against == Against::previous || against == Against::year_before ||
         against == Against::period;
}

bool tested(Verdict verdict) noexcept {
  return verdict == Verdict::higher || verdict == Verdict::lower || verdict == Verdict::same ||
         verdict == Verdict::not_clear;
}

std::string_view kind(Verdict verdict) noexcept {
  if (verdict == Verdict::not_clear) {
    return to_text(Verdict::same);
  }
  return tested(verdict) ? to_text(verdict) : "none";
}

Tone tone(Verdict verdict, Measure::Direction good) noexcept {
  if (verdict == Verdict::same || verdict == Verdict::not_clear) {
    return Tone::same;
  }
  if (verdict != Verdict::higher && verdict != Verdict::lower) {
    return Tone::none;
  }
  return (verdict == Verdict::higher) == (good == Measure::Direction::up) ? Tone::better
                                                                          : Tone::worse;
}

const Comparison* Comparisons::find(const DomainKey& key) const noexcept {
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&key](const Comparison& each) { return each.a.key == key; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace soundings
