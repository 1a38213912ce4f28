#include "soundings/base/nearest.h"

#include <catch2/catch.hpp>

using namespace soundings;

TEST_CASE("a slip of the pen finds the word it was meant to be", "[base]") {
  const std::vector<std::string> known{"whole_experience", "ease_of_contact", "follow_up"};
  CHECK(nearest("whole_experiense", known) == "whole_experience");
  CHECK(nearest("Whole-Experience", known) == "whole_experience");
  CHECK(nearest("ease_of_cotnact", known) == "ease_of_contact");
  CHECK(nearest("folow_up", known) == "follow_up");
}

TEST_CASE("the beginning of a word finds it, when it is long enough", "[base]") {
  const std::vector<std::string> known{"whole_experience", "ease_of_contact"};
  CHECK(nearest("whole", known) == "whole_experience");
  CHECK(nearest("who", known).empty());
}

TEST_CASE("a word that is near nothing has no suggestion", "[base]") {
  const std::vector<std::string> known{"BE", "BW", "SH"};
  CHECK(nearest("XX", known).empty());
  CHECK(nearest("be", known) == "BE");
  CHECK(nearest("", known).empty());
  CHECK(nearest("!?", known).empty());
  CHECK(nearest("completely different", known).empty());
  CHECK(nearest(std::string(100'000, 'x'), known).empty());
}

TEST_CASE("a word is put to people by its code", "[base]") {
  const std::vector<KnownWord> known{{.spelling = "SH", .shown = "SH (Solihull)"},
                                     {.spelling = "Solihull", .shown = "SH (Solihull)"}};
  CHECK(nearest("Solihul", known) == "SH (Solihull)");
  CHECK(did_you_mean(nearest("Solihul", known)) == "; did you mean SH (Solihull)?");
  CHECK(did_you_mean(nearest("London", known)).empty());
}
