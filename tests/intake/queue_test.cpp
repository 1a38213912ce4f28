#include "queue.h"

#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include <catch2/catch.hpp>

using namespace soundings;
using intake::Job;
using intake::Queue;
using intake::QueueFault;

namespace {

std::shared_ptr<Job> job_of(std::size_t items) {
  return std::make_shared<Job>(std::vector<store::Entry>(items));
}

constexpr auto webhook = Delivery::Lane::webhook;
constexpr auto import = Delivery::Lane::import;

}  // namespace

TEST_CASE("a lane that holds its items refuses the next job", "[intake]") {
  Queue queue({.items = 3, .bytes = 1 << 20});
  CHECK(queue.offer(webhook, job_of(2)));
  CHECK(queue.offer(webhook, job_of(1)));
  CHECK(queue.offer(webhook, job_of(1)).error() == QueueFault::full);
  CHECK(queue.offer(import, job_of(1)));
}

TEST_CASE("a lane that holds its bytes refuses the next job", "[intake]") {
  Queue queue({.items = 100, .bytes = 2000});
  std::vector<store::Entry> large(1);
  large.front().raw = std::string(1400, 'x');
  CHECK(queue.offer(webhook, std::make_shared<Job>(large)));
  CHECK(queue.offer(webhook, job_of(1)).error() == QueueFault::full);
}

TEST_CASE("an empty lane takes a job of any size, so that none is refused for ever", "[intake]") {
  Queue queue({.items = 3, .bytes = 100});
  CHECK(queue.offer(webhook, job_of(50)));
}

TEST_CASE("webhooks gather into one group and one import job follows it", "[intake]") {
  Queue queue({.items = 100, .bytes = 1 << 20});
  REQUIRE(queue.offer(import, job_of(10)));
  REQUIRE(queue.offer(import, job_of(11)));
  for (int i = 0; i < 5; ++i) {
    REQUIRE(queue.offer(webhook, job_of(1)));
  }
  const auto first = queue.take(4);
  CHECK(first->webhooks.size() == 4);
  REQUIRE(first->imports.size() == 1);
  CHECK(first->imports[0]->items() == 10);
  const auto second = queue.take(4);
  CHECK(second->webhooks.size() == 1);
  CHECK(second->imports.at(0)->items() == 11);
  CHECK(queue.items() == 0);
}

TEST_CASE("import jobs gather into groups while no webhooks come", "[intake]") {
  Queue queue({.items = 10000, .bytes = 1 << 24});
  // A group of another size fails; it does not wait for ever.
  constexpr std::chrono::milliseconds patience{100};
  const auto offered = [&](int jobs) {
    for (int i = 0; i < jobs; ++i) {
      REQUIRE(queue.offer(import, job_of(100)));
    }
  };
  offered(22);
  CHECK(queue.take(4, patience)->imports.size() == 20);
  REQUIRE(queue.offer(webhook, job_of(1)));
  CHECK(queue.take(4, patience)->imports.size() == 1);
  // The next post of a stream may come while these are committed.
  CHECK(queue.take(4, patience)->imports.size() == 1);
  offered(2);
  CHECK(queue.take(4, patience)->imports.size() == 2);
}

TEST_CASE("a job larger than a group is a group by itself", "[intake]") {
  Queue queue({.items = 100, .bytes = 1 << 20});
  REQUIRE(queue.offer(webhook, job_of(50)));
  REQUIRE(queue.offer(webhook, job_of(1)));
  CHECK(queue.take(10)->webhooks.size() == 1);
}

TEST_CASE("a closed queue refuses jobs and gives out what it holds before it ends", "[intake]") {
  Queue queue({.items = 100, .bytes = 1 << 20});
  REQUIRE(queue.offer(webhook, job_of(1)));
  queue.close();
  CHECK(queue.offer(webhook, job_of(1)).error() == QueueFault::closed);
  CHECK(queue.wait_to_offer_import(job_of(1)).error() == QueueFault::closed);
  queue.end();
  CHECK(queue.take(10)->webhooks.size() == 1);
  CHECK_FALSE(queue.take(10).has_value());
  CHECK_FALSE(queue.add_task([] {}));
}

TEST_CASE("an import waits for room instead of being refused", "[intake]") {
  Queue queue({.items = 2, .bytes = 1 << 20});
  REQUIRE(queue.wait_to_offer_import(job_of(2)));
  const std::jthread importer([&] { CHECK(queue.wait_to_offer_import(job_of(2))); });
  CHECK(queue.take(10)->imports.at(0)->items() == 2);
  CHECK(queue.take(10)->imports.at(0)->items() == 2);
}

namespace {

/// A taker asleep on a thread of its own, its place borrowed, and what it took first.
class Sleeper {
 public:
  explicit Sleeper(Queue& queue) : queue_(queue), thread_([this] { took_ = queue_.take(10); }) {
    while (!borrow()) {
      std::this_thread::yield();
    }
  }
  ~Sleeper() {
    place_.reset();
    queue_.end();
  }

  bool borrow() {
    if (auto place = queue_.borrow()) {
      place_.emplace(std::move(*place));
    }
    return place_.has_value();
  }
  void give_back_and_sleep() {
    place_->let_sleep();
    place_.reset();
  }
  void give_back() { place_.reset(); }

  /// After the taker has woken.
  [[nodiscard]] const std::optional<intake::Work>& took() {
    thread_.join();
    return took_;
  }

 private:
  Queue& queue_;
  std::optional<Queue::Borrowed> place_;
  std::optional<intake::Work> took_;
  std::jthread thread_;
};

}  // namespace

TEST_CASE("the taker's place is lent to one thread at a time, and only while it sleeps",
          "[intake]") {
  Queue queue({.items = 100, .bytes = 1 << 20});
  CHECK_FALSE(queue.borrow());  // nobody sleeps there
  Sleeper sleeper(queue);
  CHECK_FALSE(queue.borrow());
  sleeper.give_back_and_sleep();
  REQUIRE(sleeper.borrow());
  sleeper.give_back_and_sleep();
  queue.close();
  CHECK_FALSE(queue.borrow());
}

TEST_CASE("what comes while the place is lent is taken after it was given back", "[intake]") {
  Queue queue({.items = 100, .bytes = 1 << 20});
  Sleeper sleeper(queue);
  REQUIRE(queue.offer(webhook, job_of(1)));
  REQUIRE(queue.offer(webhook, job_of(1)));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(queue.items() == 2);
  sleeper.give_back_and_sleep();
  CHECK(sleeper.took()->webhooks.size() == 2);
}

TEST_CASE("the taker wakes without work when it is asked to look round", "[intake]") {
  Queue queue({.items = 100, .bytes = 1 << 20});
  Sleeper sleeper(queue);
  sleeper.give_back();
  const auto& took = sleeper.took();
  REQUIRE(took.has_value());
  CHECK(took->webhooks.empty());
  CHECK(took->tasks.empty());
}

TEST_CASE("the end comes while the place is lent, and is reported after it was given back",
          "[intake]") {
  Queue queue({.items = 100, .bytes = 1 << 20});
  Sleeper sleeper(queue);
  queue.end();
  sleeper.give_back_and_sleep();
  CHECK_FALSE(sleeper.took().has_value());
}
