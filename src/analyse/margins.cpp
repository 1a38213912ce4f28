#include "margins.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/weigh/sum.h"

namespace soundings::analyse {
namespace {

/// What a margin's targets sum to, and by how much rounding of each may have moved that. Whole
/// numbers may be counts of people, which are exact.
struct Total {
  std::string margin;
  weigh::Sum sum;
  double as_shares = 0.0;  ///< rounding, where the targets are shares
  double as_counts = 0.0;  ///< the same, where they are counts
};

/// Half a unit of the last place that a number is written to: 0.05 of "12.3", 0.5 of "8000".
double half_unit(std::string_view written) {
  const std::size_t power = written.find_first_of("eE");
  const std::string_view digits = written.substr(0, power);
  const std::size_t point = digits.find('.');
  double places =
      point == std::string_view::npos ? 0.0 : -static_cast<double>(digits.size() - point - 1);
  if (power != std::string_view::npos) {
    places += parse_number(written.substr(power + 1)).value_or(0.0);
  }
  return 0.5 * std::pow(10.0, places);
}

bool within(double gap, double rounding, double size) {
  return std::abs(gap) <= rounding + 1e-9 * size;
}

bool are_shares(const Total& total) {
  const double sum = total.sum.value();
  return within(sum - 1.0, std::min(total.as_shares, 0.05), 1.0) ||
         within(sum - 100.0, std::min(total.as_shares, 5.0), 100.0);
}

/// Whether a margin may stand beside the one with the largest total: it has the same, or is of
/// shares where that is of shares or counts.
bool agree(const Total& largest, const Total& total) {
  constexpr double counts_from = 10.0;
  const double most = largest.sum.value();
  const double sum = total.sum.value();
  return within(most - sum, largest.as_counts + total.as_counts, most) ||
         (are_shares(total) && (are_shares(largest) || most > counts_from * sum));
}

std::optional<Fault> refuse_totals(const std::vector<Total>& totals) {
  const auto largest = std::max_element(
      totals.begin(), totals.end(),
      [](const Total& a, const Total& b) { return a.sum.value() < b.sum.value(); });
  for (auto total = totals.begin(); total != totals.end(); ++total) {
    if (!agree(*largest, *total)) {
      const auto [first, second] = std::minmax(total, largest);
      return Fault{.code = "margin_totals_differ",
                   .message = "margin " + first->margin + " sums to " +
                              significant(first->sum.value(), 10) + ", and margin " +
                              second->margin + " to " + significant(second->sum.value(), 10) +
                              "; correct them, or set weighting.rescale to true"};
    }
  }
  return std::nullopt;
}

Fault bad_target(const std::string& margin, const std::string& category, const std::string& target,
                 const std::string& code, const std::string& rule) {
  return {.code = code,
          .message = "margin " + margin + ", category " + category + ": target \"" + target +
                     "\" is " + rule};
}

}  // namespace

Expected<std::vector<weigh::Margin>, Fault> read_margins(const CsvTable& table,
                                                         const Weighting& weighting) {
  const auto margin = table.find("margin");
  const auto category = table.find("category");
  const auto target = table.find("target");
  if (!margin || !category || !target) {
    return unexpected(Fault{.code = "margins_invalid",
                            .message = "the margins file needs columns margin, category, target"});
  }
  std::vector<weigh::Margin> margins;
  std::vector<Total> totals;
  for (const auto& row : table.rows) {
    const auto value = parse_number(row[*target]);
    if (!value || *value < 0.0) {
      return unexpected(bad_target(row[*margin], row[*category], row[*target], "margins_invalid",
                                   "not a number of 0 or more"));
    }
    if (is_extreme(*value)) {
      return unexpected(bad_target(row[*margin], row[*category], row[*target], "number_extreme",
                                   "neither 0 nor from 1e-50 to 1e50"));
    }
    auto at = std::find_if(margins.begin(), margins.end(),
                           [&](const auto& one) { return one.name == row[*margin]; });
    if (at == margins.end()) {
      totals.push_back({.margin = row[*margin]});
      at = margins.insert(margins.end(), {.name = row[*margin]});
    }
    at->targets.push_back({.category = row[*category], .target = *value});
    Total& total = totals[static_cast<std::size_t>(at - margins.begin())];
    total.sum.add(*value);
    total.as_shares += half_unit(row[*target]);
    total.as_counts += std::floor(*value) < *value ? half_unit(row[*target]) : 0.0;
  }
  if (auto fault = weighting.rescale ? std::nullopt : refuse_totals(totals)) {
    return unexpected(*std::move(fault));
  }
  return margins;
}

}  // namespace soundings::analyse
