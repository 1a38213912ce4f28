#include "http/server_socket.h"

#include <cerrno>
#include <chrono>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include <Poco/Net/NetException.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "soundings/base/log.h"

namespace soundings::serve {
namespace {

constexpr auto pause_without_descriptors = std::chrono::milliseconds(50);
constexpr auto between_reports = std::chrono::seconds(10);

/// A connected socket that does not block.
class PlainSocket final : public Poco::Net::StreamSocketImpl {
 public:
  explicit PlainSocket(int descriptor) : StreamSocketImpl(descriptor) {}

  /// ERR_SSL_WANT_WRITE, as of a TLS socket, when nothing can be sent now: Poco's own would throw.
  int sendBytes(const void* buffer, int length, int /*flags*/) override {
    while (true) {
      const ssize_t sent = ::send(sockfd(), buffer, static_cast<std::size_t>(length), MSG_NOSIGNAL);
      if (sent >= 0) {
        return static_cast<int>(sent);
      }
      if (errno == EAGAIN) {
        return Poco::Net::SecureStreamSocket::ERR_SSL_WANT_WRITE;
      }
      if (errno != EINTR) {
        error(errno);
      }
    }
  }
};

/// Closes the descriptor when there is no memory for its socket.
PlainSocket* plain_socket(int descriptor) {
  try {
    return new PlainSocket(descriptor);
  } catch (const std::bad_alloc&) {
    ::close(descriptor);
    throw;
  }
}

bool out_of_descriptors(int error) noexcept {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

/// The peer's address; a name for one at a Unix-domain socket, which has none.
Poco::Net::SocketAddress address_of(const sockaddr_storage& peer, socklen_t size) {
  if (peer.ss_family != AF_INET && peer.ss_family != AF_INET6) {
    return {Poco::Net::SocketAddress::UNIX_LOCAL, "operator"};
  }
  return {reinterpret_cast<const sockaddr*>(&peer), size};
}

}  // namespace

Poco::Net::SocketImpl* GuardedSocket::acceptConnection(Poco::Net::SocketAddress& peer) {
  sockaddr_storage from{};
  socklen_t size = sizeof from;
  const int descriptor =
      ::accept4(sockfd(), reinterpret_cast<sockaddr*>(&from), &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (descriptor < 0) {
    const int failed = errno;
    if (out_of_descriptors(failed)) {
      connections_->give_way();
      report(failed);
      std::this_thread::sleep_for(pause_without_descriptors);
    }
    error(failed);
  }
  Guard::Socket socket(plain_socket(descriptor));
  socket->setBlocking(false);
  peer = address_of(from, size);
  if (certificate_ != nullptr) {
    socket = certificate_->now()->secure(socket);
  }
  return new Guard(std::move(socket), peer, rules_, std::make_shared<CountedConnection>());
}

void GuardedSocket::report(int failed) {
  const auto now = std::chrono::steady_clock::now();
  ++failures_;
  if (now - reported_ >= between_reports) {
    log::warning("accept_failed", {{"error", std::generic_category().message(failed)},
                                   {"count", std::to_string(std::exchange(failures_, 0))}});
    reported_ = now;
  }
}

bool GuardedSocket::poll(const Poco::Timespan& timeout, int /*mode*/) {
  pollfd watched{.fd = sockfd(), .events = POLLIN, .revents = 0};
  return ::poll(&watched, 1, static_cast<int>(timeout.totalMilliseconds())) > 0;
}

}  // namespace soundings::serve
