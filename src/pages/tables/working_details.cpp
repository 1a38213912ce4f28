#include "tables/working_details.h"

#include "soundings/base/number.h"

#include "parts/phrase.h"

namespace soundings::pages {
namespace {

constexpr int digits_of_value = 12;
constexpr int digits_of_range = 8;
constexpr int digits_beside = 6;
constexpr int weight_decimals = 3;

std::string exact(const std::optional<double>& value, int digits) {
  return value ? significant(*value, digits) : "[x]";
}

/// "invited_by_npu 1.0.0, 0.812 to 1.344 times the mean"; "None" for an unweighted figure.
std::string weights_of(const Table& table, const Row& row) {
  if (!row.weighted) {
    return "None";
  }
  std::string words = table.scheme;
  words += table.scheme_version.empty() ? "" : " " + table.scheme_version;
  if (table.weighting) {
    words += ", " + rounded(table.weighting->g_min, weight_decimals) + " to " +
             rounded(table.weighting->g_max, weight_decimals) + " times the mean";
  }
  return words;
}

}  // namespace

bool is_working(const Table& table) noexcept {
  return table.release == working_release;
}

std::vector<std::string> working_heads() {
  return {"Effective base", "Design effect", "Standard error, points",
          "Weights",        "Unrounded",     "Range, unrounded"};
}

std::vector<std::string> working_cells(const Table& table, const Row* row) {
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  if (shown == nullptr) {
    return std::vector<std::string>(working_heads().size(), "[x]");
  }
  return {exact(shown->n_eff, digits_beside),
          exact(shown->deff, digits_beside),
          exact(shown->se, digits_beside),
          weights_of(table, *row),
          exact(shown->value, digits_of_value),
          shown->lo && shown->hi
              ? exact(shown->lo, digits_of_range) + " to " + exact(shown->hi, digits_of_range)
              : "[x]"};
}

}  // namespace soundings::pages
