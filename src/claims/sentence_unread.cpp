// All claims of a sentence, and what is left of it that none of them speaks of.
#include <algorithm>
#include <utility>

#include "number_words.h"
#include "sentence.h"

namespace soundings::claims {

/// Comparisons take the numbers that belong to them before each number is read by itself.
std::vector<Claim> Sentence::claims() {
  std::vector<Claim> compared;
  for (std::size_t at = 0; at < reading_.tokens.size(); ++at) {
    auto claim = comparison(at);
    claim = claim ? claim : order(at);
    if (claim) {
      compared.push_back(*std::move(claim));
    }
  }
  std::vector<Claim> all;
  for (Claim& claim : compared) {
    std::ranges::move(of_pair(claim), std::back_inserter(all));
  }
  std::ranges::move(of_numbers(), std::back_inserter(all));
  std::ranges::move(of_ranges(), std::back_inserter(all));
  for (std::size_t at = 0; at < reading_.tokens.size(); ++at) {
    if (auto claim = extreme(at)) {
      all.push_back(*std::move(claim));
    }
    if (auto claim = reaching(at)) {
      all.push_back(*std::move(claim));
    }
  }
  std::ranges::move(compared, std::back_inserter(all));
  for (std::size_t at = 0; at < reading_.tokens.size(); ++at) {
    if (auto claim = movement(at)) {
      all.push_back(*std::move(claim));
    }
  }
  return all;
}

/// "more than 400", "at least 40", "up to 30": a word that says how exactly a number is meant.
bool Sentence::loosens_number(std::size_t at) const {
  const bool than = is_of(token(at), {"more", "less", "fewer"}) && token(at + 1).is("than") &&
                    reading_.number_at(at + 2) != nullptr;
  const bool up_to = is_of(token(at), {"up", "down"}) && is_of(token(at + 1), {"to", "of"});
  const bool at_least = token(at).is("least") && at > 0 && token(at - 1).is("at");
  return than || up_to || at_least;
}

/// "half", "hundreds", "most victims", "a record high".
bool Sentence::is_size(std::size_t at) const {
  const bool most = token(at).is("most") && at > 0 && !token(at - 1).is("at") &&
                    !is_of(token(at + 1), {"recent", "likely", "common", "serious"});
  const bool record = is_of(token(at), {"record", "time"}) &&
                      is_of(token(at + 1), {"high", "low", "level", "levels"});
  const bool short_by = spelt_number(token(at).text) > 0 &&
                        is_of(token(at + 1), {"short", "shy", "ahead", "behind", "off"});
  return is_size_word(token(at)) || short_by || most || record || (at == 0 && token(at).is("most"));
}

/// "five NPUs" where another number of areas is named.
bool Sentence::miscounts_areas(std::size_t at) const {
  const int said = spelt_number(token(at).text);
  const std::string& next = token(at + 1).text;
  const bool counts = said > 0 && (fits(next, "npu*") || fits(next, "area*") || next == "forces");
  const auto named = static_cast<int>(parts_between(0, reading_.tokens.size()).size());
  return counts && said != named;
}

/// "faster", "every", "unspent", "second only to": words that turn what a number or a comparison
/// says into something that no figure is held against.
bool Sentence::turns_meaning(std::size_t at) const {
  const Token& word = token(at);
  const Token& next = token(at + 1);
  const bool pace = is_of(word, {"faster", "slower", "slowly", "quickly", "quicker", "pace",
                                 "sharply", "steeply", "rapidly"});
  const bool quantity =
      is_of(word, {"every", "each", "except", "excluding", "neither", "nor", "never", "not"}) ||
      (word.is("all") && (fits(next.text, "area*") || fits(next.text, "npu*") ||
                          is_of(next, {"of", "the", "units", "forces", "eight", "quarters"})));
  const bool rest = is_of(word, {"unspent", "remaining", "remainder", "unresolved", "outstanding",
                                 "leaving", "leftover"});
  const bool ordinal =
      is_of(word, {"second", "third", "fourth", "next"}) &&
      is_of(next, {"only", "highest", "lowest", "largest", "smallest", "greatest", "longest"});
  const bool back = fits(word.text, "recover*") && next.is("to");
  return pace || quantity || rest || ordinal || back;
}

bool Sentence::says_size_or_way(std::size_t at) const {
  const Token& word = token(at);
  const bool says = went(word) != Went::no || compares(word) != Went::no ||
                    extreme_at(at) != Extreme::no || is_size(at) || says_same(at) ||
                    turns_meaning(at);
  const bool elsewhere = reading_.number_at(at) != nullptr || reading_.time_at(at) != nullptr ||
                         reading_.area_at(at) != nullptr;
  return says && !elsewhere && !is_aim(at);
}

bool Sentence::says_figures() const {
  bool says = !reading_.numbers.empty();
  for (std::size_t at = 0; at < reading_.tokens.size(); ++at) {
    says = says || says_size_or_way(at);
  }
  return says;
}

bool Sentence::is_unread(std::size_t at) const {
  const bool covered = std::ranges::find(covered_, at) != covered_.end();
  const bool of_name = std::ranges::any_of(reading_.mentions, [&](const Mention& one) {
    return (one.full || turns_meaning(at)) && std::ranges::find(one.words, at) != one.words.end();
  });
  return says_size_or_way(at) && !covered && !of_name && !loosens_number(at);
}

std::vector<std::string> Sentence::unread() const {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < reading_.tokens.size(); ++at) {
    const NumberSpan* number = reading_.number_at(at);
    const bool alone = number != nullptr && number->at == at && !is_covered(*number);
    if (alone || is_unread(at) || miscounts_areas(at)) {
      words.push_back(token(at).text);
    }
  }
  return words;
}

}  // namespace soundings::claims
