// The known word that a misspelt one was probably meant to be: for the words of refusals alone.
// Nothing is ever read, kept or counted by a guess.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soundings {

/// A spelling that is known, and how it is put to people: "Solihull", "SH (Solihull)".
struct KnownWord {
  std::string spelling;
  std::string shown;
};

/// How `given` is most probably meant, as it is shown; empty when nothing known is near it. Near is
/// a word that differs in case, spaces and punctuation alone; of three letters or more, in one
/// letter, or in one of every four (left out, added, changed, or two exchanged); or that begins
/// with all of `given`, four letters or more. Of equals the first one known.
[[nodiscard]] std::string nearest(std::string_view given, const std::vector<KnownWord>& known);

/// The same for words that are shown as they are spelled.
[[nodiscard]] std::string nearest(std::string_view given, const std::vector<std::string>& known);

/// `; did you mean X?`, or nothing where there is no X.
[[nodiscard]] std::string did_you_mean(std::string_view nearest);

}  // namespace soundings
