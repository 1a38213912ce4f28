// A writer killed in the middle: what it acknowledged is there once, the rest is
// whole or absent (R1, R17).
#include <csignal>
#include <set>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::Outcome;

namespace {

/// Commits groups of responses until it is killed, writing each number to `acknowledged` once
/// its commit has returned.
[[noreturn]] void commit_for_ever(const std::filesystem::path& file, int first, int acknowledged) {
  const auto store = open_store(file);
  const Definitions definitions = small_definitions();
  for (int at = first;; at += 8) {
    std::vector<store::Entry> entries;
    for (int i = 0; i < 8; ++i) {
      entries.push_back(entry({.id = std::to_string(at + i), .whole_experience = 1 + i % 3}));
    }
    const auto recorded = store->ledger().commit(entries, definitions);
    for (int i = 0; i < 8; ++i) {
      const int number = at + i;
      if (recorded[static_cast<std::size_t>(i)].outcome == Outcome::accepted &&
          ::write(acknowledged, &number, sizeof number) != sizeof number) {
        ::_exit(1);
      }
    }
    if (at % 64 == 0) {
      store->maintenance().checkpoint();
    }
  }
}

/// Runs the writer for a while, kills it, and hands back what it had acknowledged.
std::set<int> killed_after(const std::filesystem::path& file, int first, int milliseconds) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(ends[0]);
    commit_for_ever(file, first, ends[1]);
  }
  ::close(ends[1]);
  std::set<int> acknowledged;
  int number = 0;
  // The first acknowledgement starts the clock: a slow machine is not a short run.
  if (::read(ends[0], &number, sizeof number) == sizeof number) {
    acknowledged.insert(number);
  }
  ::usleep(static_cast<useconds_t>(milliseconds) * 1000);
  ::kill(child, SIGKILL);
  while (::read(ends[0], &number, sizeof number) == sizeof number) {
    acknowledged.insert(number);
  }
  ::close(ends[0]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  return acknowledged;
}

}  // namespace

TEST_CASE("a killed writer loses nothing it acknowledged and keeps nothing twice", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  std::set<int> acknowledged;
  for (int cycle = 0; cycle < 20; ++cycle) {
    const auto more = killed_after(file, cycle * 1'000'000, 3 + cycle * 7 % 20);
    CHECK_FALSE(more.empty());
    acknowledged.insert(more.begin(), more.end());

    const auto store = open_store(file);
    CHECK(failing_checks(*store).empty());
  }
  const auto store = open_store(file);
  std::int64_t missing = 0;
  for (const int number : acknowledged) {
    missing += store->arrivals().receipts("wmnow", std::to_string(number)).size() == 1 ? 0 : 1;
  }
  CHECK(missing == 0);
}
