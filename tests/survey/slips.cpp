// Each slip is made in a copy of the shipped definitions, and its fault is looked for.
#include "slips.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "support/definition_copy.h"

namespace soundings::test {

std::vector<DefinitionFault> faults_in(const std::filesystem::path& folder) {
  const auto definitions = read_definitions(folder);
  return definitions ? std::vector<DefinitionFault>{} : definitions.error();
}

std::string reported(const std::vector<DefinitionFault>& faults) {
  std::string text;
  for (const DefinitionFault& fault : faults) {
    text += fault.file + " " + fault.pointer + " [" + fault.value + "] " + fault.rule + ": " +
            fault.message + "\n";
  }
  return text;
}

void check(const Slips& slips) {
  for (const Slip& slip : slips) {
    const DefinitionCopy copy;
    copy.replace(slip.file, slip.from, slip.to);
    const auto faults = faults_in(copy.folder());
    INFO(slip.rule << " in " << slip.file << ", " << slip.from << " -> " << slip.to << "\n"
                   << reported(faults));
    CHECK(faults.size() == slip.faults);
    CHECK(std::any_of(faults.begin(), faults.end(), [&slip](const DefinitionFault& fault) {
      return fault.rule == slip.rule && fault.file == slip.file && fault.pointer == slip.pointer &&
             fault.value == slip.value && !fault.message.empty();
    }));
  }
}

}  // namespace soundings::test
