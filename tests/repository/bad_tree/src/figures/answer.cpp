#include "soundings/store/cells.h"
