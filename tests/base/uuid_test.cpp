// Ids by the layout of RFC 9562 section 5.7, and their order under threads.
#include "soundings/base/uuid.h"

#include <algorithm>
#include <set>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

namespace soundings {

TEST_CASE("an id carries its millisecond, version and variant", "[base]") {
  // The instant of RFC 9562 appendix A.6: 2022-02-22T19:22:22Z, 0x017F22E279B0 milliseconds.
  const auto id = uuid_v7(from_epoch_microseconds(1'645'557'742'000'999));
  REQUIRE(id.size() == 36);
  CHECK(id.substr(0, 15) == "017f22e2-79b0-7");
  CHECK(std::string("89ab").find(id[19]) != std::string::npos);
  CHECK((id[8] == '-' && id[13] == '-' && id[18] == '-' && id[23] == '-'));
  CHECK(id.find_first_not_of("0123456789abcdef-") == std::string::npos);
}

TEST_CASE("ids of one millisecond sort in the order they were made", "[base]") {
  const auto at = from_epoch_microseconds(1'557'825'164'250'000);
  std::vector<std::string> ids;
  for (int i = 0; i < 10000; ++i) {
    ids.push_back(uuid_v7(at));
  }
  CHECK(std::is_sorted(ids.begin(), ids.end()));
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

TEST_CASE("an id made later for an earlier instant sorts by its instant", "[base]") {
  const auto later = uuid_v7(from_epoch_microseconds(1'557'825'165'000'000));
  const auto earlier = uuid_v7(from_epoch_microseconds(1'557'825'164'000'000));
  const auto later_again = uuid_v7(from_epoch_microseconds(1'557'825'165'000'000));
  CHECK(earlier < later);
  CHECK(later < later_again);
}

TEST_CASE("threads never make the same id, and each sees its own in order", "[base]") {
  const auto at = from_epoch_microseconds(1'557'825'164'250'000);
  std::vector<std::vector<std::string>> made(4);
  {
    std::vector<std::jthread> threads;
    for (auto& ids : made) {
      threads.emplace_back([&ids, at] {
        for (int i = 0; i < 2000; ++i) {
          ids.push_back(uuid_v7(at));
        }
      });
    }
  }
  std::set<std::string> all;
  for (const auto& ids : made) {
    CHECK(std::is_sorted(ids.begin(), ids.end()));
    all.insert(ids.begin(), ids.end());
  }
  CHECK(all.size() == 8000);
}

}  // namespace soundings
