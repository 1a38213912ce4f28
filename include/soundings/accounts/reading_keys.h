// Keys of programs that read released figures, as an operator makes and ends them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/time.h"
#include "soundings/intake/intake.h"
#include "soundings/store/accounts.h"
#include "soundings/store/act.h"

namespace soundings::accounts {

/// secret: "sndk_" and 64 hexadecimal digits, shown this once.
struct MadeReadingKey {
  std::string id;
  std::string secret;
};

[[nodiscard]] MadeReadingKey create_reading_key(intake::Intake& intake, const std::string& label,
                                                const std::optional<Instant>& not_after,
                                                const store::Act& act);

/// Those that have ended too.
[[nodiscard]] std::vector<store::ReadingKey> list_reading_keys(intake::Intake& intake);

/// False when no key of this id still holds.
[[nodiscard]] bool end_reading_key(intake::Intake& intake, std::string_view id,
                                   const store::Act& act);

/// What is kept of a secret; nothing for a text that is none.
[[nodiscard]] std::optional<Sha256> reading_key_hash(std::string_view secret);

}  // namespace soundings::accounts
