// Reads a sender's receipts over a connection of its own, so that a question never waits
// for the writer, nor the writer for a question.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "soundings/store/ledger.h"

namespace soundings::intake {

/// Thread-safe.
class Reader {
 public:
  /// Throws std::runtime_error when `database` cannot be read.
  explicit Reader(const std::filesystem::path& database);

  [[nodiscard]] std::vector<store::ReceiptLine> receipts(std::string_view source,
                                                         std::string_view source_response_id) const;

 private:
  mutable std::mutex mutex_;
  std::unique_ptr<store::Ledger> ledger_;
};

}  // namespace soundings::intake
