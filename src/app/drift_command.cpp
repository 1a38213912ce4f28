// `soundings drift`: which scales look turned round? Only reads, also beside a server.
#include <iostream>

#include <nlohmann/json.hpp>

#include "soundings/intake/drift.h"

#include "commands.h"
#include "open.h"

namespace soundings::app {
namespace {

void print_json(const std::vector<intake::Mirrored>& found) {
  auto lines = nlohmann::ordered_json::array();
  for (const intake::Mirrored& one : found) {
    lines.push_back({{"code", intake::scale_mirrored},
                     {"source", one.source},
                     {"survey", one.survey},
                     {"item", one.item},
                     {"recent", one.recent},
                     {"before", one.before}});
  }
  std::cout << lines.dump(2) << '\n';
}

void print_text(const std::vector<intake::Mirrored>& found, int days) {
  for (const intake::Mirrored& one : found) {
    std::cout << intake::scale_mirrored << ' ' << one.source << ' ' << one.survey << ' ' << one.item
              << ": " << one.recent << " answers of the last " << days
              << " days are the mirror image of the " << one.before << " before them\n";
  }
  if (found.empty()) {
    std::cerr << "No scale looks turned round.\n";
  }
}

}  // namespace

Exit drift(const DriftOptions& options) {
  const auto definitions = open_definitions(options.paths.definitions);
  if (!definitions || !database_present(options.paths)) {
    return Exit::refused;
  }
  const auto store = open_store_to_read(options.paths);
  if (!store) {
    return Exit::machine_failed;
  }
  const auto found =
      intake::mirrored(store->arrivals().answer_counts(*definitions, now(), options.days));
  if (options.json) {
    print_json(found);
  } else {
    print_text(found, options.days);
  }
  return found.empty() ? Exit::done : Exit::refused;
}

}  // namespace soundings::app
