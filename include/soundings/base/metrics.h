// Counters, gauges and histograms, printed in the Prometheus text format 0.0.4.
// One registry is made in app and handed down; every call is thread-safe.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soundings {

class Metrics {
 public:
  /// Label names and values, in the order in which they print.
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// What a name means: its HELP line. Undeclared names may not be used.
  void declare_counter(std::string name, std::string help);
  void declare_gauge(std::string name, std::string help);
  /// bounds: upper bounds of the buckets, ascending, in the metric's unit.
  void declare_histogram(std::string name, std::string help, std::vector<double> bounds);

  /// amount: not negative.
  void add(std::string_view name, Labels labels = {}, double amount = 1.0);
  void set(std::string_view name, double value, Labels labels = {});
  void observe(std::string_view name, double value, Labels labels = {});

  /// The whole registry as text, names and labels in a fixed order.
  [[nodiscard]] std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings
