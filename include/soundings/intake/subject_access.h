// All that is kept of a person, gathered for whom it is about: every arrival of each of their
// records with what is left of it, held items among them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/intake/intake.h"
#include "soundings/store/held_items.h"
#include "soundings/store/removal.h"

namespace soundings::intake {

/// held: of an item that was held on arrival. original: as sent, unsealed; nothing once the item
/// was decided or its time is over.
struct SubjectArrival {
  store::KeptArrival kept;
  std::optional<store::HeldItem> held;
  std::optional<std::string> original;
  bool safeguarded = false;  ///< held because somebody may be in danger
};

/// All that came under one id.
struct SubjectRecord {
  store::Record record;
  std::vector<SubjectArrival> arrivals;
};

struct SubjectFile {
  std::vector<SubjectRecord> records;
  /// Receipts of held items that only a person can judge, as of Found::unclear.
  std::vector<std::string> unclear;
};

/// respondent: the source's own id of the person. The store opens originals: it has the master key.
[[nodiscard]] SubjectFile gather_for_subject(const Intake& intake, const store::Store& store,
                                             const std::string& source,
                                             const std::string& respondent);

}  // namespace soundings::intake
