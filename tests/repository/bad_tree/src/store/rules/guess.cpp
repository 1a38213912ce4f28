#include "rules/outcome.h"
#include <sqlite3.h>
#include "sqlite/database.h"
