#include "soundings/store/engine.h"

#include "counts/people.h"
#include "rules/coding.h"
