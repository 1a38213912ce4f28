// What the columns of a CSV file are, as a document beside it: W3C "CSV on the Web", by the
// recommendations of 17 December 2015 (tabular data model, metadata vocabulary).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soundings::report {

/// A column. type: "string", "integer" or "decimal". An empty cell has no value.
struct CsvwColumn {
  std::string name;  ///< as in the header line
  std::string title;
  std::string description;
  std::string type = "string";
};

/// url: the file, seen from the document. line_end: as the file has it.
struct CsvwFile {
  std::string url;
  std::string title;
  std::string description;
  std::string publisher;
  std::vector<std::string> notes;
  std::string line_end = "\n";
  std::vector<CsvwColumn> columns;
};

inline constexpr std::string_view csvw_media_type = "application/csvm+json";

/// "may.csv-metadata.json": where a reader looks for it.
[[nodiscard]] std::string csvw_name(const std::string& csv);

/// The document, as UTF-8 with a line feed at its end.
[[nodiscard]] std::string csvw(const CsvwFile& file);

}  // namespace soundings::report
