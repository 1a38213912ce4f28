// Wiring: the routes, what is shared between them, and the three listeners.
#include "soundings/serve/server.h"

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include "soundings/base/log.h"

#include "accounts/shown_once.h"
#include "context.h"
#include "editions.h"
#include "http/failure_log.h"
#include "http/listener.h"
#include "operator/calls.h"
#include "routes.h"

namespace soundings::serve {
namespace {

constexpr auto framing_refusals = "soundings_framing_refusals_total";
constexpr auto tls_failures = "soundings_tls_failures_total";
constexpr auto certificate_end = "soundings_tls_certificate_end_seconds";

GuardRules make_rules(const Settings& settings, Metrics& metrics) {
  metrics.declare_counter(framing_refusals, "Requests refused before they were understood.");
  metrics.declare_counter(connections_turned_away,
                          "Connections turned away as they came, by reason.");
  metrics.declare_counter(connections_without_thread,
                          "Connections for which the system gave no thread.");
  metrics.declare_counter(tls_failures, "TLS sessions that could not begin, by reason.");
  return {.head_deadline = settings.head_deadline,
          .body_deadline = settings.body_deadline,
          .refused =
              [&metrics](const FramingFault& fault) {
                metrics.add(framing_refusals, {{"code", std::string(fault.code)}});
              },
          .tls_failed =
              [&metrics](std::string_view reason) {
                metrics.add(tls_failures, {{"reason", std::string(reason)}});
              }};
}

std::unique_ptr<CertificateInUse> open_certificate(const TlsFiles& files, Metrics& metrics) {
  if (files.chain.empty()) {
    return nullptr;
  }
  metrics.declare_gauge(certificate_end, "When the certificate ends, in seconds since 1970.");
  return std::make_unique<CertificateInUse>(files, [&metrics, files](const Certificate& taken) {
    if (taken.key_shared_with_group()) {
      log::warning("tls_key_readable_by_group", {{"file", files.key.string()}});
    }
    metrics.set(certificate_end, static_cast<double>(taken.not_after()));
  });
}

Settings checked(Settings settings) {
  if (const auto why = refusal(settings)) {
    throw std::invalid_argument(*why);
  }
  return settings;
}

/// Each takes 64 MiB for as long as it takes.
constexpr std::size_t passwords_at_once = 2;

std::unique_ptr<const accounts::SignIn> make_sign_in(const std::optional<OperatorTools>& tools) {
  if (!tools) {
    return nullptr;
  }
  const Instant now =
      std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  return std::make_unique<const accounts::SignIn>(tools->intake, tools->reader, now);
}

std::vector<Route> all_routes(const Context& context, const std::optional<OperatorTools>& tools) {
  std::vector<Route> routes = routes_of(context);
  if (tools) {
    for (Route& route : operator_routes(*tools)) {
      routes.push_back(std::move(route));
    }
  }
  return routes;
}

}  // namespace

struct Server::State {
  State(const Modules& modules, const Settings& chosen, const std::optional<OperatorTools>& with)
      : settings(checked(chosen)),
        tools(with),
        metrics(modules.metrics),
        rules(make_rules(settings, metrics)),
        certificate(open_certificate(settings.tls, metrics)),
        limits(settings.rates),
        permits(settings.figures_at_once),
        hashing(passwords_at_once),
        editions(modules.definitions, modules.figures, modules.releases),
        proxies(settings.trusted_proxies),
        sign_in(make_sign_in(tools)),
        context{modules.definitions,
                modules.intake,
                modules.figures,
                metrics,
                settings,
                limits,
                permits,
                editions,
                modules.working,
                sign_in.get(),
                &hashing,
                nullptr,
                false,
                modules.arrivals == nullptr && tools ? &tools->reader : modules.arrivals,
                &shown_once,
                modules.releases,
                {}},
        router(all_routes(context, tools)),
        dispatcher(router, presentation_of(context), sign_in_rules_of(context), proxies, limits,
                   metrics) {
    log_failures();
    readers = listen(Route::Reach::readers, access::Principal::loopback_reader(), settings.host,
                     settings.port, settings.connections);
    if (const auto& other = settings.senders) {
      senders = listen(Route::Reach::senders, access::Principal::anyone(), other->host, other->port,
                       other->connections);
    }
    if (tools && !settings.operator_socket.empty()) {
      listen_to_operator();
    }
  }

  [[nodiscard]] std::unique_ptr<Listener> listen(Route::Reach reach, access::Principal caller,
                                                 const std::string& host, std::uint16_t port,
                                                 std::size_t connections) {
    return std::make_unique<Listener>(
        ListenerSettings{
            .host = host,
            .port = port,
            .most = {.all = connections, .per_address = settings.connections_per_address}},
        Audience{.reach = reach,
                 .caller = std::move(caller),
                 .names = Names(host, settings.names),
                 .proxies_only = reach == Route::Reach::readers && proxies_only(settings)},
        dispatcher, rules, certificate.get(), metrics);
  }

  /// A path too long for a socket is no reason not to take responses.
  void listen_to_operator() {
    try {
      operators = std::make_unique<Listener>(
          ListenerSettings{.path = settings.operator_socket,
                           .most = {.all = operator_connections, .per_address = 0}},
          Audience{.reach = Route::Reach::operators,
                   .caller = access::Principal::local_operator({}),
                   .names = Names({}, {})},
          dispatcher, rules, nullptr, metrics);
    } catch (const std::system_error& failure) {
      log::warning("operator_socket_not_opened", {{"error", failure.what()}});
    }
  }

  /// No listener waits for another: all stop listening, and all have one deadline.
  ~State() {
    permits.close();
    hashing.close();
    const auto deadline = Connections::Clock::now() + longest_farewell;
    const std::array<Listener*, 3> all{readers.get(), senders.get(), operators.get()};
    for (Listener* listener : all) {
      if (listener != nullptr) {
        listener->stop_listening();
      }
    }
    for (Listener* listener : all) {
      if (listener != nullptr) {
        listener->finish(deadline);
      }
    }
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  const Settings settings;
  const std::optional<OperatorTools> tools;
  Metrics& metrics;
  const GuardRules rules;
  const std::unique_ptr<CertificateInUse> certificate;
  Limits limits;
  Permits permits;
  Permits hashing;
  Editions editions;
  const Proxies proxies;
  const std::unique_ptr<const accounts::SignIn> sign_in;
  ShownOnce shown_once;
  const Context context;
  const Router router;
  Dispatcher dispatcher;
  std::unique_ptr<Listener> readers;
  std::unique_ptr<Listener> senders;
  std::unique_ptr<Listener> operators;
};

Server::Server(const Modules& modules, const Settings& settings,
               const std::optional<OperatorTools>& tools)
    : state_(std::make_unique<State>(modules, settings, tools)) {}

Server::~Server() = default;

std::uint16_t Server::port() const noexcept {
  return state_->readers->port();
}

std::uint16_t Server::sender_port() const noexcept {
  return state_->senders ? state_->senders->port() : std::uint16_t{0};
}

}  // namespace soundings::serve
