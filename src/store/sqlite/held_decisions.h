// Held items decided in the file.
#pragma once

#include <string>

#include "soundings/store/held_items.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

[[nodiscard]] Expected<Recorded, HeldFault> admit(Session& session, const std::string& receipt,
                                                  const Entry& entry, const Act& act,
                                                  const Definitions& definitions, Newer newer);
[[nodiscard]] Expected<Recorded, HeldFault> would_admit(Session& session,
                                                        const std::string& receipt,
                                                        const Entry& entry, Newer newer);
[[nodiscard]] Expected<Recorded, HeldFault> discard(Session& session, const std::string& receipt,
                                                    const Act& act);
[[nodiscard]] Expected<Recorded, HeldFault> would_become(Session& session,
                                                         const std::string& receipt,
                                                         const Entry& entry);
[[nodiscard]] Expected<Recorded, HeldFault> replay(Session& session, const std::string& receipt,
                                                   const Entry& entry, const Act& act,
                                                   const Definitions& definitions);

}  // namespace soundings::store::sqlite
