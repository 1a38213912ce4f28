// Which encoding a file is in, decided by rule and never by likelihood, and its text
// as UTF-8, a block at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace soundings::receive {

enum class Encoding { utf8, utf16le, utf16be, windows1252 };

/// "utf-8", "utf-16le", "utf-16be", "windows-1252".
[[nodiscard]] std::string_view to_text(Encoding encoding) noexcept;

/// Looks at a whole file, block by block: a byte order mark; else NULs in every other byte;
/// else valid UTF-8, though the file be cut within a character after whole ones; else
/// Windows-1252.
class EncodingDetector {
 public:
  void see(std::string_view block);

  [[nodiscard]] Encoding encoding() const noexcept;
  /// Bytes of the byte order mark: 0, 2 or 3.
  [[nodiscard]] std::size_t mark_bytes() const noexcept;
  /// Bytes that Windows-1252 gives no character (81 8D 8F 90 9D), when that is the encoding.
  [[nodiscard]] std::uint64_t unassigned() const noexcept;

 private:
  void see_utf8(std::string_view block);

  std::string head_;  ///< the first three bytes
  std::uint64_t bytes_ = 0;
  std::uint64_t nul_even_ = 0;
  std::uint64_t nul_odd_ = 0;
  std::uint64_t unassigned_ = 0;
  std::string tail_;  ///< an unfinished character at the end of the last block
  bool utf8_ = true;
  bool multibyte_ = false;  ///< a whole character of several bytes was seen
};

/// Bytes at the end of `text` that begin a character of UTF-8 without ending it: 0 to 3.
[[nodiscard]] std::size_t unfinished(std::string_view text) noexcept;

/// Turns blocks of one encoding into UTF-8; a character may span two blocks. What cannot be
/// decoded becomes U+FFFD.
class Utf8Converter {
 public:
  explicit Utf8Converter(Encoding encoding);
  ~Utf8Converter();
  Utf8Converter(const Utf8Converter&) = delete;
  Utf8Converter& operator=(const Utf8Converter&) = delete;

  /// last: no block follows.
  [[nodiscard]] std::string convert(std::string_view block, bool last);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings::receive
