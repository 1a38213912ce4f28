#include "soundings/base/gzip.h"

#include <array>
#include <memory>
#include <stdexcept>

#include <zlib.h>

namespace soundings {
namespace {

constexpr int gzip_alone = 16;  // zlib: added to the window's size

}  // namespace

std::string gzip(std::string_view plain) {
  constexpr int level = 6;
  constexpr int memory = 8;
  z_stream stream{};
  if (::deflateInit2(&stream, level, Z_DEFLATED, MAX_WBITS + gzip_alone, memory,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib cannot begin");
  }
  const std::unique_ptr<z_stream, int (*)(z_stream*)> ended(&stream, ::deflateEnd);
  std::string input(plain);  // zlib takes no constant bytes
  std::string bytes(::deflateBound(&stream, input.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  if (::deflate(&stream, Z_FINISH) != Z_STREAM_END) {
    throw std::runtime_error("zlib did not end");
  }
  bytes.resize(stream.total_out);
  return bytes;
}

std::string gunzip(std::string_view packed) {
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
