// What a sentence claims of two numbers, or of a multiple: ranges, pairs of figures, "doubled",
// "four times that of".
#include <algorithm>
#include <array>
#include <utility>

#include "number_words.h"
#include "sentence.h"

namespace soundings::claims {

namespace {

using Kind = Claim::Kind;

bool parts_sides(const Token& token) {
  return is_of(token, {"against", "versus", "vs", "compared", "comparison"});
}

/// Whether two numbers are stated as those of two sides: "93 against 264", "31.1% compared with
/// 25.1%".
bool set_side_by_side(const Reading& reading, const NumberSpan& one, const NumberSpan& other) {
  bool parted = false;
  for (std::size_t at = one.end; at < other.at; ++at) {
    const Token& word = reading.tokens[at];
    parted = parted || parts_sides(word);
    if (!parts_sides(word) && !is_of(word, {"with", "to", "in", ",", "a", "the"})) {
      return false;
    }
  }
  return parted;
}

}  // namespace

bool Sentence::is_covered(const NumberSpan& number) const {
  return std::ranges::find(covered_numbers_, number.at) != covered_numbers_.end();
}

/// The figures of the two sides of a comparison that stand apart from their names: "lower than in
/// England and Wales: 93 against 264".
std::vector<Claim> Sentence::of_pair(Claim& compared) {
  const bool of_groups = compared.kind == Kind::categories;
  if (compared.kind == Kind::order || compared.areas.size() > (of_groups ? 2U : 1U) ||
      compared.others.size() != 1) {
    return {};
  }
  for (std::size_t i = 0; i + 1 < reading_.numbers.size(); ++i) {
    const NumberSpan& one = reading_.numbers[i];
    const NumberSpan& other = reading_.numbers[i + 1];
    if (is_covered(one) || is_covered(other) || !set_side_by_side(reading_, one, other)) {
      continue;
    }
    covered_numbers_.insert(covered_numbers_.end(), {one.at, other.at});
    if (of_groups) {
      compared.amounts = {one.amount, other.amount};
      return {};
    }
    Claim ours{.kind = Kind::value,
               .series = compared.series,
               .areas = compared.areas,
               .at = compared.at,
               .amounts = {one.amount}};
    Claim theirs = ours;
    theirs.areas = compared.others;
    theirs.amounts = {other.amount};
    return {std::move(ours), std::move(theirs)};
  }
  return {};
}

/// The area that a multiple is one of: "four times that of Dudley".
const AreaSpan* Sentence::area_after(const NumberSpan& number) const {
  constexpr std::size_t reach = 10;
  const auto found = std::ranges::find_if(reading_.areas, [&](const AreaSpan& one) {
    return one.begin >= number.end && one.begin < number.end + reach;
  });
  return found == reading_.areas.end() ? nullptr : &*found;
}

/// "more than four times that of Dudley": against the area that follows; "doubled": against the
/// time before.
std::optional<Claim> Sentence::multiple(const NumberSpan& number) {
  const bool verb = is_multiplying_verb(token(number.at));
  const AreaSpan* other = verb ? nullptr : area_after(number);
  auto claim = other == nullptr ? changed_by(number, verb) : times_area(number, *other);
  if (claim.series.empty()) {
    return std::nullopt;
  }
  covered_numbers_.push_back(number.at);
  return claim;
}

Claim Sentence::times_area(const NumberSpan& number, const AreaSpan& other) const {
  Claim claim{.kind = Kind::compared,
              .series = series_of_words(number.at, {other.area}, false),
              .others = {other.area},
              .at = now(),
              .amounts = {number.amount},
              .way = number.amount.value < 1.0 ? Way::down : Way::up};
  for (const AreaSpan& one : reading_.areas) {
    claim.areas = one.end <= number.at ? std::vector{one.area} : claim.areas;
  }
  return claim;
}

/// verb: "doubled" says its own way. Without series where nothing says that it is a change.
Claim Sentence::changed_by(const NumberSpan& number, bool verb) {
  const bool moved = number.at > 0 && went(token(number.at - 1)) != Went::no;
  Claim claim{.kind = Kind::change,
              .areas = areas_of(number),
              .at = now(),
              .base = base().value_or(When{.kind = When::Kind::baseline}),
              .amounts = {number.amount},
              .way = number.amount.value < 1.0 ? Way::down : Way::up};
  if (!verb && !moved && !base()) {
    return claim;
  }
  claim.series = series_of(number, Role::by);
  if (const auto word = verb ? std::nullopt : way_word(number)) {
    claim.way = way_of(number);
    covered_.push_back(*word);
  }
  return claim;
}

/// The areas between two numbers of a range; nothing where other words part them.
std::optional<std::vector<std::string>> Sentence::areas_within(const NumberSpan& low,
                                                               const NumberSpan& high) const {
  std::vector<std::string> areas;
  for (std::size_t at = low.end; at < high.at; ++at) {
    const AreaSpan* area = reading_.area_at(at);
    if (area == nullptr &&
        !is_of(token(at), {"to", "and", "in", "for", "(", ")", "the", "at", "of", "-"})) {
      return std::nullopt;
    }
    if (area != nullptr && areas.empty()) {
      areas.push_back(area->area);
    }
  }
  return areas;
}

/// Whether a number is the low end of a range that the one after it ends.
bool Sentence::begins_range(const NumberSpan& low, const NumberSpan& high) const {
  constexpr std::array<std::string_view, 5> words{"rang*", "vari*", "vary*", "spann*", "spread*"};
  const bool ranged = std::ranges::any_of(
      reading_.tokens, [&](const Token& one) { return any_of(one.text, words); });
  const Token& first = token(low.at == 0 ? reading_.tokens.size() : low.at - 1);
  return first.is("between") || (ranged && (first.is("from") || high.at == low.end + 1));
}

/// "ranged from 8.3 in Dudley to 12.4 in Birmingham West", "between 1.4 and 4.9".
std::optional<Claim> Sentence::range(const NumberSpan& low) {
  const auto next = std::ranges::find_if(reading_.numbers,
                                         [&](const NumberSpan& one) { return one.at >= low.end; });
  if (next == reading_.numbers.end() || !begins_range(low, *next)) {
    return std::nullopt;
  }
  const auto within = areas_within(low, *next);
  if (!within) {
    return std::nullopt;
  }
  std::vector<std::string> areas = *within;
  const auto last = std::ranges::find_if(reading_.areas,
                                         [&](const AreaSpan& one) { return one.begin > next->at; });
  if (!areas.empty() && last != reading_.areas.end()) {
    areas.push_back(last->area);
  }
  auto series = series_of(*next, Role::value);
  if (series.empty()) {
    return std::nullopt;
  }
  covered_numbers_.insert(covered_numbers_.end(), {low.at, next->at});
  return Claim{.kind = Kind::range,
               .series = std::move(series),
               .areas = areas.size() == 2 ? areas : std::vector<std::string>(),
               .at = now(),
               .amounts = {low.amount, next->amount}};
}

/// The numbers on the two sides of "than"; of "exceeded its ambition of 50 schemes, with 69" both
/// that follow. nullptr where there is none.
std::pair<const NumberSpan*, const NumberSpan*> Sentence::numbers_beside(std::size_t at) const {
  const auto than = other_side(at);
  const NumberSpan* one = nullptr;
  const NumberSpan* other = nullptr;
  for (const NumberSpan& number : reading_.numbers) {
    const bool before = than && number.end <= *than;
    const bool second = than && *than == at && one == nullptr && other != nullptr;
    one = before || second ? &number : one;
    other = than && number.at > *than && other == nullptr ? &number : other;
  }
  const bool alike = one != nullptr && other != nullptr && one->end != at &&
                     one->amount.unit == other->amount.unit;
  return alike ? std::pair(one, other)
               : std::pair<const NumberSpan*, const NumberSpan*>(nullptr, nullptr);
}

/// "satisfied with their treatment (60.1%) than with feedback (34.9%)": whatever they are of.
std::optional<Claim> Sentence::order(std::size_t at) {
  const bool covered = std::ranges::find(covered_, at) != covered_.end() ||
                       reading_.area_at(at) != nullptr || reading_.number_at(at) != nullptr;
  if (compares(token(at)) == Went::no || covered || says_pace(at) || loosens_number(at)) {
    return std::nullopt;
  }
  const auto [one, other] = numbers_beside(at);
  if (one == nullptr) {
    return std::nullopt;
  }
  const auto ours = series_of(*one, Role::value);
  const auto theirs = series_of(*other, Role::value);
  const auto way = settled(compares(token(at)), ours);
  if (ours.empty() || theirs.empty() || !way) {
    return std::nullopt;
  }
  covered_.push_back(at);
  return Claim{.kind = Kind::order,
               .series = {ours.front(), theirs.front()},
               .amounts = {one->amount, other->amount},
               .way = way};
}

/// "rose from 43.8% to 41.6%": the two ends must lie as the word says.
std::optional<Claim> Sentence::order_of_ends(const NumberSpan& to) {
  const auto next = std::ranges::find(reading_.numbers, to.at, &NumberSpan::at);
  if (next == reading_.numbers.begin() || role_of(*(next - 1)) != Role::from) {
    return std::nullopt;
  }
  const auto way = way_of(to);
  const NumberSpan& from = *(next - 1);
  if (!way || from.amount.unit != to.amount.unit) {
    return std::nullopt;
  }
  if (const auto word = way_word(to); word && reading_.mentions.empty()) {
    covered_.push_back(*word);  // the two figures alone say of which series they are
  }
  return Claim{.kind = Kind::order, .amounts = {to.amount, from.amount}, .way = way};
}

}  // namespace soundings::claims
