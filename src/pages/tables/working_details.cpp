#include "tables/working_details.h"

#include "soundings/base/number.h"

#include "parts/phrase.h"

namespace soundings::pages {
namespace {

constexpr int significant_digits = 12;
constexpr int weight_decimals = 3;

std::string exact(const std::optional<double>& value) {
  return value ? significant(*value, significant_digits) : "[x]";
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
  return {"Unrounded",      "Range, unrounded", "Standard error, points",
          "Effective base", "Design effect",    "Weights"};
}

std::vector<std::string> working_cells(const Table& table, const Row* row) {
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  if (shown == nullptr) {
    return std::vector<std::string>(working_heads().size(), "[x]");
  }
  return {exact(shown->value),
          shown->lo && shown->hi ? exact(shown->lo) + " to " + exact(shown->hi) : "[x]",
          exact(shown->se),
          exact(shown->n_eff),
          exact(shown->deff),
          weights_of(table, *row)};
}

}  // namespace soundings::pages
