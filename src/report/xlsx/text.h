// Text as a cell of a workbook takes it.
#pragma once

#include <string>

namespace soundings::report {

/// Characters that XML cannot hold become spaces. Throws std::runtime_error for text that is not
/// UTF-8, since one such text would empty every cell of the file in some programs.
[[nodiscard]] std::string printable(const std::string& text);

/// The same for a cell, where "_x0041_" is read as "A" unless its first underscore is written out.
[[nodiscard]] std::string cell_text(const std::string& text);

}  // namespace soundings::report
