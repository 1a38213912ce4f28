#include "soundings/base/nearest.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

namespace soundings {
namespace {

constexpr std::size_t longest = 100;  // the cost grows with the product of two lengths
constexpr std::size_t least_beginning = 4;

/// In small letters, without spaces and punctuation. Bytes beyond ASCII stay.
std::string plain(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    const bool beyond = static_cast<unsigned char>(c) >= 0x80U;
    if (c >= 'A' && c <= 'Z') {
      kept += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || beyond) {
      kept += c;
    }
  }
  return kept;
}

/// How many letters are left out, added, changed or exchanged with their neighbour between two
/// words (optimal string alignment).
std::size_t changes(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    last[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + other});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest(std::string_view given, const std::vector<KnownWord>& known) {
  const std::string word = plain(given);
  if (word.empty() || word.size() > longest) {
    return {};
  }
  std::size_t fewest = std::max<std::size_t>(word.size() < 3 ? 0 : 1, word.size() / 4);
  std::string_view near;
  std::string_view begun;
  for (const KnownWord& each : known) {
    const std::string spelling = plain(each.spelling);
    const std::size_t apart = spelling.size() > longest ? std::numeric_limits<std::size_t>::max()
                                                        : changes(word, spelling);
    if (apart < fewest || (apart == fewest && near.empty())) {
      fewest = apart;
      near = each.shown;
    }
    if (begun.empty() && word.size() >= least_beginning && spelling.starts_with(word)) {
      begun = each.shown;
    }
  }
  return std::string(near.empty() ? begun : near);
}

std::string nearest(std::string_view given, const std::vector<std::string>& known) {
  std::vector<KnownWord> words;
  words.reserve(known.size());
  for (const std::string& each : known) {
    words.push_back({.spelling = each, .shown = each});
  }
  return nearest(given, words);
}

std::string did_you_mean(std::string_view nearest) {
  return nearest.empty() ? std::string() : "; did you mean " + std::string(nearest) + "?";
}

}  // namespace soundings
