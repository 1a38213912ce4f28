// What a sentence claims without a number: areas and groups set beside each other, and which way
// something went.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "sentence.h"

namespace soundings::claims {

namespace {

using Kind = Claim::Kind;

bool is_of(const Token& token, std::initializer_list<const char*> words) {
  return std::ranges::any_of(words, [&](const char* word) { return token.is(word); });
}

/// The group of people that a word names; empty for none.
std::string group_of(const Token& token) {
  static const std::map<std::string_view, std::string> groups{
      {"adult", "adult"},        {"adults", "adult"},      {"juvenile", "juvenile"},
      {"juveniles", "juvenile"}, {"children", "juvenile"}, {"male", "male"},
      {"males", "male"},         {"men", "male"},          {"boys", "male"},
      {"female", "female"},      {"females", "female"},    {"women", "female"},
      {"girls", "female"}};
  const auto at = groups.find(token.text);
  return at == groups.end() ? "" : at->second;
}

enum class Extreme { no, highest, lowest };

Extreme extreme_of(const Token& token) {
  if (is_of(token, {"highest", "largest", "greatest", "biggest", "longest"})) {
    return Extreme::highest;
  }
  return is_of(token, {"lowest", "smallest", "fewest", "shortest", "least"}) ? Extreme::lowest
                                                                             : Extreme::no;
}

}  // namespace

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
  struct Candidate {
    std::string series;
    double cost;
    std::vector<std::size_t> words;
  };
  std::vector<Candidate> candidates;
  for (const Mention& mention : reading_.mentions) {
    const auto known = points_.areas(mention.series);
    const bool has_areas = std::ranges::all_of(areas, [&](const std::string& area) {
      return std::ranges::find(known, area) != known.end();
    });
    const bool has_times =
        !changes || points_.all(mention.series, known.empty() ? "" : known.front()).size() > 1 ||
        known.empty();
    if (!has_areas || !has_times) {
      continue;
    }
    double nearest = 1e9;
    for (const std::size_t word : mention.words) {
      nearest = std::min(nearest, static_cast<double>(word > at ? word - at : at - word));
    }
    auto words = mention.words;
    std::ranges::sort(words);
    candidates.push_back({.series = mention.series,
                          .cost = 0.5 * nearest - 0.25 * static_cast<double>(mention.letters) +
                                  (mention.weak ? 6.0 : 0.0),
                          .words = std::move(words)});
  }
  const auto every = candidates;
  std::erase_if(candidates, [&](const Candidate& one) {
    return std::ranges::any_of(every, [&](const Candidate& other) {
      return other.series != one.series && other.words.size() > one.words.size() &&
             std::ranges::includes(other.words, one.words);
    });
  });
  std::ranges::stable_sort(candidates, {}, &Candidate::cost);
  std::vector<std::string> series;
  constexpr double as_near = 1.0;
  for (const Candidate& one : candidates) {
    if (one.cost <= candidates.front().cost + as_near &&
        std::ranges::find(series, one.series) == series.end()) {
      series.push_back(one.series);
    }
  }
  return series;
}

/// "all areas except Solihull": every part of the series but those that are named.
std::vector<std::string> Sentence::all_but(std::size_t at,
                                           const std::vector<std::string>& series) const {
  bool all = false;
  std::optional<std::size_t> except;
  for (std::size_t i = 0; i < reading_.tokens.size(); ++i) {
    all = all || is_of(token(i), {"all", "every", "each"});
    const bool but = is_of(token(i), {"except", "excluding", "but", "bar"}) ||
                     (token(i).is("than") && i > 0 && token(i - 1).is("other")) ||
                     (token(i).is("from") && i > 0 && token(i - 1).is("apart"));
    except = but ? std::optional(i) : except;
  }
  if (!all || !except || series.empty() || *except > at + reading_.tokens.size()) {
    return {};
  }
  const auto named = parts_between(*except, reading_.tokens.size());
  std::vector<std::string> others;
  for (const std::string& area : points_.areas(series.front())) {
    const SeriesArea* one = points_.definitions().report.find_area(area);
    const bool whole = one != nullptr && one->whole;
    if (!whole && std::ranges::find(named, area) == named.end()) {
      others.push_back(area);
    }
  }
  return named.empty() ? std::vector<std::string>() : others;
}

std::optional<Claim> Sentence::categories(std::size_t at, std::size_t than, Way way) const {
  std::vector<std::string> ours;
  std::vector<std::string> theirs;
  for (std::size_t i = 0; i < reading_.tokens.size(); ++i) {
    const std::string group = group_of(token(i));
    if (!group.empty()) {
      (i > than ? theirs : ours).push_back(group);
    }
  }
  std::vector<std::string> common;
  for (const std::string& group : ours) {
    if (std::ranges::find(theirs, group) != theirs.end()) {
      common.push_back(group);
    }
  }
  for (const std::string& group : common) {
    std::erase(ours, group);
    std::erase(theirs, group);
  }
  if (!reading_.has("reoffend*") || ours.size() != 1 || theirs.size() != 1 || at == than) {
    return std::nullopt;
  }
  ours.insert(ours.end(), common.begin(), common.end());
  return Claim{.kind = Kind::categories,
               .series = {"proven_reoffending_rate"},
               .areas = ours,
               .others = theirs,
               .at = now(),
               .way = way};
}

/// "higher than the force average": areas against the whole, or one area against another.
std::optional<Claim> Sentence::comparison(std::size_t at) {
  const Went found = compares(token(at));
  const bool of_precision = token(at + 1).is("than") && reading_.number_at(at + 2) != nullptr;
  if (found == Went::no || of_precision || reading_.area_at(at) != nullptr) {
    return std::nullopt;
  }
  constexpr std::size_t reach = 25;
  const bool direct = is_of(token(at), {"above", "below", "beneath"}) ||
                      token(at).text.starts_with("exceed") ||
                      token(at).text.starts_with("outstrip");
  std::size_t than = at;
  for (std::size_t i = at; !direct && i < at + reach; ++i) {
    if (token(i).is("than") || token(i).is(";")) {
      than = token(i).is("than") ? i : at;
      break;
    }
  }
  if (!direct && than == at) {
    return std::nullopt;
  }
  std::vector<std::string> others;
  for (const AreaSpan& one : reading_.areas) {
    const bool follows = one.begin > than && one.begin <= than + 12;
    const bool reached = follows && (others.empty() || token(one.begin - 1).is("and") ||
                                     token(one.begin - 2).is("and"));
    bool parted = false;
    for (std::size_t i = than + 1; i < one.begin; ++i) {
      parted = parted || token(i).is(";") || (token(i).is(",") && others.empty());
    }
    if (reached && !parted) {
      others.push_back(one.area);
    }
  }
  const bool average = token(than + 1).is("average") ||
                       (is_of(token(than + 1), {"the", "its"}) && token(than + 2).is("average"));
  std::vector<std::string> ours = parts_between(0, at);
  bool one_by_one = false;
  for (const AreaSpan& one : reading_.areas) {
    if (one.begin > at && one.end <= than) {
      ours = {one.area};  // "higher in Dudley than in Walsall"
      one_by_one = true;
    }
  }
  const std::vector<std::string> named = others;
  std::vector<std::string> needed = ours;
  needed.insert(needed.end(), others.begin(), others.end());
  std::vector<std::string> series = series_of_words(at, needed, false);
  const Way way = settled(found, series).value_or(Way::up);
  if (auto groups = categories(at, than, way)) {
    return groups;
  }
  if (const auto but = all_but(at, series); !but.empty()) {
    ours = but;
  }
  if (others.empty() && average && !series.empty()) {
    for (const std::string& area : points_.areas(series.front())) {
      const SeriesArea* one = points_.definitions().report.find_area(area);
      if (others.empty() && one != nullptr && one->whole) {
        others.push_back(area);
      }
    }
  }
  if (others.empty()) {
    return std::nullopt;
  }
  const AreaSpan* first = nullptr;
  for (const AreaSpan& one : reading_.areas) {
    first = one.whole && one.end <= at ? &one : first;
  }
  const SeriesArea* whole = points_.definitions().report.find_area(others.front());
  const bool of_whole = whole != nullptr && whole->whole;
  if (ours.empty() && first == nullptr && of_whole) {
    ours = parts_between(than, reading_.tokens.size());
  }
  Claim claim{.kind = of_whole && !ours.empty() && !one_by_one ? Kind::listed : Kind::compared,
              .series = std::move(series),
              .areas = ours,
              .others = others,
              .at = now(),
              .way = way};
  if (ours.empty() && first != nullptr) {
    claim.areas = {first->area};
  }
  claim.complete = claim.kind == Kind::listed && reading_.has("only");
  if (claim.kind == Kind::listed && claim.areas.size() == 1 && named.size() > 1) {
    claim.kind = Kind::compared;
  }
  for (const NumberSpan& number : reading_.numbers) {
    if (number.end == at && beside_area(number)) {
      claim.amounts = {number.amount};
      claim.kind = Kind::compared;
    }
  }
  told_.push_back(at);
  return claim;
}

/// "highest in Wolverhampton", "Birmingham West had the lowest rate", "the largest increase".
std::optional<Claim> Sentence::extreme(std::size_t at) {
  const Extreme found = extreme_of(token(at));
  if (found == Extreme::no || is_of(token(at - (at > 0 ? 1 : 0)), {"second", "third", "at"})) {
    return std::nullopt;
  }
  std::size_t begin = 0;
  std::size_t end = reading_.tokens.size();
  for (std::size_t i = 0; i < reading_.tokens.size(); ++i) {
    const bool other = i != at && extreme_of(token(i)) != Extreme::no;
    begin = other && i < at ? i + 1 : begin;
    end = other && i > at ? std::min(end, i) : end;
  }
  std::vector<std::string> areas = parts_between(at, end);
  const std::vector<std::string> before = parts_between(begin, at);
  if (areas.empty()) {
    areas = before;
  } else if (!before.empty() && reading_.has("followed")) {
    areas.insert(areas.begin(), before.begin(), before.end());
  }
  if (areas.empty()) {
    return std::nullopt;
  }
  bool grew = false;
  for (std::size_t i = at + 1; i < std::min(at + 4, end); ++i) {
    grew = grew || went(token(i)) == Went::up || went(token(i)) == Went::down;
  }
  Claim claim{.kind = grew ? Kind::growth : Kind::extreme,
              .series = series_of_words(at, areas, false),
              .areas = areas,
              .at = now(),
              .base = base().value_or(When{.kind = When::Kind::baseline}),
              .way = found == Extreme::highest ? Way::up : Way::down};
  for (std::size_t i = at; grew && i < std::min(at + 4, end); ++i) {
    claim.way = went(token(i)) == Went::down ? Way::down : claim.way;
    told_.push_back(i);
  }
  return claim;
}

/// A verb of change: from the base to now, whatever numbers stand beside it.
std::optional<Claim> Sentence::movement(std::size_t at) {
  Went found = went(token(at));
  const bool compared = found == Went::no && compares(token(at)) != Went::no;
  found = compared ? compares(token(at)) : found;
  const bool aim = at > 0 && is_of(token(at - 1), {"to", "aim", "will", "should", "could", "must"});
  const bool goes_on = at > 1 && (fits(token(at - 2).text, "continu*") ||
                                  is_of(token(at - 2), {"began", "started", "starting"}));
  const bool bare =
      is_of(token(at), {"reduce", "increase", "reducing", "reduction", "increasing"}) && at > 0 &&
      is_of(token(at - 1), {"to", "of", "at", "for", "any", "will"});
  const bool told = std::ranges::find(told_, at) != told_.end();
  if (found == Went::no || ((aim || bare) && !goes_on) || told || reading_.area_at(at) != nullptr ||
      reading_.time_at(at) != nullptr || reading_.number_at(at) != nullptr) {
    return std::nullopt;
  }
  if (compared && (!base() || !reading_.has("than"))) {
    return std::nullopt;
  }
  if (token(at).is("up") && is_of(token(at + 1), {"to", "of"})) {
    return std::nullopt;
  }
  if (token(at).is("down") && token(at + 1).is("to") && at > 0 && token(at - 1).is("is")) {
    return std::nullopt;
  }
  std::vector<std::string> areas;
  const AreaSpan* before = nullptr;
  for (const AreaSpan& one : reading_.areas) {
    before = one.end <= at || before == nullptr ? &one : before;
  }
  if (before != nullptr) {
    areas = {before->area};
  }
  Claim claim{.kind = Kind::way,
              .series = series_of_words(at, areas, true),
              .areas = areas,
              .at = now(),
              .base = base().value_or(When{.kind = When::Kind::baseline})};
  claim.way = settled(found, claim.series);
  if (claim.way && denied(at)) {
    claim.way = *claim.way == Way::up ? Way::down : Way::up;
  }
  return claim.way && !claim.series.empty() ? std::optional(claim) : std::nullopt;
}

std::vector<Claim> Sentence::of_words() {
  std::vector<Claim> claims;
  for (std::size_t at = 0; at < reading_.tokens.size(); ++at) {
    if (auto claim = extreme(at)) {
      claims.push_back(*std::move(claim));
    }
  }
  for (std::size_t at = 0; at < reading_.tokens.size(); ++at) {
    if (auto claim = comparison(at)) {
      claims.push_back(*std::move(claim));
    }
  }
  for (std::size_t at = 0; at < reading_.tokens.size(); ++at) {
    if (auto claim = movement(at)) {
      claims.push_back(*std::move(claim));
    }
  }
  return claims;
}

}  // namespace soundings::claims
