// Each sentence that holds, and each that is made, with one number changed by a digit, one
// direction turned or one period moved by a year: none of the changed ones holds.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "soundings/claims/check.h"
#include "soundings/claims/statements.h"

#include "published_series.h"

using namespace soundings;
using namespace soundings::claims;

namespace {

std::vector<std::string> holding() {
  std::ifstream stream(std::filesystem::path(SOUNDINGS_SOURCE_DIR) / "tests" / "claims" /
                       "sentences" / "hold.txt");
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  for (const Statement& one : statements(test::published()).made) {
    lines.push_back(one.text);
  }
  return lines;
}

/// The sentence with what a match has found put otherwise.
std::string with(const std::string& sentence, const std::smatch& found, const std::string& other) {
  const auto at = static_cast<std::size_t>(found.position());
  return sentence.substr(0, at) + other + sentence.substr(at + found.str().size());
}

template <typename Change>
std::vector<std::string> changed(const std::string& sentence, const std::regex& pattern,
                                 Change change) {
  std::vector<std::string> all;
  for (auto at = std::sregex_iterator(sentence.begin(), sentence.end(), pattern);
       at != std::sregex_iterator(); ++at) {
    const std::string before = sentence.substr(0, static_cast<std::size_t>(at->position()));
    const std::string other = change(before, at->str(), at->suffix().str());
    if (other != at->str()) {
      all.push_back(with(sentence, *at, other));
    }
  }
  return all;
}

bool matches_end(const std::string& text, const char* pattern) {
  return std::regex_search(text, std::regex(std::string("(") + pattern + ")$"));
}

/// A number that claims something: no period, no base of a rate, no name, no age, and asked for
/// exactly.
bool claims_exactly(const std::string& before, const std::string& number,
                    const std::string& after) {
  return !matches_end(before, R"([\d/,.-]|per |[Ww]ave |aged |aged \d+( to |-)|to youth )") &&
         !matches_end(before,
                      "(about|around|over|than|nearly|almost|exceeds|called|under) \u00a3?") &&
         !std::regex_search(after, std::regex("^([\\d/]| months|-17| million)")) &&
         !std::regex_match(number, std::regex("20[0-3]\\d|999|101"));
}

std::vector<std::string> with_another_digit(const std::string& sentence) {
  static const std::regex number(R"(\d{1,3}(,\d{3})+|\d+(\.\d+)?)");
  return changed(
      sentence, number, [](const std::string& before, std::string found, const std::string& after) {
        if (claims_exactly(before, found, after)) {
          found.front() = found.front() == '9' ? '7' : static_cast<char>(found.front() + 1);
        }
        return found;
      });
}

std::vector<std::string> turned(const std::string& sentence) {
  static const std::array<std::pair<const char*, const char*>, 17> pairs{
      {{"rose", "fell"},
       {"risen", "fallen"},
       {"increased", "decreased"},
       {"increase", "decrease"},
       {"up", "down"},
       {"higher", "lower"},
       {"above", "below"},
       {"highest", "lowest"},
       {"longer", "shorter"},
       {"more", "fewer"},
       {"Fewer", "More"},
       {"rise", "fall"},
       {"grew", "shrank"},
       {"declined", "grew"},
       {"reduced", "increased"},
       {"fewest", "most"},
       {"lower", "higher"}}};
  static const std::regex word("[A-Za-z]+");
  return changed(
      sentence, word, [](const std::string& before, std::string found, const std::string& after) {
        const bool loosens = std::regex_search(after, std::regex("^ than [\\d,a-z]+"));
        const bool name =
            after.starts_with(" to ") || before.ends_with("signed ") || before.ends_with("makes ");
        for (const auto& [one, other] : pairs) {
          if (name || (loosens && (found == "more" || found == "More"))) {
            break;
          }
          if (found == one || found == other) {
            return std::string(found == one ? other : one);
          }
        }
        return found;
      });
}

std::vector<std::string> a_year_before(const std::string& sentence) {
  static const std::regex year(R"(20\d\d/\d\d|20\d\d)");
  return changed(sentence, year,
                 [](const std::string& before, std::string found, const std::string&) {
                   if (matches_end(before, "[\\d,.]")) {
                     return found;
                   }
                   const int from = std::stoi(found.substr(0, 4)) - 1;
                   const std::string last = std::to_string(from + 1).substr(2);
                   return std::to_string(from) + (found.size() > 4 ? "/" + last : "");
                 });
}

/// What a reading of a chart bears out as well.
const std::array<std::string_view, 3> true_all_the_same{
    "The share of adults with no proven reoffending stood at 70% in the year ending June 2016.",
    "Proven reoffending by adults was higher than the England and Wales rate in the year ending "
    "June 2016.",
    "Burglary has risen by almost a third since the year ending March 2015."};

void none_holds(const std::vector<std::string>& sentences) {
  for (const std::string& sentence : sentences) {
    if (std::ranges::find(true_all_the_same, sentence) != true_all_the_same.end()) {
      continue;
    }
    const Judgement judged = check_sentence(sentence, test::published());
    INFO(sentence << "\n  " << judged.figure << "\n  " << judged.arithmetic);
    CHECK(to_text(judged.verdict) != "holds");
  }
}

}  // namespace

TEST_CASE("a sentence that holds does not hold with another digit", "[claims]") {
  for (const std::string& sentence : holding()) {
    none_holds(with_another_digit(sentence));
  }
}

TEST_CASE("a sentence that holds does not hold with its direction turned", "[claims]") {
  for (const std::string& sentence : holding()) {
    none_holds(turned(sentence));
  }
}

TEST_CASE("a sentence that holds does not hold of a year before", "[claims]") {
  for (const std::string& sentence : holding()) {
    none_holds(a_year_before(sentence));
  }
}
