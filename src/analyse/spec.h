// What an analysis asks for: the specification as read, before any response is.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "soundings/analyse/analyse.h"
#include "soundings/base/expected.h"
#include "soundings/estimate/estimate.h"
#include "soundings/weigh/calibrate.h"

namespace soundings::analyse {

/// Caps base weights and spreads the excess equally over the untrimmed.
struct Trim {
  double upper = 0.0;
  bool strict = false;  ///< again until none is over
};

struct Weighting {
  weigh::Method method = weigh::Method::none;
  std::string base_weight;  ///< a column; empty: 1 each
  std::string margins;      ///< a file; empty: none
  weigh::Absent absent = weigh::Absent::error;
  bool rescale = false;  ///< margins of different totals are one population in several units
  std::optional<double> population_total;
  std::optional<Trim> trim;
  std::optional<std::array<double, 2>> bounds;
  int max_iterations = 2000;
};

/// Columns, each empty when it is not given.
struct Design {
  std::string psu;
  std::string strata;
  std::string fpc;
  estimate::LonelyUnit lonely = estimate::LonelyUnit::fail;
};

struct MeasureSpec {
  std::string name;
  std::string column;
  estimate::Variable::Kind kind = estimate::Variable::Kind::proportion;
  std::vector<std::pair<std::string, double>> values;  ///< what each valid answer counts as
  std::vector<std::string> excluded;                   ///< answers known to be outside the base
};

/// Column and category pairs, all of them; none is everybody.
using Where = std::vector<std::pair<std::string, std::string>>;

struct Spec {
  std::string responses;
  Weighting weighting;
  Design design;
  std::vector<MeasureSpec> measures;
  std::vector<std::vector<std::string>> domains;  ///< columns to cross
  std::map<std::string, std::vector<std::string>> levels;
  std::vector<std::pair<Where, Where>> contrasts;
  std::vector<std::string> tests;  ///< columns whose groups the answers are tested by
  double level = 0.95;
  std::vector<std::string> ignored;  ///< keys that mean nothing here
};

[[nodiscard]] Expected<Spec, Fault> parse_spec(std::string_view json);

}  // namespace soundings::analyse
