// Rows of a CSV text (RFC 4180) fed in blocks: quotes, line ends within them, and
// commas, semicolons or tabs, whichever the first line has most of.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace soundings::receive {

struct CsvRow {
  std::vector<std::string> cells;
  std::uint64_t line = 0;    ///< the first it stands on, from 1
  std::string raw;           ///< as written, without its line end; cut at row_bytes_kept
  std::string_view problem;  ///< a code, or empty
};

inline constexpr std::size_t row_bytes_kept = std::size_t{2} * 1024 * 1024;

/// text: UTF-8. Blank lines are passed over; so is a first line "sep=;", which names the
/// delimiter.
class CsvReader {
 public:
  /// cell_bytes: a longer cell is cut and makes its row string_too_long.
  CsvReader(std::size_t cell_bytes, std::function<void(CsvRow&&)> take);

  void feed(std::string_view text);
  /// No text follows. True when a trailing Ctrl-Z was removed.
  bool finish();

 private:
  enum class In { cell_start, plain, quoted, quote_in_quoted };

  void read(std::string_view text);
  void keep(char c);       ///< in the row as it is written
  void interpret(char c);  ///< for the cell that it stands in or ends
  void put(char c);
  void end_cell();
  void end_row();
  bool settle_delimiter(bool last);

  std::size_t cell_bytes_;
  std::function<void(CsvRow&&)> take_;
  std::string first_line_;  ///< until the delimiter is known
  char delimiter_ = '\0';
  In in_ = In::cell_start;
  bool after_carriage_return_ = false;
  std::uint64_t line_ = 1;
  std::string cell_;
  CsvRow row_;
};

}  // namespace soundings::receive
