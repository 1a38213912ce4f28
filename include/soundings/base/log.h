// Structured logs: one JSON object a line on standard error. No answer, comment,
// key or personal field is ever a value here. Thread-safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "soundings/base/time.h"

namespace soundings::log {

enum class Level { info, warning, error };

/// A name and its value; the value is escaped, never interpreted.
using Field = std::pair<std::string_view, std::string_view>;

/// A line as it is written: members "at", "level", "event", then the fields in their order,
/// ended by a line feed. Bytes that are not UTF-8 print as U+FFFD.
[[nodiscard]] std::string line(Instant at, Level level, std::string_view event,
                               std::initializer_list<Field> fields);

/// Writes the line of this moment to standard error, whole. event: snake_case, stable
/// ("delivery_committed").
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});

inline void info(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::info, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::warning, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::error, event, fields);
}

}  // namespace soundings::log
