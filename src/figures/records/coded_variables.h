// The coded variables of respondent records: what stands in a column, and which code each value
// has.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "soundings/store/records.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/records.h"

namespace soundings::figures {

/// A variable whose values are chosen by their code. A code that it does not have yet is added.
class CodedVariable {
 public:
  explicit CodedVariable(RecordVariable variable);

  /// One more than the value's place; 0 for an empty code.
  [[nodiscard]] std::uint16_t choose(std::string_view code, std::string_view label = {});

  [[nodiscard]] const RecordVariable& variable() const noexcept { return variable_; }

 private:
  RecordVariable variable_;
  std::map<std::string, std::uint16_t, std::less<>> places_;
};

/// The codes of a domain in the order of its definition, numbered from 1.
[[nodiscard]] RecordVariable domain_variable(const Definitions& definitions, const Survey& survey,
                                             const Domain& domain);

/// The points of an item's scale by their own codes, then what is outside every base: the replies
/// that the form offers ("don't know"), and what became of an answer that is not there.
[[nodiscard]] RecordVariable item_variable(const Survey& survey, const Item& item);

/// The code in an item's variable that an answer has; empty for one that today's scale lacks.
[[nodiscard]] std::string code_of(const Survey& survey, const Item& item,
                                  const store::RecordAnswer& answer);

}  // namespace soundings::figures
