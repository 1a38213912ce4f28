#include "open.h"

#include <chrono>
#include <iostream>
#include <utility>

#include "soundings/store/release_reader.h"

#include "columns.h"

namespace soundings::app {
namespace {

/// A database that is there opens only with the key it was made with.
std::optional<store::OpenFault> key_missing(const DatabasePaths& paths) {
  if (!std::filesystem::exists(paths.database) || std::filesystem::exists(key_file(paths))) {
    return std::nullopt;
  }
  return store::OpenFault{.kind = store::OpenFault::Kind::unreadable,
                          .message = "no key at " + key_file(paths).string() + "; the database " +
                                     paths.database.string() +
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

std::filesystem::path real_database(const DatabasePaths& paths) {
  return store::real_path(paths.database);
}

std::filesystem::path key_file(const DatabasePaths& paths) {
  if (!paths.key_file.empty()) {
    return paths.key_file;
  }
  std::filesystem::path named = paths.database.string() + ".key";
  if (std::filesystem::exists(named)) {
    return named;
  }
  return real_database(paths).string() + ".key";
}

std::filesystem::path newest_file(const DatabasePaths& paths) {
  return key_file(paths).string() + ".newest";
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
    const DatabasePaths& paths, const std::optional<store::Act>& accepted) {
  if (auto missing = key_missing(paths)) {
    return unexpected(std::move(*missing));
  }
  return store::open_for_writing(paths.database, master_key(paths),
                                 {.file = newest_file(paths), .accepted = accepted});
}

std::unique_ptr<store::Store> open_store(const DatabasePaths& paths) {
  return opened(try_store(paths));
}

std::unique_ptr<const store::Store> open_store_to_read(const DatabasePaths& paths) {
  if (const auto missing = key_missing(paths)) {
    std::cerr << missing->message << '\n';
    return nullptr;
  }
  return opened(store::open_for_reading(paths.database, master_key(paths)));
}

std::vector<std::uint8_t> master_key(const DatabasePaths& paths) {
  return store::master_key(key_file(paths));
}

bool is_sample(const DatabasePaths& paths) {
  return store::open_releases(paths.database)->is_sample();
}

bool database_present(const DatabasePaths& paths) {
  if (std::filesystem::exists(paths.database)) {
    return true;
  }
  std::cerr << "no database at " << paths.database.string()
            << "; `soundings serve` or `soundings import` creates one\n";
  return false;
}

}  // namespace soundings::app
