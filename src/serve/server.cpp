// Wiring: the listening socket, the loops that share its connections, the workers.
#include "soundings/serve/server.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <Poco/Net/IPAddress.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketImpl.h>
#include <sys/socket.h>

#include "soundings/base/log.h"

#include "connection.h"
#include "front.h"
#include "loop.h"
#include "message.h"
#include "rates.h"
#include "tls.h"
#include "wire.h"
#include "workers.h"

namespace soundings::serve {
namespace {

constexpr auto framing_refusals = "soundings_framing_refusals_total";
constexpr auto turned_away = "soundings_connections_turned_away_total";
constexpr auto tls_failures = "soundings_tls_failures_total";
constexpr auto certificate_end = "soundings_tls_certificate_end_seconds";
constexpr int backlog = 256;
constexpr std::size_t most_loops = 4;
constexpr std::size_t waiting_requests = 256;
/// One more than long files that may be taken at once, which wait for the writer.
constexpr int decoding_threads = 5;

Poco::Net::SocketAddress address_of(const std::string& host, std::uint16_t port) {
  if (host == "::") {  // which Poco does not read
    return {Poco::Net::IPAddress(Poco::Net::IPAddress::IPv6), port};
  }
  return {host == "localhost" ? "127.0.0.1" : host, port};
}

ConnectionRules make_rules(const Settings& settings, Metrics& metrics) {
  metrics.declare_counter(framing_refusals, "Requests refused before they were understood.");
  return {.head_deadline = settings.head_deadline,
          .body_deadline = settings.body_deadline,
          .refused = [&metrics](const FramingFault& fault) {
            metrics.add(framing_refusals, {{"code", std::string(fault.code)}});
          }};
}

Poco::Net::ServerSocket listen(const std::string& host, std::uint16_t port) {
  const auto address = address_of(host, port);
  try {
    Poco::Net::ServerSocket socket;
    socket.bind(address, true);
    socket.listen(backlog);
    socket.setBlocking(false);
    return socket;
  } catch (const Poco::Net::NetException& failure) {
    throw std::system_error(failure.code(), std::generic_category(),
                            "cannot listen on " + address.toString());
  }
}

/// Throws std::invalid_argument with what is wrong with the files.
std::optional<Certificate> read_certificate(const TlsFiles& files, Metrics& metrics) {
  if (files.chain.empty()) {
    return std::nullopt;
  }
  auto certificate = Certificate::read(files.chain, files.key);
  if (!certificate) {
    throw std::invalid_argument(certificate.error());
  }
  if (certificate->key_shared_with_group()) {
    log::warning("tls_key_readable_by_group", {{"file", files.key.string()}});
  }
  metrics.declare_gauge(certificate_end, "When the certificate ends, in seconds since 1970.");
  metrics.declare_counter(tls_failures, "TLS sessions that could not begin or go on, by reason.");
  metrics.set(certificate_end, static_cast<double>(certificate->not_after()));
  return std::move(*certificate);
}

Settings checked(Settings settings) {
  if (const auto why = refusal(settings)) {
    throw std::invalid_argument(*why);
  }
  return settings;
}

/// Says when to come back, as far as that goes without waiting: what a peer has sent is read first,
/// or closing would reset the connection and lose what was said.
void turn_away(const Poco::Net::StreamSocket& peer) {
  const std::string reply = to_bytes(
      unavailable("too_many_connections", "As many connections are open as may be at once.", {}),
      false, false,
      std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()));
  const int socket = peer.impl()->sockfd();
  std::array<char, std::size_t{16} * 1024> unread{};
  static_cast<void>(::recv(socket, unread.data(), unread.size(), MSG_DONTWAIT));
  static_cast<void>(::send(socket, reply.data(), reply.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
  ::shutdown(socket, SHUT_WR);
}

/// One for each core but the writer's, within reason: more loops than that only take turns with it.
std::size_t loops_here() {
  return std::clamp<std::size_t>(std::max(2U, std::thread::hardware_concurrency()) - 1, 1,
                                 most_loops);
}

/// A door and the socket at which it is.
struct Entrance {
  Entrance(Route::Reach reach, const std::string& host, std::uint16_t port,
           const std::vector<std::string>& names)
      : door{.reach = reach, .names = Names(host, names)}, socket(serve::listen(host, port)) {}

  Door door;
  Poco::Net::ServerSocket socket;
};

}  // namespace

struct Server::State {
  State(const Definitions& definitions, intake::Intake& intake, const figures::Figures& figures,
        Metrics& registry, const Settings& chosen)
      : settings(checked(chosen)),
        metrics(registry),
        rules(make_rules(settings, metrics)),
        certificate(read_certificate(settings.tls, metrics)),
        limits(settings.rates),
        seats(settings.connections_per_address),
        workers(std::make_unique<Workers>(settings.workers, waiting_requests)),
        decoders(std::make_unique<Workers>(decoding_threads, waiting_requests)),
        front({definitions, intake, figures, metrics, settings, limits}, *workers, *decoders) {
    metrics.declare_counter(turned_away, "Connections turned away as they came, by reason.");
    entrances.emplace_back(Route::Reach::house, settings.host, settings.port, settings.names);
    if (const auto& door = settings.sender_door) {
      entrances.emplace_back(Route::Reach::senders, door->host, door->port, settings.names);
    }
    for (std::size_t i = 0; i < loops_here(); ++i) {
      loops.push_back(std::make_unique<Loop>(front, rules));
    }
    std::vector<Loop::Listener> listeners;
    listeners.reserve(entrances.size());
    for (Entrance& entrance : entrances) {
      listeners.push_back(
          {.socket = entrance.socket, .ready = [this, &entrance] { accept(entrance); }});
    }
    loops.front()->listen(std::move(listeners));
  }

  /// Loops first, then the workers, who may still be at work on what a loop gave up.
  ~State() {
    for (const auto& loop : loops) {
      loop->stop();
    }
    loops.clear();
    workers.reset();
    decoders.reset();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  /// Whoever waits at the door, dealt to the loops in turn. Above a limit they are let go at
  /// once, and told so where that takes no handshake: a peer that cannot be served should hear it
  /// rather than wait.
  void accept(Entrance& entrance) {
    while (entrance.socket.poll(Poco::Timespan(0), Poco::Net::Socket::SELECT_READ)) {
      try {
        Poco::Net::SocketAddress address;
        const Poco::Net::StreamSocket peer = entrance.socket.acceptConnection(address);
        if (auto visitor = welcome(entrance.door, address.host().toString())) {
          loops[next++ % loops.size()]->adopt(wire(peer), std::move(*visitor));
        } else if (!certificate) {
          turn_away(peer);
        }
      } catch (const Poco::Exception& failure) {
        // Whoever waits still does, and would be announced at once again.
        log::warning("accept_failed", {{"error", failure.displayText()}});
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return;
      }
    }
  }

  /// A visitor with a seat; nothing when all of the house's, or of the address, are taken.
  std::optional<Visitor> welcome(const Door& door, std::string peer) {
    const auto living = std::accumulate(
        loops.begin(), loops.end(), std::size_t{0},
        [](std::size_t sum, const auto& loop) { return sum + loop->connections(); });
    if (living >= settings.connections) {
      metrics.add(turned_away, {{"reason", "full"}});
      return std::nullopt;
    }
    Client client = Proxies({}).client(peer, {});
    std::shared_ptr<void> seat;
    if (!client.local) {
      seat = seats.take(client.address);
      if (!seat) {
        metrics.add(turned_away, {{"reason", "address"}});
        return std::nullopt;
      }
    }
    return Visitor{.door = &door,
                   .peer = std::move(peer),
                   .client = std::move(client),
                   .seat = std::move(seat)};
  }

  std::unique_ptr<Wire> wire(const Poco::Net::StreamSocket& peer) {
    if (!certificate) {
      return plain_wire(peer);
    }
    return tls_wire(peer, *certificate, [this](std::string_view reason) {
      metrics.add(tls_failures, {{"reason", std::string(reason)}});
    });
  }

  const Settings settings;
  Metrics& metrics;
  const ConnectionRules rules;
  const std::optional<Certificate> certificate;
  Limits limits;
  Seats seats;
  std::deque<Entrance> entrances;
  std::unique_ptr<Workers> workers;
  std::unique_ptr<Workers> decoders;
  Front front;
  std::size_t next = 0;
  std::vector<std::unique_ptr<Loop>> loops;
};

Server::Server(const Definitions& definitions, intake::Intake& intake,
               const figures::Figures& figures, Metrics& metrics, const Settings& settings)
    : state_(std::make_unique<State>(definitions, intake, figures, metrics, settings)) {}

Server::~Server() = default;

std::uint16_t Server::port() const noexcept {
  return state_->entrances.front().socket.address().port();
}

std::uint16_t Server::sender_port() const noexcept {
  return state_->entrances.size() < 2 ? std::uint16_t{0}
                                      : state_->entrances.back().socket.address().port();
}

}  // namespace soundings::serve
