// The mark of sample data: set once, in the audit, and never taken away.
#include "soundings/store/sample_mark.h"

#include <string>

#include <catch2/catch.hpp>

#include "soundings/store/release_reader.h"

#include "store/other_program.h"
#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

const store::Act operator_act{.at = parse_rfc3339("2019-06-12T12:00:00Z").value(),
                              .actor = "s.patel",
                              .reason = "a demonstration"};

}  // namespace

TEST_CASE("a database is marked as sample data once, and the audit says by whom", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  CHECK_FALSE(store->sample_mark().stands());
  CHECK(store->sample_mark().set(operator_act));
  CHECK(store->sample_mark().stands());
  const auto line = store->audit().lines({.limit = 1}).front();
  CHECK(line.action + " " + line.actor + ": " + line.detail ==
        "sample_marked s.patel: a demonstration");
  const auto rows = store->audit().count({});
  CHECK_FALSE(store->sample_mark().set(operator_act));
  CHECK(store->audit().count({}) == rows);
}

TEST_CASE("readers see the mark without opening the database again", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto reader = store::open_releases(store::Address(folder.file("a.db")));
  CHECK_FALSE(reader->is_sample());
  REQUIRE(store->sample_mark().set(operator_act));
  CHECK(reader->is_sample());
}

TEST_CASE("the mark of sample data cannot be taken away or changed", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  REQUIRE(open_store(file)->sample_mark().set(operator_act));
  CHECK(refused_by_sqlite(file, "DELETE FROM sample_mark").find("never taken away") !=
        std::string::npos);
  CHECK(refused_by_sqlite(file, "UPDATE sample_mark SET reason = ''").find("never changed") !=
        std::string::npos);
  CHECK(open_store(file)->sample_mark().stands());
}
