// What becomes of a held item, as a function of what else came under its id.
#include "rules/held_decision.h"

#include <catch2/catch.hpp>

using namespace soundings;
using namespace soundings::store;

namespace {

const Instant noon = parse_rfc3339("2019-05-14T12:00:00Z").value();

Entry readable(std::optional<Instant> modified_at) {
  Entry entry;
  entry.content = sha256("what it says");
  entry.modified_at = modified_at;
  entry.response.emplace();
  return entry;
}

Subject held(Outcome outcome) {
  return {
      .seq = 5, .source = 1, .outcome = outcome, .state = HeldState::held, .code = "area_unknown"};
}

/// A version that counts, with other content.
Earlier counting(std::int64_t seq, std::optional<Instant> modified_at) {
  return {.seq = seq,
          .content = sha256("what it said before"),
          .header = std::nullopt,
          .receipt = "receipt-of-" + std::to_string(seq),
          .version = 1,
          .current = true,
          .modified_at = modified_at,
          .completed_at = noon};
}

Verdict verdict(const Entry& entry, const Subject& subject, std::vector<Earlier> others) {
  Verdict today = first_verdict(entry, subject);
  today.others = std::move(others);
  judge_beside_others(today, entry, {}, subject);
  return today;
}

}  // namespace

TEST_CASE("a quarantined item that can be read now is counted, alone under its id", "[store]") {
  const Entry entry = readable(std::nullopt);
  const Subject subject = held(Outcome::quarantined);
  const Verdict today = verdict(entry, subject, {});
  CHECK(today.status == Outcome::accepted);
  CHECK(today.code.empty());
  const auto decision = admission(today, subject, entry, Newer::stands);
  REQUIRE(decision);
  CHECK(decision->version == 1);
  CHECK(admission_words(*decision, subject, entry,
                        {.at = noon, .actor = "a", .reason = "mended"}) == "mended; version 1");
}

TEST_CASE("a conflict stays held until a person admits it in place of what counts", "[store]") {
  const Entry entry = readable(noon);
  const Subject subject = held(Outcome::conflict);
  const Verdict today = verdict(entry, subject, {counting(3, noon)});
  CHECK(today.status == Outcome::conflict);
  CHECK(today.code == "area_unknown");
  const auto decision = admission(today, subject, entry, Newer::stands);
  REQUIRE(decision);
  CHECK(decision->version == 2);
  CHECK(decision->replaces == &today.others[0]);
}

TEST_CASE("an answer that is newer than an admitted one gives way only when it is to", "[store]") {
  const Entry entry = readable(noon);
  const Subject subject = held(Outcome::conflict);
  const Verdict today = verdict(entry, subject, {counting(7, noon + std::chrono::minutes(5))});
  CHECK(admission(today, subject, entry, Newer::stands).error() == HeldFault::newer_version);
  const auto decision = admission(today, subject, entry, Newer::gives_way);
  REQUIRE(decision);
  CHECK(admission_words(*decision, subject, entry, {.at = noon, .actor = "a", .reason = "asked"}) ==
        "asked; version 2 in place of version 1, receipt receipt-of-7, which is newer");
}

TEST_CASE("what a later version overtook, or what was erased, is not admitted", "[store]") {
  const Entry entry = readable(noon);
  const Subject subject = held(Outcome::quarantined);
  const Verdict late = verdict(entry, subject, {counting(7, noon + std::chrono::minutes(5))});
  CHECK(late.status == Outcome::older_version);
  CHECK(late.code == superseded);
  CHECK(admission(late, subject, entry, Newer::stands).error() == HeldFault::superseded);
  Verdict erased = verdict(entry, subject, {});
  erased.erased = true;
  CHECK(admission(erased, subject, entry, Newer::gives_way).error() == HeldFault::superseded);
}

TEST_CASE("what cannot be read is not admitted", "[store]") {
  Entry entry = readable(noon);
  entry.response.reset();
  const Subject subject = held(Outcome::quarantined);
  const Verdict today = first_verdict(entry, subject);
  CHECK(admission(today, subject, entry, Newer::stands).error() == HeldFault::not_readable);
  CHECK(replay_words({.code = "area_unknown"},
                     {.at = noon, .actor = "a", .reason = "the register was mended"}) ==
        "quarantined area_unknown: the register was mended");
}
