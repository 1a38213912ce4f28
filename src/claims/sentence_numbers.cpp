// The numbers of a sentence: what each says, and of which series.
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

/// Where the words before a number begin that belong to it: "about", "a further", "more than".
std::size_t Sentence::start_of(const NumberSpan& number) const {
  std::size_t before = number.at;
  while (before > 0) {
    const bool loosens =
        is_of(token(before - 1), {"about",      "around",  "approximately", "nearly", "almost",
                                  "some",       "just",    "over",          "under",  "a",
                                  "an",         "the",     "roughly",       "circa",  "~",
                                  "only",       "further", "another",       "modest", "sharp",
                                  "additional", "extra"});
    const bool by_more_than = before > 2 && token(before - 1).is("than") &&
                              is_of(token(before - 2), {"more", "less", "fewer"}) &&
                              token(before - 3).is("by");
    if (!loosens && !by_more_than) {
      break;
    }
    before -= by_more_than ? 2U : 1U;
  }
  return before;
}

/// Whether a word shortly before says that something moved.
bool Sentence::moved_before(std::size_t at) const {
  constexpr std::size_t reach = 12;
  const std::size_t first = at < reach ? 0 : at - reach + 1;
  for (std::size_t back = first; back < at; ++back) {
    if (went(token(back)) != Went::no) {
      return true;
    }
  }
  return false;
}

/// "by 30%", "a rise of 30%", "30% higher", "+30%".
bool Sentence::says_by_how_much(const NumberSpan& number, std::size_t start) const {
  const Token& last = token(start > 0 ? start - 1 : reading_.tokens.size());
  const bool further = start < number.at && is_of(token(number.at - 1), {"additional", "extra"});
  const NumberSpan* before = start > 1 ? reading_.number_at(start - 2) : nullptr;
  if (last.is("or") && before != nullptr && role_of(*before) == Role::by) {
    return true;  // "a rise of 3,820 or 78 per cent"
  }
  const bool noun_of = last.is("of") && start > 1 && went(token(start - 2)) != Went::no;
  const bool signed_change =
      number.plus || (number.negative && number.amount.unit == Amount::Unit::percent);
  if ((last.is("by") && moved_before(start)) || noun_of || went(last) != Went::no ||
      signed_change || further) {
    return true;
  }
  const Token& after = token(number.end);
  const Went next = went(after) != Went::no ? went(after) : compares(after);
  const bool then_number = reading_.number_at(number.end + 1) != nullptr;
  return next != Went::no && next != Went::level && !then_number;
}

Sentence::Role Sentence::role_of(const NumberSpan& number) const {
  const std::size_t start = start_of(number);
  if (says_by_how_much(number, start)) {
    return Role::by;
  }
  const Token& last = token(start > 0 ? start - 1 : reading_.tokens.size());
  if (last.is("from")) {
    return Role::from;
  }
  for (std::size_t at = start; last.is("to") && at-- > 0;) {
    if (token(at).is("from") || went(token(at)) != Went::no) {
      return Role::to;
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
    const bool moves = went(token(at)) != Went::no || compares(token(at)) != Went::no;
    const bool free = reading_.number_at(at) == nullptr && reading_.time_at(at) == nullptr &&
                      reading_.area_at(at) == nullptr;
    const bool of_precision = token(at + 1).is("than") && reading_.number_at(at + 2) != nullptr;
    if (moves && free && !of_precision && (!best || gap(at, number.at) < gap(*best, number.at))) {
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

/// "peaked at 414", "the highest month, 890": a number of a month that is above all others.
bool Sentence::is_greatest_month(const NumberSpan& number) {
  for (std::size_t back = 1; back <= 4 && back <= number.at; ++back) {
    const Token& word = token(number.at - back);
    if (fits(word.text, "peak*") || (word.is("highest") && reading_.has("month*"))) {
      covered_.push_back(number.at - back);
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
    covered_.push_back(*word);
  }
  claim.base = base().value_or(When{.kind = When::Kind::baseline});
  if (claim.base.kind == When::Kind::month && claim.at == claim.base) {
    claim.at = {};
  }
  return claim;
}

/// "an average of 716 a month", "716 robberies a month on average", "the monthly average was 716".
bool Sentence::is_monthly_average(const NumberSpan& number) const {
  constexpr std::size_t reach = 3;
  const bool averages = reading_.has("averag*") || reading_.has("mean");
  for (std::size_t at = number.end; averages && at < number.end + reach; ++at) {
    if (is_of(token(at), {"a", "per", "each", "every"}) && token(at + 1).is("month")) {
      return true;
    }
  }
  for (std::size_t at = number.at; at-- > 0 && reading_.number_at(at) == nullptr;) {
    if (fits(token(at).text, "averag*") || token(at).is("mean")) {
      return reading_.has("monthly");
    }
  }
  return false;
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

/// "the gap between the highest and the lowest was 4.1", "together make up 95%": worked out of
/// figures in a way that no claim knows.
bool Sentence::of_gap_or_sum(const NumberSpan& number) const {
  bool derived = number.at > 0 && token(number.at - 1).is("leaving");
  if (derived) {
    return true;
  }
  for (std::size_t at = number.at; at-- > 0 && !token(at).is(";");) {
    derived = derived || is_of(token(at), {"gap", "difference", "together", "combined"});
  }
  const bool between = number.amount.unit == Amount::Unit::points || reading_.has("between");
  return derived && (between || reading_.has("together") || reading_.has("combined"));
}

/// Whether a number says by how much one area is above another: "9% higher than West Yorkshire",
/// "21 below that of similar forces", "12 days longer to finalise than in Dudley".
bool Sentence::beside_area(const NumberSpan& number) const {
  if (compares(token(number.end)) == Went::no) {
    return false;
  }
  constexpr std::size_t reach = 5;
  std::size_t than = number.end;
  if (!is_of(token(than), {"above", "below", "beneath"})) {
    ++than;
    while (than < number.end + reach && reading_.one_phrase(than, than + 1)) {
      ++than;
    }
  }
  const bool parts = than == number.end || token(than).is("than");
  return parts && std::ranges::any_of(reading_.areas, [&](const AreaSpan& one) {
           return one.begin > than && one.begin < than + reach;
         });
}

/// Whether a number is the whole of the one before it, and named by nothing of its own.
bool Sentence::is_covered_whole(const NumberSpan& number) const {
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
  if (of_gap_or_sum(number) || of_some_answers(number)) {
    return {};
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
  covered_numbers_.push_back(number.at);
  return claims;
}

/// What stands in brackets beside the number before it, where releases print ranges at all.
std::vector<Claim> Sentence::of_ranges() const {
  std::vector<Claim> claims;
  for (const RangeSpan& one : reading_.ranges) {
    const NumberSpan* value = nullptr;
    for (const NumberSpan& number : reading_.numbers) {
      value = number.end <= one.at ? &number : value;
    }
    if (value == nullptr || !points_.has_ranges()) {
      continue;
    }
    Claim claim{.kind = Kind::interval,
                .series = series_of(*value, Role::value),
                .areas = areas_of(*value),
                .at = time_of(*value, Role::value),
                .ends = one.ends,
                .points = one.points,
                .answers = one.answers,
                .of_change = one.of_change};
    if (one.of_change) {
      set_ends_of_change(claim);
    }
    claims.push_back(std::move(claim));
  }
  return claims;
}

/// "was 41.6% in May and 44.5% in April: no clear change": from the earlier time to the later.
void Sentence::set_ends_of_change(Claim& claim) const {
  claim.at = now();
  claim.base = base().value_or(claim.base);
  if (!base() && reading_.times.size() == 2) {
    const When& one = reading_.times.front().when;
    const When& other = reading_.times.back().when;
    const bool later = one.last > other.last || one.last_wave > other.last_wave;
    claim.at = later ? one : other;
    claim.base = later ? other : one;
  }
}

std::vector<Claim> Sentence::of_numbers() {
  std::vector<Claim> claims;
  for (const NumberSpan& number : reading_.numbers) {
    if (is_covered(number)) {
      continue;  // "94 days longer than the average" is part of the comparison
    }
    if (is_covered_whole(number)) {
      covered_numbers_.push_back(number.at);
      continue;
    }
    for (Claim& claim : of_number(number)) {
      claims.push_back(std::move(claim));
    }
  }
  return claims;
}

}  // namespace soundings::claims
