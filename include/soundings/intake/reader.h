// The store read beside its writer, over a connection of its own, so that a question
// never waits for the writer, nor the writer for a question.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "soundings/store/address.h"
#include "soundings/store/arrivals.h"
#include "soundings/store/store.h"

namespace soundings::intake {

/// Thread-safe: one look at a time.
class Reader {
 public:
  /// master_key: empty for one that opens no secret and no original. Throws std::runtime_error
  /// when `database` cannot be read.
  explicit Reader(const store::Address& database, std::vector<std::uint8_t> master_key = {});

  /// What `look` throws is thrown here.
  void read(const std::function<void(const store::Store&)>& look) const;

  [[nodiscard]] std::vector<store::ReceiptLine> receipts(std::string_view source,
                                                         std::string_view source_response_id) const;

 private:
  mutable std::mutex mutex_;
  std::unique_ptr<const store::Store> store_;
};

}  // namespace soundings::intake
