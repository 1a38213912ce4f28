#include "reader.h"

#include <stdexcept>
#include <utility>

namespace soundings::intake {

Reader::Reader(const std::filesystem::path& database) {
  auto ledger = store::Ledger::open(database, store::Access::read_only, {});
  if (!ledger) {
    throw std::runtime_error(ledger.error().message);
  }
  ledger_ = std::move(*ledger);
}

std::vector<store::ReceiptLine> Reader::receipts(std::string_view source,
                                                 std::string_view source_response_id) const {
  const std::lock_guard lock(mutex_);
  return ledger_->receipts(source, source_response_id);
}

}  // namespace soundings::intake
