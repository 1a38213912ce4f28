// A comment; with [brackets] and a \ in it.

#include "soundings/store/ledger.h"
#include "soundings/survey/item.h"
