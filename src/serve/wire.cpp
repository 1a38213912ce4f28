#include "wire.h"

#include <cerrno>
#include <utility>

#include <Poco/Net/SocketImpl.h>
#include <sys/socket.h>

namespace soundings::serve {
namespace {

/// The system's own calls: Poco's tell "not now" by an exception.
class PlainWire final : public Wire {
 public:
  explicit PlainWire(Poco::Net::StreamSocket socket) : socket_(std::move(socket)) {
    socket_.setBlocking(false);
    socket_.setNoDelay(true);
  }

  Step read(std::span<char> into) override {
    const ssize_t got = ::recv(descriptor(), into.data(), into.size(), 0);
    Step step = told(got);
    step.drained = step.bytes < into.size();
    if (got == 0) {
      step.state = State::closed;
    }
    return step;
  }

  Step write(std::string_view bytes) override {
    return told(::send(descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL));
  }

  void end_writing() noexcept override { ::shutdown(descriptor(), SHUT_WR); }

  [[nodiscard]] int descriptor() const noexcept override { return socket_.impl()->sockfd(); }

 private:
  static Step told(ssize_t moved) noexcept {
    if (moved >= 0) {
      return {.state = State::moved, .bytes = static_cast<std::size_t>(moved)};
    }
    const bool later = errno == EAGAIN || errno == EINTR;
    return {.state = later ? State::again : State::closed};
  }

  Poco::Net::StreamSocket socket_;
};

}  // namespace

std::unique_ptr<Wire> plain_wire(Poco::Net::StreamSocket socket) {
  return std::make_unique<PlainWire>(std::move(socket));
}

}  // namespace soundings::serve
