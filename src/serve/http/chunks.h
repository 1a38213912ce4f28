// The chunks of a chunked body (RFC 9112, 7.1), taken off as they come. What a sender may
// add beside the data, extensions and trailer fields, is read over within limits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace soundings::serve {

/// Reads one body. Used by one thread.
class Dechunker {
 public:
  /// Bytes of extensions and trailer fields that one body may have.
  static constexpr std::size_t extras_limit = std::size_t{8} * 1024;

  enum class State { more, done, malformed };

  /// Appends the data in `bytes` to `body`. used: how many bytes of `bytes` belong to the body;
  /// fewer than all of them only when the body is done or malformed.
  struct Step {
    State state = State::more;
    std::size_t used = 0;
  };
  [[nodiscard]] Step feed(std::string_view bytes, std::string& body);

 private:
  enum class Expecting {
    size,
    blank_after_size,
    extension,
    size_lf,
    data,
    data_cr,
    data_lf,
    trailer_start,
    trailer_name,
    trailer_value,
    trailer_lf,
    end_lf
  };

  [[nodiscard]] bool take(char byte);
  [[nodiscard]] bool take_size(char byte);
  /// Blanks, then the end of the line or an extension: another digit would be another size.
  [[nodiscard]] bool take_after_size(char byte);
  [[nodiscard]] bool take_extra(char byte, Expecting after_line);
  [[nodiscard]] bool take_trailer(char byte);
  [[nodiscard]] bool expect(char byte, char wanted, Expecting next);

  Expecting expecting_ = Expecting::size;
  std::uint64_t left_ = 0;
  int digits_ = 0;
  std::size_t extras_ = 0;
};

}  // namespace soundings::serve
