// The operator's door of a running server: its desk over HTTP on a Unix-domain socket
// beside the database, which only the user it runs as may open. Nothing of it is on
// the TCP address.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "soundings/base/metrics.h"
#include "soundings/serve/desk.h"

namespace soundings::serve {

/// "<database>.door".
[[nodiscard]] std::filesystem::path door_of(const std::filesystem::path& database);

/// Listens from construction to destruction, which removes the socket. The caller has the
/// database's lock, so a socket that stands there is a stale one and is replaced.
class OperatorDoor {
 public:
  /// Throws std::system_error when the socket cannot be made.
  OperatorDoor(const std::filesystem::path& place, const Desk& desk);
  /// Lets requests in hand finish.
  ~OperatorDoor();
  OperatorDoor(const OperatorDoor&) = delete;
  OperatorDoor& operator=(const OperatorDoor&) = delete;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What the desk behind a door says; Ask::user and Ask::at are the door's to know and are not
/// sent. Nothing when nobody answers there.
[[nodiscard]] std::optional<Answer> ask_at_door(const std::filesystem::path& place, const Ask& ask);

/// Whether somebody listens there.
[[nodiscard]] bool answers(const std::filesystem::path& place);

/// The name of an operating-system user, or "uid 1000" for one without.
[[nodiscard]] std::string user_name(std::uint32_t uid);

}  // namespace soundings::serve
