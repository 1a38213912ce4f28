// Free text as it is kept: what a person wrote, in one form of Unicode, without
// what would garble a page or a file. Every kind of change is a finding.
#include <memory>
#include <string>

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "soundings/base/per_thread.h"
#include "soundings/base/text.h"
#include "soundings/normalise/normalise.h"
#include "soundings/normalise/reason.h"

#include "mojibake.h"
#include "utf8.h"

namespace soundings::normalise {
namespace {

/// Embeddings, overrides and isolates: they reorder what stands around them.
bool bidi_control(UChar32 c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool line_end(UChar32 c) {
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool unwanted(UChar32 c) {
  return u_iscntrl(c) != 0 && !line_end(c) && c != '\t' && u_charType(c) == U_CONTROL_CHAR;
}

bool invisible_junk(UChar32 c) {
  return c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || U_IS_UNICODE_NONCHAR(c);
}

/// Text put together a character at a time, white space held back until it is known whether
/// something follows it.
class Folder {
 public:
  void add(UChar32 c) {
    if (pending_lines_ > 0 && !text_.isEmpty()) {
      text_.append(pending_lines_ > 1 ? u"\n\n" : u"\n", -1);
    } else if (pending_space_ && !text_.isEmpty()) {
      text_.append(u' ');
    }
    pending_lines_ = 0;
    pending_space_ = false;
    text_.append(c);
  }
  void space() { pending_space_ = true; }
  void end_line() {
    ++pending_lines_;
    pending_space_ = false;
  }
  [[nodiscard]] const icu::UnicodeString& text() const noexcept { return text_; }

 private:
  icu::UnicodeString text_;
  int pending_lines_ = 0;
  bool pending_space_ = false;
};

struct Changes {
  bool bidi = false;
  bool controls = false;
  bool spaces = false;
  std::int32_t removed =
      0;  ///< UTF-16 units taken out other than white space: controls, the CR of CRLF
};

icu::UnicodeString folded(const icu::UnicodeString& text, Changes& changes) {
  Folder folder;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (line_end(c)) {
      if (c == '\r' && text.charAt(i + 1) == '\n') {
        ++i;
        ++changes.removed;
      }
      folder.end_line();
    } else if (bidi_control(c) || unwanted(c) || invisible_junk(c)) {
      changes.bidi = changes.bidi || bidi_control(c);
      changes.controls = changes.controls || !bidi_control(c);
      changes.removed += U16_LENGTH(c);
    } else if (u_isUWhiteSpace(c) != 0) {
      changes.spaces = changes.spaces || c != ' ';
      folder.space();
    } else {
      folder.add(c);
    }
  }
  return folder.text();
}

/// Whether nothing would be changed: printable ASCII, single spaces, no space around line ends.
bool plain(std::string_view text) {
  char before = ' ';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x7F || byte < 0x20 || (c == ' ' && before == ' ')) {
      return false;
    }
    before = c;
  }
  return text.empty() || text.back() != ' ';
}

/// Whether nothing would be changed in UTF-8 that is not all ASCII.
bool settled(std::string_view text) {
  UChar32 before = ' ';
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point(text, at);
    const UChar32 c = next.value;
    const bool single_space = c == ' ' && before != ' ';
    if (line_end(c) || bidi_control(c) || unwanted(c) || invisible_junk(c) ||
        (u_isUWhiteSpace(c) != 0 && !single_space)) {
      return false;
    }
    before = c;
    at = next.end;
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFCInstance(status);
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  const bool composed = form->isNormalizedUTF8(piece, status) != 0;
  check_icu(status);
  return before != ' ' && composed;
}

void end_iterator(icu::BreakIterator* iterator) {
  delete iterator;
}

/// The first `limit` grapheme clusters of `text`. The iterator is one a thread: ICU's may not be
/// shared.
icu::UnicodeString first_graphemes(const icu::UnicodeString& text, std::size_t limit) {
  static PerThread<icu::BreakIterator, end_iterator> iterators;
  icu::BreakIterator* graphemes = &iterators.get([] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> opened(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    check_icu(status);
    return opened.release();
  });
  graphemes->setText(text);
  const std::int32_t end = graphemes->next(static_cast<std::int32_t>(limit));
  return end == icu::BreakIterator::DONE ? text : text.tempSubString(0, end);
}

Finding finding_of(std::string_view code, std::string_view message) {
  return {.code = std::string(code), .message = std::string(message)};
}

icu::UnicodeString composed(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFCInstance(status);
  icu::UnicodeString result = form->normalize(text, status);
  check_icu(status);
  return result;
}

}  // namespace

Text normalise_text(std::string_view text, std::size_t max_graphemes) {
  Text result;
  const bool short_enough = max_graphemes == 0 || text.size() <= max_graphemes;
  if (short_enough && plain(text)) {
    result.text = std::string(text);
    return result;
  }
  std::string source(text);
  if (!is_utf8(text)) {
    result.findings.push_back(
        finding_of(finding::invalid_text_replaced, "Bytes that are not UTF-8 were replaced."));
  } else if (auto before = repaired(text)) {
    source = std::move(*before);
    result.findings.push_back(finding_of(finding::encoding_repaired,
                                         "UTF-8 that was read as Windows-1252 was repaired."));
  } else if (short_enough && settled(text)) {
    result.text = std::string(text);
    return result;
  }
  Changes changes;
  const icu::UnicodeString read = icu::UnicodeString::fromUTF8(source);
  icu::UnicodeString kept = folded(read, changes);
  if (changes.bidi) {
    result.findings.push_back(
        finding_of(finding::bidi_controls_removed, "Controls of writing direction were removed."));
  }
  if (changes.controls) {
    result.findings.push_back(
        finding_of(finding::controls_removed, "Control characters were removed."));
  }
  if (changes.spaces || kept.length() + changes.removed != read.length()) {
    result.findings.push_back(
        finding_of(finding::white_space_folded, "Runs of white space were folded."));
  }
  kept = composed(kept);
  if (max_graphemes != 0 && static_cast<std::size_t>(kept.length()) > max_graphemes) {
    const icu::UnicodeString cut = first_graphemes(kept, max_graphemes);
    if (cut.length() != kept.length()) {
      kept = cut;
      result.findings.push_back(
          finding_of(finding::text_truncated, "The text was cut at its limit."));
    }
  }
  kept.toUTF8String(result.text);
  return result;
}

}  // namespace soundings::normalise
