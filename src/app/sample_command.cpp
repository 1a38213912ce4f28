// `soundings sample`: the mark of sample data.
#include <iostream>

#include <nlohmann/json.hpp>

#include "commands.h"
#include "operator_access.h"

namespace soundings::app {

Exit mark_sample(const ReleaseOptions& options) {
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::database);
  if (!access) {
    return access.error();
  }
  const auto reply =
      access->act("/operator/sample-mark", {{"reason", options.reason}, {"by", options.by}});
  if (const auto exit = complain(reply)) {
    return *exit;
  }
  std::cout << (nlohmann::json::parse(reply.body).value("marked", false)
                    ? "the database is marked as sample data\n"
                    : "the database was marked as sample data already\n");
  return Exit::done;
}

}  // namespace soundings::app
