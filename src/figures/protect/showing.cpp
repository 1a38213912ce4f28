// Estimates in per cent, and rounded where hidden figures could be worked out.
#include "protect/showing.h"

#include <algorithm>

#include "soundings/base/number.h"

#include "answer/statistics.h"

namespace soundings::figures {

estimate::Variable variable_of(const Item& item, const Cells& cells) {
  estimate::Variable variable{.kind = estimate::Variable::Kind::proportion};
  for (const std::string& answer : cells.answers) {
    const auto code = parse_integer(answer);
    const bool positive = code && std::find(item.positive.begin(), item.positive.end(),
                                            static_cast<int>(*code)) != item.positive.end();
    variable.value.emplace_back(positive ? 1.0 : 0.0);
  }
  return variable;
}

double to_places(double value, int places) {
  return parse_double(rounded(value, places)).value_or(value);
}

std::optional<Shown> shown(const weigh::Sample& sample, const estimate::Domain& domain,
                           const estimate::Variable& variable, const Asked& asked) {
  auto made = estimate::estimate(sample, domain, variable);
  const bool uncertain = made.has_value();
  if (!uncertain) {
    made = estimate::estimate(sample, domain, variable, estimate::LonelyUnit::certainty);
  }
  if (!made) {
    return std::nullopt;
  }
  const estimate::Estimate& calculated = *made;
  if (!calculated.value) {
    return std::nullopt;
  }
  Shown figure{.value = 100.0 * *calculated.value,
               .n_kish = calculated.n_kish,
               .deff_kish = calculated.deff_kish};
  figure.df = calculated.df;
  if (!uncertain) {
    return figure;
  }
  if (const auto interval = estimate::interval(calculated, interval_of(asked), asked.level)) {
    figure.lo = 100.0 * interval->lo;
    figure.hi = 100.0 * interval->hi;
  }
  if (calculated.se) {
    figure.se = 100.0 * *calculated.se;
  }
  figure.n_eff = calculated.n_eff;
  figure.deff = calculated.deff;
  return figure;
}

bool usual_range(const Asked& asked) {
  return asked.level == usual_level && asked.interval == estimate::IntervalMethod::wilson;
}

Shown coarse(const Shown& fine, const Asked& asked) {
  const int decimals = asked.measure->item_decimals;
  Shown figure{.value = to_places(fine.value, decimals)};
  if (fine.lo && fine.hi && usual_range(asked)) {
    figure.lo = to_places(*fine.lo, decimals);
    figure.hi = to_places(*fine.hi, decimals);
  }
  if (fine.n_eff && fine.deff) {
    figure.n_eff = to_places(*fine.n_eff, 0);
    figure.deff = to_places(*fine.deff, 1);
  }
  figure.df = fine.df;
  return figure;
}

bool weights_reveal(const Asked& asked, const Protection& protection,
                    const CellPosition& position) {
  if (asked.scheme->method != Scheme::Method::poststratify) {
    return false;
  }
  return std::any_of(
      asked.scheme->margins.begin(), asked.scheme->margins.end(), [&](const std::string& margin) {
        const std::vector<std::string> parts = margin_parts(margin);
        return std::any_of(parts.begin(), parts.end(),
                           [&](const std::string& domain) {
                             return protection.adds_up_hidden(position, domain);
                           }) ||
               (parts.size() == 2 && protection.adds_up_hidden(position, parts[0], parts[1]));
      });
}

}  // namespace soundings::figures
