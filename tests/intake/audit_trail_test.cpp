// What only reads leaves a row in the audit chain before it shows anything.
#include "soundings/intake/audit_trail.h"

#include <exception>
#include <future>

#include <catch2/catch.hpp>

#include "soundings/intake/reader.h"

#include "full_disk.h"
#include "support/store.h"
#include "writer.h"

using namespace soundings;
using intake::AuditRow;
using testing::FullDisk;

namespace {

const Definitions& definitions() {
  static const Definitions read = read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
  return read;
}

const Instant noon = from_epoch_microseconds(1'558'000'000'000'000);

const AuditRow row{.at = noon,
                   .actor = "s.patel",
                   .action = "comments_read",
                   .subject = "victim_satisfaction",
                   .detail = "request 12"};

/// An intake with a trail, and a reader of the same database.
struct Trailing {
  [[nodiscard]] std::size_t rows() const {
    std::size_t count = 0;
    reader.read([&](const store::Store& store) {
      count = store.audit().lines({.actor = row.actor, .action = row.action}).size();
    });
    return count;
  }

  testing::Folder folder;
  Metrics metrics;
  intake::Intake intake{definitions(), testing::open_store(folder.file("soundings.db")),
                        std::vector<std::uint8_t>(32, 7), metrics};
  intake::Reader reader{folder.file("soundings.db")};
  intake::AuditTrail trail{intake};
};

}  // namespace

TEST_CASE("a row that was appended is committed", "[intake]") {
  const Trailing here;
  here.trail.append(row);
  CHECK(here.rows() == 1);
}

TEST_CASE("a row that a full disk refuses is not in the chain, and the next one is", "[intake]") {
  const Trailing here;
  bool refused = false;
  {
    const FullDisk full;
    try {
      here.trail.append(row);
    } catch (const std::exception&) {
      refused = true;
    }
  }
  CHECK(refused);
  CHECK(here.rows() == 0);
  here.trail.append(row);
  CHECK(here.rows() == 1);
}

TEST_CASE("a row that waits when the server stops taking posts is committed", "[intake]") {
  Trailing here;
  std::promise<void> go_on;
  std::promise<void> writer_waits;
  auto held = std::async(std::launch::async, [&] {
    here.intake.with_store([&](store::Store&) {
      writer_waits.set_value();
      go_on.get_future().wait();
    });
  });
  writer_waits.get_future().wait();
  auto appended = std::async(std::launch::async, [&] { here.trail.append(row); });
  here.intake.stop_taking();
  go_on.set_value();
  held.get();
  appended.get();
  CHECK(here.rows() == 1);
}

TEST_CASE("whoever asks a writer that has stopped is refused", "[intake]") {
  const testing::Folder folder;
  Metrics metrics;
  auto store = testing::open_store(folder.file("soundings.db"));
  intake::Queue queue({.items = 10, .bytes = 1000});
  intake::KeyRing keys(store->keys());
  intake::Instruments instruments(metrics, store->arrivals(), store->held());
  intake::Writer writer(definitions(), std::move(store), queue, keys, instruments,
                        {.group_items = 10});
  queue.end();
  bool worked = false;
  CHECK_THROWS_AS(writer.with_store([&](store::Store&) { worked = true; }), std::runtime_error);
  CHECK_FALSE(worked);
}
