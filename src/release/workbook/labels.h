// Codes of a file as people read them.
#pragma once

#include <string>

#include "soundings/survey/definitions.h"

#include "workbook/file_rows.h"

namespace soundings::release {

/// Speaks of one row of a file; a code that nothing names stays as it is.
class RowLabels {
 public:
  RowLabels(const Definitions& definitions, const FileRows& rows, std::size_t row)
      : definitions_(definitions), rows_(rows), row_(row) {}

  [[nodiscard]] std::string survey() const;
  /// The question as asked.
  [[nodiscard]] std::string question() const;
  /// "Positive answers" for the share of all of them.
  [[nodiscard]] std::string answer() const;
  [[nodiscard]] std::string weighting() const;
  [[nodiscard]] std::string code(const std::string& domain) const;
  /// "[u][r]".
  [[nodiscard]] std::string marks() const;

 private:
  const Definitions& definitions_;
  const FileRows& rows_;
  std::size_t row_;
};

/// "NPU"; the domain's id where no survey names it.
[[nodiscard]] std::string domain_title(const Definitions& definitions, const std::string& domain);

/// Columns of the file that are domains with a code in some row.
[[nodiscard]] std::vector<std::string> domains_of(const Definitions& definitions,
                                                  const FileRows& rows);

/// The mark in place of a number that is not there, "[c]", "[x]" or "[z]".
[[nodiscard]] std::string mark_for(const FileRows& rows, std::size_t row,
                                   const std::string& column);

}  // namespace soundings::release
