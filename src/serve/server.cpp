// Wiring: the listening socket, the loops that share its connections, the workers.
#include "soundings/serve/server.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <Poco/Net/IPAddress.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>

#include "soundings/base/log.h"

#include "connection.h"
#include "front.h"
#include "loop.h"
#include "wire.h"
#include "workers.h"

namespace soundings::serve {
namespace {

constexpr auto framing_refusals = "soundings_framing_refusals_total";
constexpr int backlog = 256;
constexpr std::size_t most_loops = 4;
constexpr std::size_t waiting_requests = 256;

/// Throws std::invalid_argument for a name, and for an address off loopback: there is no sign-in.
Poco::Net::SocketAddress address_of(const Settings& settings) {
  const std::string host = settings.host == "localhost" ? "127.0.0.1" : settings.host;
  Poco::Net::IPAddress address;
  if (!Poco::Net::IPAddress::tryParse(host, address)) {
    throw std::invalid_argument("'" + settings.host + "' is not an IP address to listen on");
  }
  if (!address.isLoopback()) {
    throw std::invalid_argument("'" + settings.host +
                                "' is not loopback; without a sign-in nothing else is served");
  }
  return {address, settings.port};
}

ConnectionRules make_rules(const Settings& settings, Metrics& metrics) {
  metrics.declare_counter(framing_refusals, "Requests refused before they were understood.");
  return {.head_deadline = settings.head_deadline,
          .body_deadline = settings.body_deadline,
          .refused = [&metrics](const FramingFault& fault) {
            metrics.add(framing_refusals, {{"code", std::string(fault.code)}});
          }};
}

Poco::Net::ServerSocket listen(const Settings& settings) {
  const auto address = address_of(settings);
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

/// As many as there are cores, within reason: the writer and the workers want some too.
std::size_t loops_here() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most_loops);
}

}  // namespace

struct Server::State {
  State(const Definitions& definitions, intake::Intake& intake, const figures::Figures& figures,
        Metrics& metrics, const Settings& chosen)
      : settings(chosen),
        rules(make_rules(settings, metrics)),
        socket(serve::listen(settings)),
        workers(std::make_unique<Workers>(settings.workers, waiting_requests)),
        front({definitions, intake, figures, metrics, settings}, *workers) {
    for (std::size_t i = 0; i < loops_here(); ++i) {
      loops.push_back(std::make_unique<Loop>(front, rules));
    }
    loops.front()->listen(socket, [this] { accept(); });
  }

  /// Loops first, then the workers, who may still be at work on what a loop gave up.
  ~State() {
    for (const auto& loop : loops) {
      loop->stop();
    }
    loops.clear();
    workers.reset();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  /// Whoever waits at the door, dealt to the loops in turn. Above the limit they are let go at
  /// once: a peer that cannot be served should hear so rather than wait.
  void accept() {
    while (socket.poll(Poco::Timespan(0), Poco::Net::Socket::SELECT_READ)) {
      try {
        Poco::Net::StreamSocket peer = socket.acceptConnection();
        const auto living = std::accumulate(
            loops.begin(), loops.end(), std::size_t{0},
            [](std::size_t sum, const auto& loop) { return sum + loop->connections(); });
        if (living < settings.connections) {
          loops[next++ % loops.size()]->adopt(plain_wire(std::move(peer)));
        }
      } catch (const Poco::Exception& failure) {
        // Whoever waits still does, and would be announced at once again.
        log::warning("accept_failed", {{"error", failure.displayText()}});
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return;
      }
    }
  }

  const Settings settings;
  const ConnectionRules rules;
  Poco::Net::ServerSocket socket;
  std::unique_ptr<Workers> workers;
  Front front;
  std::size_t next = 0;
  std::vector<std::unique_ptr<Loop>> loops;
};

Server::Server(const Definitions& definitions, intake::Intake& intake,
               const figures::Figures& figures, Metrics& metrics, const Settings& settings)
    : state_(std::make_unique<State>(definitions, intake, figures, metrics, settings)) {}

Server::~Server() = default;

std::uint16_t Server::port() const noexcept {
  return state_->socket.address().port();
}

}  // namespace soundings::serve
