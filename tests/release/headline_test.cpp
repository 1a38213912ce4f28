// Which tables the headline of a month holds.
#include "soundings/release/headline.h"

#include <catch2/catch.hpp>

#include "soundings/store/cells.h"

#include "support/store.h"

using namespace soundings;
using testing::commit;
using testing::entry;

namespace {

Measure measure(const std::string& id, std::vector<std::string> by) {
  Measure made;
  made.id = id;
  made.survey = "victim_satisfaction";
  made.item = "whole_experience";
  made.by = std::move(by);
  return made;
}

/// Overall by areas and channels, one slice of a channel, and one that is no headline measure.
Definitions definitions() {
  Definitions made = testing::small_definitions();
  for (Survey& survey : made.surveys) {
    survey.domains[0].role = DomainRole::area;
    survey.domains[1].role = DomainRole::contact_channel;
  }
  Measure slice = measure("by_999", {"npu"});
  slice.filter_domain = "contact_channel";
  slice.filter_code = "999";
  Measure aside = measure("aside", {"npu"});
  aside.headline = false;
  Measure since = measure("since_june", {});
  since.headline_period = {.kind = HeadlinePeriod::Kind::since, .from = Month(2019, 6)};
  made.measures = {measure("overall", {"npu", "contact_channel"}), slice, aside, since};
  return made;
}

/// A ledger with one answer in May 2019.
class OneAnswer {
 public:
  OneAnswer() {
    auto ledger = testing::open_store(folder_.file("ledger.db"));
    commit(*ledger, entry({.id = "r-1"}));
  }

  [[nodiscard]] report::Headline headline(Month month) {
    const auto cells = store::open_cells(folder_.file("ledger.db"), definitions_);
    const figures::WorkingFigures figures(definitions_, *cells);
    return release::headline(definitions_, figures, month).value();
  }

  [[nodiscard]] const Definitions& read() const { return definitions_; }

 private:
  testing::Folder folder_;
  Definitions definitions_ = definitions();
};

std::vector<std::string> contents(const report::Headline& headline) {
  std::vector<std::string> all;
  for (const Table& table : headline.tables) {
    std::string line = table.measure;
    for (const std::string& domain : table.by) {
      line += " " + domain;
    }
    all.push_back(line);
  }
  return all;
}

}  // namespace

TEST_CASE("a measure is given of the force, by its domains, and by areas and channels at once",
          "[release]") {
  OneAnswer answers;
  const auto headline = answers.headline(Month(2019, 5));
  CHECK(headline.month == Month(2019, 5));
  CHECK(headline.release == "working");
  CHECK(contents(headline) ==
        std::vector<std::string>{"overall", "overall npu", "overall contact_channel",
                                 "overall npu contact_channel", "by_999", "by_999 npu"});
}

TEST_CASE("a measure whose period has not begun is left out", "[release]") {
  OneAnswer answers;
  CHECK(contents(answers.headline(Month(2019, 6))).back() == "since_june");
}

TEST_CASE("a month in which nobody answered is silent, and one with an answer is not",
          "[release]") {
  OneAnswer answers;
  CHECK(!release::silence(answers.read(), answers.headline(Month(2019, 5))));
  const auto silence = release::silence(answers.read(), answers.headline(Month(2019, 4)));
  REQUIRE(silence);
  CHECK(silence->code == "no_answers");
}
