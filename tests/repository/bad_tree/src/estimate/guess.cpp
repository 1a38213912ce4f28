// A comment; with [brackets] and a \ in it.

#include "soundings/survey/item.h"
#include "soundings/store/ledger.h"
