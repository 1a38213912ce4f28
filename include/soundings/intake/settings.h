// How much the way in takes at once, and what it works with beside its store.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "soundings/receive/receive.h"
#include "soundings/store/address.h"

namespace soundings::intake {

struct Settings {
  std::size_t queue_items = 4096;
  std::size_t queue_bytes = std::size_t{16} * 1024 * 1024;
  std::size_t group_items = 256;
  std::chrono::milliseconds probe{3000};   ///< between trial writes after a commit failed
  std::optional<store::Address> database;  ///< of the ledger, for receipts() alone
  std::vector<std::vector<std::uint8_t>> former_peppers;  ///< newest first
  std::uintmax_t wal_alarm_bytes =
      std::uintmax_t{256} * 1024 * 1024;  ///< a longer write-ahead log is warned of
  std::function<void()> give_up;          ///< called when only a new process can write again
  receive::Limits limits;
};

}  // namespace soundings::intake
