// A file on the import lane: decoded and interpreted in the caller's thread while
// the writer commits the chunk before, so that memory stays flat whatever its length.
#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/uuid.h"

#include "chunks.h"
#include "entries.h"
#include "state.h"

namespace soundings::intake {
namespace {

/// The digest of a chunk as a delivery of its own: over the digests of its rows as they stand.
Sha256 digest_of(const std::vector<receive::Submission>& rows) {
  std::string digests;
  digests.reserve(rows.size() * Sha256{}.size());
  for (const auto& row : rows) {
    digests.append(row.original.begin(), row.original.end());
  }
  return sha256(digests);
}

/// What a report says of the rows, as they are read and as they are told.
class Tally {
 public:
  Tally() {
    for (const auto outcome :
         {store::Outcome::accepted, store::Outcome::duplicate, store::Outcome::older_version,
          store::Outcome::conflict, store::Outcome::quarantined}) {
      report_.outcomes.emplace_back(outcome, 0);
    }
  }

  void note(const store::Entry& entry) {
    report_.dropped += entry.dropped;
    report_.unmapped += entry.unmapped;
    if (entry.response) {
      for (const Finding& finding : entry.response->findings) {
        ++report_.remarks[finding.code];
      }
    }
  }
  void note(const Receipt& receipt) {
    report_.received += 1;
    const bool accepted = receipt.recorded.outcome == store::Outcome::accepted;
    report_.replaced += accepted && receipt.recorded.version > 1 ? 1U : 0U;
    report_.outcomes[static_cast<std::size_t>(receipt.recorded.outcome)].second += 1;
  }

  [[nodiscard]] ImportReport& report() noexcept { return report_; }

 private:
  ImportReport report_;
};

}  // namespace

Expected<ImportReport, Finding> Intake::import_file(
    const std::string& path, const std::string& source, const std::string& survey,
    const std::string& media_type, const Adapter* adapter, Instant now,
    const std::function<void(const Receipt&)>& row,
    const std::function<void(const ImportProgress&)>& progress) {
  const Survey* definition = state_->definitions.find_survey(survey);
  if (definition == nullptr) {
    return unexpected(Finding{.code = "unknown_survey",
                              .pointer = {},
                              .message = "No survey is defined as '" + survey + "'."});
  }
  const normalise::Context context = state_->context(source, *definition, adapter, now);
  Tally tally;
  Chunks chunks(state_->queue, [&](Receipt&& receipt) {
    tally.note(receipt);
    if (row) {
      row(receipt);
    }
  });
  bool failed = false;
  std::uint64_t rows = 0;
  const auto take = [&](std::vector<receive::Submission>&& submissions,
                        const receive::FileProgress& read) {
    rows += submissions.size();
    const Envelope envelope{.delivery = uuid_v7(now),
                            .webhook_id = {},
                            .body = digest_of(submissions),
                            .form = receive::form_of(media_type)};
    auto entries = make_entries(std::move(submissions), envelope, context, tally.report().unread);
    for (const auto& entry : entries) {
      tally.note(entry);
    }
    failed = !chunks.send(std::move(entries));
    if (progress) {
      progress({.rows = rows, .bytes_read = read.bytes_read, .bytes_total = read.bytes_total});
    }
    return !failed;
  };
  auto decoded =
      receive::decode_file(path, media_type, state_->read_by.of(*definition, adapter).layout,
                           state_->settings.limits, chunk_rows, take);
  failed = !chunks.settle() || failed;
  if (!decoded) {
    return unexpected(std::move(decoded.error()));
  }
  if (failed) {
    return unexpected(Finding{
        .code = "store_unavailable",
        .pointer = {},
        .message = "The ledger could not keep further rows; run the import again to go on."});
  }
  ImportReport& report = tally.report();
  report.encoding = std::move(decoded->encoding);
  report.findings = std::move(decoded->findings);
  return std::move(report);
}

}  // namespace soundings::intake
