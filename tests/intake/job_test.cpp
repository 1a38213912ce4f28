// A job is answered once, and its maker waits for that no longer than it may.
#include "job.h"

#include <chrono>
#include <thread>

#include <catch2/catch.hpp>

using namespace soundings;
using intake::Job;
using intake::JobFault;

TEST_CASE("what is answered before the wait is there at once", "[intake]") {
  Job job({});
  job.kept({store::Recorded{}});
  const auto answer = job.wait_until(std::nullopt);
  REQUIRE((answer && *answer));
  CHECK((*answer)->size() == 1);
}

TEST_CASE("a job that nobody answers is not waited for past the deadline", "[intake]") {
  Job job({});
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
  CHECK_FALSE(job.wait_until(deadline));
  CHECK(std::chrono::steady_clock::now() >= deadline);
}

TEST_CASE("an answer wakes the one who waits, with a deadline or without", "[intake]") {
  for (const intake::Deadline deadline :
       {intake::Deadline{},
        intake::Deadline{std::chrono::steady_clock::now() + std::chrono::hours(1)}}) {
    Job job({});
    std::thread writer([&job] {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      job.failed(JobFault::store_unavailable);
    });
    const auto answer = job.wait_until(deadline);
    writer.join();
    REQUIRE(answer);
    CHECK_FALSE(answer->has_value());
  }
}

TEST_CASE("a second answer is refused and changes nothing", "[intake]") {
  Job job({});
  job.kept({});
  CHECK_THROWS_AS(job.failed(JobFault::store_unavailable), std::logic_error);
  const auto answer = job.wait_until(std::nullopt);
  REQUIRE(answer);
  CHECK(answer->has_value());
}
