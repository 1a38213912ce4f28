#include "open.h"

#include <chrono>
#include <iostream>

#include "columns.h"

namespace soundings::app {

std::filesystem::path real_database(const Place& place) {
  return store::real_path(place.database);
}

std::filesystem::path key_file(const Place& place) {
  if (!place.key_file.empty()) {
    return place.key_file;
  }
  const std::filesystem::path named = place.database.string() + ".key";
  if (std::filesystem::exists(named)) {
    return named;
  }
  return real_database(place).string() + ".key";
}

std::filesystem::path newest_file(const Place& place) {
  return key_file(place).string() + ".newest";
}

Instant now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::optional<Definitions> open_definitions(const std::filesystem::path& folder) {
  auto definitions = read_definitions(folder);
  if (definitions) {
    return std::move(*definitions);
  }
  for (const DefinitionFault& fault : definitions.error()) {
    std::cerr << visible(fault.file) << ' ' << visible(fault.pointer) << ": "
              << visible(fault.message) << " (" << fault.rule << ")\n";
  }
  const std::size_t faults = definitions.error().size();
  std::cerr << faults << (faults == 1 ? " fault in " : " faults in ") << folder.string() << '\n';
  return std::nullopt;
}

Expected<std::unique_ptr<store::Ledger>, store::OpenFault> try_ledger(
    const Place& place, store::Access access, const std::optional<store::Act>& accepted) {
  if (std::filesystem::exists(place.database) && !std::filesystem::exists(key_file(place))) {
    return unexpected(store::OpenFault{.kind = store::OpenFault::Kind::unreadable,
                                       .message = "no key at " + key_file(place).string() +
                                                  "; the database " + place.database.string() +
                                                  " opens only with the key it was made with"});
  }
  return store::Ledger::open(place.database, access, master_key(place),
                             {.file = newest_file(place), .accepted = accepted});
}

std::unique_ptr<store::Ledger> open_ledger(const Place& place, store::Access access) {
  auto ledger = try_ledger(place, access);
  if (!ledger) {
    std::cerr << ledger.error().message << '\n';
    return nullptr;
  }
  return std::move(*ledger);
}

std::vector<std::uint8_t> master_key(const Place& place) {
  return store::master_key(key_file(place));
}

bool database_present(const Place& place) {
  if (std::filesystem::exists(place.database)) {
    return true;
  }
  std::cerr << "no database at " << place.database.string()
            << "; `soundings serve` or `soundings import` creates one\n";
  return false;
}

}  // namespace soundings::app
