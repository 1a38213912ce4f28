// Areas of a release drawn as bars, with the numbers that are drawn beside them.
#include <algorithm>

#include "soundings/base/number.h"
#include "soundings/wording/wording.h"

#include "workbook/labels.h"
#include "workbook/sheets.h"

namespace soundings::release {
namespace {

constexpr const char* unweighted = "none";

/// The rows that one chart is of: the first question, all positive answers, by the weights that
/// the table is printed with, if any.
std::vector<std::size_t> charted_rows(const FileRows& rows) {
  const std::string& item = rows.field(0, "item");
  const auto is_of = [&](std::size_t row) {
    return rows.field(row, "item") == item && rows.field(row, "answer").empty();
  };
  std::string weighting = unweighted;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (is_of(row) && rows.field(row, "weighting") != unweighted) {
      weighting = rows.field(row, "weighting");
    }
  }
  std::vector<std::size_t> found;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (is_of(row) && rows.field(row, "weighting") == weighting) {
      found.push_back(row);
    }
  }
  return found;
}

/// Areas of the first question that have no bar: hidden, or printed without these weights.
std::vector<std::string> not_drawn(const Definitions& definitions, const FileRows& rows,
                                   const std::string& domain,
                                   const std::vector<std::size_t>& drawn) {
  std::vector<std::string> codes;
  codes.reserve(drawn.size());
  for (const std::size_t row : drawn) {
    codes.push_back(rows.field(row, domain));
  }
  std::vector<std::string> names;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::string& code = rows.field(row, domain);
    if (rows.field(row, "item") == rows.field(0, "item") &&
        std::ranges::find(codes, code) == codes.end()) {
      codes.push_back(code);
      names.push_back(RowLabels(definitions, rows, row).code(domain));
    }
  }
  return names;
}

/// The length of a bar's part, with the decimals that the row prints.
std::string between(const FileRows& rows, std::size_t row, const std::string& from,
                    const std::string& to) {
  const auto low = parse_double(rows.field(row, from));
  const auto high = parse_double(rows.field(row, to));
  const auto decimals = parse_integer(rows.field(row, "decimals"));
  return rounded(high.value_or(0) - low.value_or(0), static_cast<int>(decimals.value_or(1)));
}

void add_row(const Definitions& definitions, const FileRows& rows, std::size_t row,
             const std::string& domain, bool ranged, report::WorkbookTable& sheet) {
  const RowLabels labels(definitions, rows, row);
  const auto number = [&](const std::string& column) {
    const std::string& field = rows.field(row, column);
    return field.empty() ? report::WorkbookCell{mark_for(rows, row, column)}
                         : report::WorkbookCell{field, true};
  };
  auto& cells = sheet.rows.emplace_back();
  cells = {{labels.code(domain)}, number("value"), {"per cent"},    number("lo"),
           number("hi"),          number("n"),     {labels.marks()}};
  if (ranged) {
    cells.push_back({between(rows, row, "lo", "value"), true});
    cells.push_back({between(rows, row, "value", "hi"), true});
  }
}

/// How a bar is read.
std::string reading_of(bool ranged) {
  return ranged ? "Each bar is a range from its lower to its upper end; it changes from dark to "
                  "light at the value."
                : "Each bar ends at the value; no ranges are printed.";
}

report::WorkbookChart chart_of(const std::string& question, const std::string& domain,
                               const std::string& title, std::size_t areas, bool ranged) {
  constexpr std::size_t value = 1;
  constexpr std::size_t lower = 3;
  constexpr std::size_t to_value = 7;
  constexpr std::size_t to_upper = 8;
  return {.title = question,
          .axis = "Per cent",
          .description = "Bar chart of " + title + ". Question: " + question + " " +
                         std::to_string(areas) + " bars, one for each " + domain + ". " +
                         reading_of(ranged) + " The numbers are in the table on this sheet.",
          .labels = 0,
          .parts = ranged ? std::vector<std::size_t>{lower, to_value, to_upper}
                          : std::vector<std::size_t>{value}};
}

}  // namespace

std::optional<report::WorkbookTable> chart_sheet(const Definitions& definitions,
                                                 const FileRows& rows, const SheetWords& words) {
  const std::string areas = definitions.domain_id(DomainRole::area);
  if (rows.size() == 0 || !rows.has("value") ||
      domains_of(definitions, rows) != std::vector<std::string>{areas}) {
    return std::nullopt;
  }
  std::vector<std::size_t> drawn = charted_rows(rows);
  std::erase_if(drawn, [&](std::size_t row) { return rows.field(row, "value").empty(); });
  if (drawn.size() < 2) {
    return std::nullopt;
  }
  const bool ranged =
      std::ranges::all_of(drawn, [&](std::size_t row) { return !rows.field(row, "lo").empty(); });
  const RowLabels labels(definitions, rows, drawn.front());
  const std::string domain = domain_title(definitions, areas);
  report::WorkbookTable sheet{
      .name = words.name,
      .title = "Chart: " + words.title,
      .notes = {labels.question() + " " + labels.weighting() + ".", reading_of(ranged)},
      .columns = {domain, "Value", "Unit", "Range from", "Range to", "Answers", "Marks"},
      .rows = {},
      .chart = chart_of(labels.question(), domain, words.title, drawn.size(), ranged)};
  if (ranged) {
    sheet.columns.emplace_back("Drawn: lower end to value");
    sheet.columns.emplace_back("Drawn: value to upper end");
  }
  if (const auto names = not_drawn(definitions, rows, areas, drawn); !names.empty()) {
    sheet.notes.push_back("Not drawn, because no such figure is printed: " + wording::list(names) +
                          ".");
  }
  for (const std::size_t row : drawn) {
    add_row(definitions, rows, row, areas, ranged, sheet);
  }
  return sheet;
}

}  // namespace soundings::release
