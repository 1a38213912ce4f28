// Every reason that an item can be held for has words of its own.
#include "soundings/wording/held_reasons.h"

#include <catch2/catch.hpp>

#include "soundings/normalise/reason.h"
#include "soundings/receive/problem.h"

using namespace soundings;

TEST_CASE("each code that an item is held for has words of its own", "[wording]") {
  const auto check = [](std::string_view code) {
    INFO(code);
    const auto& reason = wording::held_reason(code);
    CHECK(reason.code == code);
    CHECK_FALSE(reason.name.empty());
    CHECK(reason.meaning.ends_with('.'));
    CHECK(reason.remedy.ends_with('.'));
  };
  for (const auto code : normalise::hold::all) {
    check(code);
  }
  for (const auto code : receive::problem::all) {
    check(code);
  }
  for (const auto* code : {"version_conflict", "respondent_differs", "webhook_id_reused", "held",
                           "superseded", "several_responses", "not_storable"}) {
    check(code);
  }
}

TEST_CASE("a code without words has general ones", "[wording]") {
  CHECK(wording::held_reason("no such code").code.empty());
  CHECK_FALSE(wording::held_reason("no such code").remedy.empty());
  CHECK(wording::value_kind("short_text") == "a short text");
  CHECK(wording::value_kind("").empty());
}
