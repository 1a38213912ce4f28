// What the tests of decoding share: a body decoded by its media type, and a field of what came out.
#pragma once

#include <string>
#include <variant>

#include "soundings/receive/receive.h"

namespace soundings::testing {

inline receive::Decoded decode_as(const std::string& media_type, const std::string& body,
                                  const Adapter* adapter = nullptr) {
  Delivery delivery;
  delivery.media_type = media_type;
  delivery.body = body;
  return receive::decode(delivery, adapter);
}

inline receive::Decoded decode_csv(const std::string& body, const Adapter* adapter = nullptr) {
  return decode_as("text/csv", body, adapter);
}

inline std::string value(const receive::Submission& submission, const std::string& name) {
  for (const receive::Field& field : submission.fields) {
    if (field.name == name) {
      return std::get<std::string>(field.value);
    }
  }
  return "(none)";
}

}  // namespace soundings::testing
