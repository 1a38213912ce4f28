// Sentences that set groups of people beside each other: "The rate of boys (38.4%) was higher than
// that of men (31.1%)".
#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "soundings/claims/series_points.h"
#include "soundings/wording/fill.h"
#include "soundings/wording/wording.h"

#include "groups.h"
#include "series_writer.h"

namespace soundings::claims {

namespace {

using wording::filled;

/// Two series that differ in one axis alone, of one period, the higher first.
struct GroupPair {
  const ExternalSeries* higher = nullptr;
  const ExternalSeries* lower = nullptr;
  const Held* more = nullptr;
  const Held* less = nullptr;
};

/// The family of which a series is the first; empty where it is of none, or is not its first.
std::string first_of_family(const SeriesWriter& writer) {
  const SeriesRelation* by = writer.subject().relation(SeriesRelation::Kind::category);
  if (by == nullptr ||
      series_of_family(writer.points(), by->of).front().series != &writer.series()) {
    return "";
  }
  return by->of;
}

const Held* newest_of(const SeriesWriter& writer, const ExternalSeries& series) {
  const auto found = writer.points().at(series.id, writer.force(), {});
  return found.empty() || found.front()->point->approximate ? nullptr : found.front();
}

/// Whether `one` is of the group `part` along an axis, and `other` differs from it in that alone.
bool differ_in(const std::string& axis, const GroupSeries& one, const GroupSeries& other) {
  std::map<std::string, std::string> turned = other.groups;
  if (!one.groups.contains(axis) || !other.groups.contains(axis) ||
      one.groups.at(axis) == other.groups.at(axis)) {
    return false;
  }
  turned[axis] = one.groups.at(axis);
  return turned == one.groups;
}

std::optional<GroupPair> pair_of(const SeriesWriter& writer, const ExternalSeries& one,
                                 const ExternalSeries& other) {
  GroupPair pair{.higher = &one,
                 .lower = &other,
                 .more = newest_of(writer, one),
                 .less = newest_of(writer, other)};
  if (pair.more == nullptr || pair.less == nullptr || pair.more->period != pair.less->period ||
      pair.more->value == pair.less->value) {
    return std::nullopt;
  }
  if (pair.more->value < pair.less->value) {
    std::swap(pair.higher, pair.lower);
    std::swap(pair.more, pair.less);
  }
  return pair;
}

/// What follows the last "of" of a title: the group of people.
std::string people_of(const ExternalSeries& series) {
  constexpr std::string_view of = " of ";
  const std::string& title = series.title.at("en");
  const auto at = title.rfind(of);
  return at == std::string::npos ? title : title.substr(at + of.size());
}

std::string in_brackets(const ExternalSeries& series, const Held& held) {
  return " (" + amount_in_words(series, held.value, held.decimals, false) + ")";
}

std::string sentence_of(const std::vector<GroupPair>& pairs) {
  const GroupPair& first = pairs.front();
  std::vector<std::string> others;
  for (std::size_t i = 1; i < pairs.size(); ++i) {
    others.push_back(filled("that of {one}{more} higher than that of {other}{less}",
                            {{"one", people_of(*pairs[i].higher)},
                             {"more", in_brackets(*pairs[i].higher, *pairs[i].more)},
                             {"other", people_of(*pairs[i].lower)},
                             {"less", in_brackets(*pairs[i].lower, *pairs[i].less)}}));
  }
  return filled("{title}{more} was higher than that of {other}{less} in {time}{others}.",
                {{"title", first.higher->title.at("en")},
                 {"more", in_brackets(*first.higher, *first.more)},
                 {"other", people_of(*first.lower)},
                 {"less", in_brackets(*first.lower, *first.less)},
                 {"time", in_words(first.more->period)},
                 {"others", others.empty() ? "" : ", and " + wording::list(others)}});
}

/// The pairs that differ in one axis alone, by that axis.
std::map<std::string, std::vector<GroupPair>> pairs_by_axis(const SeriesWriter& writer,
                                                            const std::vector<GroupSeries>& all) {
  std::map<std::string, std::vector<GroupPair>> by_axis;
  const auto add = [&](const GroupSeries& one, const GroupSeries& other) {
    for (const auto& [axis, part] : one.groups) {
      const auto pair =
          differ_in(axis, one, other) ? pair_of(writer, *one.series, *other.series) : std::nullopt;
      if (pair) {
        by_axis[axis].push_back(*pair);
      }
    }
  };
  for (auto one = all.begin(); one != all.end(); ++one) {
    std::for_each(std::next(one), all.end(), [&](const GroupSeries& other) { add(*one, other); });
  }
  return by_axis;
}

}  // namespace

void write_groups(SeriesWriter& writer) {
  const std::string family = first_of_family(writer);
  if (family.empty()) {
    return;
  }
  for (const auto& [axis, pairs] :
       pairs_by_axis(writer, series_of_family(writer.points(), family))) {
    writer.say("groups", sentence_of(pairs));
  }
}

}  // namespace soundings::claims
