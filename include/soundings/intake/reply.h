// What the sender of a delivery is sent: a receipt for each submission, or why there is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/finding.h"
#include "soundings/receive/names.h"
#include "soundings/receive/receive.h"
#include "soundings/store/entries.h"

namespace soundings::intake {

/// What the sender is sent for one submission. A safeguarding hold has the code "held" here, with
/// no errors; the ledger alone knows the reason.
struct Receipt {
  store::Recorded recorded;
  std::uint64_t position = 0;  ///< index in a batch, or line of a file
  std::vector<Finding>
      findings;  ///< of a row of import_file(): what was noticed about what it says
};

/// What the sender is sent for a delivery.
struct Reply {
  bool batch = false;
  std::vector<Receipt> receipts;  ///< one per submission, in order
  std::string encoding;           ///< of a file, as detected; empty otherwise
  std::vector<Finding> findings;  ///< about a file as a whole
  receive::UnreadNames unread;    ///< fields that had a value and were not read
};

/// Why a delivery got no receipt; nothing of it is kept.
struct Refusal {
  enum class Kind {
    unauthenticated,    ///< 401
    queue_full,         ///< 503 + Retry-After
    shutting_down,      ///< 503 + Retry-After
    store_unavailable,  ///< 503 + Retry-After: disk full, commit failed
    late,               ///< 503: not committed within the wait; a retry is harmless
  };
  Kind kind = Kind::unauthenticated;
  std::optional<receive::VerificationFault> check;  ///< for our own log only
};

/// The code of a held item as its sender may know it: a safeguarding hold is "held".
[[nodiscard]] std::string_view sender_code(std::string_view code) noexcept;

}  // namespace soundings::intake
