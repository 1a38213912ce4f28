// The audit chain for the operator: who did what, the latest first.
#include <nlohmann/json.hpp>

#include "soundings/base/number.h"
#include "soundings/store/audit.h"

#include "operator/calls.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t usual_rows = 100;
constexpr std::size_t most_rows = 1000;

Expected<store::AuditQuery, Problem> audit_query(const Request& request) {
  const auto since = time_field(request, "since");
  const auto until = time_field(request, "until");
  const auto limit = limit_field(request, usual_rows, most_rows);
  if (!since || !until || !limit) {
    return unexpected(!since ? since.error() : !until ? until.error() : limit.error());
  }
  return store::AuditQuery{.actor = field(request, "actor"),
                           .action = field(request, "action"),
                           .subject = field(request, "subject"),
                           .since = *since,
                           .until = *until,
                           .commits = !field(request, "commits").empty(),
                           .before = parse_integer(field(request, "before")).value_or(0),
                           .limit = *limit};
}

}  // namespace

Reply list_audit(const OperatorTools& tools, const Request& request) {
  const auto query = audit_query(request);
  if (!query) {
    return refused(query.error());
  }
  std::vector<store::AuditLine> lines;
  tools.reader.read([&](const store::Store& store) { lines = store.audit().lines(*query); });
  Json rows = Json::array();
  for (const auto& line : lines) {
    rows.push_back({{"row", line.row},
                    {"at", rfc3339(line.at)},
                    {"actor", line.actor},
                    {"action", line.action},
                    {"subject", line.subject},
                    {"detail", line.detail}});
  }
  Json document{{"rows", std::move(rows)}};
  if (lines.size() == query->limit) {
    document["next"] = lines.back().row;
  }
  return {.status = 200, .body = document.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

}  // namespace soundings::serve
