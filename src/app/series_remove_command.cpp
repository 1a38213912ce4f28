// `soundings series remove`: points of external series that are kept no longer, removed by the
// process that has the database.
#include <iostream>

#include <nlohmann/json.hpp>

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"

namespace soundings::app {

Exit remove_series(const SeriesRemoveOptions& options) {
  if (!database_present(options.paths)) {
    return Exit::refused;
  }
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::definitions);
  if (!access) {
    return access.error();
  }
  const auto answer = access->act("/operator/series/remove", {{"series", options.series},
                                                              {"area", options.area},
                                                              {"period_type", options.period_type},
                                                              {"period", options.period},
                                                              {"source", options.source},
                                                              {"evidence", options.evidence},
                                                              {"apply", options.apply ? "yes" : ""},
                                                              {"reason", options.reason},
                                                              {"by", options.by}});
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  const auto document = nlohmann::json::parse(answer.body);
  const auto& points = document.at("points");
  for (const auto& point : points) {
    std::cout << visible(point.get<std::string>()) << '\n';
  }
  const std::string count =
      std::to_string(points.size()) + (points.size() == 1 ? " point" : " points");
  if (options.apply) {
    std::cout << count << " removed\n";
  } else {
    std::cerr << "Nothing was changed. With --apply " << count
              << (points.size() == 1 ? " goes.\n" : " go.\n");
  }
  return Exit::done;
}

}  // namespace soundings::app
