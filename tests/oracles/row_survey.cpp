#include "oracles/row_survey.h"

#include <cmath>
#include <set>

namespace soundings::oracle {
namespace {

const std::string missing = "?";

std::string category(const Row& row, const std::string& margin) {
  const std::string& value = row.profile.at(margin);
  return value.empty() ? missing : value;
}

/// Targets as they are to be met: one total, and room for the missing.
std::map<std::string, double> fitted(const std::vector<Row>& rows, const std::string& margin,
                                     const std::map<std::string, double>& targets, double total) {
  double all = 0.0;
  double blank = 0.0;
  for (const Row& row : rows) {
    all += row.d;
    blank += category(row, margin) == missing ? row.d : 0.0;
  }
  double declared = 0.0;
  for (const auto& [name, target] : targets) {
    declared += target;
  }
  std::map<std::string, double> made;
  for (const auto& [name, target] : targets) {
    made[name] = target / declared * total * (1.0 - blank / all);
  }
  if (blank > 0.0) {
    made[missing] = total * blank / all;
  }
  return made;
}

}  // namespace

Weights rake_rows(const std::vector<Row>& rows, const Targets& targets, double total, int cycles) {
  Weights made;
  for (const Row& row : rows) {
    made.w.push_back(row.d);
  }
  for (int cycle = 0; cycle < cycles; ++cycle) {
    for (const auto& [margin, given] : targets) {
      const auto wanted = fitted(rows, margin, given, total);
      std::map<std::string, double> sums;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        sums[category(rows[i], margin)] += made.w[i];
      }
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string name = category(rows[i], margin);
        made.w[i] *= wanted.at(name) / sums.at(name);
      }
    }
    made.gap = 0.0;
    for (const auto& [margin, given] : targets) {
      std::map<std::string, double> sums;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        sums[category(rows[i], margin)] += made.w[i];
      }
      for (const auto& [name, target] : fitted(rows, margin, given, total)) {
        made.gap = std::max(made.gap, std::abs(sums[name] / target - 1.0));
      }
    }
    if (made.gap < 1e-14) {
      break;
    }
  }
  return made;
}

Columns margin_columns(const std::vector<Row>& rows, const Targets& targets) {
  Columns basis;
  for (const auto& [margin, unused] : targets) {
    std::set<std::string> names;
    for (const Row& row : rows) {
      names.insert(category(row, margin));
    }
    for (const std::string& name : names) {
      std::vector<double> x;
      double length = 0.0;
      for (const Row& row : rows) {
        x.push_back(category(row, margin) == name ? std::sqrt(row.d) : 0.0);
        length += x.back() * x.back();
      }
      for (int pass = 0; pass < 2; ++pass) {  // Gram-Schmidt, twice
        for (const auto& q : basis) {
          double along = 0.0;
          for (std::size_t i = 0; i < x.size(); ++i) {
            along += q[i] * x[i];
          }
          for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] -= along * q[i];
          }
        }
      }
      double left = 0.0;
      for (const double value : x) {
        left += value * value;
      }
      if (left > 1e-18 * length) {
        for (double& value : x) {
          value /= std::sqrt(left);
        }
        basis.push_back(std::move(x));
      }
    }
  }
  return basis;
}

Answer estimate_rows(const std::vector<Row>& rows, const std::vector<double>& w,
                     const Columns& columns, const std::vector<bool>& mask) {
  Answer made;
  double total = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (mask[i] && rows[i].y) {
      ++made.n;
      made.weighted_base += w[i];
      total += w[i] * *rows[i].y;
      squares += w[i] * w[i];
    }
  }
  made.df = df_rows(rows, mask);
  if (made.n == 0) {
    return made;
  }
  made.mean = total / made.weighted_base;
  made.kish = made.weighted_base * made.weighted_base / squares;
  std::vector<double> e(rows.size(), 0.0);
  double spread = 0.0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (mask[i] && rows[i].y) {
      const double off = *rows[i].y - made.mean;
      spread += w[i] * off * off / made.weighted_base;
      e[i] = std::sqrt(rows[i].d) * off / made.weighted_base;
    }
  }
  for (const auto& q : columns) {
    double along = 0.0;
    for (std::size_t i = 0; i < e.size(); ++i) {
      along += q[i] * e[i];
    }
    for (std::size_t i = 0; i < e.size(); ++i) {
      e[i] -= along * q[i];
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    made.influence.push_back(w[i] * e[i] / std::sqrt(rows[i].d));
  }
  const auto n = static_cast<double>(made.n);
  made.deff = n > 1.0 && spread > 1e-14
                  ? covariance_rows(rows, made.influence, made.influence, {}) * (n - 1.0) / spread
                  : 0.0;
  return made;
}

double covariance_rows(const std::vector<Row>& rows, const std::vector<double>& a,
                       const std::vector<double>& b,
                       const std::map<std::string, double>& population) {
  std::map<std::string, std::map<std::string, std::pair<double, double>>> totals;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& unit = totals[rows[i].stratum][rows[i].unit];
    unit.first += a[i];
    unit.second += b[i];
  }
  double sum = 0.0;
  for (const auto& [stratum, units] : totals) {
    const auto n = static_cast<double>(units.size());
    const auto size = population.find(stratum);
    const double uncovered = size == population.end() ? 1.0 : 1.0 - n / size->second;
    double mean_a = 0.0;
    double mean_b = 0.0;
    for (const auto& [unit, t] : units) {
      mean_a += n > 1.0 ? t.first / n : 0.0;
      mean_b += n > 1.0 ? t.second / n : 0.0;
    }
    for (const auto& [unit, t] : units) {
      sum += uncovered * (n > 1.0 ? n / (n - 1.0) : 1.0) * (t.first - mean_a) * (t.second - mean_b);
    }
  }
  return sum;
}

double df_rows(const std::vector<Row>& rows, const std::vector<bool>& mask) {
  std::set<std::pair<std::string, std::string>> units;
  std::set<std::string> strata;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (mask[i] && rows[i].y) {
      units.emplace(rows[i].stratum, rows[i].unit);
      strata.insert(rows[i].stratum);
    }
  }
  return static_cast<double>(units.size()) - static_cast<double>(strata.size());
}

}  // namespace soundings::oracle
