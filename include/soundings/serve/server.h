// The HTTP door: sockets behind a plain face. Routes, webhook and page handlers,
// problem replies (RFC 9457), health, metrics. Holds no figure and no rule of its
// own: it hands deliveries to intake and questions to figures.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/metrics.h"
#include "soundings/figures/figures.h"
#include "soundings/intake/intake.h"
#include "soundings/survey/definitions.h"

namespace soundings::serve {

/// Requests a second, in bursts of five seconds' worth; 0: no limit. Left out: a limit that holds
/// for clients on other machines only.
struct RateLimits {
  std::optional<double> per_address;
  std::optional<double> per_source;  ///< of what turns out to be the source's own
};

/// A second address on which senders alone are heard: posts, receipts, health and the description.
/// No page and no figure is served there, so it may be reached from other machines.
struct SenderDoor {
  std::string host;
  std::uint16_t port = 0;
  bool plain_http = false;  ///< without TLS though it can be reached from other machines
};

/// A certificate chain and its private key, both PEM files. Empty: plain HTTP.
struct TlsFiles {
  std::filesystem::path chain;
  std::filesystem::path key;
};

struct Settings {
  std::string host = "127.0.0.1";  ///< a loopback address: pages and figures are served there
  std::uint16_t port = 8080;       ///< 0: any free port
  std::optional<SenderDoor> sender_door;
  TlsFiles tls;                              ///< of both addresses
  std::vector<std::string> names;            ///< Hosts answered for beside the address itself
  std::vector<std::string> trusted_proxies;  ///< IP addresses whose X-Forwarded-For is believed
  RateLimits rates;
  int workers = 4;                            ///< threads for pages, estimates and large bodies
  std::size_t connections = 512;              ///< at once; one more is closed as it comes
  std::size_t connections_per_address = 128;  ///< the same, of each address but this machine's
  std::size_t webhook_bytes = std::size_t{256} * 1024;
  std::size_t import_bytes = std::size_t{64} * 1024 * 1024;
  std::chrono::milliseconds head_deadline{10000};
  std::chrono::milliseconds body_deadline{10000};  ///< and a second more for each MiB
  bool sample = false;            ///< the data is invented: every page carries "Sample data"
  std::filesystem::path web_dir;  ///< assets from disk while developing; empty: embedded
};

/// Why a server will not start as it is told to, naming the option and the rule; nothing when it
/// may: `host` off loopback, plain HTTP to other machines, TLS files that cannot be used.
[[nodiscard]] std::optional<std::string> refusal(const Settings& settings);

/// Runs from construction to destruction. Throws std::system_error when an address cannot be
/// bound, std::invalid_argument with the words of `refusal` and for TLS files that cannot be used.
class Server {
 public:
  Server(const Definitions& definitions, intake::Intake& intake, const figures::Figures& figures,
         Metrics& metrics, const Settings& settings);
  /// Lets requests in hand finish, then stops.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;
  /// Of the sender's door; 0 without one.
  [[nodiscard]] std::uint16_t sender_port() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings::serve
