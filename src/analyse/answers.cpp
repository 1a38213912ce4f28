#include "answers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

namespace soundings::analyse {
namespace {

/// Letters and digits alone, in small letters.
std::string letters(std::string_view text) {
  std::string made;
  for (const char c : text) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      made += capital ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return made;
}

constexpr std::array<std::string_view, 13> no_answers{
    "dk",      "dontknow", "donotknow",     "refused", "prefernottosay", "pnts",   "na",
    "missing", "noanswer", "notapplicable", "nan",     "notstated",      "unknown"};

/// Finds the position of an answer by its text, then by the number it is.
class Named {
 public:
  explicit Named(const MeasureSpec& measure) {
    for (const auto& [answer, value] : measure.values) {
      add(answer, static_cast<std::int32_t>(texts_.size()));
    }
    for (const std::string& answer : measure.excluded) {
      add(answer, outside);
    }
  }

  static constexpr std::int32_t outside = -1;

  /// Nothing for an answer that the measure does not name.
  [[nodiscard]] std::optional<std::int32_t> position(const std::string& answer) const {
    if (const auto at = texts_.find(answer); at != texts_.end()) {
      return at->second;
    }
    if (const auto read = parse_number(answer)) {
      if (const auto at = numbers_.find(*read); at != numbers_.end()) {
        return at->second;
      }
    }
    return std::nullopt;
  }

 private:
  void add(const std::string& answer, std::int32_t position) {
    texts_.emplace(answer, position);
    if (const auto read = parse_number(answer)) {
      numbers_.emplace(*read, position);
    }
  }

  std::unordered_map<std::string, std::int32_t> texts_;
  std::map<double, std::int32_t> numbers_;
};

std::string counted(const std::pair<const std::string, std::int64_t>& answer) {
  return "\"" + answer.first + "\" (" + std::to_string(answer.second) +
         (answer.second == 1 ? " row)" : " rows)");
}

std::optional<Fault> refuse_beside(const MeasureSpec& measure, const Replies& found) {
  const auto at = std::ranges::find_if(
      found.beside, [](const auto& answer) { return !says_nothing(answer.first); });
  if (at == found.beside.end()) {
    return std::nullopt;
  }
  const std::string of = "measure " + measure.name + ": ";
  if (found.unseen.size() == measure.values.size()) {
    return Fault{.code = "spec_invalid",
                 .message = of + "no row of column " + measure.column +
                            " has an answer of the base; it has " + counted(*at)};
  }
  if (measure.kind == estimate::Variable::Kind::mean) {
    return Fault{.code = "spec_invalid",
                 .message = of + "scores leave out " + counted(*at) +
                            "; give it a number, or null to leave it outside the base"};
  }
  return std::nullopt;
}

}  // namespace

bool same_answer(std::string_view a, std::string_view b) noexcept {
  if (a == b) {
    return true;
  }
  const auto first = parse_number(a);
  const auto second = parse_number(b);
  return first && second && !(*first < *second) && !(*first > *second);
}

bool says_nothing(std::string_view answer) {
  return std::ranges::find(no_answers, letters(answer)) != no_answers.end();
}

Expected<Replies, Fault> replies(const CsvTable& table, const MeasureSpec* measure) {
  Replies found{.position = std::vector<std::int32_t>(table.rows.size(), Named::outside)};
  if (measure == nullptr) {
    return found;
  }
  const auto column = table.find(measure->column);
  if (!column) {
    return unexpected(no_column(measure->column));
  }
  const Named named(*measure);
  std::vector<bool> seen(measure->values.size(), false);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string& answer = table.rows[row][*column];
    if (answer.empty()) {
      continue;
    }
    const auto position = named.position(answer);
    if (!position) {
      ++found.beside[answer];
    } else if (*position != Named::outside) {
      found.position[row] = *position;
      seen[static_cast<std::size_t>(*position)] = true;
    }
  }
  for (std::size_t at = 0; at < seen.size(); ++at) {
    if (!seen[at]) {
      found.unseen.push_back(measure->values[at].first);
    }
  }
  if (auto fault = refuse_beside(*measure, found)) {
    return unexpected(*std::move(fault));
  }
  return found;
}

}  // namespace soundings::analyse
