// What a fuzz target holds to be true of every input, and the choices an input makes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace soundings::fuzz {

/// Ends the run, and keeps its input, when `holds` is false.
inline void must(bool holds, const char* what) {
  if (!holds) {
    std::fprintf(stderr, "not so: %s\n", what);
    std::abort();
  }
}

/// An input: its first bytes choose, the rest is the text.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : bytes_(reinterpret_cast<const char*>(data), size) {}

  /// One of `many`; 0 when nothing is left.
  std::size_t choose(std::size_t many) {
    if (bytes_.empty()) {
      return 0;
    }
    const auto byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return byte % many;
  }
  [[nodiscard]] std::string_view rest() const { return bytes_; }

 private:
  std::string_view bytes_;
};

/// Hands `text` on in pieces whose sizes a seed decides.
template <typename Take>
void in_pieces(std::string_view text, std::size_t seed, const Take& take) {
  std::uint64_t state = seed * 2654435761U + 1;
  while (!text.empty()) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const std::size_t size = 1 + (state >> 33U) % (seed % 2 == 0 ? 5 : 97);
    take(text.substr(0, size));
    text.remove_prefix(size < text.size() ? size : text.size());
  }
}

}  // namespace soundings::fuzz
