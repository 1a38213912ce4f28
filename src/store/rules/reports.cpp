// The words of reports, and finding what was written of an aim.
#include "soundings/store/reports.h"

#include <algorithm>

namespace soundings::store {

std::string_view to_text(ReportState state) noexcept {
  return state == ReportState::draft ? "draft" : "published";
}

std::string_view to_text(WordsKind kind) noexcept {
  return kind == WordsKind::commentary ? "commentary" : "actions";
}

std::optional<WordsKind> parse_words_kind(std::string_view text) noexcept {
  for (const WordsKind kind : {WordsKind::commentary, WordsKind::actions}) {
    if (to_text(kind) == text) {
      return kind;
    }
  }
  return std::nullopt;
}

const ReportWords* Report::find_words(std::string_view aim, WordsKind kind) const noexcept {
  const auto at = std::ranges::find_if(
      words, [&](const ReportWords& one) { return one.aim == aim && one.kind == kind; });
  return at == words.end() ? nullptr : &*at;
}

const ReportSignOff* Report::find_sign_off(std::string_view aim) const noexcept {
  const auto at = std::ranges::find(sign_offs, aim, &ReportSignOff::aim);
  return at == sign_offs.end() ? nullptr : &*at;
}

}  // namespace soundings::store
