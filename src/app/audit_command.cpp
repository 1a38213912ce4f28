// `soundings audit`: the rows of the audit chain, the latest first.
#include <iostream>

#include <nlohmann/json.hpp>

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"

namespace soundings::app {

Exit audit(const AuditOptions& options) {
  if (!database_present(options.paths)) {
    return Exit::refused;
  }
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::database);
  if (!access) {
    return access.error();
  }
  const auto answer = access->read("/operator/audit", {{"actor", options.actor},
                                                       {"action", options.action},
                                                       {"subject", options.subject},
                                                       {"since", options.since},
                                                       {"until", options.until},
                                                       {"commits", options.commits ? "yes" : ""},
                                                       {"before", options.before},
                                                       {"limit", options.limit}});
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  if (options.json) {
    std::cout << visible_json(answer.body) << '\n';
    return Exit::done;
  }
  const auto document = nlohmann::json::parse(answer.body);
  for (const auto& row : document.at("rows")) {
    std::cout << row.value("row", std::int64_t{0}) << ' ' << row.value("at", "") << ' '
              << visible(row.value("action", "")) << ' ' << visible(row.value("subject", ""))
              << " by " << visible(row.value("actor", ""));
    if (const std::string detail = row.value("detail", ""); !detail.empty()) {
      std::cout << ": " << visible(detail);
    }
    std::cout << '\n';
  }
  if (document.contains("next")) {
    std::cerr << "There is more: --before " << document.value("next", std::int64_t{0}) << '\n';
  }
  return Exit::done;
}

}  // namespace soundings::app
