// The schema's history: SQL texts embedded at build time, the first taking an empty
// file to version 1, the next to version 2, and so on. Only ever added to.
#pragma once

#include <span>
#include <string_view>

namespace soundings::store::sqlite {

[[nodiscard]] std::span<const std::string_view> migrations() noexcept;

}  // namespace soundings::store::sqlite
