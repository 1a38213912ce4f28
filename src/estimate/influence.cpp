// The linearised variable of an estimate, and its variance.
#include "influence.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "soundings/weigh/sum.h"

namespace soundings::estimate {
namespace {

using weigh::Sum;
using State = weigh::Sample::State;

/// When calibration takes out all but this share of the variance, the compact form has lost too
/// many digits to cancellation and residuals are formed cell by cell.
constexpr double cancelled = 1e-6;

/// One less the sampling fraction; 1 without a finite population.
double uncovered(const Cells& cells, std::size_t stratum) {
  const double size = stratum < cells.population.size() ? cells.population[stratum] : 0.0;
  return size > 0.0 ? std::max(0.0, 1.0 - static_cast<double>(cells.units[stratum]) / size) : 1.0;
}

/// How a stratum enters the variance: factor * (squares - centred * products / units).
struct StratumFactor {
  double factor = 0.0;
  double centred = 0.0;
};

StratumFactor stratum_factor(const Cells& cells, std::size_t stratum, LonelyUnit lonely) {
  const auto units = static_cast<double>(cells.units[stratum]);
  const double share = uncovered(cells, stratum);
  if (units > 1.0) {
    return {.factor = share * units / (units - 1.0), .centred = 1.0 / units};
  }
  return {.factor = lonely == LonelyUnit::adjust ? share : 0.0, .centred = 0.0};
}

/// Cells of `domain` in the order of sums.
std::vector<std::uint32_t> in_order(const State& state, const Domain& domain) {
  std::vector<std::uint32_t> cells(domain);
  if (!state.place.empty()) {
    std::sort(cells.begin(), cells.end(), [&state](std::uint32_t a, std::uint32_t b) {
      return state.place[a] < state.place[b];
    });
  }
  return cells;
}

/// The projection's coefficients of an estimate: c = basis' (sum of s1 z by profile).
std::vector<double> coefficients(const State& state, const Influence& of) {
  const std::size_t rank = state.projection.rank;
  std::vector<double> by_profile(state.projection.base.size(), 0.0);
  for (std::size_t i = 0; i < of.cells.size(); ++i) {
    const std::uint32_t c = of.cells[i];
    by_profile[state.profile[c]] += state.cells->cells[c].weight * of.z[i];
  }
  std::vector<double> c(rank, 0.0);
  for (std::size_t r = 0; r < by_profile.size(); ++r) {
    if (by_profile[r] == 0.0) {
      continue;
    }
    for (std::size_t k = 0; k < rank; ++k) {
      c[k] += state.projection.basis[r * rank + k] * by_profile[r];
    }
  }
  return c;
}

/// z less what the margins explain of it, for every cell of the design.
std::vector<double> residuals(const State& state, const Influence& of) {
  const std::size_t rank = state.projection.rank;
  std::vector<double> e(state.profile.size(), 0.0);
  if (rank > 0) {
    const std::vector<double> c = coefficients(state, of);
    std::vector<double> explained(state.projection.base.size(), 0.0);
    for (std::size_t r = 0; r < explained.size(); ++r) {
      for (std::size_t k = 0; k < rank; ++k) {
        explained[r] += state.projection.basis[r * rank + k] * c[k];
      }
    }
    for (std::size_t i = 0; i < e.size(); ++i) {
      e[i] = -explained[state.profile[i]];
    }
  }
  for (std::size_t i = 0; i < of.cells.size(); ++i) {
    e[of.cells[i]] += of.z[i];
  }
  return e;
}

/// Whether every response of the cell has the same base weight.
bool equal_weights(const Cell& cell) {
  const double squares = cell.weight_squared * static_cast<double>(cell.count);
  return std::abs(squares - cell.weight * cell.weight) <= 1e-12 * squares;
}

/// Sum of the squared base weights that one entry of a repeat type adds to its cell.
double entry_squares(const Cell& cell, double held) {
  return equal_weights(cell) ? held * cell.weight / static_cast<double>(cell.count) : held * held;
}

/// Responses behind one entry of a repeat type.
std::int64_t entry_responses(const Cell& cell, double held) {
  return equal_weights(cell) && cell.weight > 0.0
             ? std::llround(held * static_cast<double>(cell.count) / cell.weight)
             : 1;
}

struct StratumSums {
  Sum squares;
  Sum a;
  Sum b;
};

/// Squared base weights per cell of people with one response; those of repeat respondents are
/// taken out exactly.
std::vector<double> lone_squares(const Cells& cells) {
  std::vector<double> squares(cells.cells.size());
  std::vector<std::int64_t> left(cells.cells.size());
  for (std::size_t c = 0; c < squares.size(); ++c) {
    squares[c] = cells.cells[c].weight_squared;
    left[c] = cells.cells[c].count;
  }
  for (const RepeatType& type : cells.repeats) {
    for (std::size_t i = 0; i < type.cells.size(); ++i) {
      const std::uint32_t c = type.cells[i];
      const Cell& cell = cells.cells[c];
      squares[c] -= static_cast<double>(type.people) * entry_squares(cell, type.held[i]);
      left[c] -= type.people * entry_responses(cell, type.held[i]);
    }
  }
  for (std::size_t c = 0; c < squares.size(); ++c) {
    squares[c] = left[c] > 0 ? std::max(0.0, squares[c]) : 0.0;
  }
  return squares;
}

/// Adds the squared totals of people with several responses.
void add_repeats(const State& state, const std::vector<double>& ea, const std::vector<double>& eb,
                 std::vector<StratumSums>& sums) {
  const Cells& cells = *state.cells;
  for (const std::uint32_t index : state.repeat_order) {
    const RepeatType& type = cells.repeats[index];
    std::map<std::uint32_t, std::pair<double, double>> by_stratum;
    for (std::size_t i = 0; i < type.cells.size(); ++i) {
      const std::uint32_t c = type.cells[i];
      auto& total = by_stratum[cells.cells[c].stratum];
      total.first += state.g[c] * type.held[i] * ea[c];
      total.second += state.g[c] * type.held[i] * eb[c];
    }
    for (const auto& [stratum, total] : by_stratum) {
      sums[stratum].squares.add(static_cast<double>(type.people) * total.first * total.second);
    }
  }
}

/// Variance or covariance from the residuals of every cell.
double from_residuals(const State& state, const std::vector<double>& ea,
                      const std::vector<double>& eb, LonelyUnit lonely) {
  const Cells& cells = *state.cells;
  std::vector<StratumSums> sums(cells.strata.size());
  const std::vector<double> squares = lone_squares(cells);
  for (const std::uint32_t c : state.order) {
    const Cell& cell = cells.cells[c];
    const double g = state.g[c];
    StratumSums& stratum = sums[cell.stratum];
    stratum.squares.add(g * g * squares[c] * ea[c] * eb[c]);
    stratum.a.add(g * cell.weight * ea[c]);
    stratum.b.add(g * cell.weight * eb[c]);
  }
  add_repeats(state, ea, eb, sums);
  Sum total;
  for (std::size_t h = 0; h < sums.size(); ++h) {
    const StratumFactor f = stratum_factor(cells, h, lonely);
    total.add(f.factor *
              (sums[h].squares.value() - f.centred * sums[h].a.value() * sums[h].b.value()));
  }
  return total.value();
}

/// The compact form and, beside it, what the variance would be without calibration.
struct Compact {
  double calibrated = 0.0;
  double raw = 0.0;
};

/// One stratum's share of the compact form; cells [from, to) of the base lie in it.
Compact compact_stratum(const State& state, const Influence& of, std::size_t from, std::size_t to,
                        std::size_t stratum, const std::vector<double>& c, LonelyUnit lonely,
                        std::vector<double>& by_profile) {
  const weigh::Projection& projection = state.projection;
  const std::size_t rank = projection.rank;
  Sum squares;
  Sum total;
  for (std::size_t i = from; i < to; ++i) {
    const Cell& cell = state.cells->cells[of.cells[i]];
    const double g = state.g[of.cells[i]];
    const double second = g * g * cell.weight_squared * of.z[i];
    squares.add(second * of.z[i]);
    total.add(g * cell.weight * of.z[i]);
    if (rank > 0) {
      by_profile[state.profile[of.cells[i]]] += second;
    }
  }
  double explained = 0.0;
  double crossed = 0.0;
  double held = 0.0;
  for (std::size_t i = from; i < to && rank > 0; ++i) {
    const std::uint32_t r = state.profile[of.cells[i]];
    if (by_profile[r] != 0.0) {
      double fitted = 0.0;
      for (std::size_t k = 0; k < rank; ++k) {
        fitted += projection.basis[r * rank + k] * c[k];
      }
      crossed += fitted * by_profile[r];
      by_profile[r] = 0.0;
    }
  }
  for (std::size_t k = 0; k < rank; ++k) {
    const double* row = &projection.b[(stratum * rank + k) * rank];
    double along = 0.0;
    for (std::size_t j = 0; j < rank; ++j) {
      along += row[j] * c[j];
    }
    explained += c[k] * along;
    held += c[k] * projection.k[stratum * rank + k];
  }
  const StratumFactor f = stratum_factor(*state.cells, stratum, lonely);
  const double sum = total.value() - held;
  return {.calibrated =
              f.factor * (squares.value() - 2.0 * crossed + explained - f.centred * sum * sum),
          .raw = f.factor * squares.value()};
}

Compact compact(const State& state, const Influence& of, LonelyUnit lonely) {
  const bool calibrated = state.projection.rank > 0;
  const std::vector<double> c = calibrated ? coefficients(state, of) : std::vector<double>();
  std::vector<double> by_profile(state.projection.base.size(), 0.0);
  Sum variance;
  Sum raw;
  std::size_t from = 0;
  for (std::size_t h = 0; h < state.cells->strata.size(); ++h) {
    std::size_t to = from;
    while (to < of.cells.size() && state.cells->cells[of.cells[to]].stratum == h) {
      ++to;
    }
    if (calibrated || to > from) {
      const Compact share = compact_stratum(state, of, from, to, h, c, lonely, by_profile);
      variance.add(share.calibrated);
      raw.add(share.raw);
    }
    from = to;
  }
  return {.calibrated = variance.value(), .raw = raw.value()};
}

/// Responses of a base beyond each person's first in a stratum.
std::int64_t further_responses(const Cells& all, const std::vector<std::uint32_t>& base) {
  std::vector<bool> held(all.cells.size(), false);
  for (const std::uint32_t c : base) {
    held[c] = true;
  }
  std::int64_t further = 0;
  for (const RepeatType& type : all.repeats) {
    std::map<std::uint32_t, std::int64_t> in_base;
    for (std::size_t i = 0; i < type.cells.size(); ++i) {
      if (const Cell& cell = all.cells[type.cells[i]]; held[type.cells[i]]) {
        in_base[cell.stratum] += entry_responses(cell, type.held[i]);
      }
    }
    for (const auto& [stratum, responses] : in_base) {
      further += type.people * (responses - 1);
    }
  }
  return further;
}

}  // namespace

std::optional<double> value_of(const Variable& variable, std::int32_t answer) {
  if (answer == does_not_know) {
    return variable.dont_know;
  }
  const auto at = static_cast<std::size_t>(answer);
  return answer < 0 || at >= variable.value.size() ? std::nullopt : variable.value[at];
}

Influence influence(const State& state, const Domain& domain, const Variable& variable) {
  Influence made;
  Sum weight;
  Sum weighted;
  Sum squared;
  std::vector<double> y;
  for (const std::uint32_t c : in_order(state, domain)) {
    const Cell& cell = state.cells->cells[c];
    made.n_domain += cell.count;
    const std::optional<double> value = value_of(variable, cell.answer);
    if (!value || cell.count == 0) {
      continue;
    }
    const double w = state.g[c] * cell.weight;
    made.n += cell.count;
    made.positive += *value == 1.0 ? cell.count : 0;
    made.constant = made.constant && (y.empty() || *value == y.front());
    weight.add(w);
    weighted.add(w * *value);
    squared.add(state.g[c] * state.g[c] * cell.weight_squared);
    made.cells.push_back(c);
    y.push_back(*value);
  }
  made.weighted_base = weight.value();
  made.squared_weights = squared.value();
  if (made.n == 0 || made.weighted_base <= 0.0) {
    return made;
  }
  made.mean = made.constant ? y.front() : weighted.value() / made.weighted_base;
  Sum spread;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double off = y[i] - made.mean;
    made.z.push_back(off / made.weighted_base);
    spread.add(state.g[made.cells[i]] * state.cells->cells[made.cells[i]].weight * off * off);
  }
  made.spread = spread.value() / made.weighted_base;
  return made;
}

double degrees_of_freedom(const State& state, const std::vector<std::uint32_t>& cells) {
  std::int64_t units = 0;
  std::int64_t strata = 0;
  std::uint32_t last = UINT32_MAX;
  for (const std::uint32_t c : cells) {
    const Cell& cell = state.cells->cells[c];
    units += cell.count;
    strata += cell.stratum == last ? 0 : 1;
    last = cell.stratum;
  }
  if (!state.cells->repeats.empty()) {
    units -= further_responses(*state.cells, cells);
  }
  return static_cast<double>(units - strata);
}

std::optional<Fault> lonely_stratum(const Cells& cells, LonelyUnit lonely) {
  if (lonely != LonelyUnit::fail) {
    return std::nullopt;
  }
  for (std::size_t h = 0; h < cells.strata.size(); ++h) {
    if (cells.units[h] == 1 && uncovered(cells, h) > 0.0) {
      return Fault{.stratum = cells.strata[h],
                   .message = "stratum " + cells.strata[h] +
                              " has one sampling unit; name a policy for it (certainty, adjust)"};
    }
  }
  return std::nullopt;
}

double variance(const State& state, const Influence& of, LonelyUnit lonely) {
  if (of.constant) {
    return 0.0;
  }
  if (state.cells->repeats.empty()) {
    const Compact quick = compact(state, of, lonely);
    if (quick.calibrated > cancelled * quick.raw) {
      return quick.calibrated;
    }
  }
  const std::vector<double> e = residuals(state, of);
  return std::max(0.0, from_residuals(state, e, e, lonely));
}

Covariance covariance(const State& state, const Influence& a, const Influence& b,
                      LonelyUnit lonely) {
  const std::vector<double> ea = residuals(state, a);
  const std::vector<double> eb = residuals(state, b);
  return {.a = from_residuals(state, ea, ea, lonely),
          .b = from_residuals(state, eb, eb, lonely),
          .both = from_residuals(state, ea, eb, lonely)};
}

std::vector<double> covariances(const State& state, const std::vector<Influence>& of,
                                LonelyUnit lonely) {
  std::vector<std::vector<double>> e;
  e.reserve(of.size());
  for (const Influence& one : of) {
    e.push_back(residuals(state, one));
  }
  std::vector<double> all(of.size() * of.size());
  for (std::size_t a = 0; a < of.size(); ++a) {
    for (std::size_t b = 0; b <= a; ++b) {
      all[a * of.size() + b] = from_residuals(state, e[a], e[b], lonely);
      all[b * of.size() + a] = all[a * of.size() + b];
    }
  }
  return all;
}

}  // namespace soundings::estimate
