// How each answer counts in each statistic.
#include "answer/statistics.h"

#include <algorithm>

#include "soundings/base/number.h"

#include "question/fault.h"

namespace soundings::figures {
namespace {

using Kind = estimate::Variable::Kind;

bool holds(const std::vector<int>& codes, const std::string& answer) {
  const auto code = parse_integer(answer);
  return code && std::find(codes.begin(), codes.end(), static_cast<int>(*code)) != codes.end();
}

/// Answers as printed codes, by position. Where nothing is counted, those of the definition.
std::vector<std::string> answers_of(const Asked& asked, const Cells& cells) {
  std::vector<std::string> answers = cells.answers;
  const auto scale = asked.survey->scales.find(asked.item->scale);
  if (answers.empty() && scale != asked.survey->scales.end()) {
    for (const ScalePoint& point : scale->second.points) {
      answers.push_back(std::to_string(point.code));
    }
  }
  return answers;
}

/// The value of one answer: 1 or 0 of a proportion, 1, 0 or -1 of a net figure, 0 to 1 of a score.
double value_of(const Asked& asked, const std::string& answer) {
  const Item& item = *asked.item;
  const double positive = holds(item.positive, answer) ? 1.0 : 0.0;
  const double negative = holds(item.negative, answer) ? 1.0 : 0.0;
  switch (asked.statistic) {
    case Statistic::pct_negative:
      return negative;
    case Statistic::net:
      return positive - negative;
    case Statistic::mean: {
      const auto scale = asked.survey->scales.find(item.scale);
      const auto code = parse_integer(answer);
      const bool known = code && scale != asked.survey->scales.end();
      return known ? scale->second.score(static_cast<int>(*code)).value_or(0.0) / 100.0 : 0.0;
    }
    case Statistic::pct_positive:
    case Statistic::distribution:
      break;
  }
  return positive;
}

bool is_mean(Statistic statistic) noexcept {
  return statistic == Statistic::net || statistic == Statistic::mean;
}

/// The share of each answer among the valid ones, and that of don't knows among them and these.
std::vector<Part> distribution(const std::vector<std::string>& answers) {
  std::vector<Part> parts;
  for (std::size_t at = 0; at < answers.size(); ++at) {
    Part& part = parts.emplace_back(Part{.answer = answers[at]});
    part.variable.value.assign(answers.size(), 0.0);
    part.variable.value[at] = 1.0;
  }
  Part& unsure = parts.emplace_back(Part{.answer = std::string(dont_know_answer)});
  unsure.variable.value.assign(answers.size(), 0.0);
  unsure.variable.dont_know = 1.0;
  return parts;
}

}  // namespace

std::vector<Part> parts_of(const Asked& asked, const Cells& cells) {
  const std::vector<std::string> answers = answers_of(asked, cells);
  if (asked.statistic == Statistic::distribution) {
    return distribution(answers);
  }
  Part part{.variable = {.kind = is_mean(asked.statistic) ? Kind::mean : Kind::proportion}};
  for (const std::string& answer : answers) {
    part.variable.value.emplace_back(value_of(asked, answer));
  }
  return {part};
}

estimate::IntervalMethod interval_of(const Asked& asked) noexcept {
  return is_mean(asked.statistic) ? estimate::IntervalMethod::wald : asked.interval;
}

Fault several_figures() {
  return fault("several_figures", "statistic", std::string(to_text(Statistic::distribution)),
               "it is several figures at once; name pct_positive, pct_negative, net or mean");
}

bool few_answers(const Definitions& definitions, std::int64_t base) noexcept {
  return base >= definitions.protection.hide_below &&
         base < definitions.disclosure.unreliable_below;
}

std::int64_t base_of(const Cells& cells, const estimate::Domain& domain,
                     const estimate::Variable& variable) {
  std::int64_t base = 0;
  for (const std::uint32_t at : domain) {
    const Cell& cell = cells.cells[at];
    const bool counts =
        cell.answer >= 0 || (cell.answer == does_not_know && variable.dont_know.has_value());
    base += counts ? cell.count : 0;
  }
  return base;
}

}  // namespace soundings::figures
