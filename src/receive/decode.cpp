// Bodies and files to submissions, by media type. Nothing authentic is lost: what
// cannot be decoded is a submission with a problem.
#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <utility>

#include "soundings/receive/problem.h"
#include "soundings/receive/receive.h"

#include "body.h"
#include "encoding.h"
#include "form.h"
#include "item_reader.h"
#include "record.h"

namespace soundings::receive {
namespace {

constexpr std::size_t block_bytes = std::size_t{256} * 1024;

// Of a file of JSON, which is read whole (docs/operating.md says what memory that takes).
constexpr std::size_t json_file_bytes = std::size_t{32} * 1024 * 1024;
constexpr std::size_t json_file_values = 500'000;  // containers among them

enum class Media { json, ndjson, csv, form, other };

/// The type without its parameters, which say nothing that decides how a body is read.
Media media_of(std::string_view media_type) {
  std::string essence(media_type.substr(0, media_type.find(';')));
  std::erase_if(essence, [](char c) { return c == ' ' || c == '\t'; });
  std::ranges::transform(essence, essence.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  if (essence == "application/json") {
    return Media::json;
  }
  if (essence == "application/x-ndjson") {
    return Media::ndjson;
  }
  if (essence == "text/csv") {
    return Media::csv;
  }
  return essence == "application/x-www-form-urlencoded" ? Media::form : Media::other;
}

Finding too_many_fields(const Limits& limits) {
  return {.code = std::string(problem::too_many_items),
          .message = "The file has more than " + std::to_string(limits.file_fields) +
                     " values; `soundings import` takes larger ones."};
}

Finding too_many_rows(const Limits& limits) {
  return {.code = std::string(problem::too_many_items),
          .message = "The file has more than " + std::to_string(limits.file_items) +
                     " rows; `soundings import` takes larger ones."};
}

Decoded decode_items(std::string_view body, ItemReader::Shape shape, const Layout& layout,
                     const Limits& limits) {
  EncodingDetector detector;
  detector.see(body);
  Decoded decoded;
  decoded.batch = true;
  decoded.encoding = to_text(detector.encoding());
  std::optional<Finding> too_much;
  std::size_t fields = 0;
  ItemReader reader(shape, detector, layout, limits, [&](Submission&& submission) {
    fields += submission.fields.size() + submission.unread.size() + submission.claims.size();
    if (!too_much && fields > limits.file_fields) {
      too_much = too_many_fields(limits);
    }
    if (!too_much && decoded.submissions.size() == limits.file_items) {
      too_much = too_many_rows(limits);
    }
    if (!too_much) {
      decoded.submissions.push_back(std::move(submission));
    }
  });
  for (std::size_t from = 0; from < body.size() && !too_much; from += block_bytes) {
    reader.feed(body.substr(from, block_bytes));
  }
  if (!too_much) {
    decoded.findings = reader.finish();
  }
  if (too_much) {
    return whole_body(body, std::move(*too_much));
  }
  if (reader.header_fault()) {
    // No row was read, so all of the body is what is held.
    Decoded held = whole_body(body, reader.header_fault()->finding);
    held.encoding = std::move(decoded.encoding);
    return held;
  }
  return decoded;
}

/// How many rows there are, counted no further than one past `most`.
std::size_t count_items(std::string_view body, ItemReader::Shape shape,
                        const EncodingDetector& detector, const Layout& layout,
                        const Limits& limits, std::size_t most) {
  std::size_t rows = 0;
  ItemReader reader(shape, detector, layout, limits, [&](const Submission&) { ++rows; });
  for (std::size_t from = 0; from < body.size() && rows <= most; from += block_bytes) {
    reader.feed(body.substr(from, block_bytes));
  }
  if (rows <= most) {
    static_cast<void>(reader.finish());
  }
  return rows;
}

/// A whole text without its marks, in UTF-8.
std::string as_utf8(std::string_view text, const EncodingDetector& detected) {
  text.remove_prefix(detected.mark_bytes());
  std::string converted;
  if (detected.encoding() == Encoding::utf8) {
    converted = text;
  } else {
    Utf8Converter converter(detected.encoding());
    converted = converter.convert(text, false);
    converted += converter.convert({}, true);
  }
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  while (converted.starts_with(mark)) {
    converted.erase(0, mark.size());
  }
  return converted;
}

/// No fewer than the values of a JSON text, containers among them, counted without parsing it: each
/// stands first in a container or behind a comma.
std::size_t values_in(std::string_view text) {
  std::size_t values = 1;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == '[' || c == '{')) {
      ++values;
    }
  }
  return values;
}

Finding too_much_json(std::size_t most, std::string_view of) {
  return {.code = std::string(problem::too_many_items),
          .message = "The file has more than " + std::to_string(most) + " " + std::string(of) +
                     ", and a file of JSON is read whole. Write one response a line (NDJSON): such "
                     "a file may have any length."};
}

/// Every block of a file, in order; stops early when `take` returns false.
void each_block(std::ifstream& file, const std::function<bool(std::string_view)>& take) {
  std::string block(block_bytes, '\0');
  while (file) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    const auto got = static_cast<std::size_t>(file.gcount());
    if (got == 0 || !take(std::string_view(block).substr(0, got))) {
      return;
    }
  }
}

/// Gathers submissions into chunks and hands each on when it is full.
class Chunks {
 public:
  using Take = std::function<bool(std::vector<Submission>&&, const FileProgress&)>;

  Chunks(std::size_t size, const Take& take, const FileProgress& progress)
      : size_(std::max<std::size_t>(size, 1)), take_(take), progress_(progress) {}

  void add(Submission&& submission) {
    if (stopped_) {
      return;
    }
    chunk_.push_back(std::move(submission));
    if (chunk_.size() == size_) {
      hand_on();
    }
  }
  void hand_on() {
    if (!stopped_ && !chunk_.empty()) {
      stopped_ = !take_(std::exchange(chunk_, {}), progress_);
    }
  }
  [[nodiscard]] bool stopped() const noexcept { return stopped_; }

 private:
  std::size_t size_;
  const Take& take_;
  const FileProgress& progress_;
  std::vector<Submission> chunk_;
  bool stopped_ = false;
};

/// A file that has been looked through once and is read from its beginning.
struct FileReading {
  const std::string& path;
  std::ifstream& file;
  const EncodingDetector& detector;
  const Layout& layout;
  const Limits& limits;
  FileProgress& progress;
  Chunks& chunks;
};

Finding unread_to_end(const std::string& path) {
  return {.code = "file_unreadable", .message = "The file " + path + " cannot be read to its end."};
}

/// A file of JSON, whole. Errors: too_many_items; file_unreadable when it ends too early.
Expected<Decoded, Finding> read_json_file(const FileReading& reading) {
  const std::size_t bytes = reading.progress.bytes_total;
  if (bytes > json_file_bytes) {
    return unexpected(too_much_json(json_file_bytes, "bytes"));
  }
  std::string body(bytes, '\0');
  if (!reading.file.read(body.data(), static_cast<std::streamsize>(body.size()))) {
    return unexpected(unread_to_end(reading.path));
  }
  body = as_utf8(body, reading.detector);
  if (values_in(body) > json_file_values) {
    return unexpected(too_much_json(json_file_values, "values"));
  }
  // How many items a body may have is a limit of posts, whose replies list them all.
  Limits of_file = reading.limits;
  of_file.batch_items = std::numeric_limits<std::size_t>::max();
  Decoded decoded = read_body(body, reading.layout, of_file);
  decoded.encoding = to_text(reading.detector.encoding());
  return decoded;
}

Expected<Decoded, Finding> hand_on_json(const FileReading& reading) {
  auto decoded = read_json_file(reading);
  if (decoded) {
    reading.progress.bytes_read = reading.progress.bytes_total;
    for (Submission& submission : std::exchange(decoded->submissions, {})) {
      reading.chunks.add(std::move(submission));
    }
  }
  return decoded;
}

/// Errors: file_unreadable when it ends too early; that of a header for which a file is refused.
Expected<Decoded, Finding> hand_on_rows(const FileReading& reading, ItemReader::Shape shape) {
  Chunks& chunks = reading.chunks;
  FileProgress& progress = reading.progress;
  const auto refused = [](const ItemReader& reader) {
    return reader.header_fault() && reader.header_fault()->refused;
  };
  ItemReader reader(
      shape, reading.detector, reading.layout, reading.limits,
      [&](Submission&& submission) {
        if (!refused(reader)) {
          chunks.add(std::move(submission));
        }
      },
      reading.path.ends_with(".tsv") || reading.path.ends_with(".TSV"));
  each_block(reading.file, [&](std::string_view block) {
    progress.bytes_read += block.size();
    reader.feed(block);
    return !chunks.stopped() && !reader.header_fault();
  });
  const bool cut_short = chunks.stopped() || reader.header_fault();
  if (reading.file.bad() || (!cut_short && progress.bytes_read != progress.bytes_total)) {
    return unexpected(unread_to_end(reading.path));  // what ends here is no row
  }
  Decoded decoded;
  decoded.encoding = to_text(reading.detector.encoding());
  if (!chunks.stopped()) {
    decoded.findings = reader.finish();
  }
  if (refused(reader)) {
    return unexpected(reader.header_fault()->finding);
  }
  return decoded;
}

}  // namespace

bool supported_media_type(std::string_view media_type) noexcept {
  return media_of(media_type) != Media::other;
}

Decoded decode(const Delivery& delivery, const Layout& layout, const Limits& limits) {
  switch (media_of(delivery.media_type)) {
    case Media::ndjson:
      return decode_items(delivery.body, ItemReader::Shape::ndjson, layout, limits);
    case Media::csv:
      return decode_items(delivery.body, ItemReader::Shape::csv, layout, limits);
    case Media::form: {
      Decoded decoded;
      decoded.submissions.push_back(read_form(delivery.body, layout, limits));
      return decoded;
    }
    case Media::json:
    case Media::other:
      break;
  }
  return read_body(delivery.body, layout, limits);
}

Decoded decode_in_chunks(const Delivery& delivery, const Layout& layout, const Limits& limits,
                         std::size_t chunk,
                         const std::function<bool(std::vector<Submission>&&)>& take) {
  const std::string_view body = delivery.body;
  const auto shape = media_of(delivery.media_type) == Media::csv ? ItemReader::Shape::csv
                                                                 : ItemReader::Shape::ndjson;
  EncodingDetector detector;
  detector.see(body);
  // Whether the file is held as one must be known before any row of it is handed on.
  const std::size_t rows = count_items(body, shape, detector, layout, limits, limits.file_items);
  if (rows <= chunk || rows > limits.file_items) {
    Decoded decoded = rows > limits.file_items ? whole_body(body, too_many_rows(limits))
                                               : decode_items(body, shape, layout, limits);
    if (!decoded.submissions.empty()) {
      take(std::exchange(decoded.submissions, {}));
    }
    return decoded;
  }
  Decoded decoded;
  decoded.batch = true;
  decoded.encoding = to_text(detector.encoding());
  const FileProgress unused;
  const Chunks::Take take_chunk = [&](std::vector<Submission>&& submissions, const FileProgress&) {
    return take(std::move(submissions));
  };
  Chunks chunks(chunk, take_chunk, unused);
  ItemReader reader(shape, detector, layout, limits,
                    [&](Submission&& submission) { chunks.add(std::move(submission)); });
  for (std::size_t from = 0; from < body.size() && !chunks.stopped(); from += block_bytes) {
    reader.feed(body.substr(from, block_bytes));
  }
  if (!chunks.stopped()) {
    decoded.findings = reader.finish();
  }
  chunks.hand_on();
  return decoded;
}

Expected<Decoded, Finding> decode_file(
    const std::string& path, std::string_view media_type, const Layout& layout,
    const Limits& limits, std::size_t chunk,
    const std::function<bool(std::vector<Submission>&&, const FileProgress&)>& take) {
  const Media media = media_of(media_type);
  if (media == Media::form || media == Media::other) {
    return unexpected(Finding{.code = "unsupported_media_type",
                              .message = "A file is read as CSV, NDJSON or JSON."});
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return unexpected(
        Finding{.code = "file_unreadable", .message = "The file " + path + " cannot be opened."});
  }
  FileProgress progress;
  EncodingDetector detector;
  each_block(file, [&](std::string_view block) {
    detector.see(block);
    progress.bytes_total += block.size();
    return true;
  });
  if (file.bad()) {
    return unexpected(unread_to_end(path));
  }
  file.clear();
  if (!file.seekg(0)) {  // a pipe, or a disk that fails: it is not an empty file
    return unexpected(unread_to_end(path));
  }
  Chunks chunks(chunk, take, progress);
  const FileReading reading{.path = path,
                            .file = file,
                            .detector = detector,
                            .layout = layout,
                            .limits = limits,
                            .progress = progress,
                            .chunks = chunks};
  auto decoded = media == Media::json  ? hand_on_json(reading)
                 : media == Media::csv ? hand_on_rows(reading, ItemReader::Shape::csv)
                                       : hand_on_rows(reading, ItemReader::Shape::ndjson);
  if (decoded) {
    chunks.hand_on();
    decoded->batch = true;
  }
  return decoded;
}

}  // namespace soundings::receive
