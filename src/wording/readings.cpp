// Verdicts, comparisons and signals in words.
#include "soundings/wording/readings.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "soundings/base/number.h"
#include "soundings/wording/wording.h"

namespace soundings::wording {
namespace {

/// "+2.2", "−7.0", "0.0".
std::string with_sign(double value, int decimals) {
  const std::string text = rounded(value, decimals);
  if (text.starts_with('-')) {
    return "\u2212" + text.substr(1);
  }
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  return zero ? text : "+" + text;
}

const Shown* leading(const Side& side) {
  if (side.weighted) {
    return &*side.weighted;
  }
  return side.unweighted ? &*side.unweighted : nullptr;
}

std::string value_of(const Comparisons& comparisons, const Side& side) {
  const Shown* shown = leading(side);
  return shown == nullptr ? "[x]"
                          : figure(shown->value, comparisons.statistic, comparisons.decimals);
}

std::string way_of(const Break& change) {
  if (change.kind == "scale") {
    return "The scale of answers";
  }
  return change.kind == "wording" ? "The question" : "The way of asking";
}

std::string changed(const Break& change) {
  return way_of(change) + (change.assumed ? " is assumed to have changed" : " changed");
}

/// Whether a part is of one area.
bool names_area(const Survey& survey, const DomainKey& part) {
  const Domain* area = survey.domain_with(DomainRole::area);
  return area != nullptr && part.contains(area->id);
}

/// The word between a figure and whom it speaks of.
std::string before(const Definitions& definitions, const Comparisons& comparisons,
                   const Side& side) {
  if (over_time(comparisons.against)) {
    return " in ";
  }
  const Survey* survey = definitions.find_survey(comparisons.survey);
  const bool area = side.key.empty() || (survey != nullptr && names_area(*survey, side.key) &&
                                         !(side.rest && names_area(*survey, side.of)));
  return comparisons.against != Against::measure && area ? " in "
                                                         : (side.rest ? " among " : " for ");
}

std::string number_word(std::size_t number) {
  constexpr std::array<std::string_view, 10> words{"one", "two",   "three", "four", "five",
                                                   "six", "seven", "eight", "nine", "ten"};
  return number >= 1 && number <= words.size() ? std::string(words.at(number - 1))
                                               : count(static_cast<std::int64_t>(number));
}

}  // namespace

std::string_view reading(Verdict verdict, Against against) noexcept {
  switch (verdict) {
    case Verdict::higher:
      return "Higher";
    case Verdict::lower:
      return "Lower";
    case Verdict::same:
      return over_time(against) ? "No clear change" : "Similar";
    case Verdict::not_clear:
      return over_time(against) ? "No clear change" : "Not clearly different";
    case Verdict::too_few:
      return "Too few to say";
    case Verdict::hidden:
      return "Hidden";
    case Verdict::first_year:
      return "First year";
    case Verdict::cannot_say:
      break;
  }
  return "Cannot say";
}

std::string points(std::optional<double> value, int decimals) {
  return value ? with_sign(*value, decimals) + " points" : "[x]";
}

std::string points_range(std::optional<double> lo, std::optional<double> hi, int decimals) {
  if (!lo || !hi) {
    return "[x]";
  }
  const bool alike = rounded(*lo, decimals) == rounded(*hi, decimals);
  const int places = alike && *lo < *hi ? decimals + 1 : decimals;
  return with_sign(*lo, places) + " to " + with_sign(*hi, places);
}

std::string probability(std::optional<double> p) {
  if (!p) {
    return {};
  }
  constexpr double least = 0.001;
  if (*p < least) {
    return "under 0.001";
  }
  int places = 2;
  for (double size = 0.1; *p < size && places < 4; size /= 10.0) {
    ++places;
  }
  return rounded(*p, places);
}

std::string side(const Definitions& definitions, const Survey& survey, const Side& side) {
  if (!side.rest) {
    return domain_label(definitions, survey, side.key);
  }
  const bool areas = names_area(survey, side.key) && !names_area(survey, side.of);
  const std::string others = areas ? "the rest of the force" : "everyone else";
  return side.of.empty() ? others : others + ", " + domain_label(definitions, survey, side.of);
}

std::string set_against(const Definitions& definitions, const Comparisons& comparisons,
                        const Comparison& row) {
  const Survey* survey = definitions.find_survey(comparisons.survey);
  if (!row.b || survey == nullptr) {
    return {};
  }
  if (over_time(comparisons.against)) {
    return period(row.b->period, survey);
  }
  return comparisons.against == Against::measure
             ? title(definitions, row.b->measure, Statistic::pct_positive)
             : side(definitions, *survey, *row.b);
}

std::string sentence(const Definitions& definitions, const Comparisons& comparisons,
                     const Comparison& row) {
  const Survey* survey = definitions.find_survey(comparisons.survey);
  if (survey == nullptr) {
    return {};
  }
  const bool in_time = over_time(comparisons.against);
  const std::string when = period(row.a.period, survey);
  std::string text = title(definitions, row.a.measure, comparisons.statistic) + ", " +
                     side(definitions, *survey, row.a);
  text += in_time ? ": " : ", " + when + ": ";
  if (row.hidden) {
    return text + std::string(hidden(*row.hidden));
  }
  text += value_of(comparisons, row.a) + (in_time ? " in " + when : "");
  if (row.b && leading(*row.b) != nullptr) {
    const std::string what = set_against(definitions, comparisons, row);
    text += " against " + value_of(comparisons, *row.b) + before(definitions, comparisons, *row.b) +
            what;
  }
  return text + ". " + std::string(reading(row.verdict, comparisons.against)) + ".";
}

std::string family(std::size_t comparisons) {
  return comparisons < 2
             ? std::string{}
             : "Readings allow for " + number_word(comparisons) + " comparisons at once.";
}

std::string not_clear(std::size_t comparisons) {
  return std::string(reading(Verdict::not_clear, Against::rest)) +
         ": the 95% range of the difference leaves out zero, but among " +
         number_word(comparisons) + " comparisons chance alone often gives such a one.";
}

std::string tested_alone(std::size_t comparisons) {
  return comparisons < 2 ? std::string{}
                         : "Each difference is tested by itself: among " +
                               number_word(comparisons) + ", chance alone often shows one.";
}

std::string family_note(const Comparisons& comparisons) {
  if (is_release(comparisons.release) && !over_time(comparisons.against)) {
    return tested_alone(static_cast<std::size_t>(
        std::ranges::count_if(comparisons.rows, tested, &Comparison::verdict)));
  }
  const bool unclear =
      std::any_of(comparisons.rows.begin(), comparisons.rows.end(),
                  [](const Comparison& row) { return row.verdict == Verdict::not_clear; });
  const std::string allowed = family(comparisons.family);
  return unclear && !over_time(comparisons.against) ? allowed + " " + not_clear(comparisons.family)
                                                    : allowed;
}

std::string across_break(const Survey& survey, const Break& change, const Period& a,
                         const Period& b) {
  return "We cannot compare " + period(a, &survey) + " with " + period(b, &survey) + ". " +
         changed(change) + " in between.";
}

std::string break_note(const Break& change) {
  return changed(change) + " before this point. Earlier figures are not comparable.";
}

std::vector<std::string> signals(const Signal& signal, double value) {
  const bool above = value > signal.centre;
  std::vector<std::string> names;
  if (signal.outside) {
    names.emplace_back(above ? "Above the limits" : "Below the limits");
  }
  if (signal.run) {
    names.emplace_back(above ? "Seven or more in a row above the centre"
                             : "Seven or more in a row below the centre");
  }
  if (signal.steps) {
    names.emplace_back("Seven or more steps in a row the same way");
  }
  if (signal.two_of_three) {
    names.emplace_back(above ? "Two of three far above the centre"
                             : "Two of three far below the centre");
  }
  return names;
}

std::string_view gap(const AreaGap& gap) noexcept {
  return gap.reading == GapReading::wider      ? "Wider than chance"
         : gap.reading == GapReading::no_wider ? "No wider than chance"
                                               : "Cannot be told";
}

}  // namespace soundings::wording
