// A small survey, entries for it and a database in a folder of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "soundings/store/accounts.h"
#include "soundings/store/arrivals.h"
#include "soundings/store/audit.h"
#include "soundings/store/cells.h"
#include "soundings/store/engine.h"
#include "soundings/store/entries.h"
#include "soundings/store/held_items.h"
#include "soundings/store/keys.h"
#include "soundings/store/ledger.h"
#include "soundings/store/maintenance.h"
#include "soundings/store/peppers.h"
#include "soundings/store/provisional.h"
#include "soundings/store/reference.h"
#include "soundings/store/releases.h"
#include "soundings/store/removal.h"
#include "soundings/store/reports.h"
#include "soundings/store/sample_mark.h"
#include "soundings/survey/definitions.h"

namespace soundings::testing {

/// A folder that goes when it is left.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// "victim_satisfaction" with two domains (npu BE BW, contact_channel 999 101) and two items on a
/// scale of three points (whole_experience, follow_up), 97 excluded; "public_voice" with waves.
[[nodiscard]] Definitions small_definitions();

[[nodiscard]] std::vector<std::uint8_t> test_key();

/// Opens for writing, or fails the test.
[[nodiscard]] std::unique_ptr<store::Store> open_store(const std::filesystem::path& file);

/// What a test says of one response; the rest is filled in.
struct Said {
  std::string id;
  int whole_experience = 1;
  int follow_up = 1;
  std::string npu = "BE";
  std::string channel = "999";
  std::string person;
  Month month{2019, 5};
  int wave = 0;
  std::optional<int> modified_minute;  ///< minutes after completion
  std::string webhook_id;
  std::string body;  ///< of the delivery; by default the content
  std::string comment;
};

/// An accepted reading of `said`; its content is a hash of what it says, without the webhook id.
[[nodiscard]] store::Entry entry(const Said& said);

/// The same as a submission that cannot be read, held for `code`.
[[nodiscard]] store::Entry unreadable(const Said& said, const std::string& code);

/// All entries as one delivery, in order.
[[nodiscard]] std::vector<store::Entry> batch(std::vector<store::Entry> entries);

/// Commits one entry and hands back what became of it.
store::Recorded commit(store::Store& store, const store::Entry& entry);

/// Responses to the victim survey in May 2019 with a valid answer to any item.
[[nodiscard]] std::int64_t completed_in_may(store::CellReader& reader);

/// The names of the checks that fail.
[[nodiscard]] std::vector<std::string> failing_checks(const store::Store& store);

}  // namespace soundings::testing
