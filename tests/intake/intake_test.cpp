// Posts, from bytes to receipts: nothing is said before the commit, and nothing is kept twice.
#include "soundings/intake/intake.h"

#include <algorithm>
#include <fstream>
#include <future>
#include <thread>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "full_disk.h"
#include "refusal_log.h"
#include "running_intake.h"

using namespace soundings;
using store::Outcome;
using testing::BusyWriter;
using testing::noon;
using testing::RunningIntake;
using testing::short_wait;
using testing::shows;
using testing::signed_delivery;
using testing::victim_response;

namespace {

/// What is written to standard error goes to a file as long as this stands.
class CapturedLog {
 public:
  explicit CapturedLog(std::filesystem::path file) : file_(std::move(file)), before_(::dup(2)) {
    const int open = ::creat(file_.c_str(), S_IRUSR | S_IWUSR);
    REQUIRE(open >= 0);
    ::dup2(open, 2);
    ::close(open);
  }
  ~CapturedLog() {
    ::dup2(before_, 2);
    ::close(before_);
  }
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;

  /// How many lines name this event.
  [[nodiscard]] int lines(const std::string& event) const {
    std::ifstream read(file_);
    int found = 0;
    for (std::string line; std::getline(read, line);) {
      found += line.find('"' + event + '"') == std::string::npos ? 0 : 1;
    }
    return found;
  }

 private:
  std::filesystem::path file_;
  int before_;
};

}  // namespace

TEST_CASE("a response is accepted once and answered the same however often it comes", "[intake]") {
  RunningIntake running;
  const auto first = running.deliver("msg_1", victim_response("r1"));
  CHECK(first.outcome == Outcome::accepted);
  CHECK(first.version == 1);
  const auto again = running.deliver("msg_2", victim_response("r1"));
  CHECK(again.outcome == Outcome::duplicate);
  CHECK(again.receipt == first.receipt);
  CHECK(again.status == Outcome::accepted);
  CHECK(running.arrived(Outcome::accepted) == 1);
  CHECK(running.arrived(Outcome::duplicate) == 1);
}

TEST_CASE("identical posts in flight together are one response and share its receipt", "[intake]") {
  RunningIntake running;
  std::vector<std::future<store::Recorded>> posts;
  {
    const BusyWriter busy(running.intake);
    for (int i = 0; i < 16; ++i) {
      posts.push_back(std::async(std::launch::async, [&running] {
        return running.deliver("msg_same", victim_response("r1"));
      }));
    }
  }
  std::vector<std::string> receipts;
  for (auto& post : posts) {
    receipts.push_back(post.get().receipt);
  }
  CHECK(std::count(receipts.begin(), receipts.end(), receipts.front()) == 16);
  CHECK(running.arrived(Outcome::accepted) == 1);
  CHECK(running.arrived(Outcome::duplicate) == 15);
}

TEST_CASE("a delivery without its source's signature gets no receipt and nothing is held",
          "[intake]") {
  RunningIntake running;
  Delivery forged = signed_delivery("msg_1", victim_response("r1"), noon);
  forged.body += " ";
  const auto reported = running.intake.deliver(forged);
  REQUIRE_FALSE(reported.has_value());
  CHECK(reported.error().kind == intake::Refusal::Kind::unauthenticated);
  CHECK(reported.error().check == receive::VerificationFault::signature_mismatch);
  CHECK_FALSE(running.intake.authenticate(forged, access::Permission::read_receipts));
  running.intake.with_store([](store::Store& store) { CHECK(store.arrivals().counts().empty()); });
}

TEST_CASE("a key made while the server runs is taken at once, and a revoked one no more",
          "[intake]") {
  RunningIntake running;
  std::string key;
  running.intake.with_store(
      [&](store::Store& store) { key = store.keys().list("wmnow").at(0).id; });
  CHECK(running.intake.authenticate(signed_delivery("msg_1", "", noon),
                                    access::Permission::read_receipts));
  running.intake.with_store([&](store::Store& store) {
    CHECK(store.keys().end(key, noon - std::chrono::seconds(1), noon, "test"));
  });
  CHECK_FALSE(running.intake.authenticate(signed_delivery("msg_2", "", noon),
                                          access::Permission::read_receipts));
}

TEST_CASE("a response of a safeguarded group is held, and its sender learns no more", "[intake]") {
  RunningIntake running;
  std::string body = victim_response("r1");
  body.replace(body.find("burglary"), 8, "domestic_abuse");
  const auto reported = running.deliver("msg_1", body);
  CHECK(reported.outcome == Outcome::quarantined);
  CHECK(reported.code == "held");
  CHECK(reported.errors.empty());
  CHECK(intake::sender_code("safeguarding_exclusion") == "held");
  CHECK(intake::sender_code("area_unknown") == "area_unknown");
  const std::string metrics = running.metrics.text();
  CHECK(metrics.find("safeguarding") == std::string::npos);
  CHECK(metrics.find(R"(reason="other")") != std::string::npos);
}

TEST_CASE("a stale sender's skew is seen in its metric, though it is refused", "[intake]") {
  RunningIntake running;
  Delivery stale = signed_delivery("msg_1", victim_response("r1"), noon);
  stale.received_at = noon + std::chrono::minutes(20);
  CHECK_FALSE(running.intake.deliver(stale).has_value());
  CHECK(shows(running.metrics, R"(soundings_sender_skew_seconds{source="wmnow"} -1200)"));
  Delivery forged = stale;
  forged.body += " ";
  forged.received_at = noon + std::chrono::hours(2);
  CHECK_FALSE(running.intake.deliver(forged).has_value());
  CHECK(shows(running.metrics, R"(soundings_sender_skew_seconds{source="wmnow"} -1200)"));
}

TEST_CASE("what waits for a stalled writer is seen when the metrics are read", "[intake]") {
  std::future<Expected<intake::Reply, intake::Refusal>> post;
  RunningIntake running;
  {
    const BusyWriter busy(running.intake);
    post = std::async(std::launch::async, [&] {
      return running.intake.deliver(signed_delivery("msg_1", victim_response("r1"), noon));
    });
    while (!shows(running.metrics, "soundings_queue_items 1")) {
      std::this_thread::yield();
      running.intake.sample();
    }
  }
  REQUIRE(post.get());
  running.intake.sample();
  CHECK(shows(running.metrics, "soundings_queue_items 0"));
}

TEST_CASE("what is held now is counted by source and reason, safeguarding under other",
          "[intake]") {
  RunningIntake running;
  std::string guarded = victim_response("r1");
  guarded.replace(guarded.find("burglary"), 8, "domestic_abuse");
  running.deliver("msg_1", guarded);
  running.deliver("msg_2", victim_response("r2", "Atlantis"));
  running.deliver("msg_2", victim_response("r3"));
  CHECK(shows(running.metrics, R"(soundings_held_items{source="wmnow",reason="other"} 1)"));
  CHECK(shows(running.metrics, R"(soundings_held_items{source="wmnow",reason="area_unknown"} 1)"));
  CHECK(shows(running.metrics,
              R"(soundings_held_items{source="wmnow",reason="webhook_id_reused"} 1)"));
}

TEST_CASE("the size of the write-ahead log is a metric", "[intake]") {
  RunningIntake running;
  running.deliver("msg_1", victim_response("r1"));
  running.intake.sample();
  CHECK(shows(running.metrics, "soundings_wal_bytes "));
  CHECK_FALSE(shows(running.metrics, "soundings_wal_bytes 0\n"));
}

TEST_CASE("a write-ahead log that grows long is warned of once", "[intake]") {
  const testing::Folder folder;
  const CapturedLog log(folder.file("log"));
  RunningIntake running({.wal_alarm_bytes = 1});
  for (int i = 0; i < 20; ++i) {
    running.deliver("msg_" + std::to_string(i), victim_response("r" + std::to_string(i)));
  }
  for (int i = 0; i < 500 && log.lines("wal_long") == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(log.lines("wal_long") == 1);
}

TEST_CASE("the items of one delivery are reported in order, each with its own outcome",
          "[intake]") {
  RunningIntake running;
  const std::string batch = "[" + victim_response("a") + "," + victim_response("a") + "," +
                            victim_response("b", "Atlantis") + ",7]";
  const auto reported = running.intake.deliver(signed_delivery("msg_1", batch, noon)).value();
  REQUIRE(reported.batch);
  REQUIRE(reported.receipts.size() == 4);
  CHECK(reported.receipts[0].recorded.outcome == Outcome::accepted);
  CHECK(reported.receipts[1].recorded.outcome == Outcome::duplicate);
  CHECK(reported.receipts[1].recorded.receipt == reported.receipts[0].recorded.receipt);
  CHECK(reported.receipts[2].recorded.code == "area_unknown");
  CHECK(reported.receipts[3].recorded.code == "not_an_object");
  CHECK(reported.receipts[3].position == 3);
}

TEST_CASE("a full queue refuses, and what waited is kept", "[intake]") {
  RunningIntake running({.queue_items = 1});
  std::vector<std::future<Expected<intake::Reply, intake::Refusal>>> posts;
  {
    const BusyWriter busy(running.intake);
    for (int i = 0; i < 4; ++i) {
      posts.push_back(std::async(std::launch::async, [&running, i] {
        return running.intake.deliver(signed_delivery(
            "msg_" + std::to_string(i), victim_response("r" + std::to_string(i)), noon));
      }));
    }
    const auto refused = [&posts] {
      return std::count_if(posts.begin(), posts.end(), [](auto& post) {
        return post.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
      });
    };
    while (refused() < 3) {
      std::this_thread::yield();
    }
  }
  int kept = 0;
  int full = 0;
  for (auto& post : posts) {
    const auto reported = post.get();
    kept += reported.has_value() ? 1 : 0;
    full += !reported && reported.error().kind == intake::Refusal::Kind::queue_full ? 1 : 0;
  }
  CHECK(kept == 1);
  CHECK(full == 3);
}

TEST_CASE("who is not answered in time learns so, and finds a duplicate on return", "[intake]") {
  RunningIntake running;
  const Delivery delivery = signed_delivery("msg_1", victim_response("r1"), noon);
  {
    const BusyWriter busy(running.intake);
    CHECK(running.intake.deliver(delivery, short_wait).error().kind == intake::Refusal::Kind::late);
  }
  running.intake.with_store([](store::Store&) {});
  running.intake.with_store([](store::Store&) {});
  CHECK(running.arrived(Outcome::accepted) == 1);
  RunningIntake patient;
  const auto first = patient.intake.deliver(delivery).value().receipts.at(0).recorded;
  const auto again = patient.intake.deliver(delivery).value().receipts.at(0).recorded;
  CHECK(again.outcome == Outcome::duplicate);
  CHECK(again.receipt == first.receipt);
}

TEST_CASE("of refusals alike one a minute is written, with how many there were", "[intake]") {
  intake::RefusalLog log;
  CHECK(log.note("wmnow", "signature_mismatch", noon) == 1U);
  CHECK_FALSE(log.note("wmnow", "signature_mismatch", noon + std::chrono::seconds(1)));
  CHECK_FALSE(log.note("wmnow", "signature_mismatch", noon + std::chrono::seconds(59)));
  CHECK(log.note("wmnow", "header_missing", noon) == 1U);
  CHECK(log.note("wmnow", "signature_mismatch", noon + std::chrono::seconds(60)) == 3U);
}

TEST_CASE("an intake that stops refuses new posts and keeps what it was given", "[intake]") {
  RunningIntake running;
  const Delivery queued = signed_delivery("msg_1", victim_response("r1"), noon);
  {
    const BusyWriter busy(running.intake);
    REQUIRE(running.intake.deliver(queued, short_wait).error().kind == intake::Refusal::Kind::late);
    running.intake.stop_taking();
  }
  running.intake.with_store([](store::Store&) {});
  running.intake.with_store([](store::Store&) {});
  CHECK(running.arrived(Outcome::accepted) == 1);
  CHECK(
      running.intake.deliver(signed_delivery("msg_2", victim_response("r2"), noon)).error().kind ==
      intake::Refusal::Kind::shutting_down);
  CHECK_FALSE(running.intake.ready());
}

TEST_CASE("a disk that is full is reported as such, and posts are taken again once there is room",
          "[intake]") {
  RunningIntake running({.probe = std::chrono::milliseconds(50)});
  REQUIRE(running.deliver("msg_1", victim_response("r1")).outcome == Outcome::accepted);
  auto full = std::make_unique<testing::FullDisk>();
  const auto reported =
      running.intake.deliver(signed_delivery("msg_2", victim_response("r2"), noon));
  const bool ready = running.intake.ready();
  full.reset();
  REQUIRE_FALSE(reported.has_value());
  CHECK(reported.error().kind == intake::Refusal::Kind::store_unavailable);
  CHECK_FALSE(ready);
  for (int tries = 0; tries < 500 && !running.intake.ready(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(running.intake.ready());
  CHECK(running.deliver("msg_2", victim_response("r2")).outcome == Outcome::accepted);
  CHECK(running.intake.ready());
  CHECK(running.arrived(Outcome::accepted) == 2);
}
