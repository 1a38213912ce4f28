// One batch into the file: a transaction, an outcome an entry. Belongs to the
// writer's thread; its statements are prepared once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/store/entries.h"

#include "rules/outcome.h"
#include "rules/sealing.h"
#include "sqlite/audit.h"
#include "sqlite/dictionary.h"
#include "sqlite/kept_response.h"
#include "sqlite/pseudonyms.h"
#include "sqlite/repeat_index.h"
#include "sqlite/tombstones.h"

namespace soundings::store::sqlite {

class BatchCommitter {
 public:
  BatchCommitter(SQLite::Database& database, Dictionary& dictionary, AuditTrail& audit,
                 const Bytes& master_key);

  /// All durable or none. An entry that breaks a constraint on its own is held, not its batch.
  [[nodiscard]] std::vector<Recorded> commit(std::span<const std::span<const Entry>> deliveries,
                                             const Definitions& definitions);

  /// What is kept under the same source, survey and id (or content, without one), oldest first,
  /// compared with `entry`.
  [[nodiscard]] std::vector<Earlier> earlier(const Entry& entry);

  /// What decide() is to know of `entry`, which came under no webhook-id that matters.
  [[nodiscard]] Arriving arriving(const Entry& entry);

  /// Keeps that a delivery without a submission came under its webhook id, where that was not used
  /// before; what it was used for. Within the caller's transaction.
  [[nodiscard]] WebhookId note_delivery(const Entry& delivery);

  /// Tombstones and pseudonyms, for what erases, admits and changes peppers on this thread.
  [[nodiscard]] Tombstones& tombstones() noexcept { return tombstones_; }
  [[nodiscard]] Pseudonyms& pseudonyms() noexcept { return pseudonyms_; }

  /// Every batch of changes starts here: definitions are looked at anew.
  void start();

  /// Adds the response of submission `seq`, in place of the one it replaces, and counts it. False
  /// when it cannot be put in the bytes of its survey's layout. Within the caller's transaction.
  [[nodiscard]] bool add_response(std::int64_t seq, const Entry& entry, const Decision& decision,
                                  const Definitions& definitions);

  /// Takes a version out of the count, because another under its id is held; audited. Within the
  /// caller's transaction.
  void withdraw(const Earlier& version, Instant at);

  /// Puts findings beside a submission that has none. value_classes: one a finding, or none.
  void put_findings(std::int64_t source, std::int64_t seq, const std::vector<Finding>& findings,
                    const std::vector<std::string>& value_classes = {});

  /// Findings beside a submission, in order.
  [[nodiscard]] std::vector<Finding> findings(std::int64_t source, std::int64_t seq);

  /// After a rolled-back transaction, or an entry of one that was: before it, `pending` changes to
  /// the small tables had no row of the audit.
  void forget(std::uint64_t pending = 0);

  /// After submissions have lost or changed the keys they are found by.
  void forget_keys() noexcept;

 private:
  enum class Care { whole_batch, each_entry };
  struct DeliveryRow {  // where an entry's delivery stands
    std::int64_t source = 0;
    std::int64_t delivery = 0;
    WebhookId webhook_id = WebhookId::none;
    std::string described;  // the delivery, as a commit's digest has it
  };
  struct Arrival {  // an entry and the numbers it is kept under
    const Entry& entry;
    const DeliveryRow& delivery_row;
    std::int64_t survey = 0;
    std::int64_t key = 0;
  };
  struct Batch {  // what one transaction adds beside its rows
    struct Arrived {
      std::int64_t items = 0;
      std::int64_t last = 0;
    };
    std::map<std::tuple<std::int64_t, std::int64_t, int>, Arrived> tally;
    std::string kept;  // what the audit row's digest is over
    std::int64_t first = 0;
    std::int64_t last = 0;
    Instant at;
  };

  [[nodiscard]] std::vector<Recorded> attempt(std::span<const std::span<const Entry>> deliveries,
                                              const Definitions& definitions, Care care);
  [[nodiscard]] std::string described(std::int64_t delivery);
  [[nodiscard]] DeliveryRow open_delivery(std::span<const Entry> entries);
  [[nodiscard]] WebhookId webhook_id_use(const Entry& entry, std::int64_t source, std::int64_t key);
  [[nodiscard]] Arrival arrival(const Entry& entry, const DeliveryRow& delivery_row);
  /// How two submissions under one id are found to be the same. by_content: their hashes alone.
  enum class Compared { in_full, by_content };
  [[nodiscard]] std::vector<Earlier> earlier(const Arrival& arrival, Compared how);
  [[nodiscard]] std::vector<Earlier> under(const Arrival& arrival, std::int64_t key);
  void look_closer(const Arrival& arrival, Earlier& one);
  /// Nothing for an entry that breaks a limit of the store, of which nothing stays in the file.
  [[nodiscard]] std::optional<Recorded> commit_within_limits(const Entry& entry,
                                                             const DeliveryRow& delivery_row,
                                                             const Definitions& definitions,
                                                             Batch& batch);
  [[nodiscard]] Recorded commit_carefully(const Entry& entry, const DeliveryRow& delivery_row,
                                          const Definitions& definitions, Batch& batch);
  [[nodiscard]] Recorded commit_one(const Entry& entry, const DeliveryRow& delivery_row,
                                    const Definitions& definitions, Batch& batch);
  [[nodiscard]] Recorded commit_arrival(const Arrival& arrival, Compared how,
                                        const Definitions& definitions, Batch& batch);
  [[nodiscard]] Recorded add_duplicate(const Arrival& arrival, const Earlier& original,
                                       Batch& batch);
  [[nodiscard]] Recorded add_erased(const Arrival& arrival, const Tombstone& tombstone,
                                    Batch& batch);
  [[nodiscard]] Recorded hold(const Arrival& arrival, Outcome outcome, const std::string& code,
                              Batch& batch);
  std::int64_t add_submission(const Arrival& arrival, Outcome outcome, const Earlier* original,
                              Batch& batch);
  [[nodiscard]] std::optional<std::int64_t> begun_delivery(const Entry& entry, std::int64_t source);
  [[nodiscard]] std::string held_code(std::int64_t seq);
  void uncount(std::int64_t seq);
  void close(Batch& batch);

  SQLite::Database& database_;
  Dictionary& dictionary_;
  AuditTrail& audit_;
  const Bytes& master_key_;
  Tombstones tombstones_;
  Pseudonyms pseudonyms_;
  KeptResponses responses_;
  RepeatIndex items_;
  RepeatIndex webhooks_;
  std::string response_;  // the response added last, as a commit's digest has it
  SQLite::Statement read_webhook_;
  SQLite::Statement insert_delivery_;
  SQLite::Statement extend_delivery_;
  SQLite::Statement find_delivery_;
  SQLite::Statement read_earlier_;
  SQLite::Statement insert_submission_;
  SQLite::Statement insert_response_;
  SQLite::Statement read_response_;
  SQLite::Statement retire_response_;
  SQLite::Statement insert_comment_;
  SQLite::Statement insert_count_;
  SQLite::Statement insert_held_;
  SQLite::Statement read_held_;
  SQLite::Statement insert_finding_;
  SQLite::Statement read_findings_;
  SQLite::Statement add_tally_;
  SQLite::Statement begin_;
  SQLite::Statement commit_;
  SQLite::Statement rollback_;
};

/// Bytes of a kept body's SHA-256 that are stored beside it.
inline constexpr std::size_t kept_hash_size = 16;

/// The key under which repeats of an entry are found.
[[nodiscard]] std::int64_t item_key(const std::string& source_response_id, const Sha256& content);

}  // namespace soundings::store::sqlite
