// Opening a database, copying one, and putting a copy back. The address that is given here chooses
// the engine, and no other face changes with it (docs/decisions/0021-faces-of-the-store.md). app
// and intake alone include it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/store/act.h"
#include "soundings/store/address.h"
#include "soundings/store/files.h"
#include "soundings/store/store.h"
#include "soundings/survey/definitions.h"

namespace soundings::store {

class CellReader;
class RecordReader;
class ReleaseReader;

/// Why a database cannot be opened; message is one clear line.
struct OpenFault {
  enum class Kind { not_a_ledger, newer_schema, in_use, unreadable, damaged, tail_lost };
  Kind kind = Kind::unreadable;
  std::string message;
};

/// Where the newest row is remembered outside the database. file: beside the master key; empty for
/// nowhere. accepted: a person takes the database as it is, whatever is remembered.
struct Remembered {
  std::filesystem::path file;
  std::optional<Act> accepted;
};

/// Creates the database (mode 0600) or migrates it forward, after a backup, and takes its lock: a
/// second process is refused with in_use. master_key: 32 bytes kept outside the database, for
/// secrets and held originals. remembered: a database that lacks what was committed last is refused
/// with tail_lost, untouched; from then on the newest row is remembered there.
[[nodiscard]] Expected<std::unique_ptr<Store>, OpenFault> open_for_writing(
    const Address& database, std::vector<std::uint8_t> master_key,
    const Remembered& remembered = {});

/// master_key: may be empty for whoever opens no secret and no original.
[[nodiscard]] Expected<std::unique_ptr<const Store>, OpenFault> open_for_reading(
    const Address& database, std::vector<std::uint8_t> master_key = {});

/// The counted cells of a database, over a connection of their own. `definitions` outlive them.
/// Throws StoreFailure when the database cannot be read.
[[nodiscard]] std::unique_ptr<CellReader> open_cells(const Address& database,
                                                     const Definitions& definitions);

/// The releases that are published, over a connection of their own. Throws StoreFailure when the
/// database cannot be read.
[[nodiscard]] std::unique_ptr<ReleaseReader> open_releases(const Address& database);

/// Responses one by one, over a connection of their own. Throws StoreFailure when the database
/// cannot be read.
[[nodiscard]] std::unique_ptr<RecordReader> open_records(const Address& database);

/// What a copy holds: one committed moment.
struct Copy {
  std::int64_t bytes = 0;
  std::int64_t submissions = 0;
  std::int64_t responses = 0;
};

/// Copies `database` to `copy` while commits go on, then opens the copy and checks it. `copy` must
/// not be there: nothing is ever overwritten. It is whole or absent, for its owner alone, and on
/// disk when this returns. The master key is not in it. Errors: OpenFault of either file
/// (unreadable: the copy is there already). Throws when the disk fails.
[[nodiscard]] Expected<Copy, OpenFault> back_up(const Address& database,
                                                const std::filesystem::path& copy);

/// Puts a copy in the place of a database that is not there, by the same rules.
[[nodiscard]] Expected<Copy, OpenFault> restore(const std::filesystem::path& copy,
                                                const Address& database);

}  // namespace soundings::store
