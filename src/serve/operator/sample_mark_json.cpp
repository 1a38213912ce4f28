// The mark of sample data for the operator.
#include <nlohmann/json.hpp>

#include "soundings/store/sample_mark.h"
#include "soundings/store/store.h"

#include "operator/calls.h"

namespace soundings::serve {

Reply mark_sample(const OperatorTools& tools, const Request& request) {
  const std::string reason = reason_of(request);
  bool marked = false;
  tools.intake.with_store([&](store::Store& store) {
    marked =
        store.sample_mark().set({.at = request.received_at,
                                 .actor = actor_of(request),
                                 .reason = reason.empty() ? "the answers are invented" : reason});
  });
  const nlohmann::ordered_json document{{"marked", marked}};
  return {.status = 200, .body = document.dump()};
}

}  // namespace soundings::serve
