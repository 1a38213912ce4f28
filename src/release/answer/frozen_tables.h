// A release as questions look it up: its printed rows by survey, period, domains and item.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/store/releases.h"
#include "soundings/survey/period.h"
#include "soundings/survey/table.h"

namespace soundings::release {

/// A printed row with the code of each domain of its table.
struct FrozenRow {
  const store::ReleaseRow* row = nullptr;
  DomainKey codes;
};

/// Immutable.
class FrozenTables {
 public:
  explicit FrozenTables(store::Release release);
  FrozenTables(const FrozenTables&) = delete;
  FrozenTables& operator=(const FrozenTables&) = delete;

  [[nodiscard]] const store::Release& release() const noexcept { return release_; }

  /// The rows of an item in the table by these domains, in any order of them; empty when the
  /// release has no such table.
  [[nodiscard]] const std::vector<FrozenRow>& rows(const std::string& survey, const Period& period,
                                                   std::vector<std::string> domains,
                                                   const std::string& item) const;

  [[nodiscard]] bool prints(std::string_view survey, const Period& period) const;

  /// The periods of a survey, as they are printed.
  [[nodiscard]] const std::vector<Period>& periods(std::string_view survey) const;

  /// The tables of a survey and period in words: "force, npu, npu by crime_group".
  [[nodiscard]] std::string tables_in_words(std::string_view survey, const Period& period) const;

 private:
  store::Release release_;
  std::map<std::string, std::vector<FrozenRow>> tables_;
  std::map<std::string, std::vector<Period>, std::less<>> periods_;
};

}  // namespace soundings::release
