// What is kept of a submission as it came, beside what its rows say of it: for reading it once more
// and comparing the two.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/finding.h"
#include "soundings/base/time.h"
#include "soundings/store/entries.h"
#include "soundings/survey/response.h"

namespace soundings::store {

/// One submission of which a body, an original or a response is still there.
struct KeptItem {
  std::string receipt;
  std::string source;
  std::string survey;
  std::string form;  ///< of its delivery; empty for one from before schema 7
  Instant received_at;
  Outcome outcome = Outcome::accepted;
  std::string source_response_id;
  std::optional<Instant> modified_at;
  Sha256 content{};
  std::optional<HeldState> state;   ///< of an item that was held
  std::string held_code;            ///< why it is held, while its original is there
  std::optional<std::string> kept;  ///< its body; nothing when it never had one, or it is gone
  /// Whom the body's pseudonym stands for in the rows, in hexadecimal; empty: for itself.
  std::string stands_for;

  /// What its rows say: domains and answers by their codes, the respondent in hexadecimal. Its
  /// findings are those that are stored.
  std::optional<Response> response;
};

/// One arrival of a record, with all that is kept of it; of a duplicate that is nothing but that it
/// came.
struct KeptArrival {
  KeptItem item;
  int version = 0;                    ///< of the response it brought, from 1; 0 for none
  bool counts = false;                ///< it is the version that counts
  std::string webhook_id;             ///< of its delivery; empty when it had none
  std::optional<Instant> decided_at;  ///< of an item that was held
};

}  // namespace soundings::store
