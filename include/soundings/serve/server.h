// The HTTP server: three listeners behind a plain face, for senders, readers and the operator of
// this machine. Holds no figure and no rule of its own: it hands deliveries to intake and questions
// to figures.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "soundings/base/metrics.h"
#include "soundings/figures/figures.h"
#include "soundings/intake/intake.h"
#include "soundings/serve/operator.h"
#include "soundings/serve/settings.h"
#include "soundings/survey/definitions.h"

namespace soundings::store {
class ReleaseReader;
}

namespace soundings::serve {

/// The modules behind the server. All outlive it.
struct Modules {
  const Definitions& definitions;
  intake::Intake& intake;
  const figures::Figures& figures;
  Metrics& metrics;
  /// Of what is kept now, for those who may read them; null: none are served.
  const figures::Figures* working = nullptr;
  const store::ReleaseReader* releases = nullptr;  ///< nothing where none is kept
  /// Of arrivals and held items for stewards, so that nobody who signs in waits for their pages;
  /// null: the operator's own.
  const intake::Reader* arrivals = nullptr;
};

/// Runs from construction to destruction. Throws std::system_error when an address cannot be
/// bound, std::invalid_argument with the words of `refusal` and for TLS files that cannot be used.
class Server {
 public:
  /// tools: of the operator, without which nobody can sign in; their socket is opened when the
  /// settings name one; a path too long for a socket is reported in the log, and the server runs
  /// without it.
  Server(const Modules& modules, const Settings& settings,
         const std::optional<OperatorTools>& tools = std::nullopt);
  /// Lets requests in hand finish, then stops.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;
  /// Of the senders' listener; 0 without one.
  [[nodiscard]] std::uint16_t sender_port() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings::serve
