// Held items as stewards see them.
#include "binding.h"
#include "state.h"

namespace soundings::store {

std::vector<HeldItem> Ledger::held(std::size_t limit) const {
  SQLite::Statement read(*state_->database,
                         "SELECT h.receipt, so.id, su.id, s.source_response_id, d.received_at,"
                         " h.code, h.state, h.seq, h.source FROM held h"
                         " JOIN submission s USING (seq) JOIN delivery d ON d.seq = s.delivery"
                         " JOIN source so ON so.no = s.source JOIN survey su ON su.no = s.survey"
                         " ORDER BY h.seq DESC LIMIT ?");
  SQLite::Statement errors(*state_->database,
                           "SELECT code, pointer, message FROM finding WHERE source = ?"
                           " AND submission = ? ORDER BY nth");
  std::vector<HeldItem> items;
  for (prepare(read, static_cast<std::int64_t>(limit)); read.executeStep();) {
    HeldItem item{.receipt = text_at(read, 0),
                  .source = text_at(read, 1),
                  .survey = text_at(read, 2),
                  .source_response_id = text_at(read, 3),
                  .received_at = from_epoch_microseconds(number_at(read, 4)),
                  .code = text_at(read, 5),
                  .errors = {},
                  .state = text_at(read, 6)};
    for (prepare(errors, number_at(read, 8), number_at(read, 7)); errors.executeStep();) {
      item.errors.push_back({.code = text_at(errors, 0),
                             .pointer = text_at(errors, 1),
                             .message = text_at(errors, 2)});
    }
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace soundings::store
