// Rows of a release's primitives, read back.
#include "tables/printed_rows.h"

#include <cmath>

#include "soundings/base/number.h"
#include "soundings/survey/sample_data.h"

#include "tables/csv.h"

namespace soundings::release {
namespace {

using disclose::PrintedFigure;
using disclose::Quantity;

constexpr double thousandths = 1000.0;
constexpr std::string_view of_answer = "ans:";
constexpr std::string_view per_cent_of_answer = "pct:";

enum Column : std::size_t {
  release,
  layer,
  item,
  area_domain,
  area,
  domain,
  code,
  quantity,
  value,
  unit,
  weights,
  columns
};

std::optional<std::int64_t> in_thousandths(const std::string& text) {
  const auto number = parse_double(text);
  return number ? std::optional(static_cast<std::int64_t>(std::llround(*number * thousandths)))
                : std::nullopt;
}

/// False for a word that names no quantity.
bool read_quantity(const std::string& word, PrintedFigure& figure) {
  for (const auto& [name, meant] :
       {std::pair{"n", Quantity::base}, std::pair{"pos", Quantity::satisfied},
        std::pair{"neg", Quantity::others}, std::pair{"pct", Quantity::per_cent}}) {
    if (word == name) {
      figure.quantity = meant;
      return true;
    }
  }
  for (const auto& [prefix, meant] :
       {std::pair{of_answer, Quantity::count}, std::pair{per_cent_of_answer, Quantity::per_cent}}) {
    if (word.starts_with(prefix)) {
      figure.quantity = meant;
      figure.answer = word.substr(prefix.size());
      return true;
    }
  }
  return false;
}

std::optional<PrintedFigure> figure_of(const std::vector<std::string>& fields,
                                       const std::string& areas) {
  if (fields.size() != columns || (!fields[area_domain].empty() && fields[area_domain] != areas)) {
    return std::nullopt;
  }
  const auto worth = in_thousandths(fields[unit]);
  const auto number = in_thousandths(fields[value]);
  PrintedFigure figure{
      .release = fields[release],
      .layers = parts_between(fields[layer], '+'),
      .item = fields[item],
      .cell = {.area = fields[area], .domain = fields[domain], .code = fields[code]},
      .quantity = Quantity::base,
      .answer = {},
      .value = number,
      .unit = worth.value_or(0),
      .rounding = disclose::Rounding::nearest};
  const bool sound =
      worth && (number || fields[value].empty()) && read_quantity(fields[quantity], figure);
  return sound ? std::optional(std::move(figure)) : std::nullopt;
}

}  // namespace

std::string primitives_name(const std::string& survey) {
  return survey + ".primitives.csv";
}

std::vector<std::string> codes_of(const std::string& row) {
  return parts_between(row, '|');
}

std::optional<std::vector<PrintedFigure>> parse_printed(std::string_view csv,
                                                        const std::string& areas) {
  std::vector<PrintedFigure> figures;
  auto rows = csv_rows(unmarked_csv(csv));
  for (std::size_t at = 1; at < rows.size(); ++at) {
    auto figure = figure_of(rows[at], areas);
    if (!figure) {
      return std::nullopt;
    }
    figures.push_back(*std::move(figure));
  }
  return figures;
}

PrintedNumbers::PrintedNumbers(std::span<const PrintedFigure> figures) {
  for (const PrintedFigure& figure : figures) {
    numbers_.emplace(Key{figure.layers, figure.item, figure.cell, figure.quantity, figure.answer},
                     &figure);
  }
}

const PrintedFigure* PrintedNumbers::find(const std::vector<std::string>& layers,
                                          const std::string& item, const disclose::FigureCell& cell,
                                          disclose::Quantity quantity,
                                          const std::string& answer) const {
  const auto at = numbers_.find(Key{layers, item, cell, quantity, answer});
  return at == numbers_.end() ? nullptr : at->second;
}

}  // namespace soundings::release
