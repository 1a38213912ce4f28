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

/// Where the head of `bytes` ends: one past its empty line. Nothing yet when it has not come
/// whole; a fault as soon as one can be seen.
[[nodiscard]] Expected<std::optional<std::size_t>, FramingFault> end_of_head(
    std::string_view bytes) noexcept;

/// block: a whole head, its empty line included.
[[nodiscard]] Expected<Head, FramingFault> read_head(std::string_view block);

/// Takes the chunks off a chunked body as it comes. Extensions and trailers are refused.
class Dechunker {
 public:
  enum class State { more, done, malformed };

  /// Appends the data in `bytes` to `body`. used: how many bytes of `bytes` belong to the body;
  /// short of all of them only when done.
  struct Step {
    State state = State::more;
    std::size_t used = 0;
  };
  [[nodiscard]] Step feed(std::string_view bytes, std::string& body);

 private:
  enum class Expecting { size, size_lf, data, data_cr, data_lf, end_cr, end_lf };

  [[nodiscard]] bool take(char byte);

  Expecting expecting_ = Expecting::size;
  std::uint64_t left_ = 0;
  int digits_ = 0;
};

}  // namespace soundings::serve
