// What a sentence claims without a number: which area is the highest, and which way something went.
#include <algorithm>
#include <limits>
#include <utility>

#include "sentence.h"

namespace soundings::claims {

namespace {

using Kind = Claim::Kind;

/// A series by one of its names. cost: the less, the likelier it is meant. words: in order.
struct NamedSeries {
  std::string series;
  double cost = 0.0;
  std::vector<std::size_t> words;
};

/// The nearer to a word a name stands and the longer it is, the likelier it is meant there.
NamedSeries named_by(const Mention& mention, std::size_t at) {
  constexpr double weakness = 6.0;
  double nearest = std::numeric_limits<double>::max();
  for (const std::size_t word : mention.words) {
    nearest = std::min(nearest, static_cast<double>(gap(word, at)));
  }
  auto words = mention.words;
  std::ranges::sort(words);
  return {.series = mention.series,
          .cost = 0.5 * nearest - 0.25 * static_cast<double>(mention.letters) +
                  (mention.weak ? weakness : 0.0),
          .words = std::move(words)};
}

}  // namespace

Extreme Sentence::extreme_at(std::size_t at) const {
  const bool the_most = token(at).is("most") && at > 0 && token(at - 1).is("the");
  if (reading_.area_at(at) != nullptr) {
    return Extreme::no;
  }
  if (the_most || is_of(token(at), {"highest", "largest", "greatest", "biggest", "longest"})) {
    return Extreme::highest;
  }
  if (is_of(token(at), {"best", "worst"})) {
    return token(at).is("best") ? Extreme::best : Extreme::worst;
  }
  return is_of(token(at), {"lowest", "smallest", "fewest", "shortest", "least"}) ? Extreme::lowest
                                                                                 : Extreme::no;
}

/// "the same number as": that something is level.
bool Sentence::says_same(std::size_t at) const {
  return token(at).is("same") && is_of(token(at + 1), {"number", "rate", "level", "share",
                                                       "proportion", "figure", "as", "percentage"});
}

/// "more slowly than": how fast something went, which is not held against anything.
bool Sentence::says_pace(std::size_t at) const {
  return is_of(token(at), {"more", "less"}) &&
         is_of(token(at + 1), {"slowly", "quickly", "sharply", "steeply", "rapidly", "gradually"});
}

/// "peaked at 414 in January 2019 and fell": the time that was stated before a word of change,
/// where another follows it.
std::optional<When> Sentence::time_before(std::size_t at) const {
  if (reading_.times.size() < 2 || reading_.times.back().begin < at ||
      part_of(reading_.times.back()) != Part::now) {
    return std::nullopt;
  }
  std::optional<When> found;
  for (const TimeSpan& time : reading_.times) {
    found = time.end <= at ? std::optional(time.when) : found;
  }
  return found;
}

/// Areas that are parts of a whole, between two words.
std::vector<std::string> Sentence::parts_between(std::size_t begin, std::size_t end) const {
  std::vector<std::string> areas;
  for (const AreaSpan& one : reading_.areas) {
    const bool within = one.begin >= begin && one.end <= end && !one.whole;
    if (within && std::ranges::find(areas, one.area) == areas.end()) {
      areas.push_back(one.area);
    }
  }
  return areas;
}

/// Series that the words name, which have figures of all these areas, or of two times; the nearest
/// to a word first.
std::vector<std::string> Sentence::series_of_words(std::size_t at,
                                                   const std::vector<std::string>& areas,
                                                   bool changes) const {
  std::vector<NamedSeries> candidates;
  for (const Mention& mention : reading_.mentions) {
    const auto known = points_.areas(mention.series);
    const bool has_areas = std::ranges::all_of(areas, [&](const std::string& area) {
      return std::ranges::find(known, area) != known.end();
    });
    const bool has_times =
        !changes || known.empty() || points_.all(mention.series, known.front()).size() > 1;
    if (has_areas && has_times) {
      candidates.push_back(named_by(mention, at));
    }
  }
  const auto every = candidates;
  std::erase_if(candidates, [&](const NamedSeries& one) {
    return std::ranges::any_of(every, [&](const NamedSeries& other) {
      return other.series != one.series && other.words.size() > one.words.size() &&
             std::ranges::includes(other.words, one.words);
    });
  });
  std::ranges::stable_sort(candidates, {}, &NamedSeries::cost);
  std::vector<std::string> series;
  constexpr double as_near = 1.0;
  for (const NamedSeries& one : candidates) {
    if (one.cost <= candidates.front().cost + as_near &&
        std::ranges::find(series, one.series) == series.end()) {
      series.push_back(one.series);
    }
  }
  return series;
}

/// The areas that are highest or lowest: those that follow the word up to `end`, else those before
/// it back to another such word.
std::vector<std::string> Sentence::areas_of_extreme(std::size_t at, std::size_t end) const {
  std::size_t begin = at;
  while (begin > 0 && extreme_at(begin - 1) == Extreme::no) {
    --begin;
  }
  std::vector<std::string> areas = parts_between(at, end);
  std::vector<std::string> before = parts_between(begin, at);
  if (areas.empty()) {
    return before;
  }
  if (reading_.has("followed")) {
    areas.insert(areas.begin(), before.begin(), before.end());
  }
  return areas;
}

/// "Best" is the highest or the lowest as the series is better high or low.
std::optional<Way> Sentence::way_of_extreme(Extreme extreme,
                                            const std::vector<std::string>& series) const {
  const Went went = extreme == Extreme::highest  ? Went::up
                    : extreme == Extreme::lowest ? Went::down
                    : extreme == Extreme::best   ? Went::better
                                                 : Went::worse;
  return settled(went, series);
}

/// "highest in Wolverhampton", "Birmingham West had the lowest rate", "the largest increase".
std::optional<Claim> Sentence::extreme(std::size_t at) {
  const Extreme found = extreme_at(at);
  if (found == Extreme::no || is_of(token(at - (at > 0 ? 1 : 0)), {"second", "third", "at"})) {
    return std::nullopt;
  }
  std::size_t end = at + 1;
  while (end < reading_.tokens.size() && extreme_at(end) == Extreme::no) {
    ++end;
  }
  const auto areas = areas_of_extreme(at, end);
  const auto series = series_of_words(at, areas, false);
  const auto way = way_of_extreme(found, series);
  if (!way) {
    return std::nullopt;
  }
  if (areas.empty()) {
    return extreme_series(at, *way);
  }
  covered_.push_back(at);
  Claim claim{.kind = Kind::extreme,
              .series = series,
              .areas = areas,
              .at = now(),
              .base = base().value_or(When{.kind = When::Kind::baseline}),
              .way = way};
  constexpr std::size_t reach = 4;  // "the largest percentage increase in"
  for (std::size_t i = at + 1; i < std::min(at + reach, end); ++i) {
    const Went moved = went(token(i));
    claim.kind = moved == Went::up || moved == Went::down ? Kind::growth : claim.kind;
    claim.way = moved == Went::down ? Way::down : claim.way;
  }
  for (std::size_t i = at; claim.kind == Kind::growth && i < std::min(at + reach, end); ++i) {
    covered_.push_back(i);
  }
  return claim;
}

/// "met its ambition", "missed the target", "fell short of the goal".
std::optional<Claim> Sentence::reaching(std::size_t at) {
  const bool reached =
      is_of(token(at), {"met", "meets", "achieved", "achieves", "reached", "reaches", "hit",
                        "exceeded", "exceeds", "surpassed", "surpasses", "beaten", "beat"});
  const bool short_of = is_of(token(at), {"missed", "misses"}) ||
                        (token(at).is("short") && token(at + 1).is("of") && at > 0 &&
                         is_of(token(at - 1), {"fell", "falls", "falling", "fall", "is", "are"}));
  const bool targeted =
      reading_.has("ambition*") || reading_.has("target*") || reading_.has("goal*");
  if (!(reached || short_of) || !targeted || reading_.area_at(at) != nullptr) {
    return std::nullopt;
  }
  std::vector<std::string> series = series_of_words(at, {}, false);
  for (std::string& id : series) {
    const ExternalSeries* one = points_.series(id);
    const auto of =
        std::ranges::find(one->relations, SeriesRelation::Kind::target, &SeriesRelation::kind);
    id = of == one->relations.end() ? id : of->of;
  }
  const bool not_so = turned(at);
  covered_.push_back(at);
  if (short_of && at > 0) {
    covered_.push_back(at - 1);  // "fell short of"
  }
  return Claim{.kind = Kind::reached,
               .series = std::move(series),
               .at = now(),
               .way = reached == not_so ? Way::down : Way::up};
}

/// "55.7%, the lowest of the three channels": a series among those that differ in their last word.
std::optional<Claim> Sentence::extreme_series(std::size_t at, Way way) {
  const bool covered = std::ranges::find(covered_, at) != covered_.end();
  if (covered || reading_.numbers.size() != 1 || loosens_number(at)) {
    return std::nullopt;
  }
  const auto series = series_of(reading_.numbers.front(), Role::value);
  if (series.size() != 1) {
    return std::nullopt;
  }
  covered_.push_back(at);
  return Claim{.kind = Kind::siblings, .series = series, .at = now(), .way = way};
}

/// Whether a word of change says what is meant to be, and not what was: "to reduce".
bool Sentence::is_aim(std::size_t at) const {
  const bool aim = at > 0 && is_of(token(at - 1), {"to", "aim", "will", "should", "could", "must"});
  const bool goes_on = at > 1 && (fits(token(at - 2).text, "continu*") ||
                                  is_of(token(at - 2), {"began", "started", "starting"}));
  const bool bare =
      is_of(token(at), {"reduce", "increase", "reducing", "reduction", "increasing"}) && at > 0 &&
      is_of(token(at - 1), {"to", "of", "at", "for", "any", "will"});
  return (aim || bare) && !goes_on;
}

/// Whether a word of change says that something went so: "fell", but not "to reduce" or "is down
/// to".
bool Sentence::says_change(std::size_t at) const {
  const bool covered = std::ranges::find(covered_, at) != covered_.end();
  if (is_aim(at) || covered || reading_.area_at(at) != nullptr || reading_.time_at(at) != nullptr ||
      reading_.number_at(at) != nullptr) {
    return false;
  }
  const bool up_to = token(at).is("up") && is_of(token(at + 1), {"to", "of"});
  const bool is_down_to =
      token(at).is("down") && token(at + 1).is("to") && at > 0 && token(at - 1).is("is");
  return !up_to && !is_down_to;
}

/// Which way a verb of change says that something went, or a comparison with an earlier time.
Went Sentence::movement_at(std::size_t at) const {
  const Went moved = says_same(at) ? Went::level : went(token(at));
  if (moved != Went::no || says_pace(at)) {
    return moved;
  }
  return base() && reading_.has("than") ? compares(token(at)) : Went::no;
}

/// From the base to now; "the same as" between two times, and "peaked in January and fell", have
/// their own.
void Sentence::set_times_of_movement(std::size_t at, Claim& claim) const {
  claim.at = now();
  claim.base = base().value_or(When{.kind = When::Kind::baseline});
  if (says_same(at) && reading_.times.size() == 2) {
    claim.base = reading_.times.front().when;
    claim.at = reading_.times.back().when;
  } else if (const auto earlier = base() ? std::nullopt : time_before(at)) {
    claim.base = *earlier;
    claim.at = reading_.times.back().when;
  }
}

/// A verb of change: from the base to now, whatever numbers stand beside it.
std::optional<Claim> Sentence::movement(std::size_t at) {
  const Went found = movement_at(at);
  if (found == Went::no || !says_change(at)) {
    return std::nullopt;
  }
  const AreaSpan* before = nullptr;
  for (const AreaSpan& one : reading_.areas) {
    before = one.end <= at || before == nullptr ? &one : before;
  }
  Claim claim{.kind = Kind::way};
  if (before != nullptr) {
    claim.areas = {before->area};
  }
  claim.series = series_of_words(at, claim.areas, true);
  set_times_of_movement(at, claim);
  claim.way = settled(found, claim.series);
  if (claim.way && denied(at)) {
    claim.way = *claim.way == Way::up ? Way::down : Way::up;
  }
  if (!claim.way || claim.series.empty()) {
    return std::nullopt;
  }
  covered_.push_back(at);
  return claim;
}

}  // namespace soundings::claims
