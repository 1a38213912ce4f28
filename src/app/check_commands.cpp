// `soundings defs check`, `verify`, `audit verify` and `accept`: is what stands there sound?
#include <algorithm>
#include <iostream>
#include <iterator>

#include <unistd.h>

#include "soundings/base/blanks.h"
#include "soundings/base/digest.h"
#include "soundings/base/number.h"
#include "soundings/intake/readings_check.h"
#include "soundings/intake/retention.h"
#include "soundings/serve/operator_socket.h"
#include "soundings/store/audit.h"
#include "soundings/store/maintenance.h"
#include "soundings/store/removal.h"

#include "columns.h"
#include "commands.h"
#include "open.h"

namespace soundings::app {

Exit check_definitions(const std::filesystem::path& folder) {
  const auto definitions = open_definitions(folder);
  if (!definitions) {
    return Exit::refused;
  }
  std::cout << definitions->surveys.size() << " surveys, " << definitions->measures.size()
            << " measures, " << definitions->schemes.size() << " weighting schemes, "
            << definitions->sources.size() << " sources: no faults\ndigest " << definitions->digest
            << '\n';
  return Exit::done;
}

namespace {

/// "164:9f86d0...", as the log has it; nothing for another text.
std::optional<store::Newest> read_expected(const std::string& text) {
  const std::size_t colon = text.find(':');
  const auto row = parse_integer(std::string_view(text).substr(0, colon));
  if (!row || *row < 1 || colon == std::string::npos) {
    return std::nullopt;
  }
  const auto digest = from_hex(text.substr(colon + 1));
  if (!digest || digest->size() != sizeof(Sha256)) {
    return std::nullopt;
  }
  return store::Newest{.row = *row, .digest = to_hex(*digest)};
}

void say_what_waits(const store::Removal& removal, const Definitions& definitions) {
  const store::Due due = removal.due(definitions, now());
  for (const intake::Waiting& one : intake::waiting(due)) {
    std::cout << "note retention: " << one.items << ' ' << to_text(one.what) << " of " << one.survey
              << " wait for `soundings purge --apply --accept-jump` (" << doubt_code(one.why)
              << ")\n";
  }
  if (due.seen && store::clock_ahead(due)) {
    std::cout << "note retention: the clock says " << rfc3339(due.at)
              << "; the database was last known to be in use at " << rfc3339(*due.seen) << '\n';
  }
}

/// Without its key a database can be read, but for what is sealed under it. nullptr: the reason is
/// printed.
std::unique_ptr<const store::Store> open_to_verify(const DatabasePaths& paths, bool keyed) {
  if (keyed) {
    return open_store_to_read(paths);
  }
  auto store = store::open_for_reading(paths.database);
  if (!store) {
    std::cerr << store.error().message << '\n';
    return nullptr;
  }
  return std::move(*store);
}

/// What --expect says; nothing where it was not given. Errors: the reason is printed.
Expected<std::optional<store::Newest>, Exit> given_expected(const std::string& text) {
  if (text.empty()) {
    return std::optional<store::Newest>{};
  }
  auto expected = read_expected(text);
  if (!expected) {
    std::cerr << "--expect takes ROW:DIGEST, as `audit_digest` in the log has them; given " << text
              << '\n';
    return unexpected(Exit::wrong_usage);
  }
  return expected;
}

/// Against what was given, or else against what is remembered beside the key.
store::Check check_newest(const store::Store& store, const std::optional<store::Newest>& expected,
                          const DatabasePaths& paths) {
  return expected ? store.maintenance().expect(*expected)
                  : store.maintenance().expect_remembered(newest_file(paths));
}

/// Prints what was checked and where the audit ends; whether all is sound.
bool say(const std::vector<store::Check>& checks, const store::Newest& newest) {
  bool sound = true;
  for (const store::Check& check : checks) {
    std::cout << (check.passed ? "ok   " : "FAIL ") << check.name << ": " << visible(check.detail)
              << '\n';
    sound = sound && check.passed;
  }
  std::cout << "ok   newest: " << newest.row << ':' << newest.digest << '\n';
  return sound;
}

}  // namespace

Exit verify(const VerifyOptions& options) {
  const DatabasePaths& paths = options.paths;
  const auto expected = given_expected(options.expect);
  if (!expected) {
    return expected.error();
  }
  const auto definitions = open_definitions(paths.definitions);
  if (!definitions || !database_present(paths)) {
    return Exit::refused;
  }
  const bool keyed = !options.without_key;
  const auto store = open_to_verify(paths, keyed);
  if (!store) {
    return Exit::machine_failed;
  }
  std::vector<store::Check> checks = store->maintenance().verify(*definitions);
  intake::Reread reread = intake::read_all_again(*store, *definitions);
  std::ranges::move(reread.checks, std::back_inserter(checks));
  checks.push_back(check_newest(*store, *expected, paths));
  const bool sound = say(checks, store->audit().newest());
  if (!keyed) {
    std::cout << "note key: what is sealed under the master key was not looked at\n";
  }
  for (const std::string& note : reread.notes) {
    std::cout << "note reading: " << visible(note) << '\n';
  }
  say_what_waits(store->removal(), *definitions);
  return sound ? Exit::done : Exit::refused;
}

Exit verify_audit(const AuditOptions& options) {
  const auto expected = given_expected(options.expect);
  if (!expected) {
    return expected.error();
  }
  if (!database_present(options.paths)) {
    return Exit::refused;
  }
  const auto store = open_to_verify(options.paths, !options.without_key);
  if (!store) {
    return Exit::machine_failed;
  }
  std::vector<store::Check> checks = store->maintenance().verify_audit();
  checks.push_back(check_newest(*store, *expected, options.paths));
  return say(checks, store->audit().newest()) ? Exit::done : Exit::refused;
}

Exit accept(const AcceptOptions& options) {
  if (without_blanks(options.reason).empty()) {
    std::cerr << "'reason' says why, for the audit chain (reason_missing)\n";
    return Exit::refused;
  }
  if (!std::filesystem::exists(key_file(options.paths))) {
    std::cerr << "no key at " << key_file(options.paths).string() << '\n';
    return Exit::refused;
  }
  const auto usual = try_store(options.paths);
  if (usual) {
    std::cout << "the database has all that was kept last; there is nothing to accept\n";
    return Exit::done;
  }
  if (usual.error().kind != store::OpenFault::Kind::tail_lost) {
    std::cerr << usual.error().message << '\n';
    return Exit::machine_failed;
  }
  const std::string user = serve::user_name(::getuid());
  const store::Act act{.at = now(),
                       .actor = options.by.empty() ? user : options.by + " (" + user + ")",
                       .reason = options.reason};
  const auto accepted = try_store(options.paths, act);
  if (!accepted) {
    std::cerr << accepted.error().message << '\n';
    return Exit::machine_failed;
  }
  std::cout << "accepted as it is: " << usual.error().message << '\n';
  return Exit::done;
}

}  // namespace soundings::app
