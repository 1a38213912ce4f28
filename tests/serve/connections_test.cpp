#include "http/connections.h"

#include <array>
#include <future>
#include <string>

#include <catch2/catch.hpp>
#include <sys/socket.h>
#include <unistd.h>

using soundings::serve::Connections;
using soundings::serve::CountedConnection;
using Admission = Connections::Admission;

namespace {

/// A connection over a pair of sockets, and whether its listener has ended its reading.
struct Pair {
  Pair() { REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0); }
  ~Pair() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;

  [[nodiscard]] bool ended() const {
    char byte = 0;
    return ::recv(ends[0], &byte, 1, 0) == 0;
  }

  std::array<int, 2> ends{};
};

std::shared_ptr<CountedConnection> connection(const Pair& pair, std::string address = {}) {
  auto made = std::make_shared<CountedConnection>();
  made->descriptor = pair.ends[0];
  made->address = std::move(address);
  return made;
}

/// Waits for a next request since `ago`.
void rest(CountedConnection& one, std::chrono::milliseconds ago) {
  one.idle = true;
  one.waiting_since = (Connections::Clock::now() - ago).time_since_epoch().count();
}

}  // namespace

TEST_CASE("an address has so many connections, and one more when one of them ends", "[serve]") {
  Connections connections({.all = 10, .per_address = 2});
  const Pair pair;
  const auto first = connection(pair, "192.0.2.1");
  const auto second = connection(pair, "192.0.2.1");
  const auto third = connection(pair, "192.0.2.1");
  CHECK(connections.admit(first) == Admission::welcome);
  CHECK(connections.admit(second) == Admission::welcome);
  CHECK(connections.admit(third) == Admission::address_full);
  CHECK(connections.admit(connection(pair, "192.0.2.2")) == Admission::welcome);
  CHECK(connections.admit(connection(pair)) == Admission::welcome);
  connections.leave(third);  // it never came in
  CHECK(connections.admit(third) == Admission::address_full);
  connections.leave(first);
  CHECK(connections.admit(third) == Admission::welcome);
  CHECK(connections.count() == 4);
}

TEST_CASE("of idle connections the one that has been idle longest gives way", "[serve]") {
  Connections connections({.all = 3, .per_address = 3});
  const Pair one;
  const Pair two;
  const Pair three;
  const auto longest = connection(one);
  const auto shorter = connection(two);
  const auto busy = connection(three);
  for (const auto& each : {shorter, longest, busy}) {
    REQUIRE(connections.admit(each) == Admission::welcome);
  }
  rest(*shorter, std::chrono::milliseconds(10));
  rest(*longest, std::chrono::milliseconds(20));
  busy->waiting_since = 0;
  const Pair four;
  const auto newcomer = connection(four);
  CHECK(connections.admit(newcomer) == Admission::welcome);
  newcomer->waiting_since = 0;
  CHECK(one.ended());
  CHECK_FALSE(two.ended());
  const auto next = connection(four);
  CHECK(connections.admit(next) == Admission::welcome);
  next->waiting_since = 0;
  CHECK(two.ended());
  CHECK(connections.admit(connection(four)) == Admission::full);
  CHECK_FALSE(three.ended());
}

TEST_CASE("a request that trickles in gives way when no connection is idle", "[serve]") {
  Connections connections({.all = 1, .per_address = 1});
  const Pair pair;
  const auto slow = connection(pair);
  REQUIRE(connections.admit(slow) == Admission::welcome);
  rest(*slow, Connections::patience * 2);
  slow->idle = false;
  const Pair other;
  CHECK(connections.admit(connection(other)) == Admission::welcome);
  CHECK(pair.ended());
}

TEST_CASE("a newcomer waits until a request that trickles in has had its time", "[serve]") {
  Connections connections({.all = 1, .per_address = 1});
  const Pair pair;
  const auto slow = connection(pair);
  REQUIRE(connections.admit(slow) == Admission::welcome);
  rest(*slow, std::chrono::milliseconds(0));
  slow->idle = false;
  const auto began = Connections::Clock::now();
  const Pair other;
  CHECK(connections.admit(connection(other)) == Admission::welcome);
  CHECK(Connections::Clock::now() - began > Connections::patience / 2);
  CHECK(pair.ended());
}

TEST_CASE("a connection waits for its request from when it was admitted", "[serve]") {
  Connections connections({.all = 1, .per_address = 1});
  const Pair pair;
  REQUIRE(connections.admit(connection(pair)) == Admission::welcome);  // no thread serves it
  const Pair other;
  CHECK(connections.admit(connection(other)) == Admission::welcome);
  CHECK(pair.ended());
}

TEST_CASE("a newcomer that waits is welcome when a thread is free, and turned away at the end",
          "[serve]") {
  Connections connections({.all = 1, .per_address = 1});
  const Pair pair;
  const auto slow = connection(pair);
  REQUIRE(connections.admit(slow) == Admission::welcome);
  // So late that it cannot be the clock that makes room here.
  slow->waiting_since =
      (Connections::Clock::now() + std::chrono::hours(1)).time_since_epoch().count();
  const Pair other;
  CHECK(connections.admit(connection(other)) == Admission::full);
  auto first = std::async(std::launch::async, [&] { return connections.admit(connection(other)); });
  CHECK(first.wait_for(std::chrono::milliseconds(20)) == std::future_status::timeout);
  connections.leave(slow);
  CHECK(first.get() == Admission::welcome);

  Connections full({.all = 1, .per_address = 1});
  REQUIRE(full.admit(slow) == Admission::welcome);
  auto second = std::async(std::launch::async, [&] { return full.admit(connection(other)); });
  CHECK(second.wait_for(std::chrono::milliseconds(20)) == std::future_status::timeout);
  full.end_idle();
  CHECK(second.get() == Admission::full);
}

TEST_CASE("closing ends those that wait, and those in hand when patience is over", "[serve]") {
  Connections connections({.all = 2, .per_address = 2});
  const Pair one;
  const Pair two;
  const auto idle = connection(one);
  const auto busy = connection(two);
  REQUIRE(connections.admit(idle) == Admission::welcome);
  REQUIRE(connections.admit(busy) == Admission::welcome);
  rest(*idle, std::chrono::milliseconds(1));
  busy->waiting_since = 0;
  connections.end_idle();
  auto closed = std::async(std::launch::async, [&] {
    connections.close(Connections::Clock::now() + std::chrono::milliseconds(50));
  });
  while (!one.ended() || !two.ended()) {
  }
  CHECK(busy->leaving);
  connections.leave(idle);
  connections.leave(busy);
  closed.wait();
  CHECK(connections.admit(busy) == Admission::full);
}
