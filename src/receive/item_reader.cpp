#include "item_reader.h"

#include <algorithm>
#include <utility>

#include "soundings/receive/problem.h"

#include "body.h"
#include "delimiter.h"
#include "record.h"

namespace soundings::receive {
namespace {

// About a file as a whole.
constexpr std::string_view blank_rows_passed_over = "blank_rows_passed_over";
constexpr std::string_view header_rows_passed_over = "header_rows_passed_over";

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string row_words(std::string_view code, std::uint64_t line) {
  const std::string words = "Line " + std::to_string(line);
  if (code == problem::unterminated_quote) {
    return words + " opens a quote that the file does not close.";
  }
  if (code == problem::string_too_long) {
    return words + " has a cell longer than the limit.";
  }
  if (code == problem::too_many_columns) {
    return words + " has more cells than the limit.";
  }
  if (code == problem::invalid_utf8) {
    return words + " ends within a character; the file is cut off.";
  }
  return words + " has text after a closing quote.";
}

}  // namespace

ItemReader::ItemReader(Shape shape, const EncodingDetector& detected, const Layout& layout,
                       const Limits& limits, std::function<void(Submission&&)> take,
                       bool tabs_first)
    : shape_(shape),
      layout_(layout),
      limits_(limits),
      take_(std::move(take)),
      encoding_(detected.encoding()),
      mark_bytes_(detected.mark_bytes()),
      csv_(limits.string_bytes, [this](CsvRow&& row) { take_row(std::move(row)); },
           {.known =
                [&layout](const std::vector<std::string>& names) {
                  return Columns::known(names, layout);
                },
            .tabs_first = tabs_first,
            .columns = limits.columns}) {
  if (encoding_ != Encoding::utf8) {
    converter_ = std::make_unique<Utf8Converter>(encoding_);
  }
  if (detected.unassigned() > 0) {
    findings_.push_back({.code = "unassigned_bytes",
                         .message = std::to_string(detected.unassigned()) +
                                    " bytes have no character in windows-1252."});
  }
}

void ItemReader::feed(std::string_view block) {
  const std::size_t mark = std::min(mark_bytes_, block.size());
  block.remove_prefix(mark);
  mark_bytes_ -= mark;
  if (converter_) {
    feed_text(converter_->convert(block, false));
  } else {
    feed_text(block);
  }
}

void ItemReader::feed_text(std::string_view text) {
  if (shape_ == Shape::csv) {
    csv_.feed(text);
  } else {
    feed_lines(text);
  }
}

std::vector<Finding> ItemReader::finish() {
  if (converter_) {
    const std::string rest = converter_->convert({}, true);
    cut_off_ = !rest.empty();
    feed_text(rest);
  }
  bool ctrl_z = false;
  if (shape_ == Shape::csv) {
    ctrl_z = csv_.finish();
    if (!columns_ && !header_fault_) {
      refuse_header({.finding = {.code = std::string(problem::header_unreadable),
                                 .message = "The text has no first line with names in it."}},
                    {.line = 1});
    }
  } else {
    ctrl_z = line_text_.ends_with('\x1A');
    if (ctrl_z) {
      line_text_.pop_back();
      --line_bytes_;
    }
    end_line();
  }
  if (ctrl_z) {
    findings_.push_back(
        {.code = "trailing_ctrl_z", .message = "A Ctrl-Z at the end of the text was removed."});
  }
  note_rows(blank_rows_passed_over, blank_rows_, "without a value in any cell");
  note_rows(header_rows_passed_over, header_rows_, "like the first line");
  return std::move(findings_);
}

void ItemReader::note_rows(std::string_view code, std::uint64_t rows, std::string_view which) {
  if (rows > 0) {
    findings_.push_back({.code = std::string(code),
                         .message = std::to_string(rows) + (rows == 1 ? " row " : " rows ") +
                                    std::string(which) + (rows == 1 ? " was" : " were") +
                                    " passed over."});
  }
}

void ItemReader::refuse_header(HeaderFault fault, const CsvRow& row) {
  Submission whole = undecoded(row.raw, 0, fault.finding);
  whole.line = row.line;
  header_fault_ = std::move(fault);
  take_(std::move(whole));
}

/// A line that names the delimiter where the header by itself would not be cut by it.
std::string ItemReader::delimiter_line(std::string_view header) const {
  const bool plain = header.find('"') == std::string_view::npos;
  return plain && only_delimiter(header) == csv_.delimiter()
             ? ""
             : "sep=" + std::string(1, csv_.delimiter()) + "\n";
}

void ItemReader::take_header(CsvRow&& row) {
  if (row.problem == problem::too_many_columns) {
    refuse_header({.finding = {.code = std::string(row.problem),
                               .message = row_words(row.problem, row.line)}},
                  row);
    return;
  }
  auto columns = Columns::from(row.cells, layout_, Columns::Of::file);
  if (!columns) {
    refuse_header(std::move(columns.error()), row);
    return;
  }
  columns_ = std::move(*columns);
  header_ = std::make_shared<const std::string>(delimiter_line(row.raw) + row.raw);
}

void ItemReader::take_row(CsvRow&& row) {
  if (header_fault_) {
    return;
  }
  if (row.problem.empty() &&
      std::ranges::all_of(row.cells, [](const std::string& cell) { return is_blank(cell); })) {
    ++blank_rows_;
    return;
  }
  if (!columns_) {
    take_header(std::move(row));
    return;
  }
  if (row.problem.empty() && columns_->repeats_header(row.cells)) {
    ++header_rows_;
    return;
  }
  const std::size_t index = index_++;
  const bool cut = converter_ ? cut_off_ : unfinished(row.cells.back()) > 0;
  if (row.problem.empty() && cut) {
    row.problem = problem::invalid_utf8;
  }
  if (row.problem.empty()) {
    Submission read = columns_->read(std::move(row.cells), std::move(row.raw), index, row.line);
    read.header = header_;
    take_(std::move(read));
    return;
  }
  Submission broken =
      undecoded(row.raw, index,
                {.code = std::string(row.problem), .message = row_words(row.problem, row.line)});
  broken.line = row.line;
  broken.header = header_;
  broken.claims = columns_->claims(row.cells);
  broken.unread = columns_->unread(row.cells);
  take_(std::move(broken));
}

void ItemReader::feed_lines(std::string_view text) {
  while (true) {
    const std::size_t end = text.find('\n');
    const std::string_view part = text.substr(0, end);
    if (end == std::string_view::npos) {
      gather(part);
      return;
    }
    if (line_text_.empty() && line_bytes_ == 0) {
      take_line(part);
    } else {
      gather(part);
      end_line();
    }
    text.remove_prefix(end + 1);
  }
}

void ItemReader::gather(std::string_view part) {
  line_text_.append(part.substr(0, row_bytes_kept - std::min(row_bytes_kept, line_text_.size())));
  line_bytes_ += part.size();
}

void ItemReader::end_line() {
  const std::string line = std::exchange(line_text_, {});
  if (std::exchange(line_bytes_, 0) == line.size()) {
    take_line(line);
    return;
  }
  ++line_;
  Submission held = undecoded(line, index_++,
                              {.code = std::string(problem::line_too_long),
                               .message = "Line " + std::to_string(line_) +
                                          " is longer than 2 MiB; its beginning is held."});
  held.line = line_;
  take_(std::move(held));
}

void ItemReader::take_line(std::string_view line) {
  ++line_;
  while (line.starts_with(byte_order_mark)) {
    line.remove_prefix(byte_order_mark.size());
  }
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  if (line.find_first_not_of(" \t") == std::string_view::npos) {
    return;
  }
  Decoded read = read_body(line, layout_, limits_);
  for (Submission& submission : read.submissions) {
    submission.index = index_++;
    submission.line = line_;
    take_(std::move(submission));
  }
}

}  // namespace soundings::receive
