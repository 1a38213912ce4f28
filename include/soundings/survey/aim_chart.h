// The charts of a report as data: lines in time and areas beside one another, with every figure in
// words already.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace soundings {

/// A point of a line. at: months since year 0, of the end of its period.
struct ChartPoint {
  std::string period;  ///< "year ending March 2016"
  std::string tick;    ///< the same, short: "Mar 2016"
  double at = 0.0;
  double value = 0.0;
  std::optional<double> lo;
  std::optional<double> hi;
  std::string words;         ///< "22,317", "about 24,000"
  std::string range;         ///< "38.4 to 44.8"; "[x]" where the source gives none
  std::string answers;       ///< of a survey
  std::string marks;         ///< "[b]"
  bool approximate = false;  ///< read off a chart, or given with "about"
  bool apart = false;        ///< before a break: later points are not compared with it
};

struct ChartLine {
  std::string name;
  std::vector<ChartPoint> points;  ///< the earliest first
};

/// An area beside others. value: absent where it is hidden or not known.
struct ChartArea {
  std::string name;
  std::optional<double> value;
  std::optional<double> lo;
  std::optional<double> hi;
  std::string words;
  std::string range;
  std::string answers;
  std::string reading;  ///< against the rest of the force
  std::string marks;
  bool hidden = false;
};

/// An even line across a chart, drawn from `from` on where that is given.
struct ChartReference {
  std::string words;  ///< "Baseline 22,317"
  double value = 0.0;
  std::optional<double> from{};
};

/// One chart, of one question: lines in time or areas beside one another.
struct AimChart {
  enum class Kind { lines, areas };
  Kind kind = Kind::lines;
  std::string id;       ///< unique in its report
  std::string subject;  ///< the measure or series that is drawn
  std::string title;
  std::string sub;
  std::string note;
  bool per_cent = false;
  bool ranges = false;   ///< its figures have them
  bool answers = false;  ///< its figures have bases
  std::vector<ChartLine> lines;
  std::vector<ChartArea> areas;
  std::optional<ChartReference> reference;
  std::optional<double> broken_at;  ///< where the way of counting changed
  std::string broken_words;
};

}  // namespace soundings
