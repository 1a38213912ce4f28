// Which faults only repeat what is already said of a file's form.
#pragma once

#include <string>
#include <vector>

#include "definitions/draft.h"

namespace soundings::definition {

/// What is wrong with the form of one file, and the pointers of its parts that were left out.
struct Doubts {
  Faults form;
  std::vector<std::string> left_out;
};

/// Whether `fault`, of the same file, need not stand once its form is mended: it speaks of a part
/// in doubt, or misses something that such a part might have said.
[[nodiscard]] bool is_repeat(const DefinitionFault& fault, const Doubts& doubts);

/// Whether a part in doubt is one that other files refer to.
[[nodiscard]] bool doubtful_to_others(const Doubts& doubts);

}  // namespace soundings::definition
