// A file on the import lane: decoded and interpreted in the caller's thread while
// the writer commits the chunk before, so that memory stays flat whatever its length.
#include <array>
#include <future>
#include <memory>
#include <optional>
#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/uuid.h"

#include "entries.h"
#include "receipts.h"
#include "state.h"

namespace soundings::intake {
namespace {

constexpr std::array all_outcomes{store::Outcome::accepted, store::Outcome::duplicate,
                                  store::Outcome::older_version, store::Outcome::conflict,
                                  store::Outcome::quarantined};

/// The digest of a chunk as a delivery of its own: over the digests of its rows as they stand.
Sha256 digest_of(const std::vector<receive::Submission>& rows) {
  std::string digests;
  digests.reserve(rows.size() * Sha256{}.size());
  for (const auto& row : rows) {
    digests.append(row.original.begin(), row.original.end());
  }
  return sha256(digests);
}

/// Chunks of one file on their way: at most one is being committed while the next is read.
class Chunks {
 public:
  Chunks(Queue& queue, const std::function<void(const Receipt&)>& row) : queue_(queue), row_(row) {
    for (const auto outcome : all_outcomes) {
      report_.outcomes.emplace_back(outcome, 0);
    }
  }

  /// False when the writer would take no more, or failed.
  [[nodiscard]] bool send(std::vector<store::Entry>&& entries) {
    std::vector<std::uint64_t> positions;
    std::vector<std::vector<Finding>> findings;
    positions.reserve(entries.size());
    findings.reserve(entries.size());
    for (const auto& entry : entries) {
      positions.push_back(entry.position);
      findings.push_back(entry.response ? entry.response->findings : std::vector<Finding>{});
      note(entry);
    }
    const auto answer = std::make_shared<std::promise<JobAnswer>>();
    auto job = std::make_shared<Job>(
        std::move(entries), [answer](JobAnswer told) { answer->set_value(std::move(told)); });
    if (!queue_.wait_to_offer_import(std::move(job)) || !settle()) {
      // The chunk before is told first; the one just offered stands or falls by itself.
      return false;
    }
    under_way_.emplace(UnderWay{.answer = answer->get_future(),
                                .positions = std::move(positions),
                                .findings = std::move(findings)});
    return true;
  }

  /// Waits for the chunk under way and tells its rows; false when it could not be committed.
  [[nodiscard]] bool settle() {
    if (!under_way_) {
      return true;
    }
    auto [chunk, positions, findings] = *std::exchange(under_way_, std::nullopt);
    JobAnswer answer = chunk.get();
    if (!answer) {
      return false;
    }
    auto receipts = make_receipts(std::move(*answer), positions);
    for (std::size_t i = 0; i < receipts.size(); ++i) {
      receipts[i].findings = std::move(findings[i]);
      tell(receipts[i]);
    }
    return true;
  }

  [[nodiscard]] ImportReport& report() noexcept { return report_; }

 private:
  struct UnderWay {
    std::future<JobAnswer> answer;
    std::vector<std::uint64_t> positions;
    std::vector<std::vector<Finding>> findings;
  };

  void note(const store::Entry& entry) {
    report_.dropped += entry.dropped;
    report_.unmapped += entry.unmapped;
    if (entry.response) {
      for (const Finding& finding : entry.response->findings) {
        ++report_.remarks[finding.code];
      }
    }
  }
  void tell(const Receipt& receipt) {
    report_.received += 1;
    report_.outcomes[static_cast<std::size_t>(receipt.recorded.outcome)].second += 1;
    if (row_) {
      row_(receipt);
    }
  }

  Queue& queue_;
  const std::function<void(const Receipt&)>& row_;
  std::optional<UnderWay> under_way_;
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
  Chunks chunks(state_->queue, row);
  bool failed = false;
  std::uint64_t rows = 0;
  const auto take = [&](std::vector<receive::Submission>&& submissions,
                        const receive::FileProgress& read) {
    rows += submissions.size();
    const Envelope envelope{.delivery = uuid_v7(now),
                            .webhook_id = {},
                            .body = digest_of(submissions),
                            .form = receive::form_of(media_type)};
    failed = !chunks.send(make_entries(std::move(submissions), envelope, context));
    if (progress) {
      progress({.rows = rows, .bytes_read = read.bytes_read, .bytes_total = read.bytes_total});
    }
    return !failed;
  };
  auto decoded =
      receive::decode_file(path, media_type, adapter, state_->settings.limits, chunk_rows, take);
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
  ImportReport& report = chunks.report();
  report.encoding = std::move(decoded->encoding);
  report.findings = std::move(decoded->findings);
  return std::move(report);
}

}  // namespace soundings::intake
