// Structured logs: one JSON object a line on standard error. No answer, comment,
// key or personal field is ever a value here. Thread-safe.
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

namespace soundings::log {

enum class Level { debug, info, warning, error };

/// A name and its value; the value is escaped, never interpreted.
using Field = std::pair<std::string_view, std::string_view>;

/// Lines below `level` are dropped; the default is info.
void set_level(Level level);

/// event: snake_case, stable ("delivery_committed").
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
