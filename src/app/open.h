// Opening what most commands need, with the complaint already printed when it fails.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/time.h"
#include "soundings/store/ledger.h"
#include "soundings/survey/definitions.h"

#include "options.h"

namespace soundings::app {

/// The wall clock: read here and nowhere below.
[[nodiscard]] Instant now();

/// Nothing when the definitions have faults; each is printed.
[[nodiscard]] std::optional<Definitions> open_definitions(const std::filesystem::path& folder);

/// nullptr when the file cannot be opened as a ledger; the reason is printed. A key is made only
/// with a new database.
[[nodiscard]] std::unique_ptr<store::Ledger> open_ledger(const Place& place, store::Access access);

/// The same without printing.
[[nodiscard]] Expected<std::unique_ptr<store::Ledger>, store::OpenFault> try_ledger(
    const Place& place, store::Access access);

/// Where the master key is: `--key-file`, or `<database>.key`.
[[nodiscard]] std::filesystem::path key_file(const Place& place);

/// The key by which secrets and originals are opened.
[[nodiscard]] std::vector<std::uint8_t> master_key(const Place& place);

/// Whether the database is there to be read; says so when it is not.
[[nodiscard]] bool database_present(const Place& place);

}  // namespace soundings::app
