#include "encoding.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include <unicode/ucnv.h>

#include "soundings/base/text.h"
#include "soundings/receive/text.h"

#include "unicode.h"

namespace soundings::receive {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16le_mark = "\xFF\xFE";
constexpr std::string_view utf16be_mark = "\xFE\xFF";

void check(UErrorCode status) {
  if (U_FAILURE(status)) {
    throw std::runtime_error(u_errorName(status));
  }
}

/// Bytes of the character that a leading byte of UTF-8 begins.
std::size_t bytes_begun_by(unsigned char leading) noexcept {
  if (leading >= 0xF0) {
    return 4;
  }
  return leading >= 0xE0 ? 3 : 2;
}

}  // namespace

std::size_t unfinished(std::string_view text) noexcept {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte >= 0xC0) {
      return back < bytes_begun_by(byte) ? back : 0;
    }
    if (byte < 0x80) {
      return 0;
    }
  }
  return 0;
}

std::string_view to_text(Encoding encoding) noexcept {
  switch (encoding) {
    case Encoding::utf8:
      return "utf-8";
    case Encoding::utf16le:
      return "utf-16le";
    case Encoding::utf16be:
      return "utf-16be";
    case Encoding::windows1252:
      return "windows-1252";
  }
  return "utf-8";
}

void EncodingDetector::see(std::string_view block) {
  if (head_.size() < utf8_mark.size()) {
    head_.append(block.substr(0, utf8_mark.size() - head_.size()));
  }
  constexpr std::string_view no_character = "\x81\x8D\x8F\x90\x9D";
  for (std::size_t i = 0; i < block.size(); ++i) {
    const char c = block[i];
    if (c == '\0') {
      ++((bytes_ + i) % 2 == 0 ? nul_even_ : nul_odd_);
    } else if (static_cast<unsigned char>(c) >= 0x80 &&
               no_character.find(c) != std::string_view::npos) {
      ++unassigned_;
    }
  }
  bytes_ += block.size();
  if (utf8_) {
    see_utf8(block);
  }
}

void EncodingDetector::see_utf8(std::string_view block) {
  std::string joined = tail_;
  if (!tail_.empty()) {
    joined.append(block);
    block = joined;
  }
  const std::size_t cut = unfinished(block);
  const std::string_view whole = block.substr(0, block.size() - cut);
  utf8_ = is_utf8(whole);
  multibyte_ = multibyte_ || !is_ascii(whole);
  tail_ = std::string(block.substr(block.size() - cut));
}

Encoding EncodingDetector::encoding() const noexcept {
  if (head_.starts_with(utf8_mark)) {
    return Encoding::utf8;
  }
  if (head_.starts_with(utf16le_mark)) {
    return Encoding::utf16le;
  }
  if (head_.starts_with(utf16be_mark)) {
    return Encoding::utf16be;
  }
  // In UTF-16 most text has its high byte NUL; a tenth of one side, against almost none of the
  // other, is far beyond what stray NULs in another encoding come to.
  const std::uint64_t side = bytes_ / 2;
  const auto many = [&](std::uint64_t here, std::uint64_t there) {
    return side > 0 && here * 10 >= side && there * 20 <= here;
  };
  if (many(nul_odd_, nul_even_)) {
    return Encoding::utf16le;
  }
  if (many(nul_even_, nul_odd_)) {
    return Encoding::utf16be;
  }
  // A lone accented letter at the end is Windows-1252's own, unless whole characters came before.
  return utf8_ && (tail_.empty() || multibyte_) ? Encoding::utf8 : Encoding::windows1252;
}

std::size_t EncodingDetector::mark_bytes() const noexcept {
  if (head_.starts_with(utf8_mark)) {
    return utf8_mark.size();
  }
  return head_.starts_with(utf16le_mark) || head_.starts_with(utf16be_mark) ? 2 : 0;
}

std::uint64_t EncodingDetector::unassigned() const noexcept {
  return encoding() == Encoding::windows1252 ? unassigned_ : 0;
}

struct Utf8Converter::State {
  UConverter* from = nullptr;
  UConverter* to = nullptr;
  std::array<UChar, 4096> pivot{};
  UChar* pivot_source = nullptr;
  UChar* pivot_target = nullptr;

  ~State() {
    ucnv_close(from);
    ucnv_close(to);
  }
};

Utf8Converter::Utf8Converter(Encoding encoding) : state_(std::make_unique<State>()) {
  const auto name = [&] {
    switch (encoding) {
      case Encoding::utf8:
        return "UTF-8";
      case Encoding::utf16le:
        return "UTF-16LE";
      case Encoding::utf16be:
        return "UTF-16BE";
      case Encoding::windows1252:
        return "windows-1252";
    }
    return "UTF-8";
  }();
  UErrorCode status = U_ZERO_ERROR;
  state_->from = ucnv_open(name, &status);
  state_->to = ucnv_open("UTF-8", &status);
  check(status);
  state_->pivot_source = state_->pivot.data();
  state_->pivot_target = state_->pivot.data();
}

Utf8Converter::~Utf8Converter() = default;

std::string Utf8Converter::convert(std::string_view block, bool last) {
  std::string converted(block.size() * 3 + 16, '\0');
  // ICU takes no null pointer, not even for no bytes.
  const char* source = block.empty() ? "" : block.data();
  const char* const end = source + block.size();
  std::size_t used = 0;
  while (true) {
    UErrorCode status = U_ZERO_ERROR;
    char* target = converted.data() + used;
    ucnv_convertEx(state_->to, state_->from, &target, converted.data() + converted.size(), &source,
                   end, state_->pivot.data(), &state_->pivot_source, &state_->pivot_target,
                   state_->pivot.data() + state_->pivot.size(), 0, last ? 1 : 0, &status);
    used = static_cast<std::size_t>(target - converted.data());
    if (status != U_BUFFER_OVERFLOW_ERROR) {
      check(status);
      break;
    }
    converted.resize(converted.size() * 2);
  }
  converted.resize(used);
  return converted;
}

std::string as_utf8(std::string_view bytes) {
  EncodingDetector detector;
  detector.see(bytes);
  return Utf8Converter(detector.encoding()).convert(bytes.substr(detector.mark_bytes()), true);
}

}  // namespace soundings::receive
