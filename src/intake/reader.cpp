#include "soundings/intake/reader.h"

#include <stdexcept>
#include <utility>

#include "soundings/store/engine.h"

namespace soundings::intake {

Reader::Reader(const store::Address& database, std::vector<std::uint8_t> master_key) {
  auto store = store::open_for_reading(database, std::move(master_key));
  if (!store) {
    throw std::runtime_error(store.error().message);
  }
  store_ = std::move(*store);
}

void Reader::read(const std::function<void(const store::Store&)>& look) const {
  const std::lock_guard lock(mutex_);
  look(*store_);
}

std::vector<store::ReceiptLine> Reader::receipts(std::string_view source,
                                                 std::string_view source_response_id) const {
  const std::lock_guard lock(mutex_);
  return store_->arrivals().receipts(source, source_response_id);
}

}  // namespace soundings::intake
