#include "soundings/survey/item.h"
