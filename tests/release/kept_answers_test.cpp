// Answers of releases that are kept for whoever asks again.
#include "answer/kept_answers.h"

#include <string>

#include <catch2/catch.hpp>

#include "soundings/survey/table.h"

using namespace soundings;

TEST_CASE("answers that are kept do not fill the memory, and faults are not kept", "[release]") {
  release::KeptAnswers<Table> kept;
  int made = 0;
  const auto ask = [&](int at) {
    return kept.find_or(std::to_string(at), [&]() -> Expected<Table, figures::Fault> {
      ++made;
      Table table;
      table.rows.resize(9'999);
      return table;
    });
  };
  for (const int at : {1, 2, 1, 2, 1}) {
    CHECK(ask(at)->rows.size() == 9'999);
  }
  CHECK(made == 2);
  static_cast<void>(ask(3));  // the others make room
  static_cast<void>(ask(3));
  static_cast<void>(ask(1));
  CHECK(made == 4);
  const auto refuse = [&]() -> Expected<Table, figures::Fault> {
    ++made;
    return unexpected(figures::Fault{});
  };
  CHECK_FALSE(kept.find_or("fault", refuse).has_value());
  CHECK_FALSE(kept.find_or("fault", refuse).has_value());
  CHECK(made == 6);
}
