// Answers of a small force, in a database of their own.
#include "month_2019.h"

#include <algorithm>

#include <catch2/catch.hpp>

namespace soundings::testing {
namespace {

Measure measure(const std::string& item) {
  Measure made;
  made.id = "victims_" + item;
  made.survey = "victim_satisfaction";
  made.item = item;
  return made;
}

/// The force, its two areas, channels, and areas by channels.
Definitions definitions() {
  Definitions made = small_definitions();
  for (Survey& survey : made.surveys) {
    survey.domains[0].role = DomainRole::area;
    survey.domains[1].role = DomainRole::contact_channel;
  }
  made.measures = {measure("whole_experience"), measure("follow_up")};
  made.releases = {{.survey = "victim_satisfaction",
                    .version = "1.0.0",
                    .items = {"whole_experience", "follow_up"},
                    .tables = {{.by = {}, .print = PrintClass::a, .answers = true},
                               {.by = {"npu"}, .print = PrintClass::a, .answers = true},
                               {.by = {"contact_channel"}, .print = PrintClass::b},
                               {.by = {"npu", "contact_channel"}, .print = PrintClass::b}},
                    .provisional = "whole_experience"}};
  made.digest = "d1";
  return made;
}

store::Entry entry_of(int number, const Some& some) {
  return entry({.id = "r" + std::to_string(number),
                .whole_experience = some.overall,
                .follow_up = some.follow_up,
                .npu = some.npu,
                .channel = some.channel,
                .month = Month(2019, some.month)});
}

}  // namespace

const std::vector<Some> plenty{{40, 1, 1, "BE", "999"}, {30, 2, 1, "BE", "999"},
                               {35, 1, 2, "BE", "101"}, {25, 3, 3, "BE", "101"},
                               {50, 1, 1, "BW", "999"}, {20, 2, 97, "BW", "999"},
                               {30, 1, 1, "BW", "101"}, {45, 3, 2, "BW", "101"}};

Month2019::Month2019(const std::vector<Some>& groups)
    : definitions_(definitions()),
      store_(open_store(folder_.file("a.db"))),
      cells_(store::open_cells(folder_.file("a.db"), definitions_)) {
  add(groups);
}

int Month2019::add(const std::vector<Some>& groups) {
  const int first = next_;
  std::vector<store::Entry> entries;
  for (const Some& group : groups) {
    for (int person = 0; person < group.people; ++person) {
      entries.push_back(entry_of(next_++, group));
    }
  }
  REQUIRE(store_->ledger().commit(batch(entries), small_definitions()).size() == entries.size());
  return first;
}

void Month2019::replace(int answer, const Some& by) {
  const auto became = commit(*store_, entry({.id = "r" + std::to_string(answer),
                                             .whole_experience = by.overall,
                                             .follow_up = by.follow_up,
                                             .npu = by.npu,
                                             .channel = by.channel,
                                             .month = Month(2019, by.month),
                                             .modified_minute = 5}));
  REQUIRE(became.outcome == store::Outcome::accepted);
}

void Month2019::erase(int answer) {
  const auto records = store_->removal().records(
      {.source = "wmnow", .source_response_id = "r" + std::to_string(answer)});
  REQUIRE(records.size() == 1);
  store_->removal().erase({&records[0].receipt, 1}, {.at = {}, .actor = "them", .reason = "asked"});
}

Expected<store::Release, release::Fault> Month2019::frozen(const Snapshot& counted) const {
  if (!counted) {
    return unexpected(counted.error());
  }
  auto made = release::freeze(definitions_, **counted, "0.1.0", sample_);
  if (made) {
    for (store::ReleaseFile& file : made->files) {
      file.digest = sha256(file.bytes);
    }
  }
  return made;
}

Expected<store::Release, release::Fault> Month2019::freeze(Month month,
                                                           std::vector<store::Release> earlier) {
  return frozen(release::count(definitions_, *cells_, {std::move(earlier), provisional()}, month));
}

Expected<store::Release, release::Fault> Month2019::revise(std::vector<store::Release> earlier,
                                                           Month month) {
  return frozen(
      release::count_changes(definitions_, *cells_, {std::move(earlier), provisional()}, month));
}

store::Check Month2019::counted_again(const store::Release& release,
                                      const std::vector<store::Release>& all) {
  return release::counted_again(definitions_, *cells_, release, all);
}

std::vector<store::ProvisionalFigure> Month2019::look(const std::string& day,
                                                      std::vector<store::ReleaseLine> releases) {
  auto prints = release::look_at_answers(definitions_, *cells_, provisional(), releases, day);
  REQUIRE(store_->provisional().add(prints.look, prints.figures, {}, "test"));
  return std::move(prints.figures);
}

store::ProvisionalHistory Month2019::provisional() const {
  return store_->provisional().history();
}

std::vector<std::string> failing(const std::vector<store::Check>& checks) {
  std::vector<std::string> names;
  for (const store::Check& check : checks) {
    if (!check.passed) {
      names.push_back(check.name);
    }
  }
  return names;
}

const store::ReleaseRow* find(const store::Release& release, const std::string& by,
                              const std::string& codes, const std::string& item) {
  const auto at = std::ranges::find_if(release.rows, [&](const store::ReleaseRow& row) {
    return row.by == by && row.codes == codes && row.item == item && row.answer.empty();
  });
  return at == release.rows.end() ? nullptr : &*at;
}

}  // namespace soundings::testing
