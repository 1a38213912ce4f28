#include <sqlite3.h>

#include "rules/outcome.h"
#include "sqlite/database.h"
