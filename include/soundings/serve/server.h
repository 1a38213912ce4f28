// The HTTP door: Poco behind a plain face. Routes, webhook and page handlers,
// problem replies (RFC 9457), health, metrics. Holds no figure and no rule of its
// own: it hands deliveries to intake and questions to figures.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "soundings/base/metrics.h"
#include "soundings/figures/figures.h"
#include "soundings/intake/intake.h"
#include "soundings/survey/definitions.h"

namespace soundings::serve {

struct Settings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free port
  int threads = 96;
  std::size_t webhook_bytes = 256 * 1024;
  std::size_t import_bytes = 64 * 1024 * 1024;
  std::chrono::milliseconds head_deadline{10000};
  std::chrono::milliseconds body_deadline{10000};  ///< and a second more for each MiB
  bool sample = false;            ///< the data is invented: every page carries "Sample data"
  std::filesystem::path web_dir;  ///< assets from disk while developing; empty: embedded
};

/// Runs from construction to destruction. Throws std::system_error when the address cannot be
/// bound, std::invalid_argument when it is not a loopback address.
class Server {
 public:
  Server(const Definitions& definitions, intake::Intake& intake, const figures::Figures& figures,
         Metrics& metrics, const Settings& settings);
  /// Lets requests in hand finish, then stops.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings::serve
