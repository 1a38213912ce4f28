// What a body is read by: the adapter of its sender and the survey it answers, with the
// spellings of their names worked out once.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "soundings/survey/source.h"
#include "soundings/survey/survey.h"

namespace soundings::receive {

/// Immutable. The adapter and the survey must outlive it.
class Layout {
 public:
  /// adapter: nullptr for the native shape. survey: nullptr when it does not matter, as for a
  /// table that is no survey's; then any column of a file in the native shape may be an answer, and
  /// no column must be there.
  Layout(const Adapter* adapter = nullptr, const Survey* survey = nullptr);  // NOLINT: implicit

  [[nodiscard]] const Adapter* adapter() const noexcept { return adapter_; }
  [[nodiscard]] const Survey* survey() const noexcept { return survey_; }
  [[nodiscard]] bool native() const noexcept {
    return adapter_ == nullptr || adapter_->map.empty();
  }

  /// The keys of the paths of each mapping, in their order.
  [[nodiscard]] const std::vector<std::vector<std::string>>& path_keys() const noexcept {
    return path_keys_;
  }
  [[nodiscard]] bool drops(std::string_view key) const;
  [[nodiscard]] bool does_not_need(std::string_view key) const;

  /// The field of the native shape that a name of a file or form spells, answers included; empty
  /// for none.
  [[nodiscard]] std::string column_field(std::string_view name) const;

 private:
  const Adapter* adapter_;
  const Survey* survey_;
  std::vector<std::vector<std::string>> path_keys_;
  std::vector<std::string> dropped_;
  std::vector<std::string> not_needed_;
  std::vector<std::pair<std::string, std::string>> answers_;  ///< key and field
};

/// The field of the native response, other than its answers, that `name` spells; empty for none.
[[nodiscard]] std::string_view native_field(std::string_view name);

/// Whether `name` spells the member that holds the answers.
[[nodiscard]] bool names_answers(std::string_view name);

}  // namespace soundings::receive
