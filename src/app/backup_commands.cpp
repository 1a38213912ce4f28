// `soundings backup` and `soundings restore`: a copy of the database in use, and the way back.
#include <iostream>

#include "soundings/store/engine.h"

#include "commands.h"
#include "open.h"

namespace soundings::app {

namespace {

Exit report(const Expected<store::Copy, store::OpenFault>& copy,
            const std::filesystem::path& made) {
  if (!copy) {
    std::cerr << copy.error().message << '\n';
    return Exit::refused;
  }
  std::cout << made.string() << ": " << copy->submissions << " submissions, " << copy->responses
            << " responses, " << copy->bytes << " bytes; checked\n";
  return Exit::done;
}

}  // namespace

Exit back_up(const CopyOptions& options) {
  if (!database_present(options.paths)) {
    return Exit::refused;
  }
  const Exit exit = report(store::back_up(options.paths.database, options.file), options.file);
  if (exit == Exit::done) {
    std::cerr << "The master key is not in it; keep a copy of that elsewhere.\n";
  }
  return exit;
}

Exit restore(const CopyOptions& options) {
  const Exit exit =
      report(store::restore(options.file, options.paths.database), options.paths.database);
  if (exit == Exit::done) {
    std::cerr << "It opens with the master key that the copied database was made with. What was "
                 "erased after the copy was made is in it again. If it lacks what was kept last, "
                 "the first "
                 "start says so; `soundings accept` takes it as it is.\n";
  }
  return exit;
}

}  // namespace soundings::app
