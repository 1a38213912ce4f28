// Rows of a CSV text (RFC 4180) fed in blocks: quotes, line ends within them, and
// commas, semicolons or tabs, whichever gives a table (delimiter.h).
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

/// What helps to read a text as rows.
struct CsvHints {
  /// How many of these names are known: the delimiter that gives more of them is the right one.
  std::function<std::size_t(const std::vector<std::string>&)> known;
  bool tabs_first = false;      ///< where nothing else decides
  std::size_t columns = 10000;  ///< cells of a row that are kept
};

/// text: UTF-8. Blank lines are passed over; so are byte order marks before a row, and a first line
/// "sep=;", which names the delimiter. A cell ="007" is 007: spreadsheets write texts so.
class CsvReader {
 public:
  /// cell_bytes: a longer cell is cut and makes its row string_too_long. A row with more cells than
  /// hints.columns is too_many_columns, unless those beyond are empty.
  CsvReader(std::size_t cell_bytes, std::function<void(CsvRow&&)> take, CsvHints hints = {});

  /// To be called before any text is fed, when the delimiter is known.
  void use_delimiter(char delimiter) noexcept { delimiter_ = delimiter; }

  /// Of the rows that were taken.
  [[nodiscard]] char delimiter() const noexcept { return delimiter_; }

  void feed(std::string_view text);
  /// No text follows. True when a trailing Ctrl-Z was removed.
  bool finish();

 private:
  enum class In { cell_start, plain, quoted, quote_in_quoted };

  void read(std::string_view text);
  /// Whether `c` belongs to a byte order mark before a row.
  bool in_mark(char c);
  void step(char c);
  void keep(char c);       ///< in the row as it is written
  void interpret(char c);  ///< for the cell that it stands in or ends
  void put(char c);
  void end_cell();
  void end_row();
  bool settle_delimiter(bool last);

  std::size_t cell_bytes_;
  std::function<void(CsvRow&&)> take_;
  CsvHints hints_;
  std::string beginning_;  ///< until the delimiter is known
  char delimiter_ = '\0';
  In in_ = In::cell_start;
  std::size_t mark_bytes_ = 0;  ///< of a byte order mark, seen so far
  bool after_carriage_return_ = false;
  std::uint64_t line_ = 1;
  std::string cell_;
  CsvRow row_;
};

}  // namespace soundings::receive
