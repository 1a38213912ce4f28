// The socket below Poco's parser: it reads and checks each head itself, hands Poco
// only heads that have one reading, and keeps bodies for our own handlers.
//
// A head comes whole within its deadline and 16 KiB, or is answered with a problem
// document and the connection closed. Body bytes never reach Poco, so that what a
// handler leaves unread can never become the next request.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <Poco/AutoPtr.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/ServerSocketImpl.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocketImpl.h>

#include "soundings/base/expected.h"

#include "framing.h"

namespace soundings::serve {

/// What the guards of one server share.
struct GuardRules {
  std::chrono::milliseconds head_deadline{10000};
  std::chrono::milliseconds body_deadline{10000};  ///< and a second more for each MiB taken
  std::function<void(const FramingFault&)> refused;
  std::atomic<bool> stopping{false};
};

/// One connection; used by one thread at a time.
class Guard : public Poco::Net::StreamSocketImpl {
 public:
  enum class BodyFault { too_large, too_slow, malformed, cut_short };

  Guard(Poco::AutoPtr<Poco::Net::StreamSocketImpl> inner, std::shared_ptr<const GuardRules> rules);

  /// The head Poco is answering now.
  [[nodiscard]] const Head& head() const noexcept { return head_; }
  [[nodiscard]] bool body_unread() const noexcept { return body_unread_; }

  /// The whole body, chunks taken off; at most `limit` bytes.
  [[nodiscard]] Expected<std::string, BodyFault> read_body(std::size_t limit);

  int receiveBytes(void* out, int length, int flags) override;
  int sendBytes(const void* bytes, int length, int flags) override;
  int available() override;
  bool poll(const Poco::Timespan& timeout, int mode) override;
  void shutdownReceive() override;
  void shutdownSend() override;
  void shutdown() override;
  /// Parts first when a body was left unread.
  void close() override;
  void setReceiveTimeout(const Poco::Timespan& timeout) override;
  Poco::Timespan getReceiveTimeout() override;
  void setSendTimeout(const Poco::Timespan& timeout) override;
  Poco::Timespan getSendTimeout() override;
  Poco::Net::SocketAddress address() override;
  Poco::Net::SocketAddress peerAddress() override;
  void setRawOption(int level, int option, const void* value, socklen_t length) override;
  void getRawOption(int level, int option, void* value, socklen_t& length) override;
  void setBlocking(bool flag) override;
  bool getBlocking() const override;
  bool secure() const override;

 protected:
  ~Guard() override;

 private:
  using Clock = std::chrono::steady_clock;
  enum class Arrival { bytes, closed, late };

  [[nodiscard]] Arrival receive_more(Clock::time_point deadline);
  [[nodiscard]] bool collect_head();
  bool refuse(const FramingFault& fault);
  /// After a last reply: says no more, and lets the peer finish for a moment, so that our reply
  /// is not lost to a reset.
  void part();
  [[nodiscard]] Expected<std::string, BodyFault> read_sized(std::size_t limit);
  [[nodiscard]] Expected<std::string, BodyFault> read_chunked(std::size_t limit);
  [[nodiscard]] Clock::time_point body_deadline(Clock::time_point start,
                                                std::size_t taken) const noexcept;

  Poco::AutoPtr<Poco::Net::StreamSocketImpl> inner_;
  std::shared_ptr<const GuardRules> rules_;
  std::string waiting_;      ///< received, not yet spoken for
  std::size_t to_hand_ = 0;  ///< bytes at the front of `waiting_` that are the current head's
  Head head_;
  bool body_unread_ = false;
  bool ended_ = false;
};

/// A listening socket whose connections are guarded.
class GuardedServer : public Poco::Net::ServerSocket {
 public:
  GuardedServer(const Poco::Net::SocketAddress& address, std::shared_ptr<const GuardRules> rules);
};

}  // namespace soundings::serve
