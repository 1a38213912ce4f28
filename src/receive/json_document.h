// A JSON text (RFC 8259) as a flat tree in the order written, with what must be
// refused before use noted beside it: the parser alone would stop at a NUL, keep
// the last of two equal keys and turn long integers into doubles.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/finding.h"
#include "soundings/receive/receive.h"

namespace soundings::receive {

enum class JsonKind : std::uint8_t { null, boolean, integer, real, string, object, array };

/// One value. The children of node i begin at i + 1; the next sibling of a child c is at
/// nodes[c].end.
struct JsonNode {
  JsonKind kind = JsonKind::null;
  bool boolean = false;
  std::uint32_t end = 0;  ///< index past the last node within it
  std::int64_t integer = 0;
  double real = 0.0;
  std::size_t from = 0;  ///< containers: bytes of the text it takes, [from, to)
  std::size_t to = 0;
  std::string key;   ///< its name, in an object
  std::string text;  ///< of a string; of a number, as written
};

/// Something that may be in a JSON text and may not be used. node: where.
struct JsonDefect {
  std::string_view code;
  std::uint32_t node = 0;
};

struct JsonDocument {
  std::vector<JsonNode> nodes;  ///< the root first
  std::vector<JsonDefect> defects;

  [[nodiscard]] bool container(std::uint32_t node) const noexcept {
    return nodes[node].kind == JsonKind::object || nodes[node].kind == JsonKind::array;
  }
  /// How many members an object or elements an array has.
  [[nodiscard]] std::size_t children(std::uint32_t node) const noexcept {
    std::size_t count = 0;
    for (std::uint32_t i = node + 1; i < nodes[node].end; i = nodes[i].end) {
      ++count;
    }
    return count;
  }
  /// The member of an object, or the element of an array by its index; 0 when there is none.
  [[nodiscard]] std::uint32_t child(std::uint32_t node, std::string_view name) const noexcept;
  /// RFC 6901 pointer from `ancestor` to `node`.
  [[nodiscard]] std::string pointer(std::uint32_t ancestor, std::uint32_t node) const;
  /// name_key() of the name of a node, worked out when it is first asked for: by one thread.
  [[nodiscard]] const std::string& name_key_of(std::uint32_t node) const;

 private:
  mutable std::vector<std::string> name_keys_;
};

/// Errors: malformed_json, byte_order_mark, nul_byte, invalid_utf8, lone_surrogate, too_deep,
/// number_out_of_range (beyond a double). Defects: duplicate_key, string_too_long,
/// number_out_of_range (an integer beyond 64 bits).
[[nodiscard]] Expected<JsonDocument, Finding> parse_json(std::string_view text,
                                                         const Limits& limits);

/// `text` with "~" and "/" escaped, as one segment of a pointer.
[[nodiscard]] std::string pointer_segment(std::string_view text);

}  // namespace soundings::receive
