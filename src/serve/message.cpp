#include "message.h"

#include <array>
#include <chrono>
#include <string_view>

#include "problem.h"

namespace soundings::serve {
namespace {

constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void append_two(std::string& to, unsigned number) {
  to += static_cast<char>('0' + number / 10 % 10);
  to += static_cast<char>('0' + number % 10);
}

void append_header(std::string& to, std::string_view name, std::string_view value) {
  to.append(name).append(": ").append(value).append("\r\n");
}

/// The date of the last reply of this thread: one a second is made, not one a reply.
std::string_view date_of(Instant at) {
  thread_local std::chrono::sys_seconds second{};
  thread_local std::string text = http_date(Instant{});
  const auto now = std::chrono::floor<std::chrono::seconds>(at);
  if (now != second) {
    second = now;
    text = http_date(at);
  }
  return text;
}

}  // namespace

std::string http_date(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
  std::string text(days.at(std::chrono::weekday{day}.c_encoding()));
  text += ", ";
  append_two(text, static_cast<unsigned>(date.day()));
  text.append(" ").append(months.at(static_cast<unsigned>(date.month()) - 1)).append(" ");
  text.append(std::to_string(static_cast<int>(date.year()))).append(" ");
  append_two(text, static_cast<unsigned>(time.hours().count()));
  text += ':';
  append_two(text, static_cast<unsigned>(time.minutes().count()));
  text += ':';
  append_two(text, static_cast<unsigned>(time.seconds().count()));
  return text += " GMT";
}

std::string to_bytes(const Reply& reply, bool keep_alive, bool head_only, Instant at) {
  const bool bodiless = head_only || reply.status == 304;
  std::string bytes;
  bytes.reserve(512 + (bodiless ? 0 : reply.body.size()));
  bytes.append("HTTP/1.1 ").append(std::to_string(reply.status)).append(" ");
  bytes.append(reason_phrase(reply.status)).append("\r\n");
  append_header(bytes, "Date", date_of(at));
  append_header(bytes, "Connection", keep_alive ? "Keep-Alive" : "close");
  append_header(bytes, "X-Content-Type-Options", "nosniff");
  append_header(bytes, "Cross-Origin-Resource-Policy", "same-origin");
  for (const auto& [name, value] : reply.headers) {
    append_header(bytes, name, value);
  }
  if (reply.status != 304) {
    if (!reply.media_type.empty()) {
      append_header(bytes, "Content-Type", reply.media_type);
    }
    append_header(bytes, "Content-Length", std::to_string(reply.body.size()));
  }
  bytes += "\r\n";
  if (!bodiless) {
    bytes += reply.body;
  }
  return bytes;
}

}  // namespace soundings::serve
