#include "soundings/intake/intake.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <future>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "refusal_log.h"
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

/// An intake over a ledger of its own, with a key for its sender.
struct House {
  explicit House(intake::Settings settings = {})
      : intake(definitions(), testing::open_store(folder.file("soundings.db")),
               std::vector<std::uint8_t>(32, 7), metrics, std::move(settings)) {
    intake.with_store(
        [](store::Store& store) { store.keys().add(testing::sender_key("wmnow"), noon, "test"); });
  }

  store::Recorded deliver(const std::string& webhook_id, const std::string& body) {
    return intake.deliver(signed_delivery(webhook_id, body, noon)).value().receipts.at(0).recorded;
  }

  std::int64_t arrived(Outcome outcome) {
    std::int64_t items = 0;
    intake.with_store([&](store::Store& store) {
      for (const auto& count : store.arrivals().counts()) {
        items += count.outcome == outcome ? count.items : 0;
      }
    });
    return items;
  }

  testing::Folder folder;
  Metrics metrics;
  intake::Intake intake;
};

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

bool shows(const Metrics& metrics, std::string_view line) {
  return metrics.text().find(line) != std::string::npos;
}

/// Keeps the writer busy until it goes.
class BusyWriter {
 public:
  explicit BusyWriter(intake::Intake& intake)
      : task_([&intake, this] {
          intake.with_store([this](store::Store&) {
            started_.set_value();
            released_.get_future().wait();
          });
        }) {
    started_.get_future().wait();
  }
  ~BusyWriter() { released_.set_value(); }
  BusyWriter(const BusyWriter&) = delete;
  BusyWriter& operator=(const BusyWriter&) = delete;

 private:
  std::promise<void> started_;
  std::promise<void> released_;
  std::jthread task_;
};

}  // namespace

TEST_CASE("a response is accepted once and told the same however often it comes", "[intake]") {
  House house;
  const auto first = house.deliver("msg_1", victim_response("r1"));
  CHECK(first.outcome == Outcome::accepted);
  CHECK(first.version == 1);
  const auto again = house.deliver("msg_2", victim_response("r1"));
  CHECK(again.outcome == Outcome::duplicate);
  CHECK(again.receipt == first.receipt);
  CHECK(again.status == Outcome::accepted);
  CHECK(house.arrived(Outcome::accepted) == 1);
  CHECK(house.arrived(Outcome::duplicate) == 1);
}

TEST_CASE("identical posts in flight together are one response and share its receipt", "[intake]") {
  House house;
  std::vector<std::future<store::Recorded>> posts;
  {
    const BusyWriter busy(house.intake);
    for (int i = 0; i < 16; ++i) {
      posts.push_back(std::async(std::launch::async, [&house] {
        return house.deliver("msg_same", victim_response("r1"));
      }));
    }
  }
  std::vector<std::string> receipts;
  for (auto& post : posts) {
    receipts.push_back(post.get().receipt);
  }
  CHECK(std::count(receipts.begin(), receipts.end(), receipts.front()) == 16);
  CHECK(house.arrived(Outcome::accepted) == 1);
  CHECK(house.arrived(Outcome::duplicate) == 15);
}

TEST_CASE("a delivery without its source's signature gets no receipt and nothing is held",
          "[intake]") {
  House house;
  Delivery forged = signed_delivery("msg_1", victim_response("r1"), noon);
  forged.body += " ";
  const auto told = house.intake.deliver(forged);
  REQUIRE_FALSE(told.has_value());
  CHECK(told.error().kind == intake::Refusal::Kind::unauthenticated);
  CHECK(told.error().check == receive::VerificationFault::signature_mismatch);
  CHECK_FALSE(house.intake.authentic(forged));
  CHECK(house.intake.counts().empty());
}

TEST_CASE("a key made while the server runs is taken at once, and a revoked one no more",
          "[intake]") {
  House house;
  std::string key;
  house.intake.with_store([&](store::Store& store) { key = store.keys().list("wmnow").at(0).id; });
  CHECK(house.intake.authentic(signed_delivery("msg_1", "", noon)));
  house.intake.with_store([&](store::Store& store) {
    CHECK(store.keys().end(key, noon - std::chrono::seconds(1), noon, "test"));
  });
  CHECK_FALSE(house.intake.authentic(signed_delivery("msg_2", "", noon)));
}

TEST_CASE("a response of a safeguarded group is held, and its sender is told no more", "[intake]") {
  House house;
  std::string body = victim_response("r1");
  body.replace(body.find("burglary"), 8, "domestic_abuse");
  const auto told = house.deliver("msg_1", body);
  CHECK(told.outcome == Outcome::quarantined);
  CHECK(told.code == "held");
  CHECK(told.errors.empty());
  CHECK(intake::sender_code("safeguarding_exclusion") == "held");
  CHECK(intake::sender_code("area_unknown") == "area_unknown");
  const std::string metrics = house.metrics.text();
  CHECK(metrics.find("safeguarding") == std::string::npos);
  CHECK(metrics.find(R"(reason="other")") != std::string::npos);
}

TEST_CASE("a stale sender's skew is seen in its metric, though it is refused", "[intake]") {
  House house;
  Delivery stale = signed_delivery("msg_1", victim_response("r1"), noon);
  stale.received_at = noon + std::chrono::minutes(20);
  CHECK_FALSE(house.intake.deliver(stale).has_value());
  CHECK(shows(house.metrics, R"(soundings_sender_skew_seconds{source="wmnow"} -1200)"));
  Delivery forged = stale;
  forged.body += " ";
  forged.received_at = noon + std::chrono::hours(2);
  CHECK_FALSE(house.intake.deliver(forged).has_value());
  CHECK(shows(house.metrics, R"(soundings_sender_skew_seconds{source="wmnow"} -1200)"));
}

TEST_CASE("what waits for a stalled writer is seen when the metrics are read", "[intake]") {
  std::promise<void> told;
  House house;
  {
    const BusyWriter busy(house.intake);
    house.intake.deliver(signed_delivery("msg_1", victim_response("r1"), noon),
                         [&](const auto&) { told.set_value(); });
    house.intake.sample();
    CHECK(shows(house.metrics, "soundings_queue_items 1"));
  }
  told.get_future().wait();
  house.intake.sample();
  CHECK(shows(house.metrics, "soundings_queue_items 0"));
}

TEST_CASE("what is held now is counted by source and reason, safeguarding under other",
          "[intake]") {
  House house;
  std::string guarded = victim_response("r1");
  guarded.replace(guarded.find("burglary"), 8, "domestic_abuse");
  house.deliver("msg_1", guarded);
  house.deliver("msg_2", victim_response("r2", "Atlantis"));
  house.deliver("msg_2", victim_response("r3"));
  CHECK(shows(house.metrics, R"(soundings_held_items{source="wmnow",reason="other"} 1)"));
  CHECK(shows(house.metrics, R"(soundings_held_items{source="wmnow",reason="area_unknown"} 1)"));
  CHECK(
      shows(house.metrics, R"(soundings_held_items{source="wmnow",reason="webhook_id_reused"} 1)"));
}

TEST_CASE("the size of the write-ahead log is a metric", "[intake]") {
  House house;
  house.deliver("msg_1", victim_response("r1"));
  house.intake.sample();
  CHECK(shows(house.metrics, "soundings_wal_bytes "));
  CHECK_FALSE(shows(house.metrics, "soundings_wal_bytes 0\n"));
}

TEST_CASE("a write-ahead log that grows long is warned of once", "[intake]") {
  const testing::Folder folder;
  const CapturedLog log(folder.file("log"));
  House house({.wal_alarm_bytes = 1});
  for (int i = 0; i < 20; ++i) {
    house.deliver("msg_" + std::to_string(i), victim_response("r" + std::to_string(i)));
  }
  for (int i = 0; i < 500 && log.lines("wal_long") == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(log.lines("wal_long") == 1);
}

TEST_CASE("the items of one delivery are told in order, each with its own outcome", "[intake]") {
  House house;
  const std::string batch = "[" + victim_response("a") + "," + victim_response("a") + "," +
                            victim_response("b", "Atlantis") + ",7]";
  const auto told = house.intake.deliver(signed_delivery("msg_1", batch, noon)).value();
  REQUIRE(told.batch);
  REQUIRE(told.receipts.size() == 4);
  CHECK(told.receipts[0].recorded.outcome == Outcome::accepted);
  CHECK(told.receipts[1].recorded.outcome == Outcome::duplicate);
  CHECK(told.receipts[1].recorded.receipt == told.receipts[0].recorded.receipt);
  CHECK(told.receipts[2].recorded.code == "area_unknown");
  CHECK(told.receipts[3].recorded.code == "not_an_object");
  CHECK(told.receipts[3].position == 3);
}

TEST_CASE("a full queue refuses, and what waited is kept", "[intake]") {
  House house({.queue_items = 1});
  std::vector<std::future<Expected<intake::Reply, intake::Refusal>>> posts;
  {
    const BusyWriter busy(house.intake);
    for (int i = 0; i < 4; ++i) {
      posts.push_back(std::async(std::launch::async, [&house, i] {
        return house.intake.deliver(signed_delivery(
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
    const auto told = post.get();
    kept += told.has_value() ? 1 : 0;
    full += !told && told.error().kind == intake::Refusal::Kind::queue_full ? 1 : 0;
  }
  CHECK(kept == 1);
  CHECK(full == 3);
}

TEST_CASE("who is not answered in time is told so, and finds a duplicate on return", "[intake]") {
  House house({.wait = std::chrono::milliseconds(20)});
  const Delivery delivery = signed_delivery("msg_1", victim_response("r1"), noon);
  {
    const BusyWriter busy(house.intake);
    CHECK(house.intake.deliver(delivery).error().kind == intake::Refusal::Kind::late);
  }
  house.intake.with_store([](store::Store&) {});
  house.intake.with_store([](store::Store&) {});
  CHECK(house.arrived(Outcome::accepted) == 1);
  House patient;
  const auto first = patient.intake.deliver(delivery).value().receipts.at(0).recorded;
  const auto again = patient.intake.deliver(delivery).value().receipts.at(0).recorded;
  CHECK(again.outcome == Outcome::duplicate);
  CHECK(again.receipt == first.receipt);
}

TEST_CASE("a posted file is answered whole, its rows kept in chunks", "[intake]") {
  House house;
  std::string lines;
  for (int i = 0; i < 600; ++i) {
    lines += victim_response("r" + std::to_string(i)) + "\n";
  }
  Delivery file = signed_delivery("msg_file", lines, noon);
  file.media_type = "application/x-ndjson";
  file.lane = Delivery::Lane::import;
  const auto told = house.intake.deliver(file).value();
  CHECK(told.receipts.size() == 600);
  CHECK(told.receipts.back().position == 600);
  CHECK(house.arrived(Outcome::accepted) == 600);
  CHECK(house.metrics.text().find("soundings_commit_seconds_count 2") != std::string::npos);
}

TEST_CASE("a long posted file is answered as a short one is, and held as one past its limit",
          "[intake]") {
  intake::Settings settings;
  settings.limits.file_items = 1200;
  House house(settings);
  const auto posted = [&](const std::string& webhook_id, int rows) {
    std::string lines;
    for (int i = 0; i < rows; ++i) {
      lines += victim_response("r" + std::to_string(i), i == 700 ? "Atlantis" : "Sandwell") + "\n";
    }
    Delivery file = signed_delivery(webhook_id, lines, noon);
    file.media_type = "application/x-ndjson";
    file.lane = Delivery::Lane::import;
    return house.intake.deliver_file(file).value();
  };
  const auto told = posted("msg_1", 1200);
  REQUIRE(told.receipts.size() == 1200);
  CHECK(told.batch);
  CHECK(told.encoding == "utf-8");
  CHECK(told.receipts[700].recorded.code == "area_unknown");
  CHECK(told.receipts[700].position == 701);
  CHECK(house.arrived(Outcome::accepted) == 1199);
  {
    SQLite::Database file(house.folder.file("soundings.db").string(), SQLite::OPEN_READONLY);
    CHECK(file.execAndGet("SELECT group_concat(items) FROM delivery").getString() == "1200");
  }
  const auto again = posted("msg_2", 1200);
  CHECK(again.receipts.back().recorded.outcome == Outcome::duplicate);
  CHECK(again.receipts.back().recorded.receipt == told.receipts.back().recorded.receipt);
  const auto longer = posted("msg_3", 1201);
  REQUIRE(longer.receipts.size() == 1);
  CHECK(longer.receipts[0].recorded.code == "too_many_items");
  CHECK(house.arrived(Outcome::accepted) == 1199);
  const auto short_one = posted("msg_4", 1);
  CHECK(short_one.receipts.at(0).recorded.outcome == Outcome::duplicate);
  CHECK(posted("msg_5", 0).receipts.empty());
}

TEST_CASE("a posted file that is not the sender's own, or comes at the end, is refused",
          "[intake]") {
  House house;
  Delivery file = signed_delivery("msg_1", victim_response("r1") + "\n", noon);
  file.media_type = "application/x-ndjson";
  file.lane = Delivery::Lane::import;
  Delivery forged = file;
  forged.body += "\n";
  CHECK(house.intake.deliver_file(forged).error().kind == intake::Refusal::Kind::unauthenticated);
  house.intake.stop_taking();
  CHECK(house.intake.deliver_file(file).error().kind == intake::Refusal::Kind::shutting_down);
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
  House house({.wait = std::chrono::milliseconds(20)});
  const Delivery queued = signed_delivery("msg_1", victim_response("r1"), noon);
  {
    const BusyWriter busy(house.intake);
    REQUIRE(house.intake.deliver(queued).error().kind == intake::Refusal::Kind::late);
    house.intake.stop_taking();
  }
  house.intake.with_store([](store::Store&) {});
  house.intake.with_store([](store::Store&) {});
  CHECK(house.arrived(Outcome::accepted) == 1);
  CHECK(house.intake.deliver(signed_delivery("msg_2", victim_response("r2"), noon)).error().kind ==
        intake::Refusal::Kind::shutting_down);
  CHECK_FALSE(house.intake.ready());
}

TEST_CASE("a disk that is full is told as such, and posts are taken again once there is room",
          "[intake]") {
  House house({.probe = std::chrono::milliseconds(50)});
  REQUIRE(house.deliver("msg_1", victim_response("r1")).outcome == Outcome::accepted);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit tight{.rlim_cur = 4096, .rlim_max = before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &tight);
  const auto told = house.intake.deliver(signed_delivery("msg_2", victim_response("r2"), noon));
  const bool ready = house.intake.ready();
  ::setrlimit(RLIMIT_FSIZE, &before);
  REQUIRE_FALSE(told.has_value());
  CHECK(told.error().kind == intake::Refusal::Kind::store_unavailable);
  CHECK_FALSE(ready);
  for (int tries = 0; tries < 500 && !house.intake.ready(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(house.intake.ready());
  CHECK(house.deliver("msg_2", victim_response("r2")).outcome == Outcome::accepted);
  CHECK(house.intake.ready());
  CHECK(house.arrived(Outcome::accepted) == 2);
}

TEST_CASE("a file is taken row by row, and a second run changes nothing", "[intake]") {
  House house;
  const auto file = house.folder.file("may.ndjson");
  {
    std::ofstream out(file);
    for (int i = 0; i < 600; ++i) {
      out << victim_response("r" + std::to_string(i), i == 550 ? "Atlantis" : "Coventry") << '\n';
    }
  }
  const auto import = [&](const std::function<void(const intake::Receipt&)>& row) {
    return house.intake
        .import_file(file, "wmnow", "victim_satisfaction", "application/x-ndjson", nullptr, noon,
                     row, {})
        .value();
  };
  std::vector<std::uint64_t> lines;
  const auto report = import([&](const intake::Receipt& row) { lines.push_back(row.position); });
  CHECK(report.received == 600);
  CHECK(report.outcomes[0] == std::pair{Outcome::accepted, std::uint64_t{599}});
  CHECK(report.outcomes[4] == std::pair{Outcome::quarantined, std::uint64_t{1}});
  CHECK(lines.size() == 600);
  CHECK(std::is_sorted(lines.begin(), lines.end()));
  const auto again = import({});
  CHECK(again.outcomes[1] == std::pair{Outcome::duplicate, std::uint64_t{600}});
}

TEST_CASE("a survey nobody defined is named when a file is sent for it", "[intake]") {
  House house;
  const auto told = house.intake.import_file("none.csv", "wmnow", "tea_and_biscuits", "text/csv",
                                             nullptr, noon, {}, {});
  REQUIRE_FALSE(told.has_value());
  CHECK(told.error().code == "unknown_survey");
  CHECK(told.error().message == "No survey is defined as 'tea_and_biscuits'.");
}
