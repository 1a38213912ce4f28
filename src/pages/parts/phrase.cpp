// Sentences and small words for pages; every number in them is worded by `wording`.
#include "parts/phrase.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "soundings/base/number.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/weighting.h"
#include "soundings/wording/wording.h"

namespace soundings::pages {
namespace {

constexpr double most_per_cent = 100.0;

/// "Victims satisfied overall" says who and what; other titles stand as they are. Empty: no such
/// title.
struct WhoAndWhat {
  std::string who;   ///< "Victims"
  std::string what;  ///< "satisfied overall"
};

WhoAndWhat who_and_what(const std::string& title) {
  constexpr std::string_view word = " satisfied ";
  const auto at = title.find(word);
  return at == std::string::npos
             ? WhoAndWhat{}
             : WhoAndWhat{.who = title.substr(0, at), .what = title.substr(at + 1)};
}

std::string lower_first(std::string text) {
  text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
  return text;
}

/// The range and what it says; empty where there is none.
std::string ranged(const Survey* survey, const Table& table, const Shown& shown, int decimals) {
  if (!shown.lo || !shown.hi) {
    return {};
  }
  return "The " + level_text(table) + " range is " + wording::range(shown.lo, shown.hi, decimals) +
         ". " + wording::range_meaning(survey, table.level);
}

/// "less satisfied overall than in the rest of the force"; no direction without a verdict of one.
std::string than_the_rest(Verdict verdict, const std::string& what) {
  if (verdict == Verdict::same) {
    return "about as " + what + " as in the rest of the force";
  }
  const std::string way = verdict == Verdict::higher  ? "more "
                          : verdict == Verdict::lower ? "less "
                                                      : "not clearly more or less ";
  return way + what + " than in the rest of the force";
}

/// What invitations were sent to, or asked at the end of.
std::string asked_noun(const Survey* survey) {
  return survey != nullptr && survey->mode == "exit_popup" ? "chats" : "invited";
}

/// "Weighted to eligible invitations by NPU.", where the targets come from, and what was joined.
/// period: nothing for several.
std::string weighting_words(const Definitions& definitions, const Scheme& scheme,
                            const std::optional<Period>& period,
                            const std::vector<MarginCollapse>& collapsed) {
  std::string to = scheme.title;
  const auto capital = [&to](std::size_t at) {
    return at < to.size() && to[at] >= 'A' && to[at] <= 'Z';
  };
  if (capital(0) && !capital(1)) {  // "NPU" stays
    to.front() = static_cast<char>(to.front() - 'A' + 'a');
  }
  std::string words = "Weighted to " + to + ".";
  const std::string targets = wording::targets_line(definitions, scheme.survey, scheme.id, period);
  words += targets.empty() ? "" : " " + targets;
  for (const std::string& joined : wording::collapses(definitions, scheme.survey, collapsed)) {
    words += " " + joined;
  }
  return words;
}

}  // namespace

const Shown* leading(const Row& row) noexcept {
  if (row.hidden) {
    return nullptr;
  }
  if (row.weighted) {
    return &*row.weighted;
  }
  return row.unweighted ? &*row.unweighted : nullptr;
}

const Shown* leading(const Side& side) noexcept {
  if (side.weighted) {
    return &*side.weighted;
  }
  return side.unweighted ? &*side.unweighted : nullptr;
}

const Difference* leading(const Comparison& comparison) noexcept {
  if (comparison.weighted) {
    return &*comparison.weighted;
  }
  return comparison.unweighted ? &*comparison.unweighted : nullptr;
}

bool unreliable(const Row& row) noexcept {
  return std::find(row.marks.begin(), row.marks.end(), "u") != row.marks.end();
}

bool weighted(const Table& table) noexcept {
  return !table.scheme.empty() && table.scheme != "none";
}

std::string marks_of(const Row& row) {
  std::vector<std::string> marks = row.marks;
  std::erase(marks, "p");
  return wording::marks(marks);
}

std::string value_words(const Table& table, const Shown& shown, int decimals) {
  return (table.coarse ? "about " : "") + wording::percent(shown.value, decimals);
}

std::string base_words(const Table& table, const std::optional<std::int64_t>& base) {
  return base ? (table.coarse ? "about " : "") + wording::count(*base) : "[x]";
}

std::string distance(double points, int decimals) {
  const double size = points < 0.0 ? -points : points;
  return rounded(size, decimals) + (rounded(size, decimals) == "1" ? " point" : " points");
}

std::string kind_of(Verdict verdict) {
  return verdict == Verdict::higher ? "higher" : verdict == Verdict::lower ? "lower" : "same";
}

std::string period_words(const Period& period) {
  return wording::period(period, nullptr);
}

std::string english(const Labels& labels) {
  const auto found = labels.find("en");
  return found == labels.end() ? std::string{} : found->second;
}

std::string so_far_words(const std::optional<SoFar>& so_far) {
  return so_far ? "So far in " + month_words(so_far->month) + ": about " +
                      std::to_string(so_far->per_cent) + "% of about " +
                      wording::count(so_far->base) + " answers, counted to " + so_far->counted_to +
                      ". This is provisional, and not for publication."
                : std::string();
}

std::string area_label(const Definitions& definitions) {
  const Domain* area = definitions.domain_with(DomainRole::area);
  return area == nullptr ? std::string() : english(area->label);
}

std::string level_text(const Table& table) {
  return rounded(100.0 * table.level, 0) + "%";
}

std::string plotted(const std::optional<double>& value) {
  return value ? rounded(*value, 2) : std::string{};
}

std::string number_word(std::size_t count) {
  static constexpr std::array<std::string_view, 10> words{"One", "Two",   "Three", "Four", "Five",
                                                          "Six", "Seven", "Eight", "Nine", "Ten"};
  return count >= 1 && count <= words.size() ? std::string{words[count - 1]}
                                             : wording::count(static_cast<std::int64_t>(count));
}

std::string no_figure(const Definitions& definitions, const Table& table) {
  return "There is no figure for " +
         wording::period(table.period, definitions.find_survey(table.survey)) + ".";
}

std::string why_empty(const Definitions& definitions, const Table& table, const DomainKey& key) {
  const bool of_force = !key.empty() && table.by.empty();
  return of_force ? "Not released by " + area_label(definitions) + " for " +
                        wording::period(table.period, definitions.find_survey(table.survey)) + "."
                  : no_figure(definitions, table);
}

std::string answers_words(const Table& table, const std::optional<std::int64_t>& base) {
  return (table.coarse && base ? "about " : "") + wording::answers(base);
}

std::string source_line(const Definitions& definitions, const Table& table, const Row& row) {
  std::string line = answers_words(table, row.base);
  const std::string noun = asked_noun(definitions.find_survey(table.survey));
  const bool counted = table.invited && *table.invited > 0;
  if (counted) {
    line += ". " + wording::count(*table.invited) + " " + noun;
  }
  if (row.response_rate) {
    const bool share = !counted && *row.response_rate <= most_per_cent;
    line += (counted ? "; response" : ". Response") + std::string{" rate of the survey: "} +
            wording::response_rate(row.response_rate) +
            (share ? (noun == "invited" ? " of those invited" : " of " + noun) : "");
  }
  line.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(line.front())));
  return line;
}

std::string weighting_line(const Definitions& definitions, const Table& table) {
  if (!table.weighting_fault.empty()) {
    return std::string{"The weighting could not be done for this "} +
           (table.period.kind == Period::Kind::waves ? "period" : "month") +
           ", so the figures below are not weighted.";
  }
  if (!weighted(table)) {
    return "Not weighted.";
  }
  const Scheme* scheme = definitions.find_scheme(table.survey, table.scheme);
  return scheme == nullptr ? std::string{}
                           : weighting_words(definitions, *scheme, table.period, table.collapsed);
}

std::string weighting_note(const Definitions& definitions, std::span<const Table> tables) {
  const Scheme* scheme = tables.empty() || !weighted(tables.back())
                             ? nullptr
                             : definitions.find_scheme(tables.back().survey, tables.back().scheme);
  if (scheme == nullptr) {
    return {};
  }
  if (!tables.back().weighting_fault.empty()) {
    return " " + weighting_line(definitions, tables.back());
  }
  std::vector<MarginCollapse> collapsed;
  for (const Table& table : tables) {
    for (MarginCollapse joined : table.collapsed) {
      const bool alone = !joined.stratum.empty() || tables.size() == 1;
      joined.stratum = alone ? joined.stratum : wording::period(table.period, nullptr);
      collapsed.push_back(std::move(joined));
    }
  }
  const auto period =
      tables.size() == 1 ? std::optional(tables.back().period) : std::optional<Period>();
  return " " + weighting_words(definitions, *scheme, period, collapsed);
}

std::string selection_line(const Survey& survey) {
  return survey.self_selected ? "People chose to take part, so these are the views of "
                                "respondents and may differ from those of other people."
                              : std::string{};
}

HeadlineSentence headline_sentence(const Definitions& definitions, const Table& table,
                                   const Row& row, std::string_view place, int decimals) {
  const Measure* measure = definitions.find_measure(table.measure);
  const Survey* survey = definitions.find_survey(table.survey);
  const Shown& shown = *leading(row);
  const std::string title = measure == nullptr ? table.measure : english(measure->title);
  const std::string value = value_words(table, shown, decimals);
  const std::string when = wording::period(table.period, survey);
  HeadlineSentence said;
  if (const auto [who, what] = who_and_what(title); !who.empty()) {
    said.before = "In " + std::string{place} + ", ";
    said.stressed = value + " of " + lower_first(who) + " were " + what;
    said.after = " in " + when + ".";
  } else {
    said.before = title + ", " + std::string{place} + ", " + when + ": ";
    said.stressed = value;
    said.after = ".";
  }
  said.meaning =
      table.coarse ? wording::coarse(definitions) : ranged(survey, table, shown, decimals);
  return said;
}

HeadlineSentence reading_sentence(const Definitions& definitions, const Table& table,
                                  const Row& row, const ReadRow& read) {
  const auto& [place, decimals, readings, reading] = read;
  const Verdict verdict = reading.verdict;
  const Measure* measure = definitions.find_measure(table.measure);
  const std::string title = measure == nullptr ? table.measure : english(measure->title);
  const auto [who, what] = who_and_what(title);
  HeadlineSentence said = headline_sentence(definitions, table, row, place, decimals);
  const Shown* rest = reading.b ? leading(*reading.b) : nullptr;
  if (!tested(verdict) || rest == nullptr) {
    said.after += " Against the rest of the force: " +
                  lower_first(std::string{wording::reading(verdict, readings.against)}) + ".";
    return said;
  }
  const Shown& shown = *leading(row);
  const std::string figures = wording::percent(shown.value, decimals) + " against " +
                              wording::percent(rest->value, decimals);
  if (who.empty()) {
    said.before = title + ", " + std::string{place} + ": ";
    said.stressed = figures + " in the rest of the force";
    said.after = ". " + std::string{wording::reading(verdict, readings.against)} + ".";
  } else {
    said.before = who + " in " + std::string{place} + " are ";
    said.stressed = than_the_rest(verdict, what);
    said.after = ": " + figures + ".";
  }
  return said;
}

std::string month_words(Month month) {
  return wording::period(Period::month(month), nullptr);
}

}  // namespace soundings::pages
