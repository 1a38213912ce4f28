// One address or socket that Poco's HTTP server listens on, with threads and connections of
// its own: a listener that is full holds up no other.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "soundings/base/metrics.h"

#include "http/connections.h"
#include "http/dispatcher.h"
#include "http/guard.h"
#include "http/tls.h"

namespace soundings::serve {

/// A counter that the owner of the listeners declares.
inline constexpr auto connections_turned_away = "soundings_connections_turned_away_total";
inline constexpr auto connections_without_thread = "soundings_connections_without_thread_total";

/// How long requests in hand may take when a server stops.
inline constexpr std::chrono::seconds longest_farewell{8};

/// The connections of the operator's socket.
inline constexpr std::size_t operator_connections = 16;

struct ListenerSettings {
  std::string host;            ///< an IP address; unused at a Unix-domain socket
  std::uint16_t port = 0;      ///< 0: any free port
  std::filesystem::path path;  ///< of a Unix-domain socket, mode 0600; empty: TCP
  Connections::Most most;      ///< one connection has one thread
};

/// Listens from construction to destruction. Everything it is given outlives it.
class Listener {
 public:
  /// certificate: null for plain HTTP. Throws std::system_error when it cannot listen there.
  Listener(const ListenerSettings& settings, Audience audience, Dispatcher& dispatcher,
           const GuardRules& rules, CertificateInUse* certificate, Metrics& metrics);
  /// Lets requests in hand finish, within limits.
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Takes no further connection, and ends those without a request in hand. Several listeners stop
  /// listening before any of them finishes.
  void stop_listening();
  /// Lets requests in hand finish until `deadline`.
  void finish(Connections::Clock::time_point deadline);

  /// 0 for a Unix-domain socket.
  [[nodiscard]] std::uint16_t port() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings::serve
