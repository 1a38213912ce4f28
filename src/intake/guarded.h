// What safeguarding keeps apart among held items, and how the quarantine asks the store for them.
#pragma once

#include <string_view>

#include "soundings/intake/quarantine.h"
#include "soundings/store/entries.h"
#include "soundings/store/held.h"

namespace soundings::intake {

/// Whether only safeguarding may read a code, an item with such a code or error, or an entry that
/// would be held for one.
[[nodiscard]] bool guarded(std::string_view code) noexcept;
[[nodiscard]] bool guarded(const store::HeldItem& item);
[[nodiscard]] bool guarded(const store::Entry& entry);

[[nodiscard]] QuarantineFault fault_of(store::HeldFault fault) noexcept;

/// scope: which of the two lists of held items is asked for.
[[nodiscard]] store::HeldQuery query_of(const HeldFilter& filter, Scope scope);

}  // namespace soundings::intake
