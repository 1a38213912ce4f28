// A file that is imported: each chunk of its rows is a delivery of its own, and the report counts
// what became of them.
#include <span>
#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/uuid.h"

#include "file_rows.h"
#include "state.h"

namespace soundings::intake {
namespace {

/// The digest of a chunk as a delivery of its own: over the digests of its rows as they stand.
Sha256 digest_of(std::span<const receive::Submission> rows) {
  std::string digests;
  digests.reserve(rows.size() * Sha256{}.size());
  for (const auto& row : rows) {
    digests.append(row.original.begin(), row.original.end());
  }
  return sha256(digests);
}

/// What a report says of the rows, as they were read and as they were kept.
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
        ++report_.findings_by_code[finding.code];
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
    return unexpected(
        Finding{.code = "unknown_survey", .message = "No survey is defined as '" + survey + "'."});
  }
  Tally tally;
  FileRows rows(state_->queue,
                {.context = state_->context(source, *definition, adapter, now),
                 .envelope =
                     [now, &media_type](std::span<const receive::Submission> chunk) {
                       return Envelope{.delivery = uuid_v7(now),
                                       .body = digest_of(chunk),
                                       .form = receive::form_of(media_type)};
                     },
                 .rehearsed = false,
                 .deadline = std::nullopt},
                {.entry = [&tally](const store::Entry& entry) { tally.note(entry); },
                 .receipt =
                     [&](Receipt&& receipt) {
                       tally.note(receipt);
                       if (row) {
                         row(receipt);
                       }
                     }});
  std::uint64_t read_rows = 0;
  const auto take = [&](std::vector<receive::Submission>&& submissions,
                        const receive::FileProgress& read) {
    read_rows += submissions.size();
    const bool goes_on = rows.take(std::move(submissions));
    if (progress) {
      progress({.rows = read_rows, .bytes_read = read.bytes_read, .bytes_total = read.bytes_total});
    }
    return goes_on;
  };
  auto decoded =
      receive::decode_file(path, media_type, state_->read_by.of(*definition, adapter).layout,
                           state_->settings.limits, chunk_rows, take);
  const bool kept = rows.finish().has_value();
  if (!decoded) {
    return unexpected(std::move(decoded.error()));
  }
  if (!kept) {
    return unexpected(Finding{
        .code = "store_unavailable",
        .message = "The ledger could not keep further rows; run the import again to go on."});
  }
  ImportReport& report = tally.report();
  report.encoding = std::move(decoded->encoding);
  report.findings = std::move(decoded->findings);
  report.unread = std::move(rows.unread());
  state_->instruments.unread(source, report.unread);
  return std::move(report);
}

}  // namespace soundings::intake
