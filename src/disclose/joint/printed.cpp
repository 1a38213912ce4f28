// Printed numbers: rounding halves up, and rows of figures as CSV.
#include "soundings/disclose/printed.h"

#include <cassert>
#include <cstdlib>

namespace soundings::disclose {
namespace {

constexpr std::int64_t thousandths = 1000;
constexpr std::int64_t hundred = 100'000;  // per cent, thousandths

/// A number of thousandths as text, without needless zeros: 42100 is "42.1".
std::string as_text(std::int64_t value) {
  const std::string text = std::to_string(value / thousandths);
  std::string rest = std::to_string(thousandths + std::abs(value % thousandths)).substr(1);
  rest.erase(rest.find_last_not_of('0') + 1);
  return rest.empty() ? text : text + "." + rest;
}

std::string quantity_name(const PrintedFigure& figure) {
  switch (figure.quantity) {
    case Quantity::base:
      return "n";
    case Quantity::satisfied:
      return "pos";
    case Quantity::others:
      return "neg";
    case Quantity::count:
      return "ans:" + figure.answer;
    case Quantity::per_cent:
      return figure.answer.empty() ? "pct" : "pct:" + figure.answer;
  }
  return "";
}

std::string cell_columns(const FigureCell& cell, const std::string& area_domain) {
  const std::string area = cell.area.empty() ? "," : area_domain + "," + cell.area;
  return area + "," + cell.domain + "," + cell.code;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : "+") + part;
  }
  return text;
}

std::string value_text(const PrintedFigure& figure) {
  if (!figure.value) {
    return "";
  }
  const std::int64_t middle = figure.rounding == Rounding::down ? figure.unit / 2 : 0;
  return as_text(*figure.value + middle);
}

}  // namespace

std::int64_t to_nearest(std::int64_t count, std::int64_t unit) noexcept {
  assert(count >= 0 && unit >= 1);
  return (2 * count + unit) / (2 * unit) * unit;
}

std::int64_t per_cent_of(std::int64_t part, std::int64_t base, std::int64_t unit) noexcept {
  assert(base >= 1 && unit >= 1);
  return (2 * hundred * part + unit * base) / (2 * unit * base) * unit;
}

std::int64_t part_of(std::int64_t per_cent, std::int64_t base) noexcept {
  return (2 * per_cent * base + hundred) / (2 * hundred);
}

std::string printed_csv(std::span<const PrintedFigure> figures, const std::string& area_domain) {
  std::string text = "release,layer,item,d1,c1,d2,c2,quantity,value,unit,w\n";
  for (const PrintedFigure& figure : figures) {
    text += figure.release + "," + joined(figure.layers) + "," + figure.item + "," +
            cell_columns(figure.cell, area_domain) + "," + quantity_name(figure) + "," +
            value_text(figure) + "," + as_text(figure.unit) + ",\n";
  }
  return text;
}

}  // namespace soundings::disclose
