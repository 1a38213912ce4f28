#include "open.h"

#include <chrono>
#include <iostream>
#include <utility>

#include "columns.h"

namespace soundings::app {
namespace {

/// A database that is there opens only with the key it was made with.
std::optional<store::OpenFault> key_missing(const Place& place) {
  if (!std::filesystem::exists(place.database) || std::filesystem::exists(key_file(place))) {
    return std::nullopt;
  }
  return store::OpenFault{.kind = store::OpenFault::Kind::unreadable,
                          .message = "no key at " + key_file(place).string() + "; the database " +
                                     place.database.string() +
                                     " opens only with the key it was made with"};
}

template <typename Store>
std::unique_ptr<Store> opened(Expected<std::unique_ptr<Store>, store::OpenFault> store) {
  if (!store) {
    std::cerr << store.error().message << '\n';
    return nullptr;
  }
  return std::move(*store);
}

}  // namespace

std::filesystem::path real_database(const Place& place) {
  return store::real_path(place.database);
}

std::filesystem::path key_file(const Place& place) {
  if (!place.key_file.empty()) {
    return place.key_file;
  }
  std::filesystem::path named = place.database.string() + ".key";
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

Expected<std::unique_ptr<store::Store>, store::OpenFault> try_store(
    const Place& place, const std::optional<store::Act>& accepted) {
  if (auto missing = key_missing(place)) {
    return unexpected(std::move(*missing));
  }
  return store::open_for_writing(place.database, master_key(place),
                                 {.file = newest_file(place), .accepted = accepted});
}

std::unique_ptr<store::Store> open_store(const Place& place) {
  return opened(try_store(place));
}

std::unique_ptr<const store::Store> open_store_to_read(const Place& place) {
  if (const auto missing = key_missing(place)) {
    std::cerr << missing->message << '\n';
    return nullptr;
  }
  return opened(store::open_for_reading(place.database, master_key(place)));
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
