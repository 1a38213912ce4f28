#include "soundings/store/cells.h"
#include "soundings/engine/engine.h"
#include <vector>
