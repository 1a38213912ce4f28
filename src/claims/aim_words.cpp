// The words of an aim by which its own commentary names what the aim is measured by.
#include <algorithm>
#include <array>
#include <string>

#include "reading.h"

namespace soundings::claims {

namespace {

/// So many letters of a word set it apart from others: "satisf" of "satisfaction" and "satisfied".
constexpr std::size_t stem_letters = 6;

/// Whether a word says of what an aim is, and not what is wanted of it or who acts.
bool names_something(const Token& token) {
  constexpr std::array<std::string_view, 10> common{
      "people",  "police", "policing",  "between",   "number",
      "justice", "system", "seriously", "reporting", "disparities"};
  return token.kind == Token::Kind::word && token.text.size() >= stem_letters &&
         went(token) == Went::no && !any_of(token.text, common);
}

bool same_stem(const Token& one, const Token& other) {
  return one.text.substr(0, stem_letters) == other.text.substr(0, stem_letters);
}

}  // namespace

void mention_leading(Reading& reading, const Points& points, const AimSubject& of) {
  const auto& aims = points.definitions().report.aims;
  const auto aim = std::ranges::find(aims, of.aim, &Aim::id);
  const bool named =
      std::ranges::any_of(reading.mentions, [](const Mention& one) { return !one.weak; });
  if (aim == aims.end() || points.series(of.leading) == nullptr || named) {
    return;
  }
  std::vector<Token> words = tokens_of(aim->title.at("en"));
  std::ranges::copy(tokens_of(aim->wording.at("en")), std::back_inserter(words));
  for (std::size_t at = 0; at < reading.tokens.size(); ++at) {
    const Token& token = reading.tokens[at];
    const bool of_aim =
        names_something(token) && std::ranges::any_of(words, [&](const Token& word) {
          return names_something(word) && same_stem(token, word);
        });
    if (of_aim) {
      reading.mentions.push_back({.series = of.leading,
                                  .words = {at},
                                  .letters = token.text.size(),
                                  .full = false,
                                  .weak = true});
    }
  }
}

}  // namespace soundings::claims
