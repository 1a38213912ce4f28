// What would be kept of a decoded submission if its survey knew every field.
#pragma once

#include <string>
#include <vector>

#include "soundings/receive/receive.h"

namespace soundings::testing {

inline std::string kept(const receive::Submission& submission) {
  std::vector<const receive::Field*> fields;
  for (const receive::Field& field : submission.fields) {
    fields.push_back(&field);
  }
  return receive::keep(fields);
}

}  // namespace soundings::testing
