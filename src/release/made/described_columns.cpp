// Words for columns.
#include "made/described_columns.h"

#include <algorithm>
#include <array>

#include "workbook/labels.h"

namespace soundings::release {
namespace {

constexpr std::string_view text = "string";
constexpr std::string_view whole = "integer";
constexpr std::string_view fraction = "decimal";
constexpr std::string_view label_ending = "_label";

struct Words {
  std::string_view name;
  std::string_view title;
  std::string_view description;
  std::string_view type = text;
};

constexpr auto words = std::to_array<Words>({
    {"period", "Period", "Month, window of months or waves."},
    {"release", "Release", "The release that the row is of."},
    {"revises", "Revises", "The release that printed the figure before."},
    {"survey", "Survey code", "Id of the survey."},
    {"measure", "Measure", "Id of the measure; empty for an item that is none."},
    {"item", "Question code", "Id of the question."},
    {"by", "Table by", "The domains that the table is by."},
    {"codes", "Codes", "The row's codes in these domains."},
    {"answer", "Answer code", "The answer of a distribution; empty for all positive answers."},
    {"weighting", "Weighting code", "Scheme of the weights, or none."},
    {"value", "Value", "Per cent of the base; empty where it is hidden.", fraction},
    {"difference", "Difference from the rest of the force", "Percentage points.", fraction},
    {"lo", "Range from", "Lower end of the 95% range.", fraction},
    {"hi", "Range to", "Upper end of the 95% range.", fraction},
    {"level", "Level of the range", "0.95.", fraction},
    {"n", "Answers", "Base: valid answers, unweighted; empty where it is hidden.", whole},
    {"n_eff", "Effective base", "Empty in released figures.", fraction},
    {"deff", "Design effect", "Empty in released figures.", fraction},
    {"se", "Standard error", "Empty in released figures.", fraction},
    {"unweighted", "Value without weights", "Per cent of the base.", fraction},
    {"response_rate", "Response rate", "Per cent of eligible invitations.", fraction},
    {"marks", "Marks", "A letter each: c hidden, u base 10 to 29, r revised, b break in series."},
    {"decimals", "Decimals", "How many the values print with.", whole},
    {"class", "Class", "How finely the table is printed: A, B, or C for rounded."},
    {"test", "Test", "What the test of the difference says; empty: p is not below 0.05."},
    {"cause", "Cause", "Why the figure was printed anew."},
    {"rest", "Rest of the force", "Per cent.", fraction},
    {"rest_lo", "Rest of the force, range from", "", fraction},
    {"rest_hi", "Rest of the force, range to", "", fraction},
    {"old_value", "Value before", "", fraction},
    {"old_lo", "Range from, before", "", fraction},
    {"old_hi", "Range to, before", "", fraction},
    {"old_n", "Answers before", "", whole},
    {"unit", "Unit", "Of the value or the difference."},
    {"data", "Data", "sample: the answers are invented."},
    {"notice", "Notice", "What must be said of every row."},
    {"layer", "Layer", "The answers that a number counts: a month, or its late ones."},
    {"quantity", "Quantity", "n: people or a base; P: positive answers; per cent; answers."},
});

}  // namespace

report::CsvwColumn described_column(const Definitions& definitions, std::string_view name) {
  if (name.ends_with(label_ending)) {
    const report::CsvwColumn of =
        described_column(definitions, name.substr(0, name.size() - label_ending.size()));
    constexpr std::string_view code = " code";
    const std::string title =
        of.title.ends_with(code) ? of.title.substr(0, of.title.size() - code.size()) : of.title;
    return {.name = std::string(name), .title = title, .description = "In words: " + title + "."};
  }
  const auto* const known = std::ranges::find(words, name, &Words::name);
  if (known != words.end()) {
    return {.name = std::string(name),
            .title = std::string(known->title),
            .description = std::string(known->description),
            .type = std::string(known->type)};
  }
  const bool domain = std::ranges::any_of(definitions.surveys, [&](const Survey& survey) {
    return survey.find_domain(name) != nullptr;
  });
  if (!domain) {
    return {.name = std::string(name), .title = std::string(name)};
  }
  return {.name = std::string(name),
          .title = domain_title(definitions, std::string(name)) + " code",
          .description = "Empty: everybody."};
}

bool holds_numbers(const report::CsvwColumn& column) noexcept {
  return column.type != text;
}

}  // namespace soundings::release
