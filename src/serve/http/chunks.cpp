#include "http/chunks.h"

#include <algorithm>
#include <charconv>

#include "http/head.h"

namespace soundings::serve {
namespace {

constexpr int most_digits = 8;

bool is_control(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

}  // namespace

Dechunker::Step Dechunker::feed(std::string_view bytes, std::string& body) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (expecting_ == Expecting::data) {
      const auto run = static_cast<std::size_t>(
          std::min<std::uint64_t>(left_, static_cast<std::uint64_t>(bytes.size() - at)));
      body.append(bytes.substr(at, run));
      left_ -= run;
      at += run;
      if (left_ == 0) {
        expecting_ = Expecting::data_cr;
      }
      continue;
    }
    const bool ends = expecting_ == Expecting::end_lf;
    if (!take(bytes[at])) {
      return {.state = State::malformed, .used = at};
    }
    ++at;
    if (ends) {
      return {.state = State::done, .used = at};
    }
  }
  return {.state = State::more, .used = at};
}

bool Dechunker::expect(char byte, char wanted, Expecting next) {
  expecting_ = next;
  return byte == wanted;
}

bool Dechunker::take(char byte) {
  switch (expecting_) {
    case Expecting::size:
      return take_size(byte);
    case Expecting::blank_after_size:
      return take_after_size(byte);
    case Expecting::extension:
      return take_extra(byte, Expecting::size_lf);
    case Expecting::size_lf:
      digits_ = 0;
      return expect(byte, '\n', left_ == 0 ? Expecting::trailer_start : Expecting::data);
    case Expecting::data_cr:
      return expect(byte, '\r', Expecting::data_lf);
    case Expecting::data_lf:
      return expect(byte, '\n', Expecting::size);
    case Expecting::trailer_start:
    case Expecting::trailer_name:
      return take_trailer(byte);
    case Expecting::trailer_value:
      return take_extra(byte, Expecting::trailer_lf);
    case Expecting::trailer_lf:
      return expect(byte, '\n', Expecting::trailer_start);
    case Expecting::end_lf:
      return byte == '\n';
    case Expecting::data:
      return false;
  }
  return false;
}

bool Dechunker::take_size(char byte) {
  unsigned digit = 0;
  const auto [end, error] = std::from_chars(&byte, &byte + 1, digit, 16);
  if (error == std::errc{} && end == &byte + 1) {
    left_ = left_ * 16 + digit;
    return ++digits_ <= most_digits;
  }
  if (digits_ == 0) {
    return false;
  }
  return take_after_size(byte);
}

bool Dechunker::take_after_size(char byte) {
  if (byte == '\r') {
    expecting_ = Expecting::size_lf;
    return true;
  }
  const bool blank = byte == ' ' || byte == '\t';
  expecting_ = blank ? Expecting::blank_after_size : Expecting::extension;
  return (blank || byte == ';') && ++extras_ <= extras_limit;
}

bool Dechunker::take_extra(char byte, Expecting after_line) {
  if (byte == '\r') {
    expecting_ = after_line;
    return true;
  }
  return !is_control(byte) && ++extras_ <= extras_limit;
}

bool Dechunker::take_trailer(char byte) {
  if (expecting_ == Expecting::trailer_start && byte == '\r') {
    expecting_ = Expecting::end_lf;
    return true;
  }
  const bool named = expecting_ == Expecting::trailer_name;
  if (named && byte == ':') {
    expecting_ = Expecting::trailer_value;
  } else if (is_token(byte)) {
    expecting_ = Expecting::trailer_name;
  } else {
    return false;
  }
  return ++extras_ <= extras_limit;
}

}  // namespace soundings::serve
