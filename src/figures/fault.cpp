#include "fault.h"

#include <utility>

namespace soundings::figures {

Fault fault(std::string code, std::string field, std::string value, const std::string& rule) {
  std::string message = field + " \"" + value + "\": " + rule;
  return {.code = std::move(code),
          .field = std::move(field),
          .value = std::move(value),
          .message = std::move(message)};
}

}  // namespace soundings::figures
