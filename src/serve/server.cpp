#include "soundings/serve/server.h"

#include <stdexcept>
#include <system_error>

#include <Poco/ErrorHandler.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Net/NetException.h>
#include <Poco/ThreadPool.h>

#include "front.h"
#include "guard.h"

namespace soundings::serve {
namespace {

constexpr auto framing_refusals = "soundings_framing_refusals_total";
constexpr int thread_stack_bytes = 512 * 1024;
constexpr int idle_thread_seconds = 15;
constexpr int waiting_connections = 32;
// A thread that misses the word to stop notices it after this long.
const Poco::Timespan idle_wait(0, 500000);

/// Throws std::invalid_argument for a name, and for an address off loopback: there is no sign-in.
Poco::Net::SocketAddress address_of(const Settings& settings) {
  const std::string host = settings.host == "localhost" ? "127.0.0.1" : settings.host;
  Poco::Net::IPAddress address;
  if (!Poco::Net::IPAddress::tryParse(host, address)) {
    throw std::invalid_argument("'" + settings.host + "' is not an IP address to listen on");
  }
  if (!address.isLoopback()) {
    throw std::invalid_argument("'" + settings.host +
                                "' is not loopback; without a sign-in nothing else is served");
  }
  return {address, settings.port};
}

std::shared_ptr<GuardRules> make_rules(const Settings& settings, Metrics& metrics) {
  metrics.declare_counter(framing_refusals, "Requests refused before they were understood.");
  auto rules = std::make_shared<GuardRules>();
  rules->head_deadline = settings.head_deadline;
  rules->body_deadline = settings.body_deadline;
  rules->refused = [&metrics](const FramingFault& fault) {
    metrics.add(framing_refusals, {{"code", std::string(fault.code)}});
  };
  return rules;
}

GuardedServer listen(const Settings& settings, const std::shared_ptr<GuardRules>& rules) {
  const auto address = address_of(settings);
  try {
    return {address, rules};
  } catch (const Poco::Net::NetException& failure) {
    throw std::system_error(failure.code(), std::generic_category(),
                            "cannot listen on " + address.toString());
  }
}

Poco::Net::HTTPServerParams::Ptr make_params(const Settings& settings) {
  Poco::Net::HTTPServerParams::Ptr params(new Poco::Net::HTTPServerParams);
  params->setMaxThreads(settings.threads);
  params->setMaxQueued(waiting_connections);
  params->setTimeout(Poco::Timespan(settings.head_deadline.count() * 1000));
  params->setKeepAliveTimeout(Poco::Timespan(15, 0));
  params->setThreadIdleTime(idle_wait);
  params->setMaxKeepAliveRequests(0);
  return params;
}

}  // namespace

struct Server::State {
  State(const Definitions& definitions, intake::Intake& intake, const figures::Figures& figures,
        Metrics& metrics, const Settings& chosen)
      : settings(chosen),
        rules(make_rules(settings, metrics)),
        socket(listen(settings, rules)),
        pool(2, settings.threads + 1, idle_thread_seconds, thread_stack_bytes),
        server(new Front({definitions, intake, figures, metrics, settings}), pool, socket,
               make_params(settings)) {}

  const Settings settings;
  std::shared_ptr<GuardRules> rules;
  GuardedServer socket;
  Poco::ThreadPool pool;
  Poco::Net::HTTPServer server;
};

Server::Server(const Definitions& definitions, intake::Intake& intake,
               const figures::Figures& figures, Metrics& metrics, const Settings& settings)
    : state_(std::make_unique<State>(definitions, intake, figures, metrics, settings)) {
  state_->server.start();
}

Server::~Server() {
  state_->rules->stopping = true;
  state_->server.stopAll(false);
  state_->pool.joinAll();
}

std::uint16_t Server::port() const noexcept {
  return state_->socket.address().port();
}

}  // namespace soundings::serve
