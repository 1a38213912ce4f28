// A socket in front of Poco's HTTP parser. It reads a head whole, refuses one that could be
// read in two ways, holds heads and bodies to their deadlines, and hands the parser one head
// at a time, so that an unread body can never become the next request.
//
//   socket -> TLS, if any -> Guard -> Poco's parser -> handler
//                              \- the body, by read_body() -/
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <Poco/AutoPtr.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocketImpl.h>

#include "soundings/base/expected.h"

#include "http/chunks.h"
#include "http/connections.h"
#include "http/head.h"
#include "http/problem.h"

namespace soundings::serve {

/// How long a peer may take, and who hears of what is refused.
struct GuardRules {
  std::chrono::milliseconds head_deadline{10000};  ///< TLS handshakes are held to it too
  std::chrono::milliseconds body_deadline{10000};  ///< and a second more for each MiB that came
  std::chrono::milliseconds idle{15000};           ///< between a reply and the next request
  std::function<void(const FramingFault&)> refused;
  std::function<void(std::string_view reason)> tls_failed;
};

/// Used by the thread of its connection alone, but for its entry.
class Guard final : public Poco::Net::StreamSocketImpl {
 public:
  using Clock = std::chrono::steady_clock;
  using Socket = Poco::AutoPtr<Poco::Net::StreamSocketImpl>;

  /// inner: a connected socket that does not block; it owns the descriptor.
  Guard(Socket inner, const Poco::Net::SocketAddress& peer, const GuardRules& rules,
        std::shared_ptr<CountedConnection> entry);

  // ---- what the handler asks ----

  /// The IP address at the other end; empty at a Unix-domain socket.
  [[nodiscard]] const std::string& peer() const noexcept { return peer_text_; }

  /// The head of the request in hand; to be taken once. How its body is framed stays known here.
  [[nodiscard]] Head hand_over_head() noexcept { return std::move(head_); }

  /// The body of the request in hand. most: its bytes; more is body_too_large. past_small: asked
  /// once when more than `small` bytes have come; a problem of its own ends the reading. Other
  /// errors: body_too_slow, body_cut_short, bad_chunk.
  [[nodiscard]] Expected<std::string, Problem> read_body(
      std::size_t most, std::size_t small,
      const std::function<std::optional<Problem>()>& past_small);

  /// Whether the connection may serve another request after this one.
  [[nodiscard]] bool may_go_on() const noexcept;

  /// After the last reply. When a body is unread, takes what the peer still sends, for a while, so
  /// that closing does not reset the connection and lose the reply. Nothing is sent after it.
  void part() noexcept;

  /// Resets the connection, so that what was sent of a reply does not look whole.
  void abort() noexcept;

  /// Counts the connection; it is counted down when it ends.
  [[nodiscard]] Connections::Admission enter(std::shared_ptr<Connections> connections,
                                             std::string counted_as);

  /// Sends bytes without waiting and says that no more will come. For peers that are turned away
  /// before they have a thread.
  void turn_away(std::string_view reply) noexcept;

  // ---- what Poco asks ----

  int receiveBytes(void* buffer, int length, int flags) override;
  int sendBytes(const void* buffer, int length, int flags) override;
  bool poll(const Poco::Timespan& timeout, int mode) override;
  Poco::Net::SocketAddress address() override { return peer_; }
  Poco::Net::SocketAddress peerAddress() override { return peer_; }
  void setReceiveTimeout(const Poco::Timespan& timeout) override;
  void setSendTimeout(const Poco::Timespan& timeout) override;
  bool secure() const override { return inner_->secure(); }
  void shutdown() override;
  void close() override;

 protected:
  ~Guard() override;

 private:
  enum class Came { bytes, ended, too_late };

  /// Whether a head has been collected and read.
  [[nodiscard]] bool take_head();
  /// Begins TLS where it has yet to begin, and waits for the next request of a connection that is
  /// kept alive. Whether there may be something to receive.
  [[nodiscard]] bool await_request(Clock::time_point deadline);
  /// Receives until the head is whole, and reads it. deadline: of its first bytes where a
  /// connection is kept alive and nothing has come; of the whole head otherwise.
  [[nodiscard]] bool collect_head(Clock::time_point deadline, bool kept_alive);
  [[nodiscard]] bool receive_of_head(Clock::time_point deadline);
  /// Reads the head that is the first `size` bytes of what came, and takes it off.
  [[nodiscard]] bool use_head(std::size_t size);
  [[nodiscard]] Came receive(Clock::time_point deadline);
  [[nodiscard]] Expected<std::string, Problem> collect_body(
      Clock::time_point began, std::size_t most, std::size_t small,
      const std::function<std::optional<Problem>()>& past_small);
  /// Moves what came of the body into `body`. Whether the body is whole. Errors: bad_chunk.
  [[nodiscard]] Expected<bool, Problem> take_of_body(Dechunker& chunks, std::string& body);
  /// Receives more of the body. The problem when no more comes in time.
  [[nodiscard]] std::optional<Problem> receive_of_body(Clock::time_point began, std::size_t so_far);
  /// The Content-Length; 0 where none was given or the body comes in chunks.
  [[nodiscard]] std::size_t announced_bytes() const noexcept;
  [[nodiscard]] bool shake_hands(Clock::time_point deadline);
  [[nodiscard]] bool wait(short events, Clock::time_point deadline) const noexcept;
  void look_out() const noexcept;
  void leave() noexcept;
  void refuse(const FramingFault& fault) noexcept;
  void send_plainly(std::string_view bytes) noexcept;

  Socket inner_;
  Poco::Net::SocketAddress peer_;
  const std::string peer_text_;
  const GuardRules& rules_;
  std::shared_ptr<Connections> connections_;
  std::shared_ptr<CountedConnection> entry_;
  std::string in_;            ///< received, not yet used
  std::string handing_over_;  ///< of what the parser is given of a head, what it has not taken yet
  Head head_;
  bool first_ = true;
  bool secured_ = false;
  bool body_unread_ = false;
  bool broken_ = false;
  Clock::time_point reply_began_;  ///< none while nothing of a reply has been sent
  std::size_t reply_bytes_ = 0;
};

/// The bytes of a reply that is sent before there is a request to reply to. retry_after: seconds,
/// if the peer may come again.
[[nodiscard]] std::string early_reply(const Problem& problem, std::string_view retry_after = {});

}  // namespace soundings::serve
