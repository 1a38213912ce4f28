#include <vector>

#include "soundings/engine/engine.h"
#include "soundings/store/cells.h"
