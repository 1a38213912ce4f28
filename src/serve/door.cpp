// The door's own small HTTP server, with threads of its own, so that an operator is
// answered while every worker waits. Its callers are its own user, so it needs none of
// the guards of the TCP side.
#include "soundings/serve/door.h"

#include <cerrno>
#include <chrono>
#include <system_error>

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <Poco/ThreadPool.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "soundings/base/log.h"

#include "address.h"
#include "desk_addresses.h"
#include "desk_fields.h"
#include "problem.h"

namespace soundings::serve {
namespace {

constexpr int threads = 4;
constexpr int waiting_connections = 16;
constexpr Poco::Int64 body_limit = Poco::Int64{1024} * 1024;
const Poco::Timespan idle_wait(0, 200000);

Instant now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

/// Who is at the other end, by the kernel's word.
std::string peer_name(Poco::Net::HTTPServerRequest& request) {
  ucred peer{};
  socklen_t length = sizeof peer;
  static_cast<Poco::Net::HTTPServerRequestImpl&>(request).socket().impl()->getRawOption(
      SOL_SOCKET, SO_PEERCRED, &peer, length);
  return user_name(peer.uid);
}

/// Empty for one without a length or with too great a one.
std::string read_body(Poco::Net::HTTPServerRequest& request) {
  if (!request.hasContentLength() || request.getContentLength64() > body_limit) {
    return {};
  }
  std::string body(static_cast<std::size_t>(request.getContentLength64()), '\0');
  request.stream().read(body.data(), static_cast<std::streamsize>(body.size()));
  body.resize(static_cast<std::size_t>(request.stream().gcount()));
  return body;
}

Expected<Ask, Problem> read_ask(Poco::Net::HTTPServerRequest& request) {
  const std::string& target = request.getURI();
  const auto mark = target.find('?');
  Ask ask{.method = request.getMethod(),
          .path = target.substr(0, mark),
          .fields = {},
          .user = peer_name(request),
          .at = now()};
  if (ask.method == "GET") {
    auto query = read_query(mark == std::string::npos ? std::string_view{}
                                                      : std::string_view(target).substr(mark + 1));
    if (!query) {
      return unexpected(query.error());
    }
    ask.fields = std::move(*query);
    return ask;
  }
  auto fields = read_fields(read_body(request));
  if (!fields) {
    return unexpected(Problem{400, "fields_malformed", "The body is a JSON object of texts.", {}});
  }
  ask.fields = std::move(*fields);
  return ask;
}

class Handler : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Handler(const Desk& desk) : desk_(desk) {}

  void handleRequest(Poco::Net::HTTPServerRequest& raw,
                     Poco::Net::HTTPServerResponse& response) override {
    const Answer answer = answer_to(raw);
    response.setStatusAndReason(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status),
                                std::string(reason_phrase(answer.status)));
    response.set("Cache-Control", "no-store");
    response.setContentType(answer.status < 400 ? "application/json" : "application/problem+json");
    response.setKeepAlive(false);
    response.sendBuffer(answer.body.data(), answer.body.size());
  }

 private:
  Answer answer_to(Poco::Net::HTTPServerRequest& request) {
    try {
      const auto ask = read_ask(request);
      return ask ? desk_.answer(*ask) : refused(ask.error());
    } catch (const std::exception& failure) {
      log::error("operator_request_failed", {{"error", failure.what()}});
      return refused({500,
                      "internal_error",
                      std::string("The server could not do it: ") + failure.what(),
                      {}});
    }
  }

  const Desk& desk_;
};

class Handlers : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Handlers(const Desk& desk) : desk_(desk) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const Poco::Net::HTTPServerRequest& /*request*/) override {
    return new Handler(desk_);
  }

 private:
  const Desk& desk_;
};

Poco::Net::HTTPServerParams::Ptr make_params() {
  Poco::Net::HTTPServerParams::Ptr params(new Poco::Net::HTTPServerParams);
  params->setMaxThreads(threads);
  params->setMaxQueued(waiting_connections);
  params->setThreadIdleTime(idle_wait);
  params->setKeepAlive(false);
  return params;
}

/// Nobody can connect before it listens, and by then it is its owner's alone.
Poco::Net::ServerSocket listen(const std::filesystem::path& place) {
  if (place.string().size() >= sizeof(sockaddr_un{}.sun_path)) {
    throw std::system_error(ENAMETOOLONG, std::generic_category(), place.string());
  }
  std::filesystem::remove(place);
  try {
    Poco::Net::ServerSocket socket;
    socket.bind(Poco::Net::SocketAddress(Poco::Net::SocketAddress::UNIX_LOCAL, place.string()));
    if (::chmod(place.c_str(), S_IRUSR | S_IWUSR) != 0) {
      throw std::system_error(errno, std::generic_category(), place.string());
    }
    socket.listen();
    return socket;
  } catch (const Poco::Net::NetException& failure) {
    throw std::system_error(failure.code(), std::generic_category(), place.string());
  }
}

}  // namespace

struct OperatorDoor::State {
  State(std::filesystem::path where, const Desk& desk)
      : place(std::move(where)),
        socket(listen(place)),
        pool(1, threads + 1),
        server(new Handlers(desk), pool, socket, make_params()) {}

  std::filesystem::path place;
  Poco::Net::ServerSocket socket;
  Poco::ThreadPool pool;
  Poco::Net::HTTPServer server;
};

OperatorDoor::OperatorDoor(const std::filesystem::path& place, const Desk& desk)
    : state_(std::make_unique<State>(place, desk)) {
  state_->server.start();
}

OperatorDoor::~OperatorDoor() {
  std::error_code gone;
  std::filesystem::remove(state_->place, gone);
  state_->server.stopAll(false);
  state_->pool.joinAll();
}

}  // namespace soundings::serve
