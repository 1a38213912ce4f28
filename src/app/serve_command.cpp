// `soundings serve`: opens the ledger, wires the rooms and waits for a signal.
#include <atomic>
#include <csignal>
#include <iostream>
#include <string>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

#include "soundings/base/expected.h"
#include "soundings/base/log.h"
#include "soundings/base/metrics.h"
#include "soundings/base/number.h"
#include "soundings/figures/figures.h"
#include "soundings/intake/intake.h"
#include "soundings/intake/reader.h"
#include "soundings/release/released_figures.h"
#include "soundings/serve/operator.h"
#include "soundings/serve/operator_socket.h"
#include "soundings/serve/server.h"
#include "soundings/store/cells.h"
#include "soundings/store/engine.h"
#include "soundings/store/release_reader.h"

#include "columns.h"
#include "commands.h"
#include "listen_address.h"
#include "open.h"
#include "peppers.h"
#include "upkeep.h"
#include "watch.h"

namespace soundings::app {

namespace {

/// Whether the process was started to outlive its terminal, as nohup does.
bool ignored(int signal) {
  struct sigaction action{};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

/// Blocks the stopping signals before any thread starts, so that only `wait` receives them. SIGHUP
/// is one of them: the log is standard error, and there is no file of ours to open anew.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    if (!ignored(SIGHUP)) {
      sigaddset(&signals_, SIGHUP);
    }
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

/// "wmnow=24" each; otherwise why not.
Expected<intake::LateAfter, std::string> read_late_after(const std::vector<std::string>& given) {
  constexpr std::int64_t most_hours = std::int64_t{24} * 366;
  intake::LateAfter late_after;
  for (const std::string& one : given) {
    const auto equals = one.find('=');
    const auto hours =
        equals == std::string::npos ? std::nullopt : parse_integer(one.substr(equals + 1));
    if (!hours || *hours < 1 || *hours > most_hours) {
      return unexpected("--late-after takes SOURCE=HOURS, as in wmnow=24; given " + visible(one));
    }
    late_after[one.substr(0, equals)] = std::chrono::hours(*hours);
  }
  return late_after;
}

/// Where alarms are reported; otherwise why they cannot be.
Expected<Hooks, std::string> read_hooks(const ServeOptions& options) {
  Hooks hooks{.command = options.alarm_command, .mail = std::nullopt};
  if (options.alarm_mail.empty()) {
    return hooks;
  }
  const auto server = read_listen_address(options.alarm_mail_server);
  if (!server) {
    return unexpected("--alarm-mail-server takes HOST:PORT, as in 127.0.0.1:25; given " +
                      visible(options.alarm_mail_server) + ": " + server.error());
  }
  for (const auto* address : {&options.alarm_mail, &options.alarm_mail_from}) {
    if (!serve::is_mail_address(*address)) {
      return unexpected("--alarm-mail and --alarm-mail-from take an address each; given " +
                        visible(*address));
    }
  }
  hooks.mail = serve::MailServer{.host = server->host,
                                 .port = server->port,
                                 .from = options.alarm_mail_from,
                                 .to = options.alarm_mail};
  return hooks;
}

/// What the command line asks for; otherwise why it cannot be.
Expected<serve::Settings, std::string> read_settings(const ServeOptions& options) {
  const auto address = read_listen_address(options.listen);
  if (!address) {
    return unexpected("--listen takes ADDRESS:PORT, as in 127.0.0.1:8080 or [::1]:8080; given " +
                      visible(options.listen) + ": " + address.error());
  }
  serve::Settings settings{
      .host = address->host,
      .port = address->port,
      .operator_socket = serve::operator_socket_of(real_database(options.paths)),
      .connections_per_address = options.connections_per_address,
      .tls = {.chain = options.tls_certificate, .key = options.tls_key},
      .names = options.names,
      .trusted_proxies = options.trusted_proxies,
      .sign_in_required = options.sign_in_required,
      .proxy_user_header = options.proxy_user_header,
      .cors_origins = options.cors_origins,
      .rates = {.per_address = options.rate_per_address, .per_source = options.rate_per_source},
      .sample = options.sample,
      .web_dir = options.web_dir};
  if (!options.sender_listen.empty()) {
    const auto senders = read_listen_address(options.sender_listen);
    if (!senders) {
      return unexpected("--sender-listen takes ADDRESS:PORT, as in 192.0.2.1:8443; given " +
                        visible(options.sender_listen) + ": " + senders.error());
    }
    settings.senders = serve::SenderListener{
        .host = senders->host, .port = senders->port, .plain_http = options.plain_http};
  }
  auto late_after = read_late_after(options.late_after);
  if (!late_after) {
    return unexpected(std::move(late_after.error()));
  }
  settings.late_after = *std::move(late_after);
  if (auto why = serve::refusal(settings)) {
    return unexpected(std::move(*why));
  }
  return serve::within_descriptors(std::move(settings));
}

/// Where the server is, one line a listener.
void announce(const serve::Settings& settings, const serve::Server& server) {
  const std::string scheme = settings.tls.chain.empty() ? "http://" : "https://";
  const auto url = [&](const std::string& host, std::uint16_t port) {
    const bool v6 = host.find(':') != std::string::npos;
    return scheme + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port) + "/";
  };
  std::cout << "Soundings listens on " << url(settings.host, server.port()) << '\n';
  if (settings.senders) {
    std::cout << "Senders are heard on " << url(settings.senders->host, server.sender_port())
              << '\n';
  }
  std::cout << std::flush;
}

}  // namespace

Exit serve(const ServeOptions& options) {
  const auto settings = read_settings(options);
  if (!settings) {
    std::cerr << settings.error() << '\n';
    return Exit::wrong_usage;
  }
  auto hooks = read_hooks(options);
  if (!hooks) {
    std::cerr << hooks.error() << '\n';
    return Exit::wrong_usage;
  }
  // A file that may not grow further is a full disk, not an end.
  std::signal(SIGXFSZ, SIG_IGN);
  StopSignals signals;
  const auto definitions = open_definitions(options.paths.definitions);
  if (!definitions) {
    return Exit::refused;
  }
  for (const auto& [source, unused] : settings->late_after) {
    if (definitions->find_source(source) == nullptr) {
      std::cerr << "--late-after: there is no source " << visible(source) << '\n';
      return Exit::wrong_usage;
    }
  }
  // Whatever is made from here on is the operator's alone: database, WAL, socket, backups.
  ::umask(S_IRWXG | S_IRWXO);
  auto store = open_store(options.paths);
  if (!store) {
    return Exit::machine_failed;
  }
  const auto known = peppers(options.paths, store->peppers().in_use());
  if (!known) {
    return Exit::machine_failed;
  }
  Metrics metrics;
  intake::Intake intake(*definitions, std::move(store), known->front(), metrics,
                        {.database = options.paths.database,
                         .former_peppers = {known->begin() + 1, known->end()},
                         .give_up = [&signals] { signals.end(); }});
  const auto cells = store::open_cells(options.paths.database, *definitions);
  const auto releases = store::open_releases(options.paths.database);
  const release::ReleasedFigures figures(*definitions, *releases);
  const figures::WorkingFigures working(*definitions, *cells);
  const intake::Reader reader(options.paths.database, master_key(options.paths));
  const intake::Reader arrivals(options.paths.database, master_key(options.paths));
  const serve::Server server(
      {.definitions = *definitions,
       .intake = intake,
       .figures = figures,
       .metrics = metrics,
       .working = &working,
       .releases = releases.get(),
       .arrivals = &arrivals},
      *settings,
      serve::OperatorTools{
          .definitions = *definitions,
          .intake = intake,
          .reader = reader,
          .change_pepper =
              [&](const store::Act& act) { return change_pepper(options.paths, intake, act); },
          .cells = cells.get(),
          .program_version = SOUNDINGS_VERSION,
          .releases = releases.get()});
  const Upkeep upkeep(options.paths, *definitions, intake, *cells);
  const Watch watch(*definitions, intake, arrivals, settings->late_after, *std::move(hooks));
  announce(*settings, server);
  signals.wait();
  log::info("stopping");
  intake.stop_taking();
  return signals.ended() ? Exit::machine_failed : Exit::done;
}

}  // namespace soundings::app
