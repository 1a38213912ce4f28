// A scrape by the letter of the Prometheus text format 0.0.4.
#include "soundings/base/metrics.h"

#include <thread>

#include <catch2/catch.hpp>

namespace soundings {

TEST_CASE("counters and gauges print with their help and type, in a fixed order", "[base]") {
  Metrics metrics;
  metrics.declare_gauge("soundings_queue_depth", "Deliveries waiting.");
  metrics.declare_counter("soundings_arrivals_total", "Submissions by source and outcome.");
  metrics.add("soundings_arrivals_total", {{"source", "wmnow"}, {"outcome", "duplicate"}}, 50);
  metrics.add("soundings_arrivals_total", {{"source", "wmnow"}, {"outcome", "accepted"}});
  metrics.add("soundings_arrivals_total", {{"source", "wmnow"}, {"outcome", "accepted"}});
  metrics.set("soundings_queue_depth", 7);
  metrics.set("soundings_queue_depth", 0.5);
  CHECK(metrics.text() ==
        "# HELP soundings_arrivals_total Submissions by source and outcome.\n"
        "# TYPE soundings_arrivals_total counter\n"
        "soundings_arrivals_total{source=\"wmnow\",outcome=\"accepted\"} 2\n"
        "soundings_arrivals_total{source=\"wmnow\",outcome=\"duplicate\"} 50\n"
        "# HELP soundings_queue_depth Deliveries waiting.\n"
        "# TYPE soundings_queue_depth gauge\n"
        "soundings_queue_depth 0.5\n");
}

TEST_CASE("a histogram counts up to each bound, then all, with sum and count", "[base]") {
  Metrics metrics;
  metrics.declare_histogram("soundings_commit_seconds", "Time to commit.", {0.001, 0.01, 1});
  metrics.observe("soundings_commit_seconds", 0.001);  // a bound belongs to its bucket
  metrics.observe("soundings_commit_seconds", 0.005);
  metrics.observe("soundings_commit_seconds", 2.5);
  CHECK(metrics.text() ==
        "# HELP soundings_commit_seconds Time to commit.\n"
        "# TYPE soundings_commit_seconds histogram\n"
        "soundings_commit_seconds_bucket{le=\"0.001\"} 1\n"
        "soundings_commit_seconds_bucket{le=\"0.01\"} 2\n"
        "soundings_commit_seconds_bucket{le=\"1\"} 2\n"
        "soundings_commit_seconds_bucket{le=\"+Inf\"} 3\n"
        "soundings_commit_seconds_sum 2.506\n"
        "soundings_commit_seconds_count 3\n");
}

TEST_CASE("a histogram's own labels stand before its bound", "[base]") {
  Metrics metrics;
  metrics.declare_histogram("t", "T.", {1});
  metrics.observe("t", 3, {{"lane", "import"}});
  const auto text = metrics.text();
  CHECK(text.find("t_bucket{lane=\"import\",le=\"1\"} 0\n") != std::string::npos);
  CHECK(text.find("t_sum{lane=\"import\"} 3\n") != std::string::npos);
}

TEST_CASE("quotes, backslashes and line feeds are escaped", "[base]") {
  Metrics metrics;
  metrics.declare_counter("c", "One\\two\nthree \"quoted\".");
  metrics.add("c", {{"path", "a\"b\\c\nd"}});
  CHECK(metrics.text() ==
        "# HELP c One\\\\two\\nthree \"quoted\".\n"
        "# TYPE c counter\n"
        "c{path=\"a\\\"b\\\\c\\nd\"} 1\n");
}

TEST_CASE("counts from several threads are all there", "[base]") {
  Metrics metrics;
  metrics.declare_counter("c", "C.");
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&metrics] {
        for (int n = 0; n < 1000; ++n) {
          metrics.add("c");
        }
      });
    }
  }
  CHECK(metrics.text().ends_with("c 4000\n"));
}

}  // namespace soundings
