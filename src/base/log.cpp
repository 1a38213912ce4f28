// One line at a time on standard error, each a JSON object of strings. Written by hand:
// a logging library would not escape the values, and escaping is all there is to do.
#include "soundings/base/log.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <mutex>

#include "soundings/base/text.h"

namespace soundings::log {
namespace {

std::mutex output;

std::string_view name_of(Level level) noexcept {
  switch (level) {
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "error";
}

/// The well-formed sequences of more than one byte (Unicode table 3-7): leads that share a
/// length and the range of the byte that follows them.
struct Form {
  unsigned char first_lead;
  unsigned char last_lead;
  std::size_t length;
  unsigned char second_from;
  unsigned char second_to;
};
constexpr std::array<Form, 8> forms{{{0xC2, 0xDF, 2, 0x80, 0xBF},
                                     {0xE0, 0xE0, 3, 0xA0, 0xBF},
                                     {0xE1, 0xEC, 3, 0x80, 0xBF},
                                     {0xED, 0xED, 3, 0x80, 0x9F},
                                     {0xEE, 0xEF, 3, 0x80, 0xBF},
                                     {0xF0, 0xF0, 4, 0x90, 0xBF},
                                     {0xF1, 0xF3, 4, 0x80, 0xBF},
                                     {0xF4, 0xF4, 4, 0x80, 0x8F}}};

/// Bytes of the UTF-8 sequence at the front of `text`; 0 when it is not one.
std::size_t sequence_length(std::string_view text) noexcept {
  const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  if (byte(0) < 0x80) {
    return 1;
  }
  const auto* const form = std::find_if(forms.begin(), forms.end(), [&](const Form& candidate) {
    return byte(0) >= candidate.first_lead && byte(0) <= candidate.last_lead;
  });
  if (form == forms.end() || text.size() < form->length || byte(1) < form->second_from ||
      byte(1) > form->second_to) {
    return 0;
  }
  const auto rest = text.substr(2, form->length - 2);
  const bool whole = std::all_of(rest.begin(), rest.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
  });
  return whole ? form->length : 0;
}

void append_escaped(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else if (c == '\n') {
    out += "\\n";
  } else if (is_unseen(byte)) {
    out += json_escape(byte);
  } else {
    out += c;
  }
}

/// A JSON string; bytes that are not UTF-8 become U+FFFD, so that every line parses. Who reads the
/// log on a terminal is not led astray by a direction or control character.
void append_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const auto length = sequence_length(text);
    if (length == 1) {
      append_escaped(out, text.front());
    } else if (length == 0) {
      out += "\\ufffd";
    } else {
      const std::uint32_t code = code_point(text.substr(0, length));
      out += is_unseen(code) ? json_escape(code) : std::string(text.substr(0, length));
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
  const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  const auto text = line(now, level, event, fields);
  const std::lock_guard lock(output);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace soundings::log
