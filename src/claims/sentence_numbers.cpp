// The numbers of a sentence: which series, area and time each speaks of.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <utility>

#include "sentence.h"

namespace soundings::claims {

namespace {

using Kind = Claim::Kind;

}  // namespace

const Token& Sentence::token(std::size_t at) const {
  static const Token none{.kind = Token::Kind::mark};
  return at < reading_.tokens.size() ? reading_.tokens[at] : none;
}

/// The words before a number that belong to it: "about", "a further", "more than".
Sentence::Role Sentence::role_of(const NumberSpan& number) const {
  std::size_t before = number.at;
  while (before > 0 &&
         (is_of(token(before - 1), {"about", "around",  "approximately", "nearly", "almost",
                                    "some",  "just",    "over",          "under",  "a",
                                    "an",    "the",     "roughly",       "circa",  "~",
                                    "only",  "further", "another",       "modest", "sharp"}) ||
          (token(before - 1).is("than") && before > 1 &&
           is_of(token(before - 2), {"more", "less", "fewer"}) && before > 2 &&
           token(before - 3).is("by")))) {
    before -= token(before - 1).is("than") ? 2U : 1U;
  }
  const Token& last = before > 0 ? token(before - 1) : token(reading_.tokens.size());
  const bool noun_of = last.is("of") && before > 1 && went(token(before - 2)) != Went::no;
  const std::size_t after = number.end;
  const Went next = went(token(after)) != Went::no ? went(token(after)) : compares(token(after));
  const bool then_number = reading_.number_at(after + 1) != nullptr;
  bool moved = false;
  for (std::size_t at = before; at-- > 0 && before - at < 12;) {
    moved = moved || went(token(at)) != Went::no;
  }
  if ((last.is("by") && moved) || noun_of || went(last) != Went::no || number.plus ||
      (number.negative && number.amount.unit == Amount::Unit::percent)) {
    return Role::by;
  }
  if (next != Went::no && !then_number && next != Went::level) {
    return Role::by;
  }
  if (last.is("from") || (last.is("between") && reading_.has("and"))) {
    return last.is("from") ? Role::from : Role::value;
  }
  if (last.is("to")) {
    for (std::size_t at = before - 1; at-- > 0;) {
      if (token(at).is("from") || went(token(at)) != Went::no) {
        return Role::to;
      }
    }
  }
  return Role::value;
}

bool Sentence::denied(std::size_t at) const {
  for (std::size_t back = 1; back <= 3 && back <= at; ++back) {
    if (is_of(token(at - back), {"not", "never", "didn", "hasn", "neither"})) {
      return true;
    }
  }
  return false;
}

/// The word of a change that is nearest its number.
std::optional<std::size_t> Sentence::way_word(const NumberSpan& number) const {
  std::optional<std::size_t> best;
  for (std::size_t at = 0; at < reading_.tokens.size(); ++at) {
    const bool tells = went(token(at)) != Went::no || compares(token(at)) != Went::no;
    const bool free = reading_.number_at(at) == nullptr && reading_.time_at(at) == nullptr &&
                      reading_.area_at(at) == nullptr;
    const bool of_precision = token(at + 1).is("than") && reading_.number_at(at + 2) != nullptr;
    if (tells && free && !of_precision && (!best || gap(at, number.at) < gap(*best, number.at))) {
      best = at;
    }
  }
  return best;
}

std::optional<Way> Sentence::way_of(const NumberSpan& number) const {
  if (number.plus || number.negative) {
    return number.plus ? Way::up : Way::down;
  }
  const auto best = way_word(number);
  if (!best) {
    return std::nullopt;
  }
  const Went found = went(token(*best)) != Went::no ? went(token(*best)) : compares(token(*best));
  return settled(found, series_of(number, Role::by));
}

/// "Improved" is up or down as the series is better high or low.
std::optional<Way> Sentence::settled(Went went, const std::vector<std::string>& series) const {
  if (went == Went::up || went == Went::down || went == Went::level) {
    return went == Went::up ? Way::up : went == Went::down ? Way::down : Way::level;
  }
  for (const std::string& id : series) {
    const ExternalSeries* one = points_.series(id);
    if (went != Went::no && one != nullptr && one->good) {
      const bool up = (*one->good == Measure::Direction::up) == (went == Went::better);
      return up ? Way::up : Way::down;
    }
  }
  return std::nullopt;
}

/// Whether a time is that of the figures, or the one that they are set against.
Sentence::Part Sentence::part_of(const TimeSpan& time) const {
  if (time.when.kind == When::Kind::year_before || time.when.kind == When::Kind::unknown ||
      time.when.kind == When::Kind::baseline) {
    return Part::base;
  }
  bool beside_area = false;
  for (std::size_t at = time.begin; at-- > 0;) {
    const Token& word = token(at);
    beside_area =
        (beside_area || reading_.area_at(at) != nullptr) && reading_.number_at(at) == nullptr;
    if (word.is("than") && beside_area) {
      return Part::now;  // "higher in Dudley than in Walsall in 2017/18"
    }
    if (word.is("since")) {
      return Part::since;
    }
    if (is_of(word, {"from", "than", "between", "against", "versus", "vs"}) ||
        (is_of(word, {"with", "to"}) && at > 0 &&
         is_of(token(at - 1), {"compared", "comparison", "relative"})) ||
        (word.is("on") &&
         (at + 1 == time.begin || (at + 2 == time.begin && token(at + 1).is("the"))))) {
      return Part::base;
    }
    const bool skipped =
        reading_.number_at(at) != nullptr || reading_.area_at(at) != nullptr ||
        is_of(word,
              {"the",   "in",        "for",    "of",       "at",       "its",       "figure",
               "level", "year",      "period", "during",   "baseline", "(",         "that",
               "a",     "financial", "rate",   "offences", "people",   "incidents", "recorded"});
    if (!skipped) {
      return Part::now;
    }
  }
  return Part::now;
}

const TimeSpan* Sentence::linked(const NumberSpan& number) const {
  for (const TimeSpan& time : reading_.times) {
    if (time.begin >= number.end) {
      return reading_.one_phrase(number.end, time.begin) ? &time : nullptr;
    }
  }
  return nullptr;
}

When Sentence::now() const {
  for (const TimeSpan& time : reading_.times) {
    if (part_of(time) == Part::now) {
      return time.when;
    }
  }
  return {};
}

std::optional<When> Sentence::base() const {
  for (const TimeSpan& time : reading_.times) {
    if (part_of(time) != Part::now) {
      return time.when;
    }
  }
  return std::nullopt;
}

/// When "from 22,317" was so: what is meant to change starts from what is now.
When Sentence::time_of_start(const NumberSpan& number) const {
  if (const TimeSpan* time = linked(number)) {
    return time->when;
  }
  bool meant = false;
  for (std::size_t at = 0; at < number.at; ++at) {
    meant = went(token(at)) == Went::no ? meant : is_aim(at);
  }
  return base().value_or(meant ? now() : When{.kind = When::Kind::baseline});
}

When Sentence::time_of(const NumberSpan& number, Role role) const {
  if (role == Role::from) {
    return time_of_start(number);
  }
  if (role == Role::to || role == Role::by) {
    const TimeSpan* time = linked(number);
    return role == Role::to && time != nullptr && part_of(*time) == Part::now ? time->when : now();
  }
  const TimeSpan* time = linked(number);
  for (const TimeSpan& one : reading_.times) {
    const bool before = one.end <= number.at && part_of(one) == Part::now;
    time = before && linked(number) == nullptr ? &one : time;
  }
  return time == nullptr ? time_of_all() : time_at(*time);
}

/// The time of a value that stands beside none: that of the sentence.
When Sentence::time_of_all() const {
  const bool moves = std::ranges::any_of(reading_.tokens,
                                         [](const Token& word) { return went(word) != Went::no; });
  for (const TimeSpan& one : reading_.times) {
    if (const auto span = moves ? std::nullopt : span_with(one)) {
      return *span;
    }
  }
  const When later = now();
  if (later.kind != When::Kind::latest || reading_.times.empty()) {
    return later;
  }
  const TimeSpan& first = reading_.times.front();
  return part_of(first) == Part::since ? time_at(first) : When{};
}

When Sentence::time_at(const TimeSpan& time) const {
  if (const auto span = span_with(time)) {
    return *span;
  }
  When when = time.when;
  if (when.kind == When::Kind::month && part_of(time) == Part::since) {
    when.kind = When::Kind::since;
  }
  return when;
}

/// "between August 2018 and June 2019", as the time of one value: from the one to the other.
std::optional<When> Sentence::span_with(const TimeSpan& time) const {
  for (std::size_t i = 0; i + 1 < reading_.times.size(); ++i) {
    const TimeSpan& first = reading_.times[i];
    const TimeSpan& last = reading_.times[i + 1];
    const bool pair = (&first == &time || &last == &time) && last.begin == first.end + 1 &&
                      is_of(token(first.end), {"and", "to"}) && first.begin > 0 &&
                      is_of(token(first.begin - 1), {"between", "from"});
    if (pair && first.when.first && last.when.last) {
      return When{.kind = When::Kind::span, .first = first.when.first, .last = last.when.last};
    }
  }
  return std::nullopt;
}

/// "peaked at 414", "the highest month, 890": a number of a month that is above all others.
bool Sentence::is_greatest_month(const NumberSpan& number) {
  for (std::size_t back = 1; back <= 4 && back <= number.at; ++back) {
    const Token& word = token(number.at - back);
    if (fits(word.text, "peak*") || (word.is("highest") && reading_.has("month*"))) {
      told_.push_back(number.at - back);
      return true;
    }
  }
  return false;
}

/// "rose by 30%": by how much, which way, and from when.
Claim Sentence::change_of(const NumberSpan& number, Claim claim) {
  claim.kind = number.amount.unit == Amount::Unit::percent ? Kind::change : Kind::difference;
  claim.way = way_of(number);
  if (const auto word = way_word(number); word && claim.way && !claim.series.empty()) {
    told_.push_back(*word);
  }
  claim.base = base().value_or(When{.kind = When::Kind::baseline});
  if (claim.base.kind == When::Kind::month && claim.at == claim.base) {
    claim.at = {};
  }
  return claim;
}

/// "an average of 716 a month".
bool Sentence::is_monthly_average(const NumberSpan& number) const {
  const bool monthly =
      is_of(token(number.end), {"a", "per", "each", "every"}) && token(number.end + 1).is("month");
  return (monthly || reading_.has("monthly")) && (reading_.has("averag*") || reading_.has("mean"));
}

Claim Sentence::claim_of(const NumberSpan& number, Role role) {
  Claim claim{.kind = Kind::value,
              .series = series_of(number, role),
              .areas = areas_of(number),
              .at = time_of(number, role),
              .amounts = {number.amount}};
  if (const NumberSpan* whole = whole_of(number); whole != nullptr && role == Role::value) {
    const auto theirs = series_of(*whole, Role::value);
    if (theirs.empty() || theirs == claim.series) {
      claim.amounts.push_back(whole->amount);
      claim.of_whole = true;
    }
  }
  if (role != Role::by && number.negative) {
    claim.amounts.front().value = -number.amount.value;
  }
  if (role == Role::by) {
    return change_of(number, std::move(claim));
  }
  claim.alone = role == Role::value && reading_.numbers.size() == 1;
  for (std::size_t back = 1; back <= 3 && back <= number.at; ++back) {
    claim.as_baseline = claim.as_baseline || token(number.at - back).is("baseline");
  }
  if (is_monthly_average(number)) {
    claim.kind = Kind::average;
  } else if (role == Role::value && is_greatest_month(number)) {
    claim.kind = Kind::greatest;
  }
  return claim;
}

/// Whether a number says by how much one area is above another: "9% higher than West Yorkshire".
bool Sentence::beside_area(const NumberSpan& number) const {
  if (compares(token(number.end)) == Went::no || !token(number.end + 1).is("than")) {
    return false;
  }
  constexpr std::size_t reach = 5;
  return std::ranges::any_of(reading_.areas, [&](const AreaSpan& one) {
    return one.begin > number.end && one.begin < number.end + reach;
  });
}

/// Whether a number is the whole of the one before it, and named by nothing of its own.
bool Sentence::is_told_whole(const NumberSpan& number) const {
  return std::ranges::any_of(reading_.numbers, [&](const NumberSpan& part) {
    return whole_of(part) == &number &&
           series_of(part, Role::value) == series_of(number, Role::value);
  });
}

/// What one number claims; nothing where no series is named that it could be of.
std::vector<Claim> Sentence::of_number(const NumberSpan& number) {
  const bool multiplies = number.amount.unit == Amount::Unit::times;
  if (auto claim = multiplies ? multiple(number) : range(number)) {
    return {*std::move(claim)};
  }
  const bool aside = number.amount.unit == Amount::Unit::percent && number.at > 0 &&
                     token(number.at - 1).is("(") && series_of(number, Role::value).empty();
  const Role role = aside ? Role::by : role_of(number);  // "from 4,906 to 8,726 (77.9%)"
  std::vector<Claim> claims{claim_of(number, role)};
  if (multiplies || claims.front().series.empty()) {
    return {};
  }
  if (auto ends = role == Role::to ? order_of_ends(number) : std::nullopt) {
    claims.push_back(*std::move(ends));
  }
  told_numbers_.push_back(number.at);
  return claims;
}

std::vector<Claim> Sentence::of_numbers() {
  std::vector<Claim> claims;
  for (const NumberSpan& number : reading_.numbers) {
    if (is_told(number)) {
      continue;  // "94 days longer than the average" is part of the comparison
    }
    if (is_told_whole(number)) {
      told_numbers_.push_back(number.at);
      continue;
    }
    for (Claim& claim : of_number(number)) {
      claims.push_back(std::move(claim));
    }
  }
  return claims;
}

}  // namespace soundings::claims
