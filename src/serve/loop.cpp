#include "loop.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "soundings/base/log.h"
#include "soundings/base/thread.h"

namespace soundings::serve {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t events_at_once = 128;
constexpr auto tick = 250ms;           // how exactly deadlines are kept
constexpr auto longest_farewell = 8s;  // from stop() to the end, whatever is still being answered

/// A descriptor of our own, closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {
    if (descriptor_ < 0) {
      throw std::system_error(errno, std::generic_category(), "making an event loop");
    }
  }
  ~Descriptor() { ::close(descriptor_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const noexcept { return descriptor_; }

 private:
  int descriptor_;
};

/// On this thread: TLS writes by a call that cannot be told to leave the signal out.
void ignore_broken_pipes() noexcept {
  sigset_t broken_pipe{};
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
}

/// What other threads bring. It outlives its loop as long as a reply is still on its way.
class Inbox {
 public:
  struct Answer {
    std::shared_ptr<Connection> connection;
    std::shared_ptr<Exchange> exchange;
    std::function<Reply()> make;
  };
  struct Arrival {
    std::unique_ptr<Wire> wire;
    Visitor visitor;
  };
  struct Content {
    std::vector<Arrival> arrivals;
    std::vector<Answer> answers;
  };

  void add(Arrival arrival) {
    const std::lock_guard lock(mutex_);
    content_.arrivals.push_back(std::move(arrival));
    ring();
  }
  /// One that comes after the loop has ended is dropped, and its connection with it.
  void add(Answer answer) {
    const std::lock_guard lock(mutex_);
    if (!closed_) {
      content_.answers.push_back(std::move(answer));
      ring();
    }
  }
  void close() {
    const Content dropped = take();
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  void ring_bell() {
    const std::lock_guard lock(mutex_);
    ring();
  }
  [[nodiscard]] Content take() {
    const std::lock_guard lock(mutex_);
    if (std::exchange(rung_, false)) {
      eventfd_t rings = 0;
      ::eventfd_read(bell_.get(), &rings);
    }
    return std::exchange(content_, {});
  }
  [[nodiscard]] int bell() const noexcept { return bell_.get(); }

 private:
  /// Once for all that comes before the loop looks.
  void ring() {
    if (!std::exchange(rung_, true)) {
      ::eventfd_write(bell_.get(), 1);
    }
  }

  std::mutex mutex_;
  Content content_;
  bool rung_ = false;
  bool closed_ = false;
  Descriptor bell_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
};

}  // namespace

struct Loop::State {
  State(Front& house_front, const ConnectionRules& connection_rules)
      : front(house_front), rules(connection_rules), thread([this] { run(); }) {}

  void watch(int descriptor, std::uint32_t events, void* who) const {
    epoll_event event{};
    event.events = events;
    event.data.ptr = who;
    if (::epoll_ctl(poll.get(), EPOLL_CTL_ADD, descriptor, &event) != 0) {
      throw std::system_error(errno, std::generic_category(), "watching a connection");
    }
  }

  void run() {
    name_thread("loop");
    ignore_broken_pipes();
    watch(inbox->bell(), EPOLLIN, nullptr);
    auto next_tick = Connection::Clock::now() + tick;
    while (!ended()) {
      try {
        turn(next_tick);
      } catch (const std::exception& failure) {
        log::error("loop_failed", {{"error", failure.what()}});
      }
    }
    inbox->close();
    connections.clear();
  }

  /// Whatever is ready now, once.
  void turn(Connection::Clock::time_point& next_tick) {
    std::array<epoll_event, events_at_once> events{};
    const int count = ::epoll_wait(poll.get(), events.data(), static_cast<int>(events.size()),
                                   static_cast<int>(tick.count()));
    for (int i = 0; i < count; ++i) {
      heed(events.at(static_cast<std::size_t>(i)));
    }
    auto [arrivals, answers] = inbox->take();
    for (auto& arrival : arrivals) {
      add(std::move(arrival));
    }
    for (const auto& [connection, exchange, make] : answers) {
      connection->on_reply(exchange, make);
      settle(*connection);
    }
    const auto now = Connection::Clock::now();
    if (stopping && !farewell) {
      say_farewell(now);
    }
    if (now >= next_tick) {
      next_tick = now + tick;
      for (const auto& [key, connection] : connections) {
        connection->on_time(now);
        settle(*connection);
      }
    }
    sweep();
  }

  void heed(const epoll_event& event) {
    if (event.data.ptr == nullptr) {
      return;
    }
    for (const auto& listener : listeners) {
      if (event.data.ptr == &listener) {
        if (!stopping) {
          listener.ready();
        }
        return;
      }
    }
    auto& connection = *static_cast<Connection*>(event.data.ptr);
    connection.on_ready({.to_read = (event.events & EPOLLIN) != 0,
                         .to_write = (event.events & EPOLLOUT) != 0,
                         .ended = (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0});
    settle(connection);
  }

  void add(Inbox::Arrival&& arrival) {
    const auto connection = std::make_shared<Connection>(
        std::move(arrival.wire), std::move(arrival.visitor), front, rules,
        [inbox = inbox](std::shared_ptr<Connection> whose, std::shared_ptr<Exchange> exchange,
                        std::function<Reply()> make) {
          inbox->add(Inbox::Answer{.connection = std::move(whose),
                                   .exchange = std::move(exchange),
                                   .make = std::move(make)});
        });
    watch(connection->descriptor(), EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, connection.get());
    connections.emplace(connection.get(), connection);
    living = connections.size();
  }

  void settle(Connection& connection) {
    if (connection.over()) {
      over.push_back(&connection);
    }
  }

  /// Only between turns: an event of this turn may still name a connection that is over.
  void sweep() {
    for (Connection* connection : over) {
      if (const auto found = connections.find(connection); found != connections.end()) {
        // A reply on its way may still hold the connection: its socket must not speak to us again.
        ::epoll_ctl(poll.get(), EPOLL_CTL_DEL, connection->descriptor(), nullptr);
        connections.erase(found);
      }
    }
    over.clear();
    living = connections.size();
  }

  void say_farewell(Connection::Clock::time_point now) {
    farewell = now + longest_farewell;
    for (const Listener& each : listeners) {
      ::epoll_ctl(poll.get(), EPOLL_CTL_DEL, each.socket.impl()->sockfd(), nullptr);
    }
    for (const auto& [key, connection] : connections) {
      connection->stop();
      settle(*connection);
    }
  }

  [[nodiscard]] bool ended() const {
    return farewell && (connections.empty() || Connection::Clock::now() >= *farewell);
  }

  Front& front;
  const ConnectionRules& rules;
  Descriptor poll{::epoll_create1(EPOLL_CLOEXEC)};
  std::shared_ptr<Inbox> inbox = std::make_shared<Inbox>();
  std::vector<Listener> listeners;
  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> living{0};
  std::optional<Connection::Clock::time_point> farewell;
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections;
  std::vector<Connection*> over;
  std::thread thread;
};

Loop::Loop(Front& front, const ConnectionRules& rules)
    : state_(std::make_unique<State>(front, rules)) {}

Loop::~Loop() {
  stop();
  state_->thread.join();
}

void Loop::adopt(std::unique_ptr<Wire> wire, Visitor visitor) {
  state_->inbox->add(Inbox::Arrival{.wire = std::move(wire), .visitor = std::move(visitor)});
}

void Loop::listen(std::vector<Listener> listeners) {
  state_->listeners = std::move(listeners);
  for (Listener& each : state_->listeners) {
    state_->watch(each.socket.impl()->sockfd(), EPOLLIN, &each);
  }
}

std::size_t Loop::connections() const noexcept {
  return state_->living;
}

void Loop::stop() noexcept {
  state_->stopping = true;
  state_->inbox->ring_bell();
}

}  // namespace soundings::serve
