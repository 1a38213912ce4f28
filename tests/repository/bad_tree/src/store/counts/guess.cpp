#include "counts/people.h"
#include "rules/coding.h"
#include "soundings/store/engine.h"
