#include "http/handler.h"

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include <Poco/Net/HTTPChunkedStream.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/StreamSocket.h>
#include <sys/socket.h>

#include "soundings/base/log.h"
#include "soundings/serve/operator_socket.h"

#include "http/guard.h"

namespace soundings::serve {
namespace {

using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

Guard& guard_of(const HTTPServerRequest& request) {
  auto& raw = static_cast<Poco::Net::HTTPServerRequestImpl&>(
      const_cast<HTTPServerRequest&>(request));  // Poco gives its socket to no constant request
  return static_cast<Guard&>(*raw.socket().impl());
}

/// Who is at the other end of a Unix-domain socket, by the kernel's word.
std::string peer_user(Guard& guard) {
  ucred peer{};
  socklen_t length = sizeof peer;
  guard.getRawOption(SOL_SOCKET, SO_PEERCRED, &peer, length);
  return user_name(peer.uid);
}

void set_head(HTTPServerResponse& response, const Reply& reply) {
  response.setStatusAndReason(static_cast<HTTPResponse::HTTPStatus>(reply.status),
                              std::string(reason_phrase(reply.status)));
  for (const auto& [name, value] : reply.headers) {
    response.add(name, value);
  }
  if (!reply.media_type.empty() && reply.status != HTTPResponse::HTTP_NOT_MODIFIED) {
    response.setContentType(reply.media_type);
  }
}

/// The head as it goes out, with room for `more` bytes behind it.
std::string printed(const HTTPServerResponse& response, std::size_t more) {
  constexpr std::size_t usual_size = 512;
  std::string text;
  text.reserve(usual_size + more);
  text.append(response.getVersion()).append(1, ' ');
  text.append(std::to_string(response.getStatus())).append(1, ' ');
  text.append(response.getReason()).append("\r\n");
  for (const auto& [name, value] : response) {
    text.append(name).append(": ").append(value).append("\r\n");
  }
  text += "\r\n";
  return text;
}

/// In parts, because the guard gives a peer more time with each part that it has taken.
void send_all(Guard& guard, std::string_view bytes) {
  constexpr std::size_t most_at_once = std::size_t{16} * 1024;
  for (std::size_t at = 0; at < bytes.size(); at += most_at_once) {
    const auto part = bytes.substr(at, most_at_once);
    guard.sendBytes(part.data(), static_cast<int>(part.size()), 0);
  }
}

/// A reply that is held whole goes out without Poco's streams, which would print its head twice,
/// once to know how long it is. bodiless: a reply to HEAD.
void send_whole(Guard& guard, HTTPServerResponse& response, const Reply& reply, bool bodiless) {
  constexpr std::size_t small = std::size_t{64} * 1024;  // is sent with its head
  const bool unchanged = reply.status == HTTPResponse::HTTP_NOT_MODIFIED;
  if (!unchanged) {
    response.setContentLength64(static_cast<Poco::Int64>(reply.body.size()));
  }
  const std::string_view body =
      bodiless || unchanged ? std::string_view{} : std::string_view(reply.body);
  const bool together = body.size() <= small;
  std::string head = printed(response, together ? body.size() : 0);
  if (together) {
    send_all(guard, head.append(body));
  } else {
    send_all(guard, head);
    send_all(guard, body);
  }
}

/// Whether all of a stream went out. last: of its connection.
bool send_stream(HTTPServerResponse& response, const Reply& reply, bool bodiless, bool last) {
  response.setChunkedTransferEncoding(response.getVersion() == Poco::Net::HTTPMessage::HTTP_1_1);
  std::ostream& out = response.send();
  if (!bodiless) {
    reply.stream(out);
    auto* chunks = dynamic_cast<Poco::Net::HTTPChunkedOutputStream*>(&out);
    if (chunks != nullptr && last) {
      // The last chunk, which Poco writes when the response is gone, and so after the farewell.
      chunks->rdbuf()->close();
    }
  }
  return static_cast<bool>(out.flush());
}

/// Whether all of the reply went out.
bool send(Guard& guard, HTTPServerResponse& response, const Reply& reply, bool bodiless,
          bool last) {
  set_head(response, reply);
  if (reply.stream) {
    return send_stream(response, reply, bodiless, last);
  }
  send_whole(guard, response, reply, bodiless);
  return true;
}

class Handler final : public Poco::Net::HTTPRequestHandler {
 public:
  Handler(std::unique_ptr<Exchange> exchange, std::optional<Reply> refusal, Dispatcher& dispatcher)
      : exchange_(std::move(exchange)), refusal_(std::move(refusal)), dispatcher_(dispatcher) {}

  void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
    Guard& guard = guard_of(request);
    Reply reply = refusal_ ? std::move(*refusal_)
                           : dispatcher_.guarded(*exchange_, [&] { return answer(guard); });
    dispatcher_.finish(*exchange_, reply);
    const bool goes_on = guard.may_go_on() && (!reply.stream || exchange_->head.http_1_1);
    response.setKeepAlive(goes_on);
    bool sent = false;
    std::string why = "the peer has gone or does not read";
    try {
      sent = send(guard, response, reply, exchange_->request.method == "HEAD", !goes_on);
    } catch (const std::exception& failure) {
      why = failure.what();
    }
    if (!sent) {
      log::warning("reply_cut_off", {{"path", exchange_->request.path}, {"error", why}});
      guard.abort();
    }
    if (!goes_on || !sent) {
      response.setKeepAlive(false);
      guard.part();
    }
  }

 private:
  Reply answer(Guard& guard) {
    if (exchange_->body != nullptr) {
      auto body = guard.read_body(exchange_->body->most_bytes, small_body,
                                  [this] { return dispatcher_.take_slot(*exchange_); });
      if (!body) {
        return dispatcher_.refuse_body(*exchange_, body.error());
      }
      exchange_->request.body = std::move(*body);
    }
    return dispatcher_.answer(*exchange_);
  }

  std::unique_ptr<Exchange> exchange_;
  std::optional<Reply> refusal_;
  Dispatcher& dispatcher_;
};

}  // namespace

Poco::Net::HTTPRequestHandler* HandlerFactory::createRequestHandler(
    const HTTPServerRequest& request) {
  Guard& guard = guard_of(request);
  auto exchange = std::make_unique<Exchange>();
  exchange->audience = &audience_;
  exchange->head = guard.hand_over_head();
  if (audience_.reach == Route::Reach::operators) {
    exchange->user = peer_user(guard);
  } else {
    exchange->peer = guard.peer();
  }
  auto refusal = dispatcher_.guarded(*exchange, [&] { return dispatcher_.open(*exchange); });
  // Poco asks for the body of "Expect: 100-continue" unless the status says otherwise by now.
  if (refusal) {
    request.response().setStatus(static_cast<HTTPResponse::HTTPStatus>(refusal->status));
  }
  return new Handler(std::move(exchange), std::move(refusal), dispatcher_);
}

}  // namespace soundings::serve
