// `soundings defs check` and `soundings verify`: is what stands there sound?
#include <iostream>

#include "columns.h"
#include "commands.h"
#include "open.h"

namespace soundings::app {

Exit check_definitions(const std::filesystem::path& folder) {
  const auto definitions = open_definitions(folder);
  if (!definitions) {
    return Exit::refused;
  }
  std::cout << definitions->surveys.size() << " surveys, " << definitions->measures.size()
            << " measures, " << definitions->schemes.size() << " weighting schemes, "
            << definitions->sources.size() << " sources: no faults\ndigest " << definitions->digest
            << '\n';
  return Exit::done;
}

Exit verify(const Place& place) {
  const auto definitions = open_definitions(place.definitions);
  if (!definitions || !database_present(place)) {
    return Exit::refused;
  }
  const auto ledger = open_ledger(place, store::Access::read_only);
  if (!ledger) {
    return Exit::machine_failed;
  }
  bool sound = true;
  for (const store::Check& check : ledger->verify(*definitions)) {
    std::cout << (check.passed ? "ok   " : "FAIL ") << check.name << ": " << visible(check.detail)
              << '\n';
    sound = sound && check.passed;
  }
  return sound ? Exit::done : Exit::refused;
}

}  // namespace soundings::app
