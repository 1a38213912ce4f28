// The way in, end to end: a Delivery becomes Receipts.
//
//   verify, decode (receive) -> normalise -> queue -> one writer thread -> commit (store)
//
// A receipt is given only after the commit that holds it. Handlers decode in their
// own thread and wait; the writer commits whatever has gathered as one group.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/access/permission.h"
#include "soundings/access/principal.h"
#include "soundings/base/expected.h"
#include "soundings/base/finding.h"
#include "soundings/base/metrics.h"
#include "soundings/intake/import.h"
#include "soundings/intake/reply.h"
#include "soundings/intake/settings.h"
#include "soundings/store/arrivals.h"
#include "soundings/store/entries.h"
#include "soundings/store/held.h"
#include "soundings/store/store.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/delivery.h"

namespace soundings::intake {

/// Whether responses can be read from this media type; parameters are ignored.
[[nodiscard]] bool takes(std::string_view media_type) noexcept;

/// What a held item's bytes say of whose they are.
struct Named {
  std::vector<std::string> response_ids;
  std::vector<std::string> persons;  ///< pseudonyms, under every pepper
  std::size_t items = 0;             ///< how many responses they read as
};

/// Thread-safe. Owns the writer thread and, through it, the store that is open for writing.
class Intake {
 public:
  Intake(const Definitions& definitions, std::unique_ptr<store::Store> store,
         std::vector<std::uint8_t> pepper, Metrics& metrics, Settings settings = {});
  /// Commits what is queued, then stops.
  ~Intake();
  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;

  /// One post, from bytes to receipts; waits for the commit. All its submissions stand in one
  /// transaction. Those of a file (Lane::import) stand in one for each chunk of its rows, so that
  /// memory stays flat but for the body and the receipts; when a chunk fails the others may stay.
  /// longest: how long to wait, then `late`, and a full queue is `queue_full`; a late commit is
  /// harmless, as the retry is a duplicate. Nothing: a post waits for its commit and a file for
  /// room in the queue too, however long that takes.
  [[nodiscard]] Expected<Reply, Refusal> deliver(
      const Delivery& delivery, std::optional<std::chrono::milliseconds> longest = std::nullopt);

  /// Why a delivery will be refused whatever its body says: a header of its credential is missing
  /// or malformed, a bearer key is wrong, or the body is large and its timestamp stale. Counted as
  /// a refusal. Nothing when the body must be seen.
  [[nodiscard]] std::optional<Refusal> refused_by_headers(std::string_view source,
                                                          receive::Headers headers,
                                                          Instant received_at, bool large);

  /// Who signed a delivery that holds no responses: the source, by a key of its own that opens
  /// `what`. Errors: unauthenticated.
  [[nodiscard]] Expected<access::Principal, Refusal> authenticate(const Delivery& delivery,
                                                                  access::Permission what) const;
  /// By what a signed delivery is known when it comes again: its webhook-id, or the digest of its
  /// body where the signature is over nothing else; empty for a bearer key.
  [[nodiscard]] std::string known_by(const Delivery& delivery) const;

  /// One file, on the import lane, each chunk of rows a delivery of its own. row: called once a
  /// row with its outcome, in file order. Errors: the file cannot be read ("unreadable_file"),
  /// the survey is unknown ("unknown_survey"), a commit failed ("store_unavailable"); rows
  /// committed before stay, and a second run finds them as duplicates.
  [[nodiscard]] Expected<ImportReport, Finding> import_file(
      const std::string& path, const std::string& source, const std::string& survey,
      const std::string& media_type, const Adapter* adapter, Instant now,
      const std::function<void(const Receipt&)>& row,
      const std::function<void(const ImportProgress&)>& progress);

  /// What became of the responses `source` sent under this id, oldest first. Settings::database
  /// must be given. Does not wait for the writer.
  [[nodiscard]] std::vector<store::ReceiptLine> receipts(std::string_view source,
                                                         std::string_view source_response_id) const;

  /// Runs `work`, which may change keys, on the writer's thread with its store, between groups, and
  /// waits for it. What `work` throws is thrown here.
  void with_store(const std::function<void(store::Store&)>& work);

  /// Pseudonyms are made with `pepper` from now on; the present one is a former one. To be called
  /// on the writer's thread, with the change to the store.
  void change_pepper(std::vector<std::uint8_t> pepper);

  /// What a respondent of `source` is known by under every pepper, today's first.
  [[nodiscard]] std::vector<std::string> pseudonyms(std::string_view source,
                                                    std::string_view respondent_id) const;

  /// A held item as it reads today: its bytes by today's definitions, its own received time. An
  /// entry with a response, or with the code and errors it would be held for. waived: reasons that
  /// are set aside.
  [[nodiscard]] store::Entry reread(const store::HeldOriginal& original,
                                    const std::vector<std::string>& waived) const;

  /// Whom and what the bytes of a held item name, by today's definitions.
  [[nodiscard]] Named named_in(const store::HeldOriginal& original) const;

  /// Writes to the log, for operators, that safeguarding holds an item.
  void alert(const std::string& source, const std::string& survey,
             const std::string& receipt) const;

  /// Fields that were not read since the start, by source and name. Names past the first 500 are
  /// left out.
  [[nodiscard]] std::vector<store::UnreadField> unread_fields() const;

  /// Sets the gauges of what stands at this moment, for whoever reads the metrics next: what waits
  /// for the writer, also while it is stalled, and the size of the write-ahead log.
  void sample();

  /// Whether posts would be taken now: the writer runs and its last write succeeded. After a
  /// failed commit it tries a small write every few seconds, so that this recovers by itself.
  [[nodiscard]] bool ready() const noexcept;

  /// Refuses new posts from now on; what is queued is still committed.
  void stop_taking() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings::intake
