// Opening what most commands need, with the complaint already printed when it fails.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/time.h"
#include "soundings/store/engine.h"
#include "soundings/survey/definitions.h"

#include "options.h"

namespace soundings::app {

/// The wall clock: read here and nowhere below.
[[nodiscard]] Instant now();

/// Nothing when the definitions have faults; each is printed.
[[nodiscard]] std::optional<Definitions> open_definitions(const std::filesystem::path& folder);

/// The database, open for writing; nullptr when it cannot be opened, and the reason is printed. A
/// key is made only with a new database.
[[nodiscard]] std::unique_ptr<store::Store> open_store(const DatabasePaths& paths);

/// The same for reading alone.
[[nodiscard]] std::unique_ptr<const store::Store> open_store_to_read(const DatabasePaths& paths);

/// As open_store(), without printing. accepted: a person takes the database as it is, although it
/// lacks what was committed last.
[[nodiscard]] Expected<std::unique_ptr<store::Store>, store::OpenFault> try_store(
    const DatabasePaths& paths, const std::optional<store::Act>& accepted = {});

/// The database's path with every symbolic link followed: its socket lies beside the file itself.
[[nodiscard]] std::filesystem::path real_database(const DatabasePaths& paths);

/// Where the master key is: `--key-file`, or `<database>.key`, by the name given or by the real
/// one.
[[nodiscard]] std::filesystem::path key_file(const DatabasePaths& paths);

/// Where the newest row of the audit is remembered: beside the master key.
[[nodiscard]] std::filesystem::path newest_file(const DatabasePaths& paths);

/// The key by which secrets and originals are opened.
[[nodiscard]] std::vector<std::uint8_t> master_key(const DatabasePaths& paths);

/// Whether it is marked as sample data; it must be there to be read.
[[nodiscard]] bool is_sample(const DatabasePaths& paths);

/// Whether the database is there to be read; says so when it is not.
[[nodiscard]] bool database_present(const DatabasePaths& paths);

}  // namespace soundings::app
