// What a request may look like on the wire, decided on the raw bytes before any
// parser unfolds, skips or forgives: one request, one reading.
//
// HTTP/1.1 as RFC 9112 has it, without what request smuggling needs: lines end in
// CRLF, names are tokens, nothing is folded, one Host, one all-digit length or
// exactly `chunked`, never both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "soundings/base/expected.h"

namespace soundings::serve {

/// A request line and its headers, as they came.
struct Head {
  std::string method;
  std::string target;     ///< origin form: "/path?query"
  std::string authority;  ///< of a target in absolute form, which counts instead of Host
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool http_1_1 = true;
  bool keep_alive = true;        ///< the peer lets the connection go on after this request
  bool awaits_continue = false;  ///< "Expect: 100-continue"

  /// The first header of this name, whatever its case; empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
};

/// Why a request is refused before it is understood. code: stable, documented in docs/errors.md.
struct FramingFault {
  int status = 400;
  std::string_view code;
  std::string_view detail;
};

/// Bytes of a head, names, values and fields at most.
constexpr std::size_t head_limit = std::size_t{16} * 1024;
constexpr std::size_t field_limit = 100;

/// Whether `c` may stand in a method or in the name of a header (RFC 9110, 5.6.2).
[[nodiscard]] bool is_token(char c) noexcept;

/// Where the head of `bytes` ends: one past its empty line. Nothing yet when it has not come
/// whole; a fault as soon as one can be seen.
[[nodiscard]] Expected<std::optional<std::size_t>, FramingFault> end_of_head(
    std::string_view bytes) noexcept;

/// block: a whole head, its empty line included.
[[nodiscard]] Expected<Head, FramingFault> read_head(std::string_view block);

}  // namespace soundings::serve
