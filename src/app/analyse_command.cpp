// `soundings analyse`: any CSV and a specification, no database.
#include <iostream>

#include "soundings/analyse/analyse.h"

#include "columns.h"
#include "commands.h"

namespace soundings::app {
namespace {

Exit refuse(const analyse::Fault& fault) {
  std::cerr << visible(fault.message) << " (" << fault.code << ")\n";
  return Exit::refused;
}

}  // namespace

Exit analyse(const AnalyseOptions& options) {
  const std::string folder =
      options.output.empty() ? analyse::folder_of(options.specification) : options.output;
  if (const auto fault = analyse::blocked(folder)) {
    return refuse(*fault);
  }
  const auto analysis = analyse::analyse(options.specification);
  if (!analysis) {
    analyse::write(analysis.error(), folder);
    return refuse(analysis.error());
  }
  analyse::write(*analysis, folder);
  std::cout << folder << ": " << analysis->estimates.size() << " estimates, "
            << analysis->contrasts.size() << " contrasts\n";
  for (const std::string& finding : analysis->findings) {
    std::cout << finding << "\n";
  }
  return Exit::done;
}

}  // namespace soundings::app
