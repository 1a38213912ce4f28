#include "http/listener.h"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <system_error>
#include <utility>

#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/ThreadPool.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "soundings/base/log.h"

#include "http/handler.h"
#include "http/reply.h"
#include "http/server_socket.h"

namespace soundings::serve {
namespace {

constexpr int backlog = 256;
constexpr int pooled_thread_seconds = 30;
// A thread that waits for a connection is not woken by a stop: Poco wakes one of them alone.
constexpr int idle_thread_seconds = 1;
constexpr int stack_bytes = 1024 * 1024;
constexpr std::size_t most_turned_away = 16;
constexpr std::chrono::seconds longest_start{1};  // of a thread for a connection

Poco::Net::SocketAddress address_of(const ListenerSettings& settings) {
  if (!settings.path.empty()) {
    return {Poco::Net::SocketAddress::UNIX_LOCAL, settings.path.string()};
  }
  if (settings.host == "::") {  // which Poco does not read
    return {Poco::Net::IPAddress(Poco::Net::IPAddress::IPv6), settings.port};
  }
  return {settings.host == "localhost" ? "127.0.0.1" : settings.host, settings.port};
}

/// Nobody can connect to a Unix-domain socket before it listens, and by then it is its owner's
/// alone. One that stands there already is stale: its owner held the lock of the database.
void bind_path(Poco::Net::ServerSocket& socket, const std::filesystem::path& path,
               const Poco::Net::SocketAddress& address) {
  std::filesystem::remove(path);
  socket.bind(address);
  if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) {
    throw std::system_error(errno, std::generic_category(), path.string());
  }
}

Poco::Net::ServerSocket listen(const ListenerSettings& settings, GuardedSocket* guarded) {
  GuardedServerSocket socket(guarded);
  if (settings.path.string().size() >= sizeof(sockaddr_un{}.sun_path)) {
    throw std::system_error(ENAMETOOLONG, std::generic_category(), settings.path.string());
  }
  const auto address = address_of(settings);
  try {
    if (settings.path.empty()) {
      socket.bind(address, true);
    } else {
      bind_path(socket, settings.path, address);
    }
    socket.listen(backlog);
    return socket;
  } catch (const Poco::Net::NetException& failure) {
    throw std::system_error(failure.code(), std::generic_category(),
                            "cannot listen on " + address.toString());
  }
}

Poco::Net::HTTPServerParams::Ptr make_params(std::size_t threads) {
  Poco::Net::HTTPServerParams::Ptr params(new Poco::Net::HTTPServerParams);
  params->setMaxThreads(static_cast<int>(threads));
  params->setMaxQueued(static_cast<int>(threads));  // those whose predecessor is just ending
  params->setThreadIdleTime(Poco::Timespan(idle_thread_seconds, 0));
  params->setKeepAlive(true);
  params->setMaxKeepAliveRequests(0);
  return params;
}

/// Counts a connection before it is given a thread. Poco closes one that is not accepted without a
/// word, so that its peer is answered here, where that takes no handshake.
/// server: outlives the filter.
class AdmissionFilter final : public Poco::Net::TCPServerConnectionFilter {
 public:
  AdmissionFilter(std::shared_ptr<Connections> connections, const Poco::Net::TCPServer& server,
                  Metrics& metrics)
      : connections_(std::move(connections)), server_(server), metrics_(metrics) {}

  bool accept(const Poco::Net::StreamSocket& socket) override {
    report_threads();
    auto& guard = static_cast<Guard&>(*socket.impl());
    const Client client = Proxies({}).client(guard.peer(), {});
    const auto admission = guard.enter(
        connections_, client.local || client.address.empty() ? std::string{} : client.address);
    if (admission == Connections::Admission::welcome) {
      return true;
    }
    metrics_.add(connections_turned_away,
                 {{"reason", admission == Connections::Admission::full ? "full" : "address"}});
    if (!guard.secure()) {
      guard.turn_away(early_reply(
          {503, "too_many_connections", "As many connections are open as may be at once.", {}},
          retry_after(std::chrono::seconds(1))));
    }
    return false;
  }

 private:
  /// Poco queues a connection for which no thread could be started, and says nothing of it. One
  /// that was queued before the last came, more than a moment ago, has found no thread.
  void report_threads() {
    const auto now = Connections::Clock::now();
    const int waiting = server_.queuedConnections();
    if (waiting > 0 && now - last_came_ > longest_start) {
      log::warning("thread_not_started", {{"connections", std::to_string(waiting)}});
      metrics_.add(connections_without_thread, {}, waiting);
    }
    last_came_ = now;
  }

  std::shared_ptr<Connections> connections_;
  const Poco::Net::TCPServer& server_;
  Connections::Clock::time_point last_came_ = Connections::Clock::now();
  Metrics& metrics_;
  std::deque<Poco::Net::StreamSocket> turned_away_;
};

}  // namespace

struct Listener::State {
  State(const ListenerSettings& settings, Audience whom, Dispatcher& dispatcher,
        const GuardRules& rules, CertificateInUse* certificate, Metrics& metrics)
      : path(settings.path),
        audience(std::move(whom)),
        connections(std::make_shared<Connections>(settings.most)),
        socket(listen(settings, new GuardedSocket(rules, connections, certificate))),
        pool(1, static_cast<int>(settings.most.all) + 1, pooled_thread_seconds, stack_bytes),
        server(new HandlerFactory(audience, dispatcher), pool, socket,
               make_params(settings.most.all)) {
    server.setConnectionFilter(new AdmissionFilter(connections, server, metrics));
    server.start();
  }

  ~State() {
    stop_listening();
    finish(Connections::Clock::now() + longest_farewell);
    pool.joinAll();
  }

  void stop_listening() {
    if (!path.empty()) {
      std::error_code gone;
      std::filesystem::remove(path, gone);
    }
    server.stop();
    socket.close();
    connections->end_idle();
  }

  void finish(Connections::Clock::time_point deadline) { connections->close(deadline); }

  State(const State&) = delete;
  State& operator=(const State&) = delete;

  const std::filesystem::path path;
  const Audience audience;
  std::shared_ptr<Connections> connections;
  Poco::Net::ServerSocket socket;
  Poco::ThreadPool pool;
  Poco::Net::HTTPServer server;
};

Listener::Listener(const ListenerSettings& settings, Audience audience, Dispatcher& dispatcher,
                   const GuardRules& rules, CertificateInUse* certificate, Metrics& metrics)
    : state_(std::make_unique<State>(settings, std::move(audience), dispatcher, rules, certificate,
                                     metrics)) {}

Listener::~Listener() = default;

void Listener::stop_listening() {
  state_->stop_listening();
}

void Listener::finish(Connections::Clock::time_point deadline) {
  state_->finish(deadline);
}

std::uint16_t Listener::port() const noexcept {
  return state_->path.empty() ? state_->socket.address().port() : std::uint16_t{0};
}

}  // namespace soundings::serve
