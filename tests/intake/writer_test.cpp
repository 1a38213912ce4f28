// The writer's place, lent to the thread of a post that comes alone.
#include "writer.h"

#include <future>

#include <catch2/catch.hpp>

#include "full_disk.h"
#include "running_intake.h"

using namespace soundings;
using testing::definitions;

namespace {

/// A writer over a store of its own.
struct RunningWriter {
  explicit RunningWriter(std::unique_ptr<store::Store> store)
      : keys(store->keys()),
        instruments(metrics, store->arrivals(), store->held()),
        writer(definitions(), std::move(store), queue, keys, instruments,
               {.group_items = 10, .probe = std::chrono::milliseconds(20)}) {}

  /// Commits `job` in the writer's place, once the writer sleeps.
  void commit_here(const std::shared_ptr<intake::Job>& job) {
    while (!writer.commit_here(job)) {
      std::this_thread::yield();
    }
  }

  Metrics metrics;
  intake::Queue queue{{.items = 10, .bytes = 100'000}};
  intake::KeyRing keys;
  intake::Instruments instruments;
  intake::Writer writer;
};

std::shared_ptr<intake::Job> job_of(const std::string& id) {
  return std::make_shared<intake::Job>(std::vector<store::Entry>{testing::entry({.id = id})});
}

}  // namespace

TEST_CASE("a post that comes alone is committed and answered on its own thread", "[intake]") {
  const testing::Folder folder;
  RunningWriter running(testing::open_store(folder.file("a.db")));
  const auto job = job_of("r1");
  running.commit_here(job);
  const auto answer = job->wait_until(std::chrono::steady_clock::now());
  REQUIRE((answer && *answer));
  CHECK((*answer)->at(0).outcome == store::Outcome::accepted);
}

TEST_CASE("the writer has its place back, whatever a commit in it came to", "[intake]") {
  const testing::Folder folder;
  RunningWriter running(testing::open_store(folder.file("a.db")));
  const auto job = job_of("r1");
  job->failed(intake::JobFault::store_unavailable);  // so that the next answer throws
  {
    const testing::FullDisk full;
    CHECK_THROWS_AS(running.commit_here(job), std::logic_error);
  }
  auto worked =
      std::async(std::launch::async, [&] { running.writer.with_store([](store::Store&) {}); });
  CHECK(worked.wait_for(std::chrono::seconds(5)) == std::future_status::ready);
}
