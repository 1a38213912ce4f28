// The HTTP server: three listeners behind a plain face, for senders, readers and the operator of
// this machine. Holds no figure and no rule of its own: it hands deliveries to intake and questions
// to figures.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/metrics.h"
#include "soundings/figures/figures.h"
#include "soundings/intake/intake.h"
#include "soundings/serve/operator.h"
#include "soundings/survey/definitions.h"

namespace soundings::serve {

/// Requests a second, in bursts of five seconds' worth; 0: no limit. Left out: a limit that holds
/// for clients on other machines only.
struct RateLimits {
  std::optional<double> per_address;
  std::optional<double> per_source;  ///< of what turns out to be the source's own
};

/// A second address, for senders alone: posts, receipts, health and the description. No page and no
/// figure is served there, so other machines may reach it.
struct SenderListener {
  std::string host;
  std::uint16_t port = 0;
  bool plain_http = false;        ///< without TLS though other machines can reach it
  std::size_t connections = 256;  ///< at once, each with a thread
};

/// A certificate chain and its private key, both PEM files. Empty: plain HTTP.
struct TlsFiles {
  std::filesystem::path chain;
  std::filesystem::path key;
};

struct Settings {
  std::string host = "127.0.0.1";  ///< a loopback address: pages and figures are served there
  std::uint16_t port = 8080;       ///< 0: any free port
  std::size_t connections = 256;   ///< at once, each with a thread
  std::optional<SenderListener> senders;
  std::filesystem::path operator_socket;      ///< empty: none
  std::size_t connections_per_address = 128;  ///< of each address but this machine's
  TlsFiles tls;                               ///< of both addresses
  std::vector<std::string> names;             ///< Hosts answered for beside the address itself
  std::vector<std::string> trusted_proxies;   ///< IP addresses whose X-Forwarded-For is believed
  RateLimits rates;
  std::size_t figures_at_once = 2;  ///< pages and figures that are computed at the same time
  std::size_t webhook_bytes = std::size_t{256} * 1024;
  std::size_t import_bytes = std::size_t{64} * 1024 * 1024;
  std::chrono::milliseconds head_deadline{10000};
  std::chrono::milliseconds body_deadline{10000};  ///< and a second more for each MiB
  bool sample = false;            ///< the data is invented: every page carries "Sample data"
  std::filesystem::path web_dir;  ///< assets from disk while developing; empty: embedded
};

/// The modules behind the server. All outlive it.
struct Modules {
  const Definitions& definitions;
  intake::Intake& intake;
  const figures::Figures& figures;
  Metrics& metrics;
};

/// Lowers the connections of `settings` to what the process may have open, after raising that as
/// far as it can be raised. Errors: a sentence, when what is left is too little to serve.
[[nodiscard]] Expected<Settings, std::string> within_descriptors(Settings settings);

/// Why a server will not start as it is told to, naming the option and the rule; nothing when it
/// may: `host` off loopback, plain HTTP to other machines, TLS files that cannot be used.
[[nodiscard]] std::optional<std::string> refusal(const Settings& settings);

/// Runs from construction to destruction. Throws std::system_error when an address cannot be
/// bound, std::invalid_argument with the words of `refusal` and for TLS files that cannot be used.
class Server {
 public:
  /// tools: of the operator, whose socket is opened when the settings name one; a path too long for
  /// a socket is reported in the log, and the server runs without it.
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
