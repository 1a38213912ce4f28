// A route with its permission, when WITH_PERMISSION is defined, and without: then it must not
// compile.
#include "http/route.h"

soundings::serve::Route make_route() {
  return {.method = "GET",
          .pattern = "/everything",
          .id = "everything",
          .summary = "A route that says nothing of who may call it",
#ifdef WITH_PERMISSION
          .permission = soundings::access::Permission::read_audit,
#endif
          .parameters = {}};
}
