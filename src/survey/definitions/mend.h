// A definition file that departs from its schema -> one that can be decoded all the same,
// so that a fault of shape does not hide what else is wrong with the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "definitions/draft.h"

namespace soundings::definition {

/// left_out: pointers of the parts that could not be read; stand-ins of the right type are in
/// their places, texts and numbers that no definition holds and that differ from each other.
struct Mended {
  std::string text;
  std::vector<std::string> left_out;
};

/// `text` without unknown fields, and with stand-ins where a part is missing or cannot be read.
/// A part that can be read stays, however wrong. `faults`: every fault of shape of `text`.
[[nodiscard]] Mended mended(std::string_view text, std::string_view schema_text,
                            const Faults& faults);

}  // namespace soundings::definition
