// `soundings serve`: opens the ledger, wires the rooms and waits for a signal.
#include <atomic>
#include <csignal>
#include <iostream>
#include <string>
#include <system_error>

#include <unistd.h>

#include "soundings/base/log.h"
#include "soundings/base/metrics.h"
#include "soundings/base/number.h"
#include "soundings/figures/figures.h"
#include "soundings/intake/intake.h"
#include "soundings/serve/server.h"
#include "soundings/store/cells.h"

#include "commands.h"
#include "open.h"
#include "peppers.h"
#include "upkeep.h"

namespace soundings::app {

namespace {

/// "127.0.0.1:8080" or "[::1]:8080" as host and port; nothing when it is neither.
std::optional<std::pair<std::string, std::uint16_t>> split_address(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  if (colon == std::string::npos) {
    return std::nullopt;
  }
  const auto port = parse_integer(std::string_view(listen).substr(colon + 1));
  std::string host = listen.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  if (!port || *port < 0 || *port > 65535 || host.empty()) {
    return std::nullopt;
  }
  return std::pair{host, static_cast<std::uint16_t>(*port)};
}

/// Blocks the stopping signals before any thread starts, so that only `wait` receives them.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    const int failed = pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    if (failed != 0) {
      throw std::system_error(failed, std::generic_category(), "blocking signals");
    }
  }

  void wait() const {
    int received = 0;
    sigwait(&signals_, &received);
  }

  /// Stops the server from within, for a failure it cannot go on after.
  void end() noexcept {
    ended_ = true;
    ::kill(::getpid(), SIGTERM);
  }
  [[nodiscard]] bool ended() const noexcept { return ended_; }

 private:
  sigset_t signals_{};
  std::atomic<bool> ended_{false};
};

}  // namespace

Exit serve(const ServeOptions& options) {
  const auto address = split_address(options.listen);
  if (!address) {
    std::cerr << "--listen takes ADDRESS:PORT, as in 127.0.0.1:8080; given " << options.listen
              << '\n';
    return Exit::wrong_usage;
  }
  // A file that may not grow further is a full disk, not an end.
  std::signal(SIGXFSZ, SIG_IGN);
  StopSignals signals;
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions) {
    return Exit::refused;
  }
  auto ledger = open_ledger(options.place, store::Access::read_write);
  if (!ledger) {
    return Exit::machine_failed;
  }
  const auto known = peppers(options.place, ledger->pepper());
  if (!known) {
    return Exit::machine_failed;
  }
  Metrics metrics;
  intake::Intake intake(*definitions, std::move(ledger), known->front(), metrics,
                        {.database = options.place.database,
                         .former_peppers = {known->begin() + 1, known->end()},
                         .give_up = [&signals] { signals.end(); }});
  store::CellReader cells(options.place.database, *definitions);
  const figures::Figures figures(*definitions, cells);
  const serve::Server server(*definitions, intake, figures, metrics,
                             {.host = address->first,
                              .port = address->second,
                              .sample = options.sample,
                              .web_dir = options.web_dir});
  const Upkeep upkeep(options.place, *definitions, intake);
  std::cout << "Soundings listens on http://" << address->first << ':' << server.port() << '/'
            << std::endl;
  signals.wait();
  log::info("stopping");
  intake.stop_taking();
  return signals.ended() ? Exit::machine_failed : Exit::done;
}

}  // namespace soundings::app
