// The printed numbers of a release, read back from its files, and found by what they are of.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/disclose/printed.h"

namespace soundings::release {

/// "victim_satisfaction.primitives.csv".
[[nodiscard]] std::string primitives_name(const std::string& survey);

/// The rows that disclose::printed_csv() wrote. areas: the domain of areas. Nothing for a file it
/// did not write.
[[nodiscard]] std::optional<std::vector<disclose::PrintedFigure>> parse_printed(
    std::string_view csv, const std::string& areas);

/// The codes that a printed row joins: "officer|not_applicable" is two.
[[nodiscard]] std::vector<std::string> codes_of(const std::string& row);

/// Printed numbers by what they are of. The figures outlive it.
class PrintedNumbers {
 public:
  explicit PrintedNumbers(std::span<const disclose::PrintedFigure> figures);

  /// nullptr when there is no such row, printed or hidden. layers: sorted.
  [[nodiscard]] const disclose::PrintedFigure* find(const std::vector<std::string>& layers,
                                                    const std::string& item,
                                                    const disclose::FigureCell& cell,
                                                    disclose::Quantity quantity,
                                                    const std::string& answer = {}) const;

 private:
  struct Key {
    std::vector<std::string> layers;
    std::string item;
    disclose::FigureCell cell;
    disclose::Quantity quantity;
    std::string answer;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  std::map<Key, const disclose::PrintedFigure*> numbers_;
};

}  // namespace soundings::release
