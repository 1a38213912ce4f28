// Direct estimates of areas drawn to their mean by the model of Fay and Herriot.
#include "soundings/figures/small_areas.h"

#include <algorithm>
#include <cmath>

#include "soundings/estimate/areas.h"

#include "question/fault.h"

namespace soundings::figures {
namespace {

constexpr std::size_t fewest_areas = 3;

/// An area's own estimate.
struct Direct {
  DomainKey key;
  std::int64_t base = 0;
  const Shown* shown = nullptr;
};

bool fitted(const Table& table) {
  return table.scheme != "none" && table.weighting_fault.empty();
}

std::optional<Fault> refuse(const Table& table) {
  if (table.statistic != Statistic::pct_positive && table.statistic != Statistic::pct_negative) {
    return fault("small_areas_of_shares", "statistic", std::string(to_text(table.statistic)),
                 "the model is of per cents: pct_positive or pct_negative");
  }
  if (table.by.size() != 1) {
    return fault("small_areas_need_domain", "by", std::to_string(table.by.size()) + " domains",
                 "name one domain, such as npu");
  }
  return std::nullopt;
}

/// The whole's own value, around which the variances are smoothed.
const Shown* whole_of(const Table& table) {
  const Row* row = table.find({});
  const std::optional<Shown>* shown =
      row == nullptr ? nullptr : (fitted(table) ? &row->weighted : &row->unweighted);
  return shown == nullptr || !*shown ? nullptr : &**shown;
}

/// Mean design effect of the areas by their bases: the deff of a small area is itself noise.
double smoothed_deff(const std::vector<Direct>& areas) {
  double sum = 0.0;
  double bases = 0.0;
  for (const Direct& area : areas) {
    if (area.shown->deff) {
      sum += *area.shown->deff * static_cast<double>(area.base);
      bases += static_cast<double>(area.base);
    }
  }
  return bases > 0.0 ? sum / bases : 1.0;
}

SmallAreas heading(const Table& table) {
  return {.survey = table.survey,
          .measure = table.measure,
          .item = table.item,
          .statistic = table.statistic,
          .period = table.period,
          .release = table.release,
          .by = table.by.front(),
          .weighting = fitted(table) ? table.scheme : "none",
          .level = table.level,
          .decimals = table.decimals,
          .definition_version = table.definition_version,
          .data_version = table.data_version,
          .collapsed = table.collapsed};
}

void model(SmallAreas& modelled, const std::vector<Direct>& areas, double whole) {
  modelled.deff = smoothed_deff(areas);
  std::vector<double> values;
  std::vector<double> variances;
  for (const Direct& area : areas) {
    values.push_back(area.shown->value / 100.0);
    variances.push_back(whole * (1.0 - whole) * modelled.deff / static_cast<double>(area.base));
  }
  const estimate::FayHerriot made = estimate::fay_herriot(values, variances);
  modelled.mean = 100.0 * made.mean;
  modelled.between = 100.0 * std::sqrt(made.between);
  const double reach = estimate::normal_reach(modelled.level);
  for (std::size_t at = 0; at < areas.size(); ++at) {
    const double value = 100.0 * made.areas[at].value;
    const double rmse = 100.0 * std::sqrt(made.areas[at].mse);
    modelled.areas.push_back({.key = areas[at].key,
                              .base = areas[at].base,
                              .modelled = value,
                              .rmse = rmse,
                              .lo = std::max(0.0, value - reach * rmse),
                              .hi = std::min(100.0, value + reach * rmse),
                              .share_direct = made.areas[at].gamma});
  }
}

}  // namespace

Expected<SmallAreas, Fault> small_areas(const Table& direct) {
  if (auto refused = refuse(direct)) {
    return unexpected(*std::move(refused));
  }
  SmallAreas modelled = heading(direct);
  std::vector<Direct> areas;
  for (const Row& row : direct.rows) {
    const auto code = row.key.find(modelled.by);
    if (code == row.key.end()) {
      continue;
    }
    const std::optional<Shown>& shown = fitted(direct) ? row.weighted : row.unweighted;
    const std::int64_t base = row.base.value_or(0);
    if (row.hidden || !shown || base == 0) {
      modelled.left_out.push_back(code->second);
    } else {
      areas.push_back({.key = row.key, .base = base, .shown = &*shown});
    }
  }
  const Shown* whole = whole_of(direct);
  const bool varied = whole != nullptr && whole->value > 0.0 && whole->value < 100.0;
  if (areas.size() < fewest_areas || !varied) {
    return unexpected(fault("too_few_areas", "by", modelled.by,
                            "a model needs three shown areas and answers that differ; " +
                                std::to_string(areas.size()) + " are shown"));
  }
  model(modelled, areas, whole->value / 100.0);
  return modelled;
}

}  // namespace soundings::figures
