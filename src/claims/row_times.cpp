// The times that the cells of a row name.
#include <algorithm>
#include <array>

#include "times.h"

namespace soundings::claims {

namespace {

/// Words that may stand beside a time in a cell, or in place of one: "since", "end of", "to date".
bool may_stand(const Token& token) {
  constexpr std::array<std::string_view, 24> words{
      "since",  "to",       "end",    "of",   "the",    "in",      "last",   "12",
      "twelve", "months",   "month",  "date", "recent", "results", "latest", "post",
      "arrest", "ambition", "before", "ye",   "(",      ")",       "up",     "until"};
  return std::ranges::find(words, token.text) != words.end();
}

}  // namespace

When time_of(std::string_view text) {
  const std::vector<Token> tokens = tokens_of(text);
  const std::vector<TimeSpan> found = times_in(tokens);
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const bool read = std::ranges::any_of(
        found, [at](const TimeSpan& one) { return at >= one.begin && at < one.end; });
    if (!read && !may_stand(tokens[at])) {
      return {.kind = When::Kind::unknown};
    }
  }
  if (found.empty() || tokens.front().is("before")) {
    return {};
  }
  When when = found.front().when;
  if (when.kind == When::Kind::month && tokens.front().is("since")) {
    when.kind = When::Kind::since;
  } else if (when.kind == When::Kind::month && tokens.front().is("to")) {
    when.kind = When::Kind::until;
  }
  return when;
}

}  // namespace soundings::claims
