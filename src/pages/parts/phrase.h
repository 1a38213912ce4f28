// The pages' own turns of phrase: what `wording` does not say because only a page needs it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "soundings/pages/frame.h"
#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

namespace soundings::pages {

/// The estimate a page leads with: the weighted one, else the unweighted; nullptr when the row
/// is hidden or nobody has answered.
[[nodiscard]] const Shown* leading(const Row& row) noexcept;

/// The same of a side of a comparison, and of its difference under the same weighting.
[[nodiscard]] const Shown* leading(const Side& side) noexcept;
[[nodiscard]] const Difference* leading(const Comparison& comparison) noexcept;

/// Whether the row rests on so few answers that it is flagged [u].
[[nodiscard]] bool unreliable(const Row& row) noexcept;

/// Whether the table was to be weighted, so that both estimates are stated.
[[nodiscard]] bool weighted(const Table& table) noexcept;

/// The marks of a row as they stand beside its figure: [p] is said once, in the title line.
[[nodiscard]] std::string marks_of(const Row& row);

/// "41.6%"; of a table that is rounded "about 40%".
[[nodiscard]] std::string value_words(const Table& table, const Shown& shown, int decimals);

/// "904"; of a table that is rounded "about 900"; "[x]" for nothing.
[[nodiscard]] std::string base_words(const Table& table, const std::optional<std::int64_t>& base);

/// How far apart, without a direction: "5.7 points".
[[nodiscard]] std::string distance(double points, int decimals);

/// What a verdict is drawn as: "higher", "lower" or "same".
[[nodiscard]] std::string kind_of(Verdict verdict);

[[nodiscard]] std::string english(const Labels& labels);

/// "May 2019"; "since November 2018" and the like read as their months.
[[nodiscard]] std::string period_words(const Period& period);

/// "So far in June 2019: about 40% of about 350 answers, ..."; empty for nothing.
[[nodiscard]] std::string so_far_words(const std::optional<SoFar>& so_far);

/// What an area is called: "NPU".
[[nodiscard]] std::string area_label(const Definitions& definitions);

/// "95%".
[[nodiscard]] std::string level_text(const Table& table);

/// A number for a data attribute, to two decimals; empty for nothing.
[[nodiscard]] std::string plotted(const std::optional<double>& value);

/// "One" to "Ten", figures beyond.
[[nodiscard]] std::string number_word(std::size_t count);

/// "There is no figure for May 2019."
[[nodiscard]] std::string no_figure(const Definitions& definitions, const Table& table);

/// Why the row of `key` has no figure. The force's table stands for a measure that has none by
/// area: "Not released by NPU for May 2019."
[[nodiscard]] std::string why_empty(const Definitions& definitions, const Table& table,
                                    const DomainKey& key);

/// "904 answers"; of a table that is rounded "about 900 answers"; "[c]" for nothing.
[[nodiscard]] std::string answers_words(const Table& table,
                                        const std::optional<std::int64_t>& base);

/// "904 answers. 8,000 invited; response rate of the survey: 11.3%", as far as it is known. Not
/// every respondent of a survey answers each of its questions.
[[nodiscard]] std::string source_line(const Definitions& definitions, const Table& table,
                                      const Row& row);

/// How the result was weighted, in a sentence; empty when that needs no saying.
[[nodiscard]] std::string weighting_line(const Definitions& definitions, const Table& table);

/// The same for a figure whose table it is not said of otherwise; begins with a space. Empty for
/// figures that are not weighted. tables: of one measure, in the order of their months.
[[nodiscard]] std::string weighting_note(const Definitions& definitions,
                                         std::span<const Table> tables);

/// What self-selection means for the reader; empty for a survey of people who were drawn.
[[nodiscard]] std::string selection_line(const Survey& survey);

/// Who, what, how much, how sure, with the part to be stressed apart.
struct HeadlineSentence {
  std::string before;
  std::string stressed;
  std::string after;
  std::string meaning;  ///< the range and what it says, to stand beneath
};
/// row: with an estimate. place: "Birmingham East".
[[nodiscard]] HeadlineSentence headline_sentence(const Definitions& definitions, const Table& table,
                                                 const Row& row, std::string_view place,
                                                 int decimals);

/// The reading of a row against the rest. place: "Birmingham East".
struct ReadRow {
  std::string_view place;
  int decimals = 1;
  const Comparisons& readings;
  const Comparison& reading;
};
/// The same with what it is set against: "Victims in Birmingham East are less satisfied overall
/// than in the rest of the force: 42.3% against 47.0%." Where nothing is said of a difference, the
/// headline sentence and why.
[[nodiscard]] HeadlineSentence reading_sentence(const Definitions& definitions, const Table& table,
                                                const Row& row, const ReadRow& read);

/// The month a page is for, "May 2019".
[[nodiscard]] std::string month_words(Month month);

}  // namespace soundings::pages
