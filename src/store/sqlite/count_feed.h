// The engine's half of the counted cells, over a read-only connection of its own.
#pragma once

#include <filesystem>
#include <memory>

#include "counts/count_feed.h"

namespace soundings::store::sqlite {

/// Throws StoreFailure when the file cannot be read.
[[nodiscard]] std::unique_ptr<CountFeed> open_count_feed(const std::filesystem::path& file);

}  // namespace soundings::store::sqlite
