#include "soundings/intake/reader.h"

#include <stdexcept>
#include <utility>

namespace soundings::intake {

Reader::Reader(const std::filesystem::path& database, std::vector<std::uint8_t> master_key) {
  auto ledger = store::Ledger::open(database, store::Access::read_only, std::move(master_key));
  if (!ledger) {
    throw std::runtime_error(ledger.error().message);
  }
  ledger_ = std::move(*ledger);
}

void Reader::read(const std::function<void(const store::Ledger&)>& look) const {
  const std::lock_guard lock(mutex_);
  look(*ledger_);
}

std::vector<store::ReceiptLine> Reader::receipts(std::string_view source,
                                                 std::string_view source_response_id) const {
  const std::lock_guard lock(mutex_);
  return ledger_->receipts(source, source_response_id);
}

}  // namespace soundings::intake
