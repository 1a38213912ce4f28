#include "http/head.h"

#include <algorithm>
#include <charconv>

#include "soundings/base/text.h"

namespace soundings::serve {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t name_limit = 256;
constexpr std::size_t value_limit = 8192;
constexpr std::size_t length_digits = 18;

constexpr FramingFault bad_line{400, "bad_request_line", "The first line is not a request."};
constexpr FramingFault bad_header{400, "bad_header", "A header line is malformed."};

bool is_token(std::string_view text) noexcept {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return serve::is_token(c); });
}

bool is_control(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

bool is_visible(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7f;
}

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view blank = " \t";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// "HTTP/1.1" or "HTTP/1.0"; another version of the protocol is 505.
std::optional<FramingFault> check_version(std::string_view version) noexcept {
  if (version == "HTTP/1.1" || version == "HTTP/1.0") {
    return std::nullopt;
  }
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
      version[6] == '.' && is_digit(version[7])) {
    return FramingFault{505, "version_not_supported", "Only HTTP/1.1 and HTTP/1.0 are spoken."};
  }
  return bad_line;
}

/// "http://host:port/path": what RFC 9112, 3.2.2 has a server take. False when it is no such thing.
bool read_absolute_target(std::string_view target, Head& head) {
  const auto scheme = std::min(target.find("://"), target.size());
  if (!same_name(target.substr(0, scheme), "http") &&
      !same_name(target.substr(0, scheme), "https")) {
    return false;
  }
  target.remove_prefix(std::min(scheme + 3, target.size()));
  const auto end = std::min(target.find_first_of("/?#"), target.size());
  head.authority = target.substr(0, end);
  const auto rest = target.substr(end);
  head.target = rest.starts_with('/') ? std::string(rest) : "/" + std::string(rest);
  return !head.authority.empty() && head.authority.find('@') == std::string::npos;
}

bool read_target(std::string_view target, Head& head) {
  if (!std::all_of(target.begin(), target.end(), is_visible)) {
    return false;
  }
  if (!target.starts_with('/')) {
    return read_absolute_target(target, head);
  }
  head.target = target;
  return true;
}

std::optional<FramingFault> read_request_line(std::string_view line, Head& head) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return bad_line;
  }
  const auto target = line.substr(first + 1, last - first - 1);
  if (const auto fault = check_version(line.substr(last + 1))) {
    return fault;
  }
  if (!is_token(line.substr(0, first)) || first > 32 || !read_target(target, head)) {
    return bad_line;
  }
  head.http_1_1 = line.ends_with("1.1");
  head.method = line.substr(0, first);
  return std::nullopt;
}

std::optional<FramingFault> read_field(std::string_view line, Head& head) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) ||
      std::any_of(line.begin(), line.end(), is_control)) {
    return bad_header;
  }
  const auto value = trimmed(line.substr(colon + 1));
  if (colon > name_limit || line.size() - colon > value_limit ||
      head.headers.size() == field_limit) {
    return FramingFault{431, "headers_too_large", "The headers are too many or too long."};
  }
  head.headers.emplace_back(line.substr(0, colon), value);
  return std::nullopt;
}

/// The values of every header of one name.
std::vector<std::string_view> all(const Head& head, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& [field, value] : head.headers) {
    if (same_name(field, name)) {
      values.emplace_back(value);
    }
  }
  return values;
}

std::optional<FramingFault> check_length(Head& head) {
  const auto lengths = all(head, "content-length");
  if (lengths.empty()) {
    return std::nullopt;
  }
  const std::string_view length = lengths.front();
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), value);
  if (lengths.size() > 1 || length.empty() || length.size() > length_digits ||
      error != std::errc{} || end != length.data() + length.size()) {
    return FramingFault{400, "bad_content_length", "Content-Length must be one whole number."};
  }
  head.content_length = value;
  return std::nullopt;
}

std::optional<FramingFault> check_encoding(Head& head) {
  const auto encodings = all(head, "transfer-encoding");
  if (encodings.empty()) {
    return std::nullopt;
  }
  if (encodings.size() > 1 || !same_name(encodings.front(), "chunked")) {
    return FramingFault{501, "transfer_encoding_not_supported",
                        "The only transfer encoding is chunked."};
  }
  if (!head.http_1_1) {
    return FramingFault{400, "transfer_encoding_not_supported",
                        "HTTP/1.0 knows no transfer encoding."};
  }
  if (head.content_length) {
    return FramingFault{400, "length_and_encoding",
                        "A request has a Content-Length or a Transfer-Encoding, never both."};
  }
  head.chunked = true;
  return std::nullopt;
}

/// Whether `name` stands in a comma-separated list.
bool lists(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    if (same_name(trimmed(list.substr(0, comma)), name)) {
      return true;
    }
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

/// Headers that say how a body is to be read, or who sent it: two of one could be read in two ways.
std::optional<FramingFault> check_singles(const Head& head) {
  for (const auto* name : {"content-type", "content-encoding", "authorization", "expect"}) {
    const auto is_named = [name](const auto& field) { return same_name(field.first, name); };
    if (std::count_if(head.headers.begin(), head.headers.end(), is_named) > 1) {
      return FramingFault{400, "repeated_header", "A header that counts once is given twice."};
    }
  }
  return std::nullopt;
}

std::optional<FramingFault> check_fields(Head& head) {
  if (const auto hosts = all(head, "host"); hosts.size() != 1 || hosts.front().empty()) {
    return FramingFault{400, "bad_host", "A request names one Host."};
  }
  if (const auto fault = check_length(head)) {
    return fault;
  }
  if (const auto fault = check_encoding(head)) {
    return fault;
  }
  if (const auto fault = check_singles(head)) {
    return fault;
  }
  const auto expectation = head.header("expect");
  if (!expectation.empty() && !same_name(expectation, "100-continue")) {
    return FramingFault{417, "expectation_failed", "The only expectation met is 100-continue."};
  }
  head.awaits_continue = !expectation.empty() && head.http_1_1;
  const auto connection = all(head, "connection");
  const auto says = [&connection](std::string_view option) {
    return std::ranges::any_of(connection,
                               [&](std::string_view list) { return lists(list, option); });
  };
  head.keep_alive = !says("close") && (head.http_1_1 || says("keep-alive"));
  return std::nullopt;
}

}  // namespace

bool is_token(char c) noexcept {
  const bool alphanumeric =
      (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return alphanumeric ||
         (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

std::string_view Head::header(std::string_view name) const noexcept {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const auto& field) { return same_name(field.first, name); });
  return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

Expected<std::optional<std::size_t>, FramingFault> end_of_head(std::string_view bytes) noexcept {
  if (!bytes.empty() && !is_token(bytes.front())) {
    return unexpected(bad_line);
  }
  const auto end = bytes.find("\r\n\r\n");
  const auto head = bytes.substr(0, end == std::string_view::npos ? end : end + 4);
  for (auto at = head.find('\n'); at != std::string_view::npos; at = head.find('\n', at + 1)) {
    if (at == 0 || head[at - 1] != '\r') {
      return unexpected(FramingFault{400, "bare_line_feed", "Lines end in CRLF."});
    }
  }
  if (head.size() > head_limit || (end == std::string_view::npos && head.size() == head_limit)) {
    return unexpected(
        head.find(line_end) == std::string_view::npos
            ? FramingFault{414, "uri_too_long", "The address is too long."}
            : FramingFault{431, "headers_too_large", "The headers are too many or too long."});
  }
  if (end == std::string_view::npos) {
    return std::optional<std::size_t>{};
  }
  return std::optional(head.size());
}

Expected<Head, FramingFault> read_head(std::string_view block) {
  constexpr std::size_t usual_fields = 16;
  Head head;
  head.headers.reserve(usual_fields);
  std::size_t at = 0;
  bool first = true;
  while (at < block.size()) {
    const auto end = block.find(line_end, at);
    if (end == std::string_view::npos || end == at) {
      break;
    }
    const auto line = block.substr(at, end - at);
    if (const auto fault = first ? read_request_line(line, head) : read_field(line, head)) {
      return unexpected(*fault);
    }
    first = false;
    at = end + line_end.size();
  }
  if (first) {
    return unexpected(bad_line);
  }
  if (const auto fault = check_fields(head)) {
    return unexpected(*fault);
  }
  return head;
}

}  // namespace soundings::serve
