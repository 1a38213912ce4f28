#include "reading.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "soundings/survey/series_areas.h"

namespace soundings::claims {

namespace {

/// The words at `at` and after it, as the tokens have them.
bool words_at(const std::vector<Token>& tokens, std::size_t at,
              const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (at + i >= tokens.size() || tokens[at + i].text != words[i]) {
      return false;
    }
  }
  return !words.empty();
}

/// The longest spelling that stands at each place.
std::vector<AreaSpan> areas_in(const Reading& reading, const Definitions& definitions) {
  struct Spelt {
    std::vector<std::string> words;
    std::string area;
  };
  std::vector<Spelt> spellings;
  for (const SeriesAreaName& one : series_area_names(definitions)) {
    spellings.push_back({.words = words_of(one.spelling), .area = one.area});
  }
  std::ranges::stable_sort(spellings, std::greater(),
                           [](const Spelt& one) { return one.words.size(); });
  std::vector<AreaSpan> found;
  for (std::size_t at = 0; at < reading.tokens.size();) {
    const auto here = std::ranges::find_if(
        spellings, [&](const Spelt& one) { return words_at(reading.tokens, at, one.words); });
    if (here == spellings.end() || reading.time_at(at) != nullptr) {
      ++at;
      continue;
    }
    const SeriesArea* area = definitions.report.find_area(here->area);
    found.push_back({.area = here->area,
                     .whole = area != nullptr && area->whole,
                     .begin = at,
                     .end = at + here->words.size()});
    at += here->words.size();
  }
  return found;
}

/// Whether the words of a pattern stand at `at`: "public_voice" is two that follow each other.
bool pattern_at(const Reading& reading, std::size_t at, std::string_view pattern) {
  for (;; ++at) {
    if (at >= reading.tokens.size() || !may_fit(reading.tokens[at].text, pattern)) {
      return false;
    }
    const auto end = pattern.find('_');
    if (!fits(reading.tokens[at].text, pattern.substr(0, end)) || reading.time_at(at) != nullptr) {
      return false;
    }
    if (end == std::string_view::npos) {
      return true;
    }
    pattern.remove_prefix(end + 1);
  }
}

std::vector<std::size_t> places_of(const Reading& reading, std::string_view pattern) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < reading.tokens.size(); ++at) {
    if (pattern_at(reading, at, pattern)) {
      places.push_back(at);
    }
  }
  return places;
}

/// Of mentions that share every word but the first, the one whose first word is nearest to them:
/// the second "killed" of "1,019 killed or seriously injured, 59 of them killed" is another name.
void keep_tightest(std::vector<Mention>& mentions) {
  const auto spread = [](const Mention& one) {
    const auto [first, last] = std::ranges::minmax(one.words);
    return last - first;
  };
  const auto others = [](const Mention& one) {
    return std::vector(one.words.begin() + 1, one.words.end());
  };
  const std::vector<Mention> all = mentions;
  std::erase_if(mentions, [&](const Mention& one) {
    return one.words.size() > 1 && std::ranges::any_of(all, [&](const Mention& other) {
             return others(one) == others(other) && spread(other) < spread(one);
           });
  });
}

/// Finds the words of a name around its first one, each at its nearest place.
std::vector<Mention> mentions_of(const Reading& reading, const std::string& series,
                                 const std::string& written) {
  const bool weak = written.starts_with('?');
  const std::string_view name = std::string_view(written).substr(weak ? 1 : 0);
  std::vector<std::string_view> patterns;
  std::vector<std::vector<std::size_t>> places;
  for (std::size_t from = 0; from < name.size();) {
    const auto end = std::min(name.find(' ', from), name.size());
    patterns.push_back(name.substr(from, end - from));
    places.push_back(places_of(reading, patterns.back()));
    if (places.back().empty()) {
      return {};
    }
    from = end + 1;
  }
  std::vector<Mention> found;
  for (const std::size_t anchor : places.front()) {
    Mention mention{.series = series,
                    .words = {},
                    .letters = name.size(),
                    .full = written == series,
                    .weak = weak};
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto distance = [anchor](std::size_t at) { return gap(at, anchor); };
      const std::size_t nearest = *std::ranges::min_element(places[i], {}, distance);
      const auto joined = static_cast<std::size_t>(std::ranges::count(patterns[i], '_'));
      for (std::size_t word = nearest; word <= nearest + joined; ++word) {
        mention.words.push_back(word);
      }
    }
    found.push_back(std::move(mention));
  }
  keep_tightest(found);
  return found;
}

/// "Residential burglary" is not burglary: a word before the name makes it another thing.
bool of_something_else(const Reading& reading, const Mention& mention,
                       const ExternalSeries& series) {
  return std::ranges::any_of(mention.words, [&](std::size_t word) {
    return word > 0 && std::ranges::any_of(series.unless, [&](const std::string& pattern) {
             return fits(reading.tokens[word - 1].text, pattern);
           });
  });
}

}  // namespace

Went went(const Token& token) noexcept {
  constexpr std::array<std::string_view, 25> up{
      "rise",     "rises",    "rising",      "rose",    "risen", "increas*", "grew",
      "grow*",    "climb*",   "up",          "jump*",   "surg*", "upward*",  "gain*",
      "doubl*",   "trebl*",   "soar*",       "rocket*", "leap*", "spik*",    "swell*",
      "escalat*", "rebound*", "strengthen*", "mount*"};
  constexpr std::array<std::string_view, 28> down{
      "fall",      "falls",   "falling", "fell",     "fallen",  "decreas*", "declin*",
      "drop*",     "down",    "reduc*",  "shrank",   "shrunk",  "dip*",     "sunk",
      "downward*", "halv*",   "plung*",  "plummet*", "slump*",  "tumbl*",   "slid*",
      "sank",      "shrink*", "dwindl*", "slip*",    "weaken*", "eroded",   "cut"};
  constexpr std::array<std::string_view, 4> level{"unchanged", "stable", "steady", "flat"};
  constexpr std::array<std::string_view, 1> better{"improv*"};
  constexpr std::array<std::string_view, 2> worse{"worsen*", "deteriorat*"};
  if (token.kind != Token::Kind::word || token.phrasal) {
    return Went::no;
  }
  if (any_of(token.text, up)) {
    return Went::up;
  }
  if (any_of(token.text, down)) {
    return Went::down;
  }
  if (any_of(token.text, level)) {
    return Went::level;
  }
  if (any_of(token.text, better)) {
    return Went::better;
  }
  return any_of(token.text, worse) ? Went::worse : Went::no;
}

Went compares(const Token& token) noexcept {
  constexpr std::array<std::string_view, 8> above{"higher",  "greater", "more",   "above",
                                                  "exceed*", "longer",  "larger", "outstrip*"};
  constexpr std::array<std::string_view, 7> below{"lower",   "less",    "fewer",  "below",
                                                  "shorter", "smaller", "beneath"};
  if (token.kind != Token::Kind::word) {
    return Went::no;
  }
  return any_of(token.text, above)                    ? Went::up
         : any_of(token.text, below)                  ? Went::down
         : token.is("better") || token.is("happier")  ? Went::better
         : token.is("worse") || token.is("unhappier") ? Went::worse
                                                      : Went::no;
}

bool can_be(const Amount& amount, const ExternalSeries& series, bool speaks_of_rate) {
  using Unit = Amount::Unit;
  const bool rate = series.unit.starts_with("per ");
  const std::string_view per = series.unit == "per billion vehicle miles" ? "billion"
                               : series.unit.starts_with("per 100,000")   ? "100000"
                               : series.unit.ends_with("employees")       ? "1000 employees"
                                                                          : "1000";
  switch (amount.unit) {
    case Unit::percent:
    case Unit::points:
      return series.unit == "percent" || series.unit == "percentage points";
    case Unit::rate:
      return rate && amount.per == per;
    case Unit::pounds:
      return series.unit == "GBP";
    case Unit::days:
      return series.unit == "days";
    case Unit::times:
      return true;
    case Unit::bare:
      break;
  }
  return rate ? speaks_of_rate || amount.decimals > 0 : series.unit != "percent";
}

bool Reading::has(std::string_view pattern) const {
  return std::ranges::any_of(tokens, [&](const Token& one) { return fits(one.text, pattern); });
}

const NumberSpan* Reading::number_at(std::size_t at) const {
  const auto found = std::ranges::find_if(
      numbers, [at](const NumberSpan& one) { return at >= one.at && at < one.end; });
  return found == numbers.end() ? nullptr : &*found;
}

const TimeSpan* Reading::time_at(std::size_t at) const {
  const auto found = std::ranges::find_if(
      times, [at](const TimeSpan& one) { return at >= one.begin && at < one.end; });
  return found == times.end() ? nullptr : &*found;
}

const AreaSpan* Reading::area_at(std::size_t at) const {
  const auto found = std::ranges::find_if(
      areas, [at](const AreaSpan& one) { return at >= one.begin && at < one.end; });
  return found == areas.end() ? nullptr : &*found;
}

bool Reading::words_at(std::size_t at, const std::vector<std::string>& words) const {
  return claims::words_at(tokens, at, words);
}

bool Reading::one_phrase(std::size_t begin, std::size_t end) const {
  constexpr std::array<std::string_view, 13> parting{",",       ";",     ":",    ".",    "and",
                                                     "but",     "while", "than", "from", "compared",
                                                     "against", "with",  "since"};
  for (std::size_t at = begin; at < end; ++at) {
    const bool named = area_at(at) != nullptr || time_at(at) != nullptr;
    const bool to_another =
        tokens[at].is("to") && (number_at(at + 1) != nullptr || time_at(at + 1) != nullptr);
    if (number_at(at) != nullptr || to_another || (!named && any_of(tokens[at].text, parting))) {
      return false;
    }
  }
  return true;
}

Reading read(std::string_view sentence, const Points& points) {
  Reading reading{.tokens = tokens_of(sentence)};
  reading.times = times_in(reading.tokens);
  reading.areas = areas_in(reading, points.definitions());
  for (const ExternalSeries& series : points.definitions().report.series) {
    std::vector<std::string> names = series.names;
    names.push_back(series.id);  // its words, one after the other
    for (const std::string& name : names) {
      for (Mention& mention : mentions_of(reading, series.id, name)) {
        if (!of_something_else(reading, mention, series)) {
          reading.mentions.push_back(std::move(mention));
        }
      }
    }
  }
  read_numbers(reading);
  return reading;
}

}  // namespace soundings::claims
