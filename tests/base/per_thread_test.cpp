#include "soundings/base/per_thread.h"

#include <atomic>
#include <thread>

#include <catch2/catch.hpp>

using soundings::PerThread;

namespace {

std::atomic<int> ended = 0;

void end(int* number) {
  ++ended;
  delete number;
}

}  // namespace

TEST_CASE("each thread has an object of its own, which ends with it", "[base]") {
  static PerThread<int, end> numbers;
  const auto made = [](int number) { return [number] { return new int(number); }; };
  CHECK(numbers.get(made(1)) == 1);
  int other = 0;
  std::thread([&] { other = numbers.get(made(2)); }).join();
  CHECK(other == 2);
  CHECK(ended == 1);
  CHECK(numbers.get(made(3)) == 1);
}

TEST_CASE("an object that could not be made is made at the next call", "[base]") {
  static PerThread<int, end> numbers;
  CHECK_THROWS_AS(numbers.get([]() -> int* { return nullptr; }), std::bad_alloc);
  CHECK(numbers.get([] { return new int(4); }) == 4);
}
