// `soundings analyse`: any CSV and a specification, no database.
#include <iostream>

#include "soundings/analyse/analyse.h"

#include "commands.h"

namespace soundings::app {

Exit analyse(const AnalyseOptions& options) {
  const auto analysis = analyse::analyse(options.specification);
  if (!analysis) {
    std::cerr << analysis.error().message << " (" << analysis.error().code << ")\n";
    analyse::write(analysis.error(), options.output);
    return Exit::refused;
  }
  analyse::write(*analysis, options.output);
  std::cout << options.output << ": " << analysis->estimates.size() << " estimates, "
            << analysis->contrasts.size() << " contrasts\n";
  return Exit::done;
}

}  // namespace soundings::app
