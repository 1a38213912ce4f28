// What a sentence claims of two numbers, or of a multiple: ranges, pairs of figures, "doubled",
// "four times that of".
#include <algorithm>
#include <utility>

#include "number_words.h"
#include "sentence.h"

namespace soundings::claims {

namespace {

using Kind = Claim::Kind;

bool parts_sides(const Token& token) {
  return is_of(token, {"against", "versus", "vs", "compared", "comparison"});
}

/// Whether two numbers are told as those of two sides: "93 against 264", "31.1% compared with
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

bool Sentence::is_told(const NumberSpan& number) const {
  return std::ranges::find(told_numbers_, number.at) != told_numbers_.end();
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
    if (is_told(one) || is_told(other) || !set_side_by_side(reading_, one, other)) {
      continue;
    }
    told_numbers_.insert(told_numbers_.end(), {one.at, other.at});
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

/// "more than four times that of Dudley": against the area that follows; "doubled": against the
/// time before.
std::optional<Claim> Sentence::multiple(const NumberSpan& number) {
  constexpr std::size_t reach = 10;
  const AreaSpan* before = nullptr;
  const AreaSpan* after = nullptr;
  for (const AreaSpan& one : reading_.areas) {
    before = one.end <= number.at ? &one : before;
    const bool follows = one.begin >= number.end && one.begin < number.end + reach;
    after = follows && after == nullptr ? &one : after;
  }
  const bool verb = is_multiplying_verb(token(number.at));
  const bool moved =
      verb || (number.at > 0 && went(token(number.at - 1)) != Went::no) || base().has_value();
  Claim claim{.kind = Kind::change,
              .areas = areas_of(number),
              .at = now(),
              .base = base().value_or(When{.kind = When::Kind::baseline}),
              .amounts = {number.amount},
              .way = number.amount.value < 1.0 ? Way::down : Way::up};
  if (after != nullptr && !verb) {
    claim.kind = Kind::compared;
    claim.areas = before == nullptr ? std::vector<std::string>() : std::vector{before->area};
    claim.others = {after->area};
    claim.series = series_of_words(number.at, claim.others, false);
  } else if (moved) {
    claim.series = series_of(number, Role::by);
    const auto word = verb ? std::nullopt : way_word(number);
    claim.way = word ? way_of(number) : claim.way;
    told_.insert(told_.end(), word ? 1U : 0U, word.value_or(0));
  }
  if (claim.series.empty()) {
    return std::nullopt;
  }
  told_numbers_.push_back(number.at);
  return claim;
}

/// "ranged from 8.3 in Dudley to 12.4 in Birmingham West", "between 1.4 and 4.9".
std::optional<Claim> Sentence::range(const NumberSpan& low) {
  const bool ranged = reading_.has("rang*") || reading_.has("vari*") || reading_.has("vary*") ||
                      reading_.has("spann*") || reading_.has("spread*");
  const Token& first = token(low.at == 0 ? reading_.tokens.size() : low.at - 1);
  const auto next = std::ranges::find_if(reading_.numbers,
                                         [&](const NumberSpan& one) { return one.at >= low.end; });
  const bool at_once = ranged && next != reading_.numbers.end() && next->at == low.end + 1;
  const bool begins = first.is("between") || (ranged && first.is("from")) || at_once;
  if (!begins || next == reading_.numbers.end()) {
    return std::nullopt;
  }
  std::vector<std::string> areas;
  for (std::size_t at = low.end; at < next->at; ++at) {
    const AreaSpan* area = reading_.area_at(at);
    if (area != nullptr && areas.empty()) {
      areas.push_back(area->area);
    }
    const bool joins = is_of(token(at), {"to", "and", "in", "for", "(", ")", "the", "at", "of"});
    if (area == nullptr && !joins) {
      return std::nullopt;
    }
  }
  const auto last = std::ranges::find_if(
      reading_.areas, [&](const AreaSpan& one) { return one.begin >= next->end; });
  if (!areas.empty() && last != reading_.areas.end()) {
    areas.push_back(last->area);
  }
  Claim claim{.kind = Kind::range,
              .series = series_of(*next, Role::value),
              .areas = areas.size() == 2 ? areas : std::vector<std::string>(),
              .at = now(),
              .amounts = {low.amount, next->amount}};
  if (claim.series.empty()) {
    return std::nullopt;
  }
  told_numbers_.insert(told_numbers_.end(), {low.at, next->at});
  return claim;
}

/// "satisfied with their treatment (60.1%) than with feedback (34.9%)": the numbers on the two
/// sides of "than", whatever they are of; "exceeded its ambition of 50 schemes, with 69".
std::optional<Claim> Sentence::order(std::size_t at) {
  const auto than = other_side(at);
  const NumberSpan* one = nullptr;
  const NumberSpan* other = nullptr;
  for (const NumberSpan& number : reading_.numbers) {
    one = than && number.end <= *than ? &number : one;
    one = than && one == nullptr && other != nullptr && *than == at ? &number : one;
    other = than && number.at > *than && other == nullptr ? &number : other;
  }
  const bool told = std::ranges::find(told_, at) != told_.end() ||
                    reading_.area_at(at) != nullptr || reading_.number_at(at) != nullptr;
  const bool of_precision = reading_.number_at(at + 2) != nullptr && token(at + 1).is("than");
  if (compares(token(at)) == Went::no || told || of_precision || one == nullptr ||
      other == nullptr || one->end == at || one->amount.unit != other->amount.unit) {
    return std::nullopt;
  }
  const auto ours = series_of(*one, Role::value);
  const auto theirs = series_of(*other, Role::value);
  const auto way = settled(compares(token(at)), ours);
  if (ours.empty() || theirs.empty() || !way) {
    return std::nullopt;
  }
  told_.push_back(at);
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
    told_.push_back(*word);  // the two figures alone say of which series they are
  }
  return Claim{.kind = Kind::order, .amounts = {to.amount, from.amount}, .way = way};
}

}  // namespace soundings::claims
