// Reads the files of a zip archive back, for tests of what the program packs.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>

#include <zlib.h>

namespace soundings::testing {

struct ZipPart {
  std::string content;
  std::uint32_t moment = 0;  ///< date and time as the archive writes them
};

inline std::uint32_t little_endian(const std::string& bytes, std::size_t at, std::size_t length) {
  std::uint32_t value = 0;
  for (std::size_t each = length; each > 0; --each) {
    value = value << 8U | static_cast<unsigned char>(bytes.at(at + each - 1));
  }
  return value;
}

inline std::string inflated(std::string packed, std::size_t length) {
  std::string plain(length, '\0');
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  const int began = inflateInit2(&stream, -MAX_WBITS);
  const int ended = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  if (began != Z_OK || ended != Z_STREAM_END) {
    throw std::runtime_error("a part of the archive cannot be unpacked");
  }
  return plain;
}

/// Every file by name, by the archive's own directory.
inline std::map<std::string, ZipPart> unzipped(const std::string& archive) {
  std::map<std::string, ZipPart> parts;
  const std::size_t end = archive.rfind(std::string("PK\x05\x06", 4));
  std::size_t at = little_endian(archive, end + 16, 4);
  for (std::uint32_t left = little_endian(archive, end + 10, 2); left > 0; --left) {
    const std::size_t name = little_endian(archive, at + 28, 2);
    const std::size_t local = little_endian(archive, at + 42, 4);
    const std::size_t content =
        local + 30 + little_endian(archive, local + 26, 2) + little_endian(archive, local + 28, 2);
    const std::string packed = archive.substr(content, little_endian(archive, at + 20, 4));
    const bool deflated = little_endian(archive, at + 10, 2) != 0;
    parts[archive.substr(at + 46, name)] = {
        .content = deflated ? inflated(packed, little_endian(archive, at + 24, 4)) : packed,
        .moment = little_endian(archive, at + 12, 4)};
    at += 46 + name + little_endian(archive, at + 30, 2) + little_endian(archive, at + 32, 2);
  }
  return parts;
}

}  // namespace soundings::testing
