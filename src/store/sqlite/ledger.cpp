// Opening and closing a ledger, committing to it, and what it says of itself.
#include "soundings/store/ledger.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>

#include <sqlite3.h>

#include "sqlite/binding.h"
#include "sqlite/count_rows.h"
#include "sqlite/state.h"

namespace soundings::store {
namespace {

constexpr std::uintmax_t page_bytes = 4096;
// A page that is written often goes into the database once a checkpoint.
constexpr std::uintmax_t truncate_bytes = 8 * Ledger::checkpoint_bytes;

// What a restart of the WAL may still have to copy while the writer waits for it.
constexpr int restart_pages = 500;
constexpr int most_rounds = 4;

constexpr const char* key_check = "a ledger of soundings";

/// Whether `key` is the one the file was made with; an empty file takes it.
bool fits(SQLite::Database& database, const Bytes& key, Access access) {
  SQLite::Statement read(database, "SELECT value FROM fact WHERE name = 'key_check'");
  if (read.executeStep()) {
    const auto opened = unseal(blob_at(read, 0), key);
    return opened && *opened == key_check;
  }
  if (access == Access::read_write) {
    run_once(database, "INSERT INTO fact (name, value) VALUES ('key_check', ?)",
             Blob(seal(key_check, key)));
  }
  return true;
}

int remember_wal_size(void* pages, sqlite3* /*handle*/, const char* /*name*/, int now) {
  static_cast<std::atomic<int>*>(pages)->store(now, std::memory_order_relaxed);
  return SQLITE_OK;
}

/// Copies pages of the WAL into the database; how many of it are there now. A busy answer means
/// that a reader still needs the WAL: the next call tries again.
int copy_wal(sqlite3* checkpointer, int mode) {
  int copied = 0;
  const int result = sqlite3_wal_checkpoint_v2(checkpointer, nullptr, mode, nullptr, &copied);
  if (result != SQLITE_OK && result != SQLITE_BUSY && result != SQLITE_LOCKED) {
    throw std::runtime_error(sqlite3_errstr(result));
  }
  return copied;
}

}  // namespace

void Ledger::State::start_writing() {
  writer = std::make_unique<Writer>(*database, master_key);
  sqlite3_wal_hook(database->getHandle(), remember_wal_size, &wal_pages);
  // Whoever reads opens the WAL: from here on all three files are there.
  static_cast<void>(database->execAndGet("SELECT count(*) FROM fact").getInt64());
  files.emplace(file);
}

void Ledger::State::stay_in_place() const {
  if (files && !files->still()) {
    throw std::runtime_error(file.string() +
                             ": the database, its -wal or its -shm was removed or replaced while "
                             "it is open; nothing is acknowledged any more. Put the files back, or "
                             "stop");
  }
}

void Ledger::State::note_failure(const SQLite::Exception& error) noexcept {
  const int code = error.getExtendedErrorCode();
  if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) {
    sync_failed = true;
  }
}

void Ledger::State::remember() {
  if (newest == nullptr) {
    return;
  }
  if (const auto now = writer->audit.newest()) {
    remembers = newest->keep(*now, *database) && remembers;
  }
}

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}

Ledger::~Ledger() {
  if (state_->writer == nullptr) {
    return;
  }
  try {
    write_keys_used();
  } catch (const std::exception&) {
    // When a key was last used is a convenience; closing goes on without it.
    state_->keys_used.clear();
  }
  try {
    // Alone, the last to close removes the WAL; beside a reader it is at least empty.
    static_cast<void>(empty_wal());
  } catch (const std::exception&) {
    state_->checkpointer.reset();
  }
  if (state_->newest) {
    state_->newest->sync();
  }
}

Expected<std::unique_ptr<Ledger>, OpenFault> Ledger::open(const std::filesystem::path& file,
                                                          Access access,
                                                          std::vector<std::uint8_t> master_key,
                                                          const Remembered& remembered) {
  const auto fault = [&](OpenFault::Kind kind, const std::string& why) {
    return unexpected(OpenFault{.kind = kind, .message = file.string() + ": " + why});
  };
  const bool keyed = master_key.size() == master_key_size;
  if (!keyed && (access == Access::read_write || !master_key.empty())) {
    return fault(OpenFault::Kind::unreadable, "a master key of 32 bytes is needed");
  }
  if (auto refused = refuse_name(file)) {
    return unexpected(std::move(*refused));
  }
  auto state = std::make_unique<State>();
  state->file = real_path(file);
  state->master_key = std::move(master_key);
  if (access == Access::read_write && !remembered.file.empty()) {
    state->newest = std::make_unique<NewestKept>(remembered.file, state->file);
  }
  if (access == Access::read_write) {
    // Of a file that is not there the lock would make an empty one.
    if (!std::filesystem::exists(state->file)) {
      if (const std::string lost = lost_tail(*state); !lost.empty() && !remembered.accepted) {
        return fault(OpenFault::Kind::tail_lost, lost);
      }
    }
    auto lock = FileLock::take(state->file);
    if (!lock) {
      return unexpected(lock.error());
    }
    state->lock = std::move(*lock);
  }
  std::string lost;
  if (access == Access::read_write) {
    lost = lost_tail(*state);
    if (!lost.empty() && !remembered.accepted) {
      return fault(OpenFault::Kind::tail_lost, lost);
    }
  }
  auto database = open_database(state->file, access);
  if (!database) {
    return unexpected(database.error());
  }
  state->database = std::move(*database);
  if (keyed && !fits(*state->database, state->master_key, access)) {
    return fault(OpenFault::Kind::unreadable, "the master key is not the one it was made with");
  }
  if (access == Access::read_write) {
    if (small_enough_to_check(*state->database)) {
      if (const std::string wrong = miscounted(*state->database); !wrong.empty()) {
        return fault(OpenFault::Kind::damaged, "is damaged: " + wrong);
      }
    }
    state->start_writing();
  }
  std::unique_ptr<Ledger> ledger(new Ledger(std::move(state)));
  if (access == Access::read_write) {
    ledger->begin_to_remember(lost, remembered.accepted);
  }
  return ledger;
}

std::vector<Recorded> Ledger::commit(std::span<const Entry> entries,
                                     const Definitions& definitions) {
  std::vector<std::span<const Entry>> deliveries;
  while (!entries.empty()) {
    const auto end = std::ranges::find_if(entries, [&](const Entry& entry) {
      return entry.delivery != entries.front().delivery || entry.source != entries.front().source;
    });
    const auto items = static_cast<std::size_t>(end - entries.begin());
    deliveries.push_back(entries.first(items));
    entries = entries.subspan(items);
  }
  return commit_deliveries(deliveries, definitions);
}

std::vector<Recorded> Ledger::commit_deliveries(std::span<const std::span<const Entry>> deliveries,
                                                const Definitions& definitions) {
  const std::scoped_lock mine(state_->turn);
  try {
    auto recorded = state_->writer->keeper.keep(deliveries, definitions);
    state_->stay_in_place();
    state_->remember();
    return recorded;
  } catch (const SQLite::Exception& error) {
    state_->note_failure(error);
    throw;
  }
}

bool Ledger::sync_failed() const noexcept {
  return state_->sync_failed;
}

void Ledger::reopen() {
  state_->stay_in_place();
  auto database = open_database(state_->file, Access::read_write);
  if (!database) {
    throw std::runtime_error(database.error().message);
  }
  const std::scoped_lock lock(state_->checkpointing);
  state_->checkpointer = open_checkpointer(state_->file);
  // The kernel may count pages that it failed to write as clean: they are written again.
  const int written = sqlite3_wal_checkpoint_v2(state_->checkpointer->getHandle(), nullptr,
                                                SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (written != SQLITE_OK && written != SQLITE_BUSY) {
    throw std::runtime_error(std::string("the WAL could not be written again: ") +
                             sqlite3_errstr(written));
  }
  state_->writer.reset();
  state_->database = std::move(*database);
  state_->start_writing();
  state_->sync_failed = false;
}

std::uintmax_t Ledger::logged_bytes() const noexcept {
  return page_bytes * static_cast<unsigned>(state_->wal_pages.load(std::memory_order_relaxed));
}

void Ledger::checkpoint() {
  const std::uintmax_t bytes = logged_bytes();
  if (bytes < checkpoint_bytes) {
    return;
  }
  const std::scoped_lock lock(state_->checkpointing);
  state_->stay_in_place();
  if (!state_->checkpointer) {
    state_->checkpointer = open_checkpointer(state_->file);
  }
  sqlite3* handle = state_->checkpointer->getHandle();
  // Under a stream of commits the WAL is never copied to its end, and only from its end does it
  // start again: so the bulk is copied beside the writer, and what came meanwhile before its eyes.
  // While a reader still needs what was copied nothing can be gained by stopping the writer; for
  // one that reads what came last it waits a tenth of a second at most.
  int copied = 0;
  const auto left = [&] { return state_->wal_pages.load(std::memory_order_relaxed) - copied; };
  for (int round = 0; round < most_rounds && left() > restart_pages; ++round) {
    copied = copy_wal(handle, SQLITE_CHECKPOINT_PASSIVE);
  }
  const std::scoped_lock mine(state_->turn);
  if (left() <= restart_pages) {
    static_cast<void>(copy_wal(
        handle, bytes > truncate_bytes ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_RESTART));
  }
}

std::uintmax_t Ledger::wal_bytes() const noexcept {
  std::error_code none;
  const auto bytes = std::filesystem::file_size(state_->file.string() + "-wal", none);
  return none ? 0 : bytes;
}

bool Ledger::empty_wal() {
  const std::scoped_lock lock(state_->checkpointing, state_->turn);
  state_->stay_in_place();
  if (!state_->checkpointer) {
    state_->checkpointer = open_checkpointer(state_->file);
  }
  return sqlite3_wal_checkpoint_v2(state_->checkpointer->getHandle(), nullptr,
                                   SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) == SQLITE_OK;
}

PepperInUse Ledger::pepper() const {
  SQLite::Statement read(*state_->database, "SELECT value FROM fact WHERE name = 'pepper'");
  if (!read.executeStep()) {
    return {};
  }
  const Bytes kept = blob_at(read, 0);
  const std::string text(kept.begin(), kept.end());
  return {.version = std::stoi(text), .check = text.substr(text.find(' ') + 1)};
}

void Ledger::change_pepper(const PepperInUse& next, const Act& act) {
  const std::string text = std::to_string(next.version) + " " + next.check;
  const Bytes value(text.begin(), text.end());
  state_->write([&](SQLite::Transaction& transaction) {
    run_once(*state_->database,
             "INSERT INTO fact (name, value) VALUES ('pepper', ?)"
             " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
             Blob(value));
    state_->writer->keeper.pseudonyms().remember_everybody();
    state_->writer->audit.append({.at = act.at,
                                  .actor = act.actor,
                                  .action = "pepper_changed",
                                  .subject = "pepper " + std::to_string(next.version),
                                  .detail = act.reason});
    transaction.commit();
  });
}

std::vector<SourceCount> Ledger::counts() const {
  SQLite::Statement read(*state_->database,
                         "SELECT so.id, su.id, t.outcome, t.items FROM tally t"
                         " JOIN source so ON so.no = t.source JOIN survey su ON su.no = t.survey"
                         " ORDER BY so.id, su.id, t.outcome");
  std::vector<SourceCount> counts;
  while (read.executeStep()) {
    counts.push_back({.source = text_at(read, 0),
                      .survey = text_at(read, 1),
                      .outcome = static_cast<Outcome>(number_at(read, 2)),
                      .items = number_at(read, 3)});
  }
  return counts;
}

std::vector<ReceiptLine> Ledger::receipts(std::string_view source,
                                          std::string_view source_response_id) const {
  SQLite::Statement read(
      *state_->database,
      "WITH named AS (SELECT s.seq FROM keyed_submission k JOIN submission s"
      " ON s.seq = k.submission AND s.item_key = k.key"
      " WHERE k.source = (SELECT no FROM source WHERE id = ?) AND k.key = ?"
      " AND s.source_response_id = ?)"
      " SELECT s.receipt, s.source_response_id, d.received_at, s.outcome, r.version, h.code,"
      " d.webhook_id, s.source, r.seq, h.state, h.decided_at FROM submission s JOIN delivery d ON "
      "d.seq = s.delivery"
      " LEFT JOIN response r ON r.seq = s.seq LEFT JOIN held h ON h.seq = s.seq"
      " WHERE s.seq IN named OR s.first IN named ORDER BY s.seq");
  SQLite::Statement noticed(*state_->database,
                            "SELECT code, pointer, message FROM finding"
                            " WHERE source = ? AND submission = ? ORDER BY nth");
  const std::string id(source_response_id);
  const std::string from(source);
  std::vector<ReceiptLine> lines;
  if (id.empty()) {
    return lines;
  }
  prepare(read, from, item_key(id, {}), id);
  while (read.executeStep()) {
    lines.push_back({.receipt = text_at(read, 0),
                     .source_response_id = text_at(read, 1),
                     .received_at = from_epoch_microseconds(number_at(read, 2)),
                     .outcome = static_cast<Outcome>(number_at(read, 3)),
                     .version = static_cast<int>(optional_at(read, 4).value_or(0)),
                     .code = text_at(read, 5),
                     .state = text_at(read, 9),
                     .decided_at = std::nullopt,
                     .webhook_id = text_at(read, 6),
                     .findings = {}});
    if (const auto decided_at = optional_at(read, 10)) {
      lines.back().decided_at = from_epoch_microseconds(*decided_at);
    }
    const auto response = optional_at(read, 8);
    if (!response) {
      continue;
    }
    for (prepare(noticed, number_at(read, 7), *response); noticed.executeStep();) {
      lines.back().findings.push_back({.code = text_at(noticed, 0),
                                       .pointer = text_at(noticed, 1),
                                       .message = text_at(noticed, 2)});
    }
  }
  return lines;
}

std::vector<Ledger::LastReceived> Ledger::last_received() const {
  SQLite::Statement read(*state_->database,
                         "SELECT id, max(last_received) FROM tally JOIN source ON no = source"
                         " GROUP BY id HAVING max(last_received) > 0"
                         " ORDER BY id");
  std::vector<LastReceived> found;
  while (read.executeStep()) {
    found.push_back(
        {.source = text_at(read, 0), .at = from_epoch_microseconds(number_at(read, 1))});
  }
  return found;
}

}  // namespace soundings::store
