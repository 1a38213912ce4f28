// What somebody wrote, taken apart into sentences and held against the figures.
#include "soundings/claims/check.h"

#include "sheets.h"

namespace soundings::reports {

namespace {

constexpr std::string_view blank = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(blank);
  return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

/// Where a sentence ends: at a full stop before a space and a capital, or at the end of its line.
/// A stop after one capital letter ("D. Thompson") ends none.
std::size_t end_of_sentence(std::string_view line) {
  for (std::size_t at = 1; at + 2 < line.size(); ++at) {
    const bool stop = line[at] == '.' || line[at] == '!' || line[at] == '?';
    const bool initial = is_capital(line[at - 1]) && (at < 2 || line[at - 2] == ' ');
    if (stop && !initial && line[at + 1] == ' ' &&
        (is_capital(line[at + 2]) || (line[at + 2] >= '0' && line[at + 2] <= '9'))) {
      return at + 1;
    }
  }
  return line.size();
}

/// Without the stars of bold words and the mark of a list, which are no part of a claim.
std::string plain(std::string_view sentence) {
  std::string text(sentence);
  std::erase(text, '*');
  return std::string(trimmed(text.starts_with("- ") ? std::string_view(text).substr(2) : text));
}

}  // namespace

std::vector<AimCheck> check_words(std::string_view text, const claims::Evidence& evidence,
                                  const claims::AimSubject& of) {
  std::vector<AimCheck> checks;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty()) {
      const std::size_t stop = end_of_sentence(line);
      const std::string sentence = plain(line.substr(0, stop));
      line = trimmed(line.substr(stop));
      const claims::Judgement judged = claims::check_sentence(sentence, evidence, of);
      checks.push_back({.sentence = sentence,
                        .verdict = std::string(claims::to_text(judged.verdict)),
                        .figure = judged.figure,
                        .arithmetic = judged.arithmetic,
                        .blocks = judged.verdict == claims::Verdict::contradicted,
                        .unchecked = judged.unchecked});
    }
  }
  return checks;
}

std::string english(const Labels& labels) {
  const auto at = labels.find("en");
  return at == labels.end() ? "" : at->second;
}

}  // namespace soundings::reports
