// usage: scoring RESPONSES.csv
// Times what happens after new answers: every month raked again and 48 domains by
// five questions scored with calibration-aware standard errors and Wilson intervals.
// A count is changed in every month before each timed run, so nothing is remembered.
// Prints one line of JSON; times are medians in milliseconds.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "soundings/estimate/estimate_board.h"

using namespace soundings;

namespace {

constexpr std::size_t months = 24;
constexpr std::size_t npus = 8;
constexpr std::size_t channels = 6;
constexpr std::size_t ages = 7;
constexpr std::size_t sexes = 2;
constexpr std::size_t ethnic_groups = 5;
constexpr std::size_t profiles = npus * ages * sexes * ethnic_groups;
constexpr std::size_t questions = 5;
constexpr double population = 2.3e6;

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Scope {
  std::vector<estimate::EstimateBoard> boards;
  std::vector<weigh::ProfileMargin> margins;
  std::vector<estimate::EstimateBoardDomain> domains;
};

Scope empty_scope() {
  estimate::EstimateBoard board{
      .profiles = profiles, .slices = channels, .people = std::vector<double>(profiles, 0.0)};
  for (std::size_t q = 0; q < questions; ++q) {
    board.questions.push_back({.valid = std::vector<std::int32_t>(channels * profiles, 0),
                               .positive = std::vector<std::int32_t>(channels * profiles, 0)});
  }
  Scope scope{.boards = std::vector<estimate::EstimateBoard>(months, board)};
  const std::vector<std::vector<double>> shares{{.20, .19, .12, .11, .12, .07, .10, .09},
                                                {.15, .19, .17, .16, .14, .10, .09},
                                                {.51, .49},
                                                {.62, .22, .09, .04, .03}};
  std::size_t below = profiles;
  for (const auto& margin : shares) {
    below /= margin.size();
    weigh::ProfileMargin made;
    for (std::uint32_t r = 0; r < profiles; ++r) {
      made.category.push_back(static_cast<std::uint32_t>(r / below % margin.size()));
    }
    for (const double share : margin) {
      made.target.push_back(share * population);
    }
    scope.margins.push_back(std::move(made));
  }
  for (std::uint32_t npu = 0; npu < npus; ++npu) {
    for (std::size_t channel = 0; channel < channels; ++channel) {
      estimate::EstimateBoardDomain domain{.slice = channel};
      for (std::uint32_t r = 0; r < profiles / npus; ++r) {
        domain.profiles.push_back(npu * static_cast<std::uint32_t>(profiles / npus) + r);
      }
      scope.domains.push_back(std::move(domain));
    }
  }
  return scope;
}

/// id,month,npu,channel,age,sex,eth,crime,q1..q5,w: whole numbers from 1 up to the 13th field.
void count_line(const std::string& line, Scope& scope) {
  std::array<std::size_t, 13> field{};
  const char* at = line.c_str();
  for (std::size_t& value : field) {
    while (*at >= '0' && *at <= '9') {
      value = value * 10 + static_cast<std::size_t>(*at++ - '0');
    }
    ++at;
  }
  estimate::EstimateBoard& board = scope.boards[field[1] - 1];
  const std::size_t profile =
      ((((field[2] - 1) * ages + field[4] - 1) * sexes + field[5] - 1) * ethnic_groups) + field[6] -
      1;
  board.people[profile] += 1.0;
  for (std::size_t q = 0; q < questions; ++q) {
    const std::size_t cell = (field[3] - 1) * profiles + profile;
    board.questions[q].valid[cell] += field[8 + q] < 9 ? 1 : 0;
    board.questions[q].positive[cell] += field[8 + q] == 4 || field[8 + q] == 5 ? 1 : 0;
  }
}

/// One more satisfied answer somewhere, another place each time.
void change(estimate::EstimateBoard& board, std::size_t turn) {
  const std::size_t profile = (turn * 97 + 13) % profiles;
  board.people[profile] += 1.0;
  for (estimate::QuestionCounts& question : board.questions) {
    question.valid[(turn % channels) * profiles + profile] += 1;
    question.positive[(turn % channels) * profiles + profile] += 1;
  }
}

/// Sum of everything computed, so that no work can be left out.
double refresh(const estimate::EstimateBoard& board, const Scope& scope) {
  const auto calibration = weigh::rake_profiles(board.people, scope.margins).value();
  double sum = 0.0;
  for (const auto& one : estimate::score(board, calibration, scope.domains)) {
    const auto range = estimate::interval(one, estimate::IntervalMethod::wilson);
    sum += one.value.value_or(0.0) + one.se.value_or(0.0) + (range ? range->lo + range->hi : 0.0);
  }
  return sum;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: scoring RESPONSES.csv\n", stderr);
    return 2;
  }
  const auto start = Clock::now();
  Scope scope = empty_scope();
  std::ifstream file(arguments[1]);
  std::string line;
  std::getline(file, line);
  std::size_t rows = 0;
  for (; std::getline(file, line); ++rows) {
    count_line(line, scope);
  }
  const double build = milliseconds_since(start);
  std::vector<double> all;
  std::vector<double> one;
  double sum = 0.0;
  for (std::size_t turn = 0; turn < 15; ++turn) {
    for (estimate::EstimateBoard& board : scope.boards) {
      change(board, turn);
    }
    const auto begin = Clock::now();
    for (const estimate::EstimateBoard& board : scope.boards) {
      sum += refresh(board, scope);
    }
    all.push_back(milliseconds_since(begin));
    const auto single = Clock::now();
    change(scope.boards[turn], turn + 1);
    sum += refresh(scope.boards[turn], scope);
    one.push_back(milliseconds_since(single));
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "{\"rows\":%zu,\"build_ms\":%.2f,\"rescore_ms\":%.3f,\"one_response_ms\":%.3f,"
      "\"peak_mb\":%.1f,\"check\":%.6f}\n",
      rows, build, median(all), median(one), static_cast<double>(usage.ru_maxrss) / 1024.0, sum);
  return 0;
}
