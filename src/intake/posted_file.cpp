// A file that was posted: its rows are read, interpreted and committed chunk by chunk, and answered
// together.
#include <utility>

#include "soundings/base/digest.h"

#include "file_rows.h"
#include "state.h"

namespace soundings::intake {

Expected<Reply, Refusal::Kind> Intake::State::take_file(const Delivery& delivery,
                                                        const Admitted& admitted,
                                                        Deadline deadline) {
  const Envelope envelope{.delivery = id_of(delivery),
                          .webhook_id = admitted.webhook_id,
                          .body = sha256(delivery.body),
                          .form = receive::form_of(delivery.media_type),
                          .in_parts = true};
  Reply reply;
  FileRows rows(
      queue,
      {.context =
           context(delivery.source, *admitted.survey, admitted.adapter, delivery.received_at),
       .envelope = [&envelope](auto) { return Envelope(envelope); },
       .rehearsed = admitted.rehearsed,
       .deadline = deadline},
      {.receipt = [&reply](Receipt&& receipt) { reply.receipts.push_back(std::move(receipt)); }});
  auto decoded = receive::decode_in_chunks(
      delivery, read_by.of(*admitted.survey, admitted.adapter).layout, settings.limits, chunk_rows,
      [&rows](std::vector<receive::Submission>&& submissions) {
        return rows.take(std::move(submissions));
      });
  const auto finished = rows.finish();
  instruments.unread(delivery.source, rows.unread());
  if (!finished) {
    return unexpected(finished.error());
  }
  reply.batch = decoded.batch || reply.receipts.empty();
  reply.encoding = std::move(decoded.encoding);
  reply.findings = std::move(decoded.findings);
  reply.unread = std::move(rows.unread());
  return reply;
}

}  // namespace soundings::intake
