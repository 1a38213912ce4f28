// The bytes of one accepted connection, read and written without ever waiting. What
// is below the bytes (TCP, TLS) is the wire's own business.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include <Poco/Net/StreamSocket.h>

#include "tls.h"

namespace soundings::serve {

/// Used by one thread at a time.
class Wire {
 public:
  enum class State { moved, again, closed };

  /// What one call did. again: nothing can move until the socket is ready once more; closed: the
  /// peer has ended, or the connection broke.
  struct Step {
    State state = State::again;
    std::size_t bytes = 0;
    bool drained = false;  ///< read: nothing more was waiting; asking again is of no use
  };

  Wire() = default;
  virtual ~Wire() = default;
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  [[nodiscard]] virtual Step read(std::span<char> into) = 0;
  [[nodiscard]] virtual Step write(std::string_view bytes) = 0;
  /// Says that nothing more will be written; reading goes on.
  virtual void end_writing() noexcept = 0;
  [[nodiscard]] virtual int descriptor() const noexcept = 0;
};

/// TLS over it, under `certificate`, which must outlive the wire; hands are shaken by the first
/// reads. failed: told once, with the label of why a session could not begin or go on.
[[nodiscard]] std::unique_ptr<Wire> tls_wire(Poco::Net::StreamSocket socket,
                                             const Certificate& certificate,
                                             std::function<void(std::string_view)> failed);

/// TCP without more. socket: accepted; made non-blocking here.
[[nodiscard]] std::unique_ptr<Wire> plain_wire(Poco::Net::StreamSocket socket);

}  // namespace soundings::serve
