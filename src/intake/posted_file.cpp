// A long file that was posted: read, interpreted and committed chunk by chunk, told whole.
#include <algorithm>
#include <iterator>
#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/uuid.h"

#include "chunks.h"
#include "entries.h"
#include "receipts.h"
#include "state.h"

namespace soundings::intake {

Expected<Reply, Refusal> Intake::deliver_file(const Delivery& delivery) {
  const auto admitted = state_->admit(delivery);
  if (!admitted) {
    return unexpected(admitted.error());
  }
  const Envelope envelope{
      .delivery = delivery.id.empty() ? uuid_v7(delivery.received_at) : delivery.id,
      .webhook_id = admitted->webhook_id,
      .body = sha256(delivery.body),
      .form = receive::form_of(delivery.media_type),
      .in_parts = true};
  const normalise::Context context =
      state_->context(delivery.source, *admitted->survey, admitted->adapter, delivery.received_at);
  Reply reply;
  Chunks chunks(state_->queue,
                [&reply](Receipt&& receipt) { reply.receipts.push_back(std::move(receipt)); });
  Expected<void, Refusal::Kind> sent;
  auto decoded = receive::decode_in_chunks(
      delivery, state_->read_by.of(*admitted->survey, admitted->adapter).layout,
      state_->settings.limits, chunk_rows, [&](std::vector<receive::Submission>&& submissions) {
        auto entries = make_entries(std::move(submissions), envelope, context, reply.unread);
        if (admitted->rehearsed) {
          std::ranges::move(rehearsed(std::move(entries)), std::back_inserter(reply.receipts));
          return true;
        }
        sent = chunks.send(std::move(entries));
        return sent.has_value();
      });
  state_->instruments.unread(delivery.source, reply.unread);
  // Chunks under way are waited for whatever became of another.
  const auto last = chunks.settle();
  if (!sent || !last) {
    return unexpected(state_->refuse(delivery.source, sent ? last.error() : sent.error()));
  }
  reply.batch = decoded.batch || reply.receipts.empty();
  reply.encoding = std::move(decoded.encoding);
  reply.findings = std::move(decoded.findings);
  return reply;
}

}  // namespace soundings::intake
