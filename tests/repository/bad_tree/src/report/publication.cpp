#include "soundings/release/headline.h"
