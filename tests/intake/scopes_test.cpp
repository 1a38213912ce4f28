// What a key opens: responses, invitations, or the sandbox, of which nothing is kept.
#include <catch2/catch.hpp>

#include "soundings/intake/intake.h"
#include "soundings/intake/keys.h"
#include "soundings/intake/reference_files.h"

#include "support/sender.h"
#include "support/store.h"

using namespace soundings;
using store::Outcome;
using testing::signed_delivery;
using testing::victim_response;

namespace {

const Definitions& definitions() {
  static const Definitions read = read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
  return read;
}

const Instant noon = from_epoch_microseconds(1'558'000'000'000'000);

/// An intake whose sender has one key, of a scope.
struct RunningIntake {
  explicit RunningIntake(KeyScope scope)
      : intake(definitions(), testing::open_store(folder.file("soundings.db")),
               std::vector<std::uint8_t>(32, 7), metrics, {}) {
    SourceKey key = testing::sender_key("wmnow");
    key.scope = scope;
    intake.with_store([&](store::Store& store) { store.keys().add(key, noon, "test"); });
  }

  Expected<intake::Reply, intake::Refusal> deliver(const std::string& body) {
    return intake.deliver(signed_delivery("msg_" + std::to_string(++posts), body, noon));
  }

  [[nodiscard]] bool empty() {
    bool nothing = false;
    intake.with_store([&](store::Store& store) {
      nothing = store.arrivals().counts().empty() && store.held().list({}).empty();
    });
    return nothing;
  }

  int posts = 0;
  testing::Folder folder;
  Metrics metrics;
  intake::Intake intake;
};

}  // namespace

TEST_CASE("a sandbox key is answered as a real one, and nothing is kept", "[intake]") {
  RunningIntake real(KeyScope::responses);
  RunningIntake sandbox(KeyScope::sandbox);
  for (const std::string& body :
       {victim_response("r1"), victim_response("r2", "Atlantis"), std::string("{broken"),
        "[" + victim_response("r3") + "," + victim_response("r4", "Atlantis") + "]"}) {
    INFO(body);
    const auto kept = real.deliver(body).value();
    const auto reported = sandbox.deliver(body).value();
    CHECK(reported.batch == kept.batch);
    REQUIRE(reported.receipts.size() == kept.receipts.size());
    for (std::size_t at = 0; at < reported.receipts.size(); ++at) {
      const store::Recorded& a = reported.receipts[at].recorded;
      const store::Recorded& b = kept.receipts[at].recorded;
      CHECK(a.outcome == b.outcome);
      CHECK(a.status == b.status);
      CHECK(a.version == b.version);
      CHECK(a.code == b.code);
      CHECK(a.errors == b.errors);
      CHECK(a.receipt.size() == b.receipt.size());
      CHECK(reported.receipts[at].position == kept.receipts[at].position);
    }
  }
  CHECK_FALSE(real.empty());
  CHECK(sandbox.empty());
}

TEST_CASE("a file under a sandbox key is read to its end, and nothing is kept", "[intake]") {
  RunningIntake sandbox(KeyScope::sandbox);
  std::string lines;
  for (int at = 0; at < 250; ++at) {
    lines +=
        victim_response("r" + std::to_string(at), at % 2 == 0 ? "Sandwell" : "Atlantis") + "\n";
  }
  Delivery file = signed_delivery("msg_1", lines, noon);
  file.media_type = "application/x-ndjson";
  file.lane = Delivery::Lane::import;
  const auto reported = sandbox.intake.deliver(file).value();
  REQUIRE(reported.receipts.size() == 250);
  CHECK(reported.receipts[248].recorded.outcome == Outcome::accepted);
  CHECK(reported.receipts[249].recorded.outcome == Outcome::quarantined);
  CHECK(sandbox.empty());
}

TEST_CASE("a hold for safeguarding is not reported under a sandbox key either", "[intake]") {
  RunningIntake sandbox(KeyScope::sandbox);
  std::string child = victim_response("r1");
  child.insert(1, R"("age":12,)");
  const auto reported = sandbox.deliver(child).value().receipts.at(0).recorded;
  CHECK(reported.outcome == Outcome::quarantined);
  CHECK(reported.code == "held");
  CHECK(reported.errors.empty());
}

TEST_CASE("a key opens what its scope names and nothing else", "[intake]") {
  RunningIntake responses(KeyScope::responses);
  RunningIntake invitations(KeyScope::invitations);
  const RunningIntake sandbox(KeyScope::sandbox);
  const Delivery file = signed_delivery("msg_1", "a,b\n", noon);
  const auto opens = [&](const RunningIntake& running) {
    return running.intake.authenticate(file, access::Permission::post_invitations).has_value();
  };
  CHECK_FALSE(opens(responses));
  CHECK(opens(invitations));
  CHECK(opens(sandbox));
  CHECK(sandbox.intake.authenticate(file, access::Permission::post_invitations)->rehearses());
  CHECK_FALSE(
      invitations.intake.authenticate(file, access::Permission::post_invitations)->rehearses());
  CHECK(responses.deliver(victim_response("r1")).has_value());
  const auto refused = invitations.deliver(victim_response("r1"));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == intake::Refusal::Kind::unauthenticated);
  CHECK_FALSE(invitations.intake.authenticate(file, access::Permission::read_receipts));
  CHECK(invitations.empty());
}

TEST_CASE("a rotated key takes the place of those of its own scope alone", "[intake]") {
  RunningIntake running(KeyScope::responses);
  const auto made =
      intake::rotate_keys(running.intake, definitions(),
                          {.source = "wmnow", .scope = KeyScope::invitations}, noon, noon, "test");
  REQUIRE(made.has_value());
  CHECK(made->ending.empty());
  CHECK(made->key.scope == KeyScope::invitations);
  const auto keys = intake::list_keys(running.intake, "wmnow");
  REQUIRE(keys.size() == 2);
  CHECK(running.deliver(victim_response("r1")).has_value());
}

TEST_CASE("invitations are read by names and aliases as by codes", "[intake]") {
  const std::string header = "survey,wave_or_month,npu,crime_group,invited,bounced,ineligible\n";
  const auto rows =
      intake::read_invitations_in(header +
                                      "victim_satisfaction,2019-05,B'ham East,Burglary,10,0,0\n"
                                      "victim_satisfaction,2019-05,solihull npu,,20,1,2\n",
                                  definitions());
  REQUIRE(rows.has_value());
  CHECK(rows->rows.at(0).npu == "BE");
  CHECK(rows->rows.at(0).crime_group == "burglary");
  CHECK(rows->rows.at(1).npu == "SH");
  const auto faults =
      intake::read_invitations_in(header +
                                      "victim_satisfaction,2019-05,Solihul,,10,0,0\n"
                                      "victim_satisfaction,2019-05,BE,,5,0,0\n"
                                      "victim_satisfaction,2019-05,Bham East,,5,0,0\n",
                                  definitions());
  REQUIRE_FALSE(faults.has_value());
  REQUIRE(faults.error().size() == 2);
  CHECK(faults.error()[0].code == "code_unknown");
  CHECK(faults.error()[0].message.ends_with("did you mean SH (Solihull)?"));
  CHECK(faults.error()[1].code == "row_repeated");
}
