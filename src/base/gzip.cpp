#include "soundings/base/gzip.h"

#include <array>
#include <memory>
#include <stdexcept>

#include <zlib.h>

namespace soundings {

std::string gunzip(std::string_view packed) {
  constexpr int gzip_alone = 16;  // zlib: added to the window's size
  z_stream stream{};
  if (::inflateInit2(&stream, MAX_WBITS + gzip_alone) != Z_OK) {
    throw std::runtime_error("zlib cannot begin");
  }
  const std::unique_ptr<z_stream, int (*)(z_stream*)> ended(&stream, ::inflateEnd);
  std::string input(packed);  // zlib takes no constant bytes
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  std::string bytes;
  std::array<char, 16384> some{};
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(some.data());
    stream.avail_out = static_cast<uInt>(some.size());
    state = ::inflate(&stream, Z_NO_FLUSH);
    bytes.append(some.data(), some.size() - stream.avail_out);
  }
  if (state != Z_STREAM_END) {
    throw std::runtime_error("the bytes are no gzip file, or not the whole of one");
  }
  return bytes;
}

}  // namespace soundings
