// The ledger: deliveries, their outcomes, responses, held items, invitations, keys
// and audit, in one SQLite file with one writer.
//
// commit() is all durable or none: a delivery, its outcomes, the responses it made
// and what they add to the count log stand or fall together. Ids are ours and
// time-ordered; every unique key begins with the source or the survey; instants are
// epoch microseconds (docs/decisions/0002-one-writer-group-commit.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/expected.h"
#include "soundings/base/finding.h"
#include "soundings/base/time.h"
#include "soundings/store/files.h"
#include "soundings/store/retention.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/delivery.h"
#include "soundings/survey/invitation.h"
#include "soundings/survey/response.h"

namespace soundings::store {

/// Fixed on arrival; the five sum to what was received.
enum class Outcome { accepted, duplicate, older_version, conflict, quarantined };
[[nodiscard]] std::string_view to_text(Outcome outcome) noexcept;

/// One submission, interpreted and ready to be kept.
struct Entry {
  std::string receipt;    ///< uuid_v7
  std::string delivery;   ///< id of its delivery
  bool in_parts = false;  ///< its delivery is kept in several commits
  std::string source;
  std::string survey;
  std::uint64_t position = 0;  ///< index in a batch, or line of a file
  Instant received_at;
  std::string webhook_id;  ///< empty when the strategy has none
  Sha256 body{};           ///< of the whole delivery as sent
  Sha256 content{};        ///< of what was read of it; of how it is written, without an id
  Sha256 spelling{};       ///< of its canonical text, which ledgers before 0007 kept as content
  Sha256 original{};       ///< of the item as sent
  std::string source_response_id;
  std::optional<Instant> modified_at;
  std::string kept;  ///< the item after dropped fields are removed
  std::string raw;   ///< as sent; encrypted if the item is held, else not kept
  std::size_t dropped = 0;
  std::size_t unmapped = 0;
  std::optional<Response> response;  ///< absent: to be held, for `code`
  std::string code;                  ///< reason it is held; empty otherwise
  std::vector<Finding> errors;
  // How it was read, for an item that is held: the adapter's id, the form of its delivery
  // (receive::form_of) and, of a row, its file's first line.
  std::string adapter;
  std::string form;
  std::shared_ptr<const std::string> header;
  std::vector<std::string> value_classes;  ///< beside each error, or none
  std::vector<std::string> several_ids;  ///< all it gives, when it cannot be told which is its own
};

/// What became of an entry. For a duplicate: the receipt, status and version of the original.
struct Recorded {
  Outcome outcome = Outcome::accepted;
  std::string receipt;
  Outcome status = Outcome::accepted;
  int version = 0;   ///< of the response, from 1; 0 when held
  std::string code;  ///< of a held item
  std::vector<Finding> errors;
};

struct SourceCount {
  std::string source;
  std::string survey;
  Outcome outcome = Outcome::accepted;
  std::int64_t items = 0;
};

/// A held item as stewards see it; `errors` never carry a personal value.
struct HeldItem {
  std::string receipt;
  std::string source;
  std::string survey;
  std::string source_response_id;
  Instant received_at;
  Outcome outcome = Outcome::quarantined;  ///< on arrival: quarantined or conflict
  std::string code;
  std::vector<Finding> errors;
  std::vector<std::string> value_classes;  ///< one an error; empty when unknown
  std::string state;                       ///< "held", "admitted", "discarded"
  std::optional<Instant> decided_at;
  std::string actor;  ///< who decided, and why
  std::string reason;
};

/// A held item with what replaying it needs.
struct HeldOriginal {
  HeldItem item;
  std::string delivery;
  std::uint64_t position = 0;
  std::string bytes;    ///< as sent
  std::string adapter;  ///< as Entry::adapter, form and header
  std::string form;     ///< empty for an item held before this was kept
  std::string header;
  bool whole = false;  ///< `bytes` are all of its delivery
};

/// Which held items; an empty text asks for any.
struct HeldQuery {
  std::string source;
  std::string survey;
  std::string code;
  std::string state;
  std::optional<Instant> since;  ///< received from this instant on
  std::optional<Instant> until;  ///< received before this one
  std::string apart;             ///< items with an error of this code stand apart
  enum class Which { apart_left_out, apart_alone };
  Which which = Which::apart_left_out;
  std::string after;  ///< receipt of the last item of the page before
  std::size_t limit = 100;
};

struct HeldCount {
  std::string source;
  std::string code;
  bool apart = false;
  std::int64_t items = 0;
};

/// Who decides about a held item, when and why.
struct Act {
  Instant at;
  std::string actor;
  std::string reason;
};

/// Another arrival under the id of a held item, repeats left out.
struct Version {
  std::string receipt;
  Instant received_at;
  std::optional<Instant> changed_at;  ///< modified_at; without one, when it was completed
  Outcome outcome = Outcome::accepted;
  int version = 0;      ///< of the response it brought; 0 for none
  bool counts = false;  ///< it is the version that counts
  /// Changed later than the held item; where that cannot be told, it arrived later.
  bool newer = false;
};

/// Whether an answer that is newer than an admitted one stays, or gives way by a person's word.
enum class Newer { stands, gives_way };

/// Why a held item cannot be decided as asked.
enum class HeldFault {
  unknown_receipt,
  already_decided,  ///< it was admitted or discarded before
  newer_version,    ///< the version that counts is newer, and was not to give way
  superseded,       ///< a later version counts, or it stands already, or it was erased since
  not_readable,     ///< the entry has no response, or one its survey's layout cannot hold
};

/// Valid answers to one ordinal item from one source, by position on its scale as defined today
/// (0: best), in recent days and in the 90 days before those.
struct AnswerCounts {
  std::string source;
  std::string survey;
  std::string item;
  std::vector<std::int64_t> recent;
  std::vector<std::int64_t> before;
};

/// One check of `soundings verify`.
struct Check {
  std::string name;
  bool passed = false;
  std::string detail;
};

/// A row of the audit chain: who did what, to what.
struct AuditLine {
  std::int64_t seq = 0;
  Instant at;
  std::string actor;
  std::string action;
  std::string subject;
  std::string detail;
};

/// Which rows of the audit chain; an empty text asks for any.
struct AuditQuery {
  std::string actor;
  std::string action;
  std::string subject;
  std::optional<Instant> since;  ///< from this instant on
  std::optional<Instant> until;  ///< before this one
  bool commits = false;          ///< also what no person did: commits, and looks at the clock
  std::int64_t before = 0;       ///< only rows with a lower number; 0 for every one
  std::size_t limit = 100;
};

/// A line of the sender's own ledger: one arrival, repeats included.
struct ReceiptLine {
  std::string receipt;
  std::string source_response_id;
  Instant received_at;
  Outcome outcome = Outcome::accepted;
  int version = 0;
  std::string code;
  std::string state;                  ///< of an item that was held: "held", "admitted", "discarded"
  std::optional<Instant> decided_at;  ///< when that was decided
  std::string webhook_id;             ///< of its delivery; empty when it had none
  std::vector<Finding> findings;      ///< what was noticed about a response that was kept
};

enum class Access { read_only, read_write };

/// Why a file cannot be opened as a ledger; message is one clear line.
struct OpenFault {
  enum class Kind { not_a_ledger, newer_schema, in_use, unreadable, damaged, tail_lost };
  Kind kind = Kind::unreadable;
  std::string message;
};

/// The newest row of the audit chain and its digest, in hexadecimal: all that was ever committed
/// stands under it. Row 0: there is none.
struct Newest {
  std::int64_t row = 0;
  std::string digest;
};

/// Where the newest row is remembered outside the database. file: beside the master key; empty for
/// nowhere. accepted: a person takes the database as it is, whatever is remembered.
struct Remembered {
  std::filesystem::path file;
  std::optional<Act> accepted;
};

struct AuditRow;
struct Decision;
struct Subject;

/// Not thread-safe: one thread, one Ledger. read_write takes the file's lock; a second
/// process is refused with in_use. Machine failures (disk full, I/O) throw SQLite::Exception
/// or std::system_error.
class Ledger {
 public:
  /// Creates the file (mode 0600) or migrates it forward, after a backup, when read_write.
  /// master_key: 32 bytes kept outside the file, for secrets and held originals; may be empty
  /// for read_only use. remembered, when read_write: a file that lacks what was kept last is
  /// refused with tail_lost, untouched; from then on the newest row is remembered there.
  [[nodiscard]] static Expected<std::unique_ptr<Ledger>, OpenFault> open(
      const std::filesystem::path& file, Access access, std::vector<std::uint8_t> master_key,
      const Remembered& remembered = {});
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  /// Keeps a batch in one transaction; one result an entry, in order. Entries of one delivery stand
  /// together.
  [[nodiscard]] std::vector<Recorded> commit(std::span<const Entry> entries,
                                             const Definitions& definitions);
  /// The same, of entries that stand where they are, a span for each delivery.
  [[nodiscard]] std::vector<Recorded> commit_deliveries(
      std::span<const std::span<const Entry>> deliveries, const Definitions& definitions);

  /// Moves WAL pages into the file when there are many, over a connection of its own. Another
  /// thread may call it while this ledger commits, which waits for the last of them alone.
  void checkpoint();
  /// Of the WAL, as of the last commit: checkpoint() does nothing while they are fewer than
  /// `checkpoint_bytes`.
  [[nodiscard]] std::uintmax_t logged_bytes() const noexcept;
  static constexpr std::uintmax_t checkpoint_bytes = std::uintmax_t{32} * 1024 * 1024;

  /// Of the write-ahead log beside the database, as it lies on disk. From any thread.
  [[nodiscard]] std::uintmax_t wal_bytes() const noexcept;

  /// Whether the disk has failed to sync since the file was opened. SQLite has rolled back; what it
  /// believes to be on disk may not be there.
  [[nodiscard]] bool sync_failed() const noexcept;
  /// Opens the file anew after that, with the checks of every start, and writes the whole WAL into
  /// it once more. Throws when it cannot: then nothing has changed.
  void reopen();

  // ---- keys: secrets are stored encrypted under the master key ----
  /// Returns the new key's id.
  std::string add_key(const SourceKey& key, Instant now, std::string_view actor);
  /// Lets a key hold until `end` and no longer. False when there is none of this id, or it ends
  /// before that.
  [[nodiscard]] bool end_key(std::string_view key_id, Instant end, Instant now,
                             std::string_view actor);
  [[nodiscard]] std::vector<SourceKey> keys(
      std::string_view source) const;  ///< "" for every source
  /// Remembered at once, written when the ledger closes or write_keys_used() is called, so that
  /// a post costs no write of its own.
  void key_used(std::string_view key_id, Instant at);
  void write_keys_used();
  struct KeyUse {
    std::string key_id;
    Instant at;
  };
  [[nodiscard]] std::vector<KeyUse> key_uses() const;

  // ---- invitations and denominators: the audit has the old and the new values ----
  /// What became of the rows of a file.
  struct Put {
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;

    friend bool operator==(const Put&, const Put&) = default;
  };
  /// Whether the rows are kept, or only what would become of them is told.
  enum class Putting { kept, rehearsed };
  Put put_invitations(std::span<const Invitation> invitations, Instant now, std::string_view actor,
                      Putting how = Putting::kept);
  struct SeriesPoint {
    std::string series;
    Month month;
    std::int64_t value = 0;
  };
  Put put_series(std::span<const SeriesPoint> points, Instant now, std::string_view actor,
                 Putting how = Putting::kept);

  // ---- reading back ----
  [[nodiscard]] std::vector<SourceCount> counts() const;
  /// Every arrival under an id, oldest first.
  [[nodiscard]] std::vector<ReceiptLine> receipts(std::string_view source,
                                                  std::string_view source_response_id) const;
  struct LastReceived {
    std::string source;
    Instant at;
  };
  [[nodiscard]] std::vector<LastReceived> last_received() const;
  /// The latest first.
  [[nodiscard]] std::vector<AuditLine> audit(const AuditQuery& query) const;
  /// Adds a row to the audit chain for what changes nothing else: that something was read.
  void note(const AuditLine& line);
  /// Of the responses that count, by when they were completed: recent is the last `days` days up
  /// to `now`. Sorted by source, survey and item; an item without a response in either is absent.
  [[nodiscard]] std::vector<AnswerCounts> answer_counts(const Definitions& definitions, Instant now,
                                                        int days) const;

  // ---- held items: outcomes stay as they were fixed on arrival, only the state moves ----
  /// The latest first.
  [[nodiscard]] std::vector<HeldItem> held(const HeldQuery& query) const;
  /// By source and code, over all pages and whatever the query's code.
  [[nodiscard]] std::vector<HeldCount> held_counts(const HeldQuery& query) const;
  [[nodiscard]] std::optional<HeldItem> held_item(std::string_view receipt) const;
  /// The item and its bytes, decrypted; nothing when unknown, decided or past retention.
  [[nodiscard]] std::optional<HeldOriginal> original(std::string_view receipt) const;
  /// What else arrived under its id, oldest first; nothing for an item without one.
  [[nodiscard]] std::vector<Version> versions(std::string_view receipt) const;
  /// Counts the response of `entry`, the item as interpreted today, under its first receipt and
  /// received time, by a person's word: a conflict takes the place of the version that counts.
  [[nodiscard]] Expected<Recorded, HeldFault> admit(std::string_view receipt, const Entry& entry,
                                                    const Act& act, const Definitions& definitions,
                                                    Newer newer = Newer::stands);
  /// What admit() would make of the item.
  [[nodiscard]] Expected<Recorded, HeldFault> would_admit(std::string_view receipt,
                                                          const Entry& entry, Newer newer);
  /// Never counted; its original is forgotten.
  [[nodiscard]] Expected<Recorded, HeldFault> discard(std::string_view receipt, const Act& act);
  /// What replay() would make of the item; Recorded::status is what it would be today.
  [[nodiscard]] Expected<Recorded, HeldFault> would_become(std::string_view receipt,
                                                           const Entry& entry);
  /// Counts `entry`, the item as interpreted today, if commit() would accept it now; else it stays
  /// held, with today's code and errors. What arrived as a conflict always stays held.
  [[nodiscard]] Expected<Recorded, HeldFault> replay(std::string_view receipt, const Entry& entry,
                                                     const Act& act,
                                                     const Definitions& definitions);

  // ---- retention, erasure, peppers: audited, without a personal value ----
  /// What is past its survey's retention at `now`; of a survey nobody defines, past the usual one.
  /// A delivery is never older than one that was kept before it.
  [[nodiscard]] std::vector<Expired> expired(const Definitions& definitions, Instant now) const;
  /// The same, with what tells whether `now` can be believed.
  [[nodiscard]] Due due(const Definitions& definitions, Instant now) const;
  /// The latest time of the audit that follows on from a time known to be right without a gap
  /// longer than `longest_step`; nothing when there is no audit. A time is known to be right when a
  /// look at retention found no doubt in it, or a person accepted it.
  [[nodiscard]] std::optional<Instant> seen() const;
  /// Notes a look at the clock, which later looks are compared with. One in doubt is noted only by
  /// what was seen before it, and one that follows another within half a day not at all.
  void note_look(const Due& due, const Act& act);
  /// Notes that a person takes the clock for right, whatever was seen before.
  void accept_clock(const Due& due, const Act& act);
  /// Removes what `expired` names, in one transaction; what is no longer there is passed over. Its
  /// answers go as erase() goes.
  void purge(const Expired& expired, const Definitions& definitions, const Act& act);
  /// The records that `erasure` means, oldest first.
  [[nodiscard]] std::vector<Record> records(const Erasure& erasure) const;
  /// Receipts of a source's items whose original is kept, oldest first.
  [[nodiscard]] std::vector<std::string> with_original(std::string_view source) const;
  /// Erases records by their first submissions, in one transaction: responses, counts, comments,
  /// bodies, originals and ids. What comes under their ids from now on is told as a duplicate and
  /// not kept. act.reason goes into the audit.
  void erase(std::span<const std::int64_t> submissions, const Act& act);
  /// Moves all that was deleted out of the WAL. False while a reader still needs it.
  [[nodiscard]] bool empty_wal();

  [[nodiscard]] PepperInUse pepper() const;
  /// Who is known now stays known by the pseudonym they have; `next` is in use from here on.
  void change_pepper(const PepperInUse& next, const Act& act);

  [[nodiscard]] Newest newest() const;
  /// Whether the ledger has had `expected` as its newest row.
  [[nodiscard]] Check expect(const Newest& expected) const;
  /// The same of what is remembered for it in a file; passed when nothing is.
  [[nodiscard]] Check expect_remembered(const std::filesystem::path& file) const;
  /// Whether the newest row could be remembered since the ledger was opened.
  [[nodiscard]] bool remembers() const noexcept;

  /// Recounts: the five outcomes sum to what arrived, each response stands once, the count
  /// log equals the responses, hashes match, integrity_check is ok.
  [[nodiscard]] std::vector<Check> verify(const Definitions& definitions) const;

 private:
  struct State;
  [[nodiscard]] bool count_in(const Subject& subject, const Entry& entry, const Decision& decision,
                              const Act& act, const AuditRow& row, const Definitions& definitions);
  static std::string lost_tail(const State& state);
  void begin_to_remember(const std::string& lost, const std::optional<Act>& accepted);
  explicit Ledger(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace soundings::store
