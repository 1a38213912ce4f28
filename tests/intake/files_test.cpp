// Files, posted or imported: read and kept in chunks, answered whole.
#include <fstream>
#include <future>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

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

TEST_CASE("a posted file is answered whole, its rows kept in chunks", "[intake]") {
  RunningIntake running;
  std::string lines;
  for (int i = 0; i < 2400; ++i) {
    lines += victim_response("r" + std::to_string(i)) + "\n";
  }
  Delivery file = signed_delivery("msg_file", lines, noon);
  file.media_type = "application/x-ndjson";
  file.lane = Delivery::Lane::import;
  std::future<Expected<intake::Reply, intake::Refusal>> post;
  {
    const BusyWriter busy(running.intake);
    post = std::async(std::launch::async, [&] { return running.intake.deliver(file); });
    while (!shows(running.metrics, "soundings_queue_items 2400")) {
      std::this_thread::yield();
      running.intake.sample();
    }
  }
  const auto reported = post.get().value();
  CHECK(reported.receipts.size() == 2400);
  CHECK(reported.receipts.back().position == 2400);
  CHECK(running.arrived(Outcome::accepted) == 2400);
  CHECK(running.metrics.text().find("soundings_commit_seconds_count 2") != std::string::npos);
}

TEST_CASE("a posted file waits for as long as it may, and no longer", "[intake]") {
  RunningIntake running({.queue_items = 150});
  std::string lines;
  for (int i = 0; i < 300; ++i) {
    lines += victim_response("r" + std::to_string(i)) + "\n";
  }
  Delivery file = signed_delivery("msg_file", lines, noon);
  file.media_type = "application/x-ndjson";
  file.lane = Delivery::Lane::import;
  {
    const BusyWriter busy(running.intake);
    // The first chunk is queued and the second finds no room in time.
    CHECK(running.intake.deliver(file, short_wait).error().kind == intake::Refusal::Kind::late);
    // Now the queue is full as the file begins.
    CHECK(running.intake.deliver(file, short_wait).error().kind ==
          intake::Refusal::Kind::queue_full);
  }
  const auto reported = running.intake.deliver(file).value();
  CHECK(reported.receipts.size() == 300);
  CHECK(running.arrived(Outcome::accepted) == 300);
  CHECK(running.arrived(Outcome::duplicate) == 100);
}

TEST_CASE("a long posted file is answered as a short one is, and held as one past its limit",
          "[intake]") {
  intake::Settings settings;
  settings.limits.file_items = 1200;
  RunningIntake running(settings);
  const auto posted = [&](const std::string& webhook_id, int rows) {
    std::string lines;
    for (int i = 0; i < rows; ++i) {
      lines += victim_response("r" + std::to_string(i), i == 700 ? "Atlantis" : "Sandwell") + "\n";
    }
    Delivery file = signed_delivery(webhook_id, lines, noon);
    file.media_type = "application/x-ndjson";
    file.lane = Delivery::Lane::import;
    return running.intake.deliver(file).value();
  };
  const auto reported = posted("msg_1", 1200);
  REQUIRE(reported.receipts.size() == 1200);
  CHECK(reported.batch);
  CHECK(reported.encoding == "utf-8");
  CHECK(reported.receipts[700].recorded.code == "area_unknown");
  CHECK(reported.receipts[700].position == 701);
  CHECK(running.arrived(Outcome::accepted) == 1199);
  {
    SQLite::Database file(running.folder.file("soundings.db").string(), SQLite::OPEN_READONLY);
    CHECK(file.execAndGet("SELECT group_concat(items) FROM delivery").getString() == "1200");
  }
  const auto again = posted("msg_2", 1200);
  CHECK(again.receipts.back().recorded.outcome == Outcome::duplicate);
  CHECK(again.receipts.back().recorded.receipt == reported.receipts.back().recorded.receipt);
  const auto longer = posted("msg_3", 1201);
  REQUIRE(longer.receipts.size() == 1);
  CHECK(longer.receipts[0].recorded.code == "too_many_items");
  CHECK(running.arrived(Outcome::accepted) == 1199);
  const auto short_one = posted("msg_4", 1);
  CHECK(short_one.receipts.at(0).recorded.outcome == Outcome::duplicate);
  CHECK(posted("msg_5", 0).receipts.empty());
}

TEST_CASE("what a file says and nobody reads is counted over all its chunks", "[intake]") {
  RunningIntake running;
  std::string lines;
  for (int i = 0; i < 250; ++i) {
    std::string line = victim_response("r" + std::to_string(i));
    line.insert(line.size() - 1, R"(,"colour":"blue")");
    lines += line + "\n";
  }
  Delivery file = signed_delivery("msg_file", lines, noon);
  file.media_type = "application/x-ndjson";
  file.lane = Delivery::Lane::import;
  const auto reported = running.intake.deliver(file).value();
  CHECK(reported.receipts.size() == 250);
  CHECK(reported.unread.names() == std::map<std::string, std::uint64_t>{{"colour", 250}});
}

TEST_CASE("a posted file that is not the sender's own, or comes at the end, is refused",
          "[intake]") {
  RunningIntake running;
  Delivery file = signed_delivery("msg_1", victim_response("r1") + "\n", noon);
  file.media_type = "application/x-ndjson";
  file.lane = Delivery::Lane::import;
  Delivery forged = file;
  forged.body += "\n";
  CHECK(running.intake.deliver(forged).error().kind == intake::Refusal::Kind::unauthenticated);
  running.intake.stop_taking();
  CHECK(running.intake.deliver(file).error().kind == intake::Refusal::Kind::shutting_down);
}

TEST_CASE("a file is taken row by row, and a second run changes nothing", "[intake]") {
  RunningIntake running;
  const auto file = running.folder.file("may.ndjson");
  {
    std::ofstream out(file);
    for (int i = 0; i < 600; ++i) {
      out << victim_response("r" + std::to_string(i), i == 550 ? "Atlantis" : "Coventry") << '\n';
    }
  }
  const auto import = [&](const std::function<void(const intake::Receipt&)>& row) {
    return running.intake
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
  RunningIntake running;
  const auto reported = running.intake.import_file("none.csv", "wmnow", "tea_and_biscuits",
                                                   "text/csv", nullptr, noon, {}, {});
  REQUIRE_FALSE(reported.has_value());
  CHECK(reported.error().code == "unknown_survey");
  CHECK(reported.error().message == "No survey is defined as 'tea_and_biscuits'.");
}
