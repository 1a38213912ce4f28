// The registry: families by name, series by their rendered labels, one lock over both.
// A scrape prints what a page of the Prometheus text format 0.0.4 asks for.
#include "soundings/base/metrics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "soundings/base/number.h"

namespace soundings {
namespace {

enum class Kind { counter, gauge, histogram };

struct Series {
  double value = 0.0;                  // of a counter or gauge; a histogram's sum
  std::vector<std::uint64_t> buckets;  // of a histogram: one a bound, and one above them all
};

struct Family {
  Kind kind = Kind::counter;
  std::string help;
  std::vector<double> bounds;
  std::map<std::string, Series> series;  // by rendered labels
};

std::string_view name_of(Kind kind) noexcept {
  switch (kind) {
    case Kind::counter:
      return "counter";
    case Kind::gauge:
      return "gauge";
    case Kind::histogram:
      return "histogram";
  }
  return "untyped";
}

/// Backslash and line feed escaped; double quotes too inside a label's value.
void append_escaped(std::string& out, std::string_view text, std::string_view specials) {
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      out.append(specials.find(c) == std::string_view::npos ? 0 : 1, '\\');
      out += c;
    }
  }
}

/// `source="wmnow",outcome="accepted"`, without its braces.
std::string rendered(Metrics::Labels labels) {
  constexpr std::size_t usual_size = 64;
  std::string text;
  text.reserve(labels.size() == 0 ? 0 : usual_size);
  for (const auto& [name, value] : labels) {
    text.append(text.empty() ? "" : ",").append(name).append("=\"");
    append_escaped(text, value, "\\\"");
    text += '"';
  }
  return text;
}

std::string number_text(double value) {
  if (std::isnan(value)) {
    return "NaN";
  }
  if (std::isinf(value)) {
    return value > 0 ? "+Inf" : "-Inf";
  }
  return shortest(value);
}

std::string sample(std::string_view name, std::string_view labels, std::string_view value) {
  std::string text(name);
  if (!labels.empty()) {
    text.append("{").append(labels).append("}");
  }
  return text.append(" ").append(value).append("\n");
}

std::string histogram_text(const std::string& name, const std::string& labels, const Family& family,
                           const Series& series) {
  std::string text;
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < series.buckets.size(); ++i) {
    below += series.buckets[i];
    const auto bound = i < family.bounds.size() ? number_text(family.bounds[i]) : "+Inf";
    std::string with_bound = labels;
    with_bound.append(labels.empty() ? "" : ",").append("le=\"").append(bound).append("\"");
    text += sample(name + "_bucket", with_bound, std::to_string(below));
  }
  text += sample(name + "_sum", labels, number_text(series.value));
  return text + sample(name + "_count", labels, std::to_string(below));
}

}  // namespace

struct Metrics::State {
  mutable std::mutex lock;
  std::map<std::string, Family, std::less<>> families;

  void declare(std::string name, Family&& family) {
    const std::lock_guard guard(lock);
    const auto [at, is_new] = families.try_emplace(std::move(name), std::move(family));
    assert(is_new);
    static_cast<void>(at);
    static_cast<void>(is_new);
  }

  /// The family called `name`. Using a name that was not declared as this kind is a bug.
  Family& family(std::string_view name, Kind kind) {
    const auto at = families.find(name);
    assert(at != families.end() && at->second.kind == kind);
    static_cast<void>(kind);
    return at->second;
  }
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::declare_counter(std::string name, std::string help) {
  state_->declare(std::move(name), {.kind = Kind::counter, .help = std::move(help)});
}

void Metrics::declare_gauge(std::string name, std::string help) {
  state_->declare(std::move(name), {.kind = Kind::gauge, .help = std::move(help)});
}

void Metrics::declare_histogram(std::string name, std::string help, std::vector<double> bounds) {
  assert(std::is_sorted(bounds.begin(), bounds.end()));
  state_->declare(std::move(name),
                  {.kind = Kind::histogram, .help = std::move(help), .bounds = std::move(bounds)});
}

void Metrics::add(std::string_view name, Labels labels, double amount) {
  assert(amount >= 0.0);
  const auto key = rendered(labels);
  const std::lock_guard guard(state_->lock);
  state_->family(name, Kind::counter).series[key].value += amount;
}

void Metrics::set(std::string_view name, double value, Labels labels) {
  const auto key = rendered(labels);
  const std::lock_guard guard(state_->lock);
  state_->family(name, Kind::gauge).series[key].value = value;
}

void Metrics::observe(std::string_view name, double value, Labels labels) {
  const auto key = rendered(labels);
  const std::lock_guard guard(state_->lock);
  auto& family = state_->family(name, Kind::histogram);
  auto& series = family.series[key];
  series.buckets.resize(family.bounds.size() + 1);
  const auto bucket = std::lower_bound(family.bounds.begin(), family.bounds.end(), value);
  ++series.buckets[static_cast<std::size_t>(bucket - family.bounds.begin())];
  series.value += value;
}

std::string Metrics::text() const {
  const std::lock_guard guard(state_->lock);
  std::string page;
  for (const auto& [name, family] : state_->families) {
    page += "# HELP " + name + ' ';
    append_escaped(page, family.help, "\\");
    page.append("\n# TYPE ").append(name).append(" ").append(name_of(family.kind)).append("\n");
    for (const auto& [labels, series] : family.series) {
      page += family.kind == Kind::histogram ? histogram_text(name, labels, family, series)
                                             : sample(name, labels, number_text(series.value));
    }
  }
  return page;
}

}  // namespace soundings
