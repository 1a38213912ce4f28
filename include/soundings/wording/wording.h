// Figures as people read them: rounded once from unrounded values, in the words of
// British official statistics (ICU, en-GB). Pages, files and JSON all speak through
// this module, so that they cannot differ.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/definitions.h"
#include "soundings/survey/measure.h"
#include "soundings/survey/period.h"
#include "soundings/survey/table.h"

namespace soundings::wording {

/// "42%", "41.6%"; "[c]" for nothing. value: per cent.
[[nodiscard]] std::string percent(std::optional<double> value, int decimals);

/// A figure of a statistic: "41.6%"; a net figure is signed, "+12.3", and a mean score bare,
/// "61.3".
/// "[c]" for nothing.
[[nodiscard]] std::string figure(std::optional<double> value, Statistic statistic, int decimals);

/// "per cent positive", "net, per cent positive less per cent negative", ...
[[nodiscard]] std::string_view statistic(Statistic statistic) noexcept;

/// What a measure's figures are called: its title, with the statistic where that is not per cent
/// positive: "Victims satisfied overall: mean score from 0 to 100".
[[nodiscard]] std::string title(const Definitions& definitions, const std::string& measure,
                                Statistic statistic);

/// "38 to 45", with one more decimal when both ends would print alike; "[x]" for nothing.
[[nodiscard]] std::string range(std::optional<double> lo, std::optional<double> hi, int decimals);

/// What a range says, and what it does not: "Of ranges made in this way, 19 in 20 hold the figure
/// that asking again and again would average. People who did not reply may think differently." Of a
/// survey that people choose to take: whose views they are. survey: nullptr for one not known.
[[nodiscard]] std::string range_meaning(const Survey* survey, double level);
/// "11.3%"; "113.0%, more answers than people invited"; "[x]" for nothing.
[[nodiscard]] std::string response_rate(std::optional<double> rate);

/// "8,000".
[[nodiscard]] std::string count(std::int64_t value);

/// "904 answers", "1 answer"; "[c]" for nothing.
[[nodiscard]] std::string answers(std::optional<std::int64_t> base);

/// "May 2019"; "November 2018 to May 2019"; "year ending December 2018"; "wave 3 (February 2019)";
/// "waves 1 to 4".
[[nodiscard]] std::string period(const Period& period, const Survey* survey);

/// "Coventry, Dudley and Solihull".
[[nodiscard]] std::string list(std::span<const std::string> parts);

/// "[c]", "[u][p]"; empty for none.
[[nodiscard]] std::string marks(std::span<const std::string> marks);

/// "Hidden to protect the people who answered."
[[nodiscard]] std::string_view hidden(Hidden why) noexcept;

/// What must be said of figures that are rounded: "Rounded: bases to 20, per cents to 5; ...".
[[nodiscard]] std::string coarse(const Definitions& definitions);

/// What must be said of how tables are printed, a sentence after the other: that numbers are
/// rounded
/// ("Rounded: bases to 20, per cents to 5; ..."), that some are revised. Empty for nothing.
[[nodiscard]] std::string print_note(const Definitions& definitions,
                                     std::span<const Table* const> tables);

/// The name of a domain's code: "Birmingham East", "999", "Front counter".
[[nodiscard]] std::string code_label(const Definitions& definitions, const Survey& survey,
                                     std::string_view domain, std::string_view code);

/// The name of an answer: "Fairly satisfied", "Don't know". answer: as Row::answer.
[[nodiscard]] std::string answer_label(const Survey& survey, std::string_view item,
                                       std::string_view answer);

/// The name of the whole, as the register of areas has it: "West Midlands".
[[nodiscard]] std::string force_name(const Definitions& definitions);

/// The names of a row's codes: "Birmingham East, 999"; the force's name for an empty key.
[[nodiscard]] std::string domain_label(const Definitions& definitions, const Survey& survey,
                                       const DomainKey& key);

/// What a reader of modelled figures must know.
[[nodiscard]] std::string_view modelled() noexcept;

/// A mark and what it means, for /about/symbols and the foot of a table.
struct Symbol {
  std::string_view mark;
  std::string_view meaning;
};
[[nodiscard]] std::span<const Symbol> symbols() noexcept;

}  // namespace soundings::wording
