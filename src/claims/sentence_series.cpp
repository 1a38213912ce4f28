// Which series a number of a sentence speaks of: by the names that stand in the sentence, its unit,
// and what is nearest.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "sentence.h"

namespace soundings::claims {

namespace {

bool is_target(const ExternalSeries& series) {
  return std::ranges::any_of(series.relations, [](const SeriesRelation& one) {
    return one.kind == SeriesRelation::Kind::target;
  });
}

bool is_change(const ExternalSeries& series) {
  return std::ranges::any_of(series.relations, [](const SeriesRelation& one) {
    return one.kind == SeriesRelation::Kind::difference ||
           one.kind == SeriesRelation::Kind::percent_change;
  });
}

/// A series that a number may speak of, by one of its names.
struct Candidate {
  const ExternalSeries* series;
  const Mention* mention;
  double cost;
};

/// The words of a name that no other series of the unit is named by; all of them where there is
/// none.
std::vector<std::size_t> own_words(const Candidate& one, const std::vector<Candidate>& all) {
  std::vector<std::size_t> own;
  for (const std::size_t word : one.mention->words) {
    const bool shared = std::ranges::any_of(all, [&](const Candidate& other) {
      return other.series != one.series && other.series->unit == one.series->unit &&
             std::ranges::find(other.mention->words, word) != other.mention->words.end();
    });
    if (!shared) {
      own.push_back(word);
    }
  }
  return own.empty() ? one.mention->words : own;
}

/// How many other numbers part a name from a number; those in brackets behind it, and the whole
/// that it is a part of, do not.
double numbers_between(const Reading& reading, const NumberSpan& number, std::size_t word) {
  const std::size_t low = std::min(word, number.at);
  const std::size_t high = std::max(word, number.at);
  const auto after = [&](const char* text) {
    return number.end < reading.tokens.size() && reading.tokens[number.end].is(text);
  };
  return static_cast<double>(std::ranges::count_if(reading.numbers, [&](const NumberSpan& one) {
    const bool its_whole = one.at > number.end && one.at <= number.end + 2 && after("of");
    const bool in_brackets = one.at == number.end + 1 && after("(");
    return !in_brackets && !its_whole && one.at > low && one.at < high && one.at != number.at;
  }));
}

/// What the marks and joining words between a name and a number count for.
double clauses_between(const Reading& reading, const NumberSpan& number, std::size_t word) {
  double clauses = 0.0;
  const std::size_t low = std::min(word, number.at);
  const std::size_t high = std::max(word, number.at);
  for (std::size_t at = low; at < high; ++at) {
    const Token& token = reading.tokens[at];
    clauses += token.is(";") || token.is(",") ? 1.0 : token.is("and") ? 1.5 : 0.0;
  }
  // "64% of those who": what is counted stands behind the number.
  const bool behind =
      number.end < reading.tokens.size() && reading.tokens[number.end].is("of") && word < number.at;
  return clauses + (behind ? 2.0 : 0.0);
}

/// How far a name lies from a number, less what its length counts for. Words that other numbers
/// part from each other, or from the number, count as farther. words: those that distinguish the
/// name from others, at least one.
double cost_of(const Reading& reading, const Mention& mention,
               const std::vector<std::size_t>& words, const NumberSpan& number) {
  const auto distance = [&](std::size_t word) {
    return std::min(gap(word, number.at), gap(word, number.end));
  };
  std::size_t nearest = words.front();
  std::size_t first = nearest;
  std::size_t last = nearest;
  for (const std::size_t word : words) {
    nearest = distance(word) < distance(nearest) ? word : nearest;
    first = std::min(first, word);
    last = std::max(last, word);
  }
  constexpr double parted = 3.0;
  constexpr double weakness = 6.0;
  constexpr double a_letter = 0.25;
  return static_cast<double>(distance(nearest)) * 0.7 + clauses_between(reading, number, nearest) +
         parted * numbers_between(reading, number, nearest) +
         0.3 * static_cast<double>(last - first + 1 - words.size()) -
         a_letter * static_cast<double>(mention.letters) + (mention.weak ? weakness : 0.0);
}

/// Whether another name of the same unit says all that this one says, and more.
bool outdone(const Candidate& one, const std::vector<Candidate>& all) {
  const auto words = [](const Candidate& candidate) {
    std::vector<std::size_t> sorted = candidate.mention->words;
    std::ranges::sort(sorted);
    return sorted;
  };
  const auto ours = words(one);
  return std::ranges::any_of(all, [&](const Candidate& other) {
    const auto theirs = words(other);
    return other.series->unit == one.series->unit && other.series != one.series &&
           theirs.size() > ours.size() && std::ranges::includes(theirs, ours);
  });
}

/// Of each unit the series that lie nearest, where the unit's nearest is not far from the nearest
/// of all.
std::vector<std::string> nearest_of(std::vector<Candidate> all) {
  constexpr double as_near = 0.5;
  constexpr double near_of_unit = 4.0;
  const std::vector<Candidate> every = all;
  std::erase_if(all, [&](const Candidate& one) { return outdone(one, every); });
  std::ranges::stable_sort(all, {}, &Candidate::cost);
  std::vector<std::string> series;
  for (const Candidate& one : all) {
    const auto best = std::ranges::find(all, one.series->unit,
                                        [](const Candidate& other) { return other.series->unit; });
    const bool near =
        one.cost <= best->cost + as_near && one.cost <= all.front().cost + near_of_unit;
    if (near && std::ranges::find(series, one.series->id) == series.end()) {
      series.push_back(one.series->id);
    }
  }
  return series;
}

/// "364 of 1,030": a part is of another series than its whole, where another is named.
void keep_parts(const std::vector<std::string>& wholes, std::vector<Candidate>& candidates) {
  const auto of_whole = [&](const Candidate& one) {
    return std::ranges::find(wholes, one.series->id) != wholes.end();
  };
  if (!std::ranges::all_of(candidates, of_whole)) {
    std::erase_if(candidates, of_whole);
  }
}

/// "an ambition of 50", "the ambition for Street Watch schemes is 50": a number that follows the
/// word is the target, where one is named, and one that stands before it is not.
void keep_targets(const Reading& reading, const NumberSpan& number,
                  std::vector<Candidate>& candidates) {
  bool led_to = false;
  for (std::size_t at = number.at; at-- > 0 && reading.number_at(at) == nullptr;) {
    const std::string& word = reading.tokens[at].text;
    led_to = led_to || fits(word, "ambition*") || fits(word, "target*") || fits(word, "goal*");
  }
  const auto target = [](const Candidate& one) { return is_target(*one.series); };
  const bool named = std::ranges::any_of(candidates, target);
  if (named && !std::ranges::all_of(candidates, target)) {
    std::erase_if(candidates, [&](const Candidate& one) { return target(one) != led_to; });
  }
}

}  // namespace

/// The series of a rate that is not named: every one of its unit that has figures of the area.
std::vector<std::string> Sentence::unnamed(const NumberSpan& number) const {
  std::vector<std::string> series;
  const auto areas = areas_of(number);
  for (const ExternalSeries& one : points_.definitions().report.series) {
    const auto known = points_.areas(one.id);
    const bool has = !areas.empty() && std::ranges::find(known, areas.front()) != known.end();
    if (has && number.amount.unit == Amount::Unit::rate &&
        can_be(number.amount, one, reading_.speaks_of_rate)) {
      series.push_back(one.id);
    }
  }
  return series;
}

/// The number that this one is a part of: "364 of the 1,030"; nullptr where there is none.
const NumberSpan* Sentence::whole_of(const NumberSpan& number) const {
  if (!token(number.end).is("of")) {
    return nullptr;
  }
  const std::size_t next = number.end + (token(number.end + 1).is("the") ? 2 : 1);
  const NumberSpan* whole = reading_.number_at(next);
  return whole != nullptr && whole->at == next ? whole : nullptr;
}

/// Whether a number can be of a series, by its unit and by what it says.
bool Sentence::can_speak_of(const NumberSpan& number, Role role, const Mention& mention) const {
  using Unit = Amount::Unit;
  const ExternalSeries& series = *points_.series(mention.series);
  const bool targeted = reading_.has("ambition*") || reading_.has("target*") ||
                        reading_.has("goal*") || reading_.has("aim*");
  if (is_target(series) && !targeted) {
    return false;
  }
  const Unit unit = number.amount.unit;
  if (role == Role::by) {
    return unit == Unit::percent || unit == Unit::times
               ? !is_target(series)
               : can_be(number.amount, series, reading_.speaks_of_rate);
  }
  // Points are between two figures of per cent, and no figure themselves.
  const bool between = unit == Unit::points && series.unit == "percent";
  return !between && (!is_change(series) || mention.full) &&
         can_be(number.amount, series, reading_.speaks_of_rate);
}

std::vector<std::string> Sentence::series_of(const NumberSpan& number, Role role) const {
  std::vector<Candidate> candidates;
  for (const Mention& mention : reading_.mentions) {
    if (can_speak_of(number, role, mention)) {
      candidates.push_back(
          {.series = points_.series(mention.series), .mention = &mention, .cost = 0.0});
    }
  }
  if (const NumberSpan* whole = whole_of(number)) {
    keep_parts(series_of(*whole, Role::value), candidates);
  }
  keep_targets(reading_, number, candidates);
  for (Candidate& one : candidates) {
    const auto words = own_words(one, candidates);
    one.cost = cost_of(reading_, *one.mention, words, number);
    // What rose is named before by how much: "burglary rose by 30% and hidden crime by 20%".
    one.cost += role == Role::by && std::ranges::min(words) > number.at ? 2.0 : 0.0;
  }
  return candidates.empty() ? unnamed(number) : nearest_of(std::move(candidates));
}

/// The number that a word says more of: the one before it in its clause, else the one after it.
const NumberSpan* Sentence::number_of(std::size_t at) const {
  const NumberSpan* before = nullptr;
  const NumberSpan* after = nullptr;
  for (const NumberSpan& one : reading_.numbers) {
    before = one.end <= at ? &one : before;
    after = one.at > at && after == nullptr ? &one : after;
  }
  for (std::size_t i = before == nullptr ? at : before->end; i < at; ++i) {
    if (is_of(token(i), {";", ",", "and"})) {
      return nullptr;  // a clause of its own
    }
  }
  return before != nullptr ? before : after;
}

/// Whether a number of a measure of ours is said of some of its answers, "victims of burglary",
/// "those who called 999": points are of the force and of areas alone.
bool Sentence::of_some_answers(const NumberSpan& number) const {
  const auto series = series_of(number, Role::value);
  const Measure* measure =
      series.empty() ? nullptr : points_.definitions().find_measure(series.front());
  if (measure == nullptr) {
    return false;
  }
  const auto of_name = [&](std::size_t at) {
    return std::ranges::any_of(reading_.mentions, [&](const Mention& one) {
      return one.series == series.front() && std::ranges::find(one.words, at) != one.words.end();
    });
  };
  const auto labels = code_labels(*measure);
  const auto names_code = [&](std::size_t at) {
    return !is_of(token(at), {"other", "unknown", "not", "none"}) &&
           std::ranges::any_of(labels, [&](const std::vector<std::string>& words) {
             return reading_.words_at(at, words);
           });
  };
  for (std::size_t at = 0; at < reading_.tokens.size(); ++at) {
    const bool free = reading_.area_at(at) == nullptr && reading_.time_at(at) == nullptr;
    if (free && names_code(at) && number_of(at) == &number && !of_name(at)) {
      return true;
    }
  }
  return false;
}

/// The words of each label of a code by which a measure's answers can be distinguished.
std::vector<std::vector<std::string>> Sentence::code_labels(const Measure& measure) const {
  std::vector<std::vector<std::string>> labels;
  const Survey* survey = points_.definitions().find_survey(measure.survey);
  if (survey == nullptr) {
    return labels;
  }
  for (const Domain& domain : survey->domains) {
    if (domain.role == DomainRole::area) {
      continue;
    }
    for (const DomainCode& code : domain.codes) {
      if (const auto label = code.label.find("en"); label != code.label.end()) {
        labels.push_back(words_of(label->second));
      }
    }
  }
  return labels;
}

}  // namespace soundings::claims
