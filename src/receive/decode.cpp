// Bodies and files to submissions, by media type. Nothing authentic is lost: what
// cannot be decoded is a submission with a problem.
#include <algorithm>
#include <fstream>
#include <utility>

#include "soundings/receive/problem.h"
#include "soundings/receive/receive.h"

#include "encoding.h"
#include "form.h"
#include "item_reader.h"
#include "json_document.h"
#include "record.h"

namespace soundings::receive {
namespace {

constexpr std::size_t block_bytes = std::size_t{256} * 1024;

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

Decoded whole_body(std::string_view body, Finding problem) {
  Decoded decoded;
  decoded.submissions.push_back(undecoded(body, 0, std::move(problem)));
  return decoded;
}

/// Where the response, or the array of responses, stands in a body.
std::optional<std::uint32_t> records_of(const JsonDocument& document, const Adapter* adapter) {
  if (adapter == nullptr || adapter->records.empty()) {
    return 0;
  }
  for (const std::string& path : adapter->records) {
    const std::uint32_t at = resolve(document, 0, path);
    if (path.empty() || at != 0) {
      return at;
    }
  }
  return std::nullopt;
}

/// The bytes of an element of an array: a container knows its own, a scalar is what stands between
/// the element before it and the next delimiter.
std::string_view element_bytes(std::string_view body, const JsonNode& element,
                               std::size_t after_previous) {
  if (element.to != 0) {
    return body.substr(element.from, element.to - element.from);
  }
  const std::size_t from = body.find_first_not_of(", \t\r\n", after_previous);
  std::size_t to = from;
  bool quoted = false;
  for (; to < body.size(); ++to) {
    const char c = body[to];
    if (quoted && c == '\\') {
      ++to;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && std::string_view(",] \t\r\n").find(c) != std::string_view::npos) {
      break;
    }
  }
  return body.substr(from, to - from);
}

void read_elements(const JsonDocument& document, std::uint32_t array, std::string_view body,
                   const Adapter* adapter, const Limits& limits, Decoded& decoded) {
  std::size_t at_byte = document.nodes[array].from + 1;
  std::size_t index = 0;
  for (std::uint32_t i = array + 1; i < document.nodes[array].end; i = document.nodes[i].end) {
    const std::string_view raw = element_bytes(body, document.nodes[i], at_byte);
    at_byte = static_cast<std::size_t>(raw.data() - body.data()) + raw.size();
    decoded.submissions.push_back(read_record(document, i, raw, index++, adapter, limits));
  }
}

/// A defect that lies in none of the records makes the body unusable: there is no telling which
/// reading of it the sender meant.
const JsonDefect* defect_outside(const JsonDocument& document, std::uint32_t records) {
  for (const JsonDefect& defect : document.defects) {
    const bool within = defect.node >= records && defect.node < document.nodes[records].end;
    const bool is_list = document.nodes[records].kind == JsonKind::array;
    if (!within || (is_list && defect.node == records)) {
      return &defect;
    }
  }
  return nullptr;
}

std::size_t elements(const JsonDocument& document, std::uint32_t array) {
  std::size_t count = 0;
  for (std::uint32_t i = array + 1; i < document.nodes[array].end; i = document.nodes[i].end) {
    ++count;
  }
  return count;
}

Decoded decode_json(std::string_view body, const Adapter* adapter, const Limits& limits) {
  const auto document = parse_json(body, limits);
  if (!document) {
    return whole_body(body, document.error());
  }
  const auto records = records_of(*document, adapter);
  if (!records) {
    return whole_body(body, {.code = std::string(problem::records_missing),
                             .pointer = {},
                             .message = "The body has no responses where they are looked for."});
  }
  if (const JsonDefect* defect = defect_outside(*document, *records)) {
    return whole_body(body, {.code = std::string(defect->code),
                             .pointer = document->pointer(0, defect->node),
                             .message = "The body around the responses cannot be used."});
  }
  Decoded decoded;
  decoded.batch = document->nodes[*records].kind == JsonKind::array;
  if (!decoded.batch) {
    decoded.submissions.push_back(read_record(*document, *records, body, 0, adapter, limits));
    return decoded;
  }
  const std::size_t count = elements(*document, *records);
  if (count > limits.batch_items) {
    return whole_body(
        body, {.code = std::string(problem::too_many_items),
               .pointer = {},
               .message = "The body has " + std::to_string(count) + " items; the limit is " +
                          std::to_string(limits.batch_items) + "."});
  }
  decoded.submissions.reserve(count);
  read_elements(*document, *records, body, adapter, limits, decoded);
  return decoded;
}

Decoded decode_items(std::string_view body, ItemReader::Shape shape, const Adapter* adapter,
                     const Limits& limits) {
  EncodingDetector detector;
  detector.see(body);
  Decoded decoded;
  decoded.batch = true;
  decoded.encoding = to_text(detector.encoding());
  bool too_many = false;
  ItemReader reader(shape, detector, adapter, limits, [&](Submission&& submission) {
    too_many = too_many || decoded.submissions.size() == limits.batch_items;
    if (!too_many) {
      decoded.submissions.push_back(std::move(submission));
    }
  });
  for (std::size_t from = 0; from < body.size() && !too_many; from += block_bytes) {
    reader.feed(body.substr(from, block_bytes));
  }
  if (!too_many) {
    decoded.findings = reader.finish();
  }
  if (too_many) {
    return whole_body(body,
                      {.code = std::string(problem::too_many_items),
                       .pointer = {},
                       .message = "The file has more than " + std::to_string(limits.batch_items) +
                                  " rows; `soundings import` takes larger ones."});
  }
  const auto& first = decoded.submissions;
  if (first.size() == 1 && first[0].problem &&
      first[0].problem->code == problem::header_unreadable) {
    // No row was read, so all of the body is what is held.
    decoded.submissions[0] = undecoded(body, 0, *first[0].problem);
  }
  return decoded;
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

}  // namespace

bool supported_media_type(std::string_view media_type) noexcept {
  return media_of(media_type) != Media::other;
}

Decoded decode(const Delivery& delivery, const Adapter* adapter, const Limits& limits) {
  switch (media_of(delivery.media_type)) {
    case Media::ndjson:
      return decode_items(delivery.body, ItemReader::Shape::ndjson, adapter, limits);
    case Media::csv:
      return decode_items(delivery.body, ItemReader::Shape::csv, adapter, limits);
    case Media::form: {
      Decoded decoded;
      decoded.submissions.push_back(read_form(delivery.body, adapter, limits));
      return decoded;
    }
    case Media::json:
    case Media::other:
      break;
  }
  return decode_json(delivery.body, adapter, limits);
}

Expected<Decoded, Finding> decode_file(
    const std::string& path, std::string_view media_type, const Adapter* adapter,
    const Limits& limits, std::size_t chunk,
    const std::function<bool(std::vector<Submission>&&, const FileProgress&)>& take) {
  const Media media = media_of(media_type);
  if (media == Media::form || media == Media::other) {
    return unexpected(Finding{.code = "unsupported_media_type",
                              .pointer = {},
                              .message = "A file is read as CSV, NDJSON or JSON."});
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return unexpected(Finding{.code = "file_unreadable",
                              .pointer = {},
                              .message = "The file " + path + " cannot be opened."});
  }
  FileProgress progress;
  EncodingDetector detector;
  each_block(file, [&](std::string_view block) {
    detector.see(block);
    progress.bytes_total += block.size();
    return true;
  });
  file.clear();
  file.seekg(0);
  Chunks chunks(chunk, take, progress);
  Decoded decoded;
  if (media == Media::json) {
    std::string body(progress.bytes_total, '\0');
    file.read(body.data(), static_cast<std::streamsize>(body.size()));
    decoded = decode_json(body, adapter, limits);
    progress.bytes_read = progress.bytes_total;
    for (Submission& submission : std::exchange(decoded.submissions, {})) {
      chunks.add(std::move(submission));
    }
  } else {
    const auto shape = media == Media::csv ? ItemReader::Shape::csv : ItemReader::Shape::ndjson;
    decoded.encoding = to_text(detector.encoding());
    ItemReader reader(shape, detector, adapter, limits,
                      [&](Submission&& submission) { chunks.add(std::move(submission)); });
    each_block(file, [&](std::string_view block) {
      progress.bytes_read += block.size();
      reader.feed(block);
      return !chunks.stopped();
    });
    if (!chunks.stopped()) {
      decoded.findings = reader.finish();
    }
  }
  chunks.hand_on();
  decoded.batch = true;
  return decoded;
}

}  // namespace soundings::receive
