#include "soundings/claims/check.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "soundings/receive/text.h"

#include "judging.h"
#include "reading.h"
#include "sentence.h"

namespace soundings::claims {

namespace {

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view blank = " \t\r\n";
  const auto begin = line.find_first_not_of(blank);
  if (begin == std::string_view::npos) {
    return {};
  }
  return line.substr(begin, line.find_last_not_of(blank) - begin + 1);
}

/// A line without the mark of a list at its beginning: "1. ", "(a) ", "- ".
std::string_view without_mark(std::string_view line) {
  const auto space = line.find(' ');
  if (space == std::string_view::npos || space > 4) {
    return line;
  }
  const std::string_view mark = line.substr(0, space);
  const bool bullet = mark == "-" || mark == "*" || mark == "\u2022" || mark == "\u2013";
  const bool numbered = mark.size() > 1 && (mark.back() == '.' || mark.back() == ')') &&
                        mark.find_first_not_of("0123456789().abcdefghi") == mark.npos;
  return bullet || numbered ? trimmed(line.substr(space)) : line;
}

/// A sentence of which a number, or a word of size or direction, was not held against anything does
/// not hold.
Judgement with_unread(Judgement judged, const std::vector<std::string>& unread) {
  if (unread.empty() || judged.verdict == Verdict::contradicted) {
    return judged;
  }
  judged.verdict = Verdict::no_source;
  judged.arithmetic += "; not read: ";
  for (const std::string& word : unread) {
    judged.arithmetic += (&word == &unread.front() ? "\"" : ", \"") + word + "\"";
  }
  return judged;
}

}  // namespace

std::optional<std::string> text_of_file(std::string_view bytes) {
  std::string text = receive::as_utf8(bytes);
  const bool control = std::ranges::any_of(text, [](char c) {
    return (c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') || c == '\x7f';
  });
  const bool undecoded = text.find("\uFFFD") != std::string::npos;
  return control || undecoded ? std::nullopt : std::optional(std::move(text));
}

Judgement check_sentence(std::string_view sentence, const Evidence& evidence) {
  return check_sentence(sentence, evidence, {});
}

Judgement check_sentence(std::string_view sentence, const Evidence& evidence,
                         const AimSubject& of) {
  Reading reading = read(without_mark(trimmed(sentence)), evidence.points());
  mention_leading(reading, evidence.points(), of);
  Sentence parts(reading, evidence.points());
  std::optional<Judgement> all;
  for (const Claim& claim : parts.claims()) {
    Judgement one = judge(claim, evidence.points());
    all = all ? both(*std::move(all), one) : std::move(one);
  }
  Judgement judged = all ? with_unread(*std::move(all), parts.unread())
                         : Judgement{.arithmetic = "no figure of an imported series is named"};
  judged.unchecked = judged.verdict == Verdict::no_source && parts.says_figures();
  return judged;
}

std::vector<Checked> check_sentences(std::string_view text, const Evidence& evidence) {
  std::vector<Checked> all;
  std::size_t number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    ++number;
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty()) {
      all.push_back({.id = std::to_string(number),
                     .text = std::string(line),
                     .judgement = check_sentence(line, evidence)});
    }
  }
  return all;
}

Totals totals_of(const std::vector<Checked>& checked) {
  const auto count = [&](Verdict verdict) {
    return static_cast<std::size_t>(std::ranges::count_if(
        checked, [verdict](const Checked& one) { return one.judgement.verdict == verdict; }));
  };
  return {.holds = count(Verdict::holds),
          .rounding = count(Verdict::rounding),
          .contradicted = count(Verdict::contradicted),
          .no_source = count(Verdict::no_source)};
}

}  // namespace soundings::claims
