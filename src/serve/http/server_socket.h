// A listening socket whose connections are guarded: what Poco accepts is a Guard.
#pragma once

#include <chrono>
#include <memory>

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/ServerSocketImpl.h>

#include "http/connections.h"
#include "http/guard.h"
#include "http/tls.h"

namespace soundings::serve {

/// Used by the thread that accepts.
class GuardedSocket final : public Poco::Net::ServerSocketImpl {
 public:
  /// certificate: null for plain HTTP.
  GuardedSocket(const GuardRules& rules, std::shared_ptr<Connections> connections,
                CertificateInUse* certificate)
      : rules_(rules), connections_(std::move(connections)), certificate_(certificate) {}

  /// Throws when nothing can be accepted. When descriptors have run out, an idle connection gives
  /// way and the next try waits 50 ms: the peer that waits would be announced again at once.
  Poco::Net::SocketImpl* acceptConnection(Poco::Net::SocketAddress& peer) override;

  /// By poll(2): Poco's own needs a descriptor each time.
  bool poll(const Poco::Timespan& timeout, int mode) override;

 private:
  /// Writes to the log, not more than once in a while, that nothing could be accepted.
  void report(int failed);

  const GuardRules& rules_;
  std::shared_ptr<Connections> connections_;
  CertificateInUse* certificate_;
  std::chrono::steady_clock::time_point reported_;
  int failures_ = 0;
};

/// A Poco server socket over `guarded`.
class GuardedServerSocket final : public Poco::Net::ServerSocket {
 public:
  explicit GuardedServerSocket(GuardedSocket* guarded) : ServerSocket(guarded, true) {}
};

}  // namespace soundings::serve
