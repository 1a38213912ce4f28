// From submissions to what the ledger keeps: each is interpreted in the caller's
// thread and becomes one entry with a receipt of its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/normalise/normalise.h"
#include "soundings/receive/names.h"
#include "soundings/receive/submission.h"
#include "soundings/store/entries.h"

namespace soundings::intake {

/// What the entries of one delivery share.
struct Envelope {
  std::string delivery;    ///< id
  std::string webhook_id;  ///< empty when the strategy has none
  Sha256 body{};           ///< of the whole delivery as sent
  std::string_view form;   ///< receive::form_of its media type
  bool in_parts = false;   ///< kept in several commits
};

/// How many rows of a file stand or fall together: few enough that a webhook behind them hardly
/// waits.
inline constexpr std::size_t chunk_rows = 100;

/// One entry a submission, in order. Position is the line of a file, else the index. unread: the
/// names of fields that were not read are added to it.
[[nodiscard]] std::vector<store::Entry> make_entries(std::vector<receive::Submission>&& submissions,
                                                     const Envelope& envelope,
                                                     const normalise::Context& context,
                                                     receive::UnreadNames& unread);

}  // namespace soundings::intake
