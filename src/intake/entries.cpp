#include "entries.h"

#include <algorithm>
#include <utility>

#include "soundings/base/uuid.h"

namespace soundings::intake {
namespace {

/// What an item without a usable id is known by. The canonical text of a row, and of an item that
/// has a field for an id, lacks what is dropped; but that may be all that distinguishes two people.
const Sha256& known_by_spelling(const receive::Submission& submission, std::string_view form) {
  const bool row = form == "csv" || form == "form";
  const bool id_field = std::ranges::any_of(submission.fields, [](const receive::Field& field) {
    return field.name == "source_response_id";
  });
  return (row || id_field) && submission.dropped > 0 ? submission.original : submission.content;
}

store::Entry make_entry(receive::Submission&& submission, const Envelope& envelope,
                        const normalise::Context& context, receive::UnreadNames& unread) {
  normalise::Interpreted interpreted = normalise::normalise(submission, context);
  for (std::string& name : interpreted.unread) {
    unread.add(std::move(name));
  }
  unread.add_unnamed(interpreted.unread_more);
  store::Entry entry{
      .receipt = uuid_v7(context.received_at),
      .delivery = envelope.delivery,
      .in_parts = envelope.in_parts,
      .source = context.source,
      .survey = context.survey->id,
      .position = submission.line > 0 ? submission.line : submission.index,
      .received_at = context.received_at,
      .webhook_id = envelope.webhook_id,
      .body = envelope.body,
      .content = interpreted.content.value_or(known_by_spelling(submission, envelope.form)),
      .spelling = submission.content,
      .original = submission.original,
      .source_response_id = std::move(interpreted.source_response_id),
      .modified_at = interpreted.modified_at,
      .kept = std::move(interpreted.kept),
      .raw = std::move(submission.raw),
      .dropped = submission.dropped,
      .unmapped = submission.unmapped + interpreted.unmapped,
      .response = std::move(interpreted.response),
      .adapter = context.adapter == nullptr ? std::string{} : context.adapter->id,
      .form = std::string(envelope.form),
      .header = std::move(submission.header),
      .several_ids = std::move(interpreted.several_ids),
  };
  if (interpreted.hold) {
    entry.code = std::move(interpreted.hold->code);
    entry.errors = std::move(interpreted.hold->errors);
    entry.value_classes = std::move(interpreted.hold->value_classes);
  }
  return entry;
}

}  // namespace

std::vector<store::Entry> make_entries(std::vector<receive::Submission>&& submissions,
                                       const Envelope& envelope, const normalise::Context& context,
                                       receive::UnreadNames& unread) {
  std::vector<store::Entry> entries;
  entries.reserve(submissions.size());
  for (receive::Submission& submission : submissions) {
    entries.push_back(make_entry(std::move(submission), envelope, context, unread));
  }
  return entries;
}

}  // namespace soundings::intake
