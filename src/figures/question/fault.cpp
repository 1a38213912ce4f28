// Faults, and the words that were probably meant.
#include "question/fault.h"

#include <algorithm>
#include <utility>

#include "soundings/base/nearest.h"

#include "question/domain_codes.h"

namespace soundings::figures {

Fault fault(std::string code, std::string field, std::string value, const std::string& rule) {
  std::string message = field + " \"" + value + "\": " + rule;
  return {.code = std::move(code),
          .field = std::move(field),
          .value = std::move(value),
          .message = std::move(message)};
}

Fault unknown_measure(const Definitions& definitions, const std::string& measure) {
  return fault("unknown_measure", "measure", measure,
               "no measure of the definitions has this id" +
                   did_you_mean(nearest(measure, ids(definitions.measures))));
}

Fault unknown_code(const Definitions& definitions, const Survey& survey, const std::string& field,
                   const std::string& domain, const std::string& code) {
  return fault("unknown_code", field, code,
               "the domain " + domain + " has no such code" +
                   did_you_mean(nearest(code, row_spellings(definitions, survey, domain))));
}

}  // namespace soundings::figures
