// What a server needs to know before it starts: its listeners, their limits, and what it refuses to
// do.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/expected.h"

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
  /// Where pages and figures are served. Off loopback everybody signs in, over TLS or through a
  /// trusted proxy.
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;      ///< 0: any free port
  std::size_t connections = 256;  ///< at once, each with a thread
  std::optional<SenderListener> senders;
  std::filesystem::path operator_socket;      ///< empty: none
  std::size_t connections_per_address = 128;  ///< of each address but this machine's
  TlsFiles tls;                               ///< of both addresses
  std::vector<std::string> names;             ///< Hosts answered for beside the address itself
  std::vector<std::string> trusted_proxies;   ///< IP addresses whose X-Forwarded-For is believed
  bool sign_in_required = false;              ///< also of readers on this machine
  /// The header in which a trusted proxy names the account of who asks; empty: none is believed.
  std::string proxy_user_header;
  /// Web sites whose scripts may read replies of the API: "https://figures.example", or "*".
  std::vector<std::string> cors_origins;
  RateLimits rates;
  std::size_t figures_at_once = 2;  ///< pages and figures that are computed at the same time
  std::size_t webhook_bytes = std::size_t{256} * 1024;
  std::size_t import_bytes = std::size_t{64} * 1024 * 1024;
  std::chrono::milliseconds head_deadline{10000};
  std::chrono::milliseconds body_deadline{10000};  ///< and a second more for each MiB
  /// How long a source may be silent, by its id, where that is not the usual time.
  std::map<std::string, std::chrono::hours> late_after;
  bool sample = false;            ///< the data is invented: every page carries "Sample data"
  std::filesystem::path web_dir;  ///< assets from disk while developing; empty: embedded
};

/// Lowers the connections of `settings` to what the process may have open, after raising that as
/// far as it can be raised. Errors: a sentence, when what is left is too little to serve.
[[nodiscard]] Expected<Settings, std::string> within_descriptors(Settings settings);

/// Whether nobody reads anything without having signed in.
[[nodiscard]] bool needs_sign_in(const Settings& settings);

/// Whether pages are served to other machines without TLS, and so to trusted proxies alone.
[[nodiscard]] bool proxies_only(const Settings& settings);

/// Why a server will not start with these settings, naming the option and the rule; nothing when it
/// may: `host` off loopback with neither TLS nor a trusted proxy, plain HTTP to other machines, TLS
/// files that cannot be used.
[[nodiscard]] std::optional<std::string> refusal(const Settings& settings);

}  // namespace soundings::serve
