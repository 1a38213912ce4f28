// Everything counted that an answer is made of, read from the store in one snapshot.
#pragma once

#include "soundings/figures/tabulate.h"

namespace soundings::store {
class CellReader;
}

namespace soundings::figures {

[[nodiscard]] Evidence gather(const Definitions& definitions, store::CellReader& cells,
                              const Asked& asked);

}  // namespace soundings::figures
