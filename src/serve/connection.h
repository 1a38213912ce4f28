// One connection from its first byte to its last: a head, perhaps a body, an answer,
// and again. It never waits; its loop calls it when bytes, an answer or time have come.
//
//   head -> body -> answering -> writing -> head ...
//                       any of them -> parting -> over
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "framing.h"
#include "front.h"
#include "wire.h"

namespace soundings::serve {

struct ConnectionRules {
  std::chrono::milliseconds head_deadline{10000};
  std::chrono::milliseconds body_deadline{10000};  ///< and a second more for each MiB taken
  std::chrono::milliseconds idle{15000};           ///< between a reply and the next request
  std::function<void(const FramingFault&)> refused;
};

/// Who has come, and to which door. seat: kept as long as the connection.
struct Visitor {
  const Door* door = nullptr;
  std::string peer;  ///< its IP address
  Client client;     ///< the same, as a client
  std::shared_ptr<void> seat;
};

/// Used by the thread of its loop alone.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Clock = std::chrono::steady_clock;
  /// Brings what makes a reply to the loop, from any thread, and through it to on_reply().
  using Post = std::function<void(std::shared_ptr<Connection>, std::shared_ptr<Exchange>,
                                  std::function<Reply()> make)>;

  Connection(std::unique_ptr<Wire> wire, Visitor visitor, Front& front,
             const ConnectionRules& rules, Post post);

  /// What has become of the socket. ended: the peer will send no more, or the connection broke.
  struct Ready {
    bool to_read = false;
    bool to_write = false;
    bool ended = false;
  };
  void on_ready(const Ready& ready);
  /// The answer to `exchange`; one that nobody waits for any more is dropped.
  void on_reply(const std::shared_ptr<Exchange>& exchange, const std::function<Reply()>& make);
  void on_time(Clock::time_point now);
  /// Takes no further request; what is being answered still is.
  void stop();

  [[nodiscard]] bool over() const noexcept { return phase_ == Phase::over; }
  [[nodiscard]] int descriptor() const noexcept { return wire_->descriptor(); }

 private:
  enum class Phase { head, body, answering, writing, parting, over };

  /// Each step of a phase says whether there is more to do now.
  void go_on();
  [[nodiscard]] bool take_head();
  [[nodiscard]] bool take_body();
  [[nodiscard]] bool take_chunks();
  [[nodiscard]] bool write_some();
  [[nodiscard]] bool drain();

  /// Whether bytes came. When the peer has ended, what that means depends on the phase.
  [[nodiscard]] bool receive();
  [[nodiscard]] bool peer_ended();
  [[nodiscard]] bool begin(Head head);
  [[nodiscard]] bool hand_over();
  bool reply(Reply&& reply);
  bool refuse(const FramingFault& fault);
  bool refuse_body(Problem problem);
  void wait_for_head();

  std::unique_ptr<Wire> wire_;
  Visitor visitor_;
  Front& front_;
  const ConnectionRules& rules_;
  Post post_;
  Phase phase_ = Phase::head;
  Clock::time_point deadline_;
  Clock::time_point body_began_;
  std::string in_;   ///< received, not yet used
  std::string out_;  ///< to be sent
  std::size_t sent_ = 0;
  std::shared_ptr<Exchange> exchange_;
  Dechunker chunks_;
  std::size_t drained_ = 0;
  bool readable_ = true;
  bool writable_ = true;
  bool ended_ = false;
  bool body_unread_ = false;  ///< bytes that are nobody's request follow
  bool close_after_ = false;
  bool stopping_ = false;
};

}  // namespace soundings::serve
