// What a sentence claims of two sides: areas or groups of people that are set against each other.
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "sentence.h"

namespace soundings::claims {

namespace {

using Kind = Claim::Kind;

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

bool is_age(const std::string& group) {
  return group == "adult" || group == "juvenile";
}

}  // namespace

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
    if (!is_whole(area) && std::ranges::find(named, area) == named.end()) {
      others.push_back(area);
    }
  }
  return named.empty() ? std::vector<std::string>() : others;
}

/// Words that a claim takes into account wherever they stand.
void Sentence::cover_all(std::initializer_list<const char*> words) {
  for (std::size_t at = 0; at < reading_.tokens.size(); ++at) {
    if (is_of(token(at), words)) {
      covered_.push_back(at);
    }
  }
}

/// "not above", "neither Coventry nor Dudley was above": the other way round.
bool Sentence::turned(std::size_t at) {
  constexpr std::size_t near = 3;
  bool neither = false;
  for (std::size_t back = 1; back <= at; ++back) {
    const Token& word = token(at - back);
    neither = neither || word.is("neither");
    if (back <= near && is_of(word, {"not", "never"})) {
      covered_.push_back(at - back);
      return true;
    }
  }
  if (neither) {
    cover_all({"neither", "nor"});
  }
  return neither;
}

/// The series for groups of people that the words name, by what they are all of; empty for none.
std::string Sentence::family_of_words() const {
  for (const Mention& mention : reading_.mentions) {
    const ExternalSeries* series = points_.definitions().report.find_series(mention.series);
    if (series == nullptr) {
      continue;
    }
    for (const SeriesRelation& one : series->relations) {
      if (one.kind == SeriesRelation::Kind::category) {
        return one.of;
      }
    }
  }
  return "";
}

/// The groups of the two sides of "than"; of both, those that each side names, and a group by age
/// beside one by sex: "less than juveniles: 31.1% against 38.4% for males".
Sentence::Groups Sentence::groups_beside(std::size_t than) const {
  Groups groups;
  for (std::size_t i = 0; i < reading_.tokens.size(); ++i) {
    const std::string group = group_of(token(i));
    if (!group.empty()) {
      (i > than ? groups.theirs : groups.ours).push_back(group);
    }
  }
  std::ranges::copy_if(groups.ours, std::back_inserter(groups.of_both),
                       [&](const std::string& group) {
                         return std::ranges::find(groups.theirs, group) != groups.theirs.end();
                       });
  std::ranges::copy_if(
      groups.theirs, std::back_inserter(groups.of_both), [&](const std::string& group) {
        return groups.ours.size() == 1 && is_age(group) != is_age(groups.ours.front());
      });
  for (const std::string& group : groups.of_both) {
    std::erase(groups.ours, group);
    std::erase(groups.theirs, group);
  }
  return groups;
}

std::optional<Claim> Sentence::categories(std::size_t at, std::size_t than, Way way) const {
  Groups groups = groups_beside(than);
  const std::string family = family_of_words();
  if (family.empty() || groups.ours.size() != 1 || groups.theirs.size() != 1 || at == than) {
    return std::nullopt;
  }
  groups.ours.insert(groups.ours.end(), groups.of_both.begin(), groups.of_both.end());
  return Claim{.kind = Kind::categories,
               .series = {family},
               .areas = groups.ours,
               .others = groups.theirs,
               .at = now(),
               .way = way};
}

/// Where the other side of a comparison begins: at "than", or at a word that needs none ("above").
std::optional<std::size_t> Sentence::other_side(std::size_t at) const {
  constexpr std::size_t reach = 25;
  if (is_of(token(at), {"above", "below", "beneath"}) || token(at).text.starts_with("exceed") ||
      token(at).text.starts_with("outstrip")) {
    return at;
  }
  for (std::size_t i = at; i < at + reach && !token(i).is(";"); ++i) {
    if (token(i).is("than")) {
      return i;
    }
  }
  return std::nullopt;
}

/// The areas that follow "than": the first, and those that "and" joins to it.
std::vector<std::string> Sentence::others_after(std::size_t than) const {
  constexpr std::size_t reach = 12;
  std::vector<std::string> others;
  for (const AreaSpan& one : reading_.areas) {
    const bool follows = one.begin > than && one.begin <= than + reach;
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
  return others;
}

/// "than average", "than the average": the first whole area of the series.
std::vector<std::string> Sentence::average_after(std::size_t than,
                                                 const std::vector<std::string>& series) const {
  const bool average = token(than + 1).is("average") ||
                       (is_of(token(than + 1), {"the", "its"}) && token(than + 2).is("average"));
  if (!average || series.empty()) {
    return {};
  }
  for (const std::string& area : points_.areas(series.front())) {
    if (is_whole(area)) {
      return {area};
    }
  }
  return {};
}

/// "than anywhere else", "than in any other area".
bool Sentence::all_others_after(std::size_t than) const {
  const std::size_t at = than + (is_of(token(than + 1), {"in", "for", "at"}) ? 2 : 1);
  const bool any = is_of(token(at), {"any", "all", "every"}) && token(at + 1).is("other");
  const bool the_others =
      token(at).is("all") && token(at + 1).is("the") && token(at + 2).is("other");
  return any || the_others || token(at).is("elsewhere") ||
         (is_of(token(at), {"anywhere", "everywhere"}) && token(at + 1).is("else"));
}

bool Sentence::is_whole(const std::string& area) const {
  const SeriesArea* one = points_.definitions().report.find_area(area);
  return one != nullptr && one->whole;
}

/// The areas before "higher" and those after "than".
Sentence::Sides Sentence::sides_of(std::size_t at, std::size_t than) const {
  Sides sides{.ours = parts_between(0, at), .others = others_after(than)};
  sides.named = sides.others.size();
  for (const AreaSpan& one : reading_.areas) {
    if (one.begin > at && one.end <= than) {
      sides.ours = {one.area};  // "higher in Dudley than in Walsall"
      sides.one_by_one = true;
    }
  }
  return sides;
}

/// "higher than the force average": areas against the whole, or one area against another.
std::optional<Claim> Sentence::comparison(std::size_t at) {
  const Went found = compares(token(at));
  const bool of_precision = token(at + 1).is("than") && reading_.number_at(at + 2) != nullptr;
  const auto than = other_side(at);
  if (found == Went::no || of_precision || says_pace(at) || reading_.area_at(at) != nullptr ||
      !than) {
    return std::nullopt;
  }
  Sides sides = sides_of(at, *than);
  std::vector<std::string> needed = sides.ours;
  needed.insert(needed.end(), sides.others.begin(), sides.others.end());
  std::vector<std::string> series = series_of_words(at, needed, false);
  const Way said = settled(found, series).value_or(Way::up);
  const Way way = !turned(at) ? said : said == Way::up ? Way::down : Way::up;
  if (auto groups = categories(at, *than, way)) {
    covered_.push_back(at);
    return groups;
  }
  if (const auto but = all_but(at, series); !but.empty()) {
    sides.ours = but;
    cover_all({"all", "every", "each", "except", "excluding"});
  }
  if (sides.others.empty()) {
    sides.others = average_after(*than, series);
  }
  if (sides.others.empty() && all_others_after(*than) && !sides.ours.empty()) {
    covered_.push_back(at);
    return Claim{.kind = Kind::extreme,
                 .series = std::move(series),
                 .areas = sides.ours,
                 .at = now(),
                 .way = way};
  }
  if (sides.others.empty()) {
    return std::nullopt;
  }
  Claim claim = set_against(at, *than, std::move(sides));
  claim.series = std::move(series);
  claim.way = way;
  covered_.push_back(at);
  return claim;
}

/// Areas above the whole are a list, of which each is held against it; others are compared.
Claim Sentence::set_against(std::size_t at, std::size_t than, Sides sides) {
  const AreaSpan* first = nullptr;
  for (const AreaSpan& one : reading_.areas) {
    first = one.whole && one.end <= at ? &one : first;
  }
  const bool of_whole = is_whole(sides.others.front());
  if (sides.ours.empty() && first == nullptr && of_whole) {
    sides.ours = parts_between(than, reading_.tokens.size());
  }
  const bool alone = sides.ours.size() == 1 && sides.named > 1;
  const bool several = of_whole && !sides.ours.empty() && !sides.one_by_one;
  const bool listed = several && !alone;
  Claim claim{.kind = listed ? Kind::listed : Kind::compared,
              .areas = sides.ours,
              .others = sides.others,
              .at = now()};
  if (sides.ours.empty() && first != nullptr) {
    claim.areas = {first->area};
  }
  claim.complete = several && reading_.has("only");
  if (const NumberSpan* number = number_that_ends(at); number != nullptr && beside_area(*number)) {
    covered_numbers_.push_back(number->at);
    claim.amounts = {number->amount};
    claim.kind = Kind::compared;
  }
  return claim;
}

const NumberSpan* Sentence::number_that_ends(std::size_t at) const {
  const auto found = std::ranges::find(reading_.numbers, at, &NumberSpan::end);
  return found == reading_.numbers.end() ? nullptr : &*found;
}

}  // namespace soundings::claims
