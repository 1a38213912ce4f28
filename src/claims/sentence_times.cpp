// Which time the numbers of a sentence are of, and which one they are set against.
#include "sentence.h"

namespace soundings::claims {

/// Whether a word makes the time after it the one that figures are set against: "than", "compared
/// with", "on" directly before it.
bool Sentence::leads_to_base(std::size_t at, const TimeSpan& time) const {
  const Token& word = token(at);
  if (is_of(word, {"from", "than", "between", "against", "versus", "vs"})) {
    return true;
  }
  if (is_of(word, {"with", "to"})) {
    return at > 0 && is_of(token(at - 1), {"compared", "comparison", "relative"});
  }
  const bool adjoins = at + 1 == time.begin || (at + 2 == time.begin && token(at + 1).is("the"));
  return word.is("on") && adjoins;
}

/// Whether a word says nothing of which time is meant: areas, numbers, "the figure in the year".
bool Sentence::says_no_time(std::size_t at) const {
  return reading_.number_at(at) != nullptr || reading_.area_at(at) != nullptr ||
         is_of(
             token(at),
             {"the",   "in",        "for",          "of",       "at",       "its",       "figure",
              "level", "year",      "period",       "during",   "baseline", "(",         "that",
              "a",     "financial", "rate",         "offences", "people",   "incidents", "recorded",
              "about", "around",    "some",         "just",     "nearly",   "almost",    "over",
              "under", "roughly",   "approximately"});
}

/// Whether a time is that of the figures, or the one that they are set against.
Sentence::Part Sentence::part_of(const TimeSpan& time) const {
  if (time.when.kind == When::Kind::year_before || time.when.kind == When::Kind::unknown ||
      time.when.kind == When::Kind::baseline) {
    return Part::base;
  }
  bool beside_area = false;
  for (std::size_t at = time.begin; at-- > 0;) {
    beside_area =
        (beside_area || reading_.area_at(at) != nullptr) && reading_.number_at(at) == nullptr;
    if (token(at).is("since")) {
      return Part::since;
    }
    if (leads_to_base(at, time)) {
      // "higher in Dudley than in Walsall in 2017/18" is of one time.
      return token(at).is("than") && beside_area ? Part::now : Part::base;
    }
    if (!says_no_time(at)) {
      break;
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
    const bool to_come = time.when.last && *time.when.last > points_.report();
    if (part_of(time) == Part::now && !to_come) {
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
  return part_of(first) == Part::since && !moves ? time_at(first) : When{};
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

}  // namespace soundings::claims
