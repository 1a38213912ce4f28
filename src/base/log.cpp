// One line at a time on standard error, each a JSON object of strings. Written by hand:
// a logging library would not escape the values, and escaping is all there is to do.
#include "soundings/base/log.h"

#include <atomic>
#include <cstdio>
#include <mutex>

namespace soundings::log {
namespace {

std::atomic<Level> threshold{Level::info};
std::mutex output;

std::string_view name_of(Level level) noexcept {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "error";
}

/// Bytes of the UTF-8 sequence at the front of `text`; 0 when it is not one (RFC 3629).
std::size_t sequence_length(std::string_view text) noexcept {
  const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto lead = byte(0);
  if (lead < 0x80) {
    return 1;
  }
  const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                             : lead >= 0xE0 && lead <= 0xEF ? 3
                             : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                            : 0;
  if (length == 0 || text.size() < length) {
    return 0;
  }
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  const auto second = byte(1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool surrogate = lead == 0xED && second >= 0xA0;
  const bool past_the_end = lead == 0xF4 && second >= 0x90;
  return overlong || surrogate || past_the_end ? 0 : length;
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else if (c == '\n') {
    out += "\\n";
  } else if (byte < 0x20 || byte == 0x7F) {
    out += "\\u00";
    out += hex[byte >> 4U];
    out += hex[byte & 0x0FU];
  } else {
    out += c;
  }
}

/// A JSON string; bytes that are not UTF-8 become U+FFFD, so that every line parses.
void append_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const auto length = sequence_length(text);
    if (length == 1) {
      append_escaped(out, text.front());
    } else if (length == 0) {
      out += "\\ufffd";
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  out += '"';
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out += out.size() == 1 ? "" : ",";
  append_string(out, name);
  out += ':';
  append_string(out, value);
}

}  // namespace

void set_level(Level level) {
  threshold.store(level, std::memory_order_relaxed);
}

std::string line(Instant at, Level level, std::string_view event,
                 std::initializer_list<Field> fields) {
  std::string text = "{";
  append_member(text, "at", rfc3339(at));
  append_member(text, "level", name_of(level));
  append_member(text, "event", event);
  for (const auto& [name, value] : fields) {
    append_member(text, name, value);
  }
  return text + "}\n";
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (level < threshold.load(std::memory_order_relaxed)) {
    return;
  }
  const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  const auto text = line(now, level, event, fields);
  const std::lock_guard lock(output);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace soundings::log
