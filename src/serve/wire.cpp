#include "wire.h"

#include <cerrno>
#include <chrono>
#include <string>
#include <utility>

#include <Poco/Net/SocketImpl.h>
#include <sys/socket.h>

#include "message.h"
#include "problem.h"

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

/// TLS above the socket. A reading that would have to write first, which takes a send buffer
/// smaller than a handshake, ends the connection.
class TlsWire final : public Wire {
 public:
  TlsWire(Poco::Net::StreamSocket socket, const Certificate& certificate,
          std::function<void(std::string_view)> failed)
      : socket_(std::move(socket)),
        session_(certificate, socket_.impl()->sockfd()),
        failed_(std::move(failed)) {
    socket_.setBlocking(false);
    socket_.setNoDelay(true);
  }
  ~TlsWire() override { session_.part(); }

  Step read(std::span<char> into) override {
    return told(session_.read(into), TlsSession::State::wait_readable);
  }

  Step write(std::string_view bytes) override {
    return told(session_.write(bytes), TlsSession::State::wait_writable);
  }

  void end_writing() noexcept override {
    session_.part();
    ::shutdown(descriptor(), SHUT_WR);
  }

  [[nodiscard]] int descriptor() const noexcept override { return socket_.impl()->sockfd(); }

 private:
  /// Whoever speaks plain HTTP to us is told so in plain HTTP.
  void answer_plainly() const {
    const std::string reply =
        to_bytes({.status = 400,
                  .media_type = "application/problem+json",
                  .body = to_json({400, "https_expected", "This address speaks HTTPS.", {}}, {}),
                  .headers = {}},
                 false, false,
                 std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()));
    static_cast<void>(::send(descriptor(), reply.data(), reply.size(), MSG_NOSIGNAL));
  }

  Step told(TlsSession::Step step, TlsSession::State later) {
    if (step.state == TlsSession::State::bytes) {
      return {.state = State::moved, .bytes = step.count};
    }
    if (step.state == TlsSession::State::failed && failed_) {
      std::exchange(failed_, nullptr)(session_.fault());
      if (session_.fault() == "plain_http") {
        answer_plainly();
      }
    }
    return {.state = step.state == later ? State::again : State::closed};
  }

  Poco::Net::StreamSocket socket_;
  TlsSession session_;
  std::function<void(std::string_view)> failed_;
};

}  // namespace

std::unique_ptr<Wire> tls_wire(Poco::Net::StreamSocket socket, const Certificate& certificate,
                               std::function<void(std::string_view)> failed) {
  return std::make_unique<TlsWire>(std::move(socket), certificate, std::move(failed));
}

std::unique_ptr<Wire> plain_wire(Poco::Net::StreamSocket socket) {
  return std::make_unique<PlainWire>(std::move(socket));
}

}  // namespace soundings::serve
