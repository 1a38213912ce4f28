// Records out of the file, over a read-only connection of its own.
#pragma once

#include <filesystem>
#include <memory>

#include "soundings/store/records.h"

namespace soundings::store::sqlite {

[[nodiscard]] std::unique_ptr<RecordReader> open_record_reader(const std::filesystem::path& file);

}  // namespace soundings::store::sqlite
