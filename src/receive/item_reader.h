// A text of items, one a row (CSV) or one a line (NDJSON), fed in blocks of any
// encoding: each item is handed on as soon as it is whole, so that memory does not
// grow with the file.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/receive/receive.h"

#include "csv.h"
#include "encoding.h"
#include "rows.h"

namespace soundings::receive {

/// layout and limits must outlive it.
class ItemReader {
 public:
  enum class Shape { csv, ndjson };

  ItemReader(Shape shape, const EncodingDetector& detected, const Layout& layout,
             const Limits& limits, std::function<void(Submission&&)> take, bool tabs_first = false);

  void feed(std::string_view block);
  /// No block follows. What was found about the whole text.
  [[nodiscard]] std::vector<Finding> finish();

  /// Why no row of the file can be read; the one submission taken then carries it too.
  [[nodiscard]] const std::optional<HeaderFault>& header_fault() const noexcept {
    return header_fault_;
  }

 private:
  void feed_text(std::string_view text);
  void take_row(CsvRow&& row);
  [[nodiscard]] std::string delimiter_line(std::string_view header) const;
  void take_header(CsvRow&& row);
  void note_rows(std::string_view code, std::uint64_t rows, std::string_view which);
  void refuse_header(HeaderFault fault, const CsvRow& row);
  /// Adds to a line that is not whole yet; of one longer than row_bytes_kept the beginning is kept.
  void gather(std::string_view part);
  void end_line();
  void take_line(std::string_view line);
  void feed_lines(std::string_view text);

  Shape shape_;
  const Layout& layout_;
  const Limits& limits_;
  std::function<void(Submission&&)> take_;
  Encoding encoding_;
  std::size_t mark_bytes_;
  std::unique_ptr<Utf8Converter> converter_;  ///< none when the text is UTF-8 already
  bool cut_off_ = false;                      ///< the text ends within a character
  std::vector<Finding> findings_;

  CsvReader csv_;
  std::shared_ptr<const std::string> header_;
  std::optional<Columns> columns_;
  std::optional<HeaderFault> header_fault_;
  std::uint64_t blank_rows_ = 0;
  std::uint64_t header_rows_ = 0;  ///< after the first

  std::string line_text_;
  std::size_t line_bytes_ = 0;  ///< of the line so far, kept or not
  std::uint64_t line_ = 0;
  std::size_t index_ = 0;
};

}  // namespace soundings::receive
