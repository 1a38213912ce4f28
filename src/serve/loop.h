// One thread that serves many connections: it waits for all of them at once and
// calls each when something has come for it. No request has a thread of its own.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <Poco/Net/ServerSocket.h>

#include "connection.h"
#include "front.h"
#include "wire.h"

namespace soundings::serve {

class Loop {
 public:
  /// Throws std::system_error when the machine has no descriptors left.
  Loop(Front& front, const ConnectionRules& rules);
  /// Lets what is being answered finish, for a while, then ends.
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Thread-safe.
  void adopt(std::unique_ptr<Wire> wire, Visitor visitor);

  /// A socket, and what is called on this loop's thread whenever it has a connection to accept.
  struct Listener {
    Poco::Net::ServerSocket socket;
    std::function<void()> ready;
  };
  /// Once.
  void listen(std::vector<Listener> listeners);

  /// Connections that live, as of a moment ago. Thread-safe.
  [[nodiscard]] std::size_t connections() const noexcept;

  /// Takes no further connection or request. Thread-safe.
  void stop() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings::serve
