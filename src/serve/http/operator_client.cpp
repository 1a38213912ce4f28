// The command line's end of the operator socket.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "soundings/serve/operator_socket.h"

namespace soundings::serve {
namespace {

const Poco::Timespan answer_wait(600, 0);

/// "source=wmnow&label=live", percent-encoded.
std::string fields_of(const Request& request) {
  Poco::URI uri;
  for (const auto& [name, value] : request.form) {
    uri.addQueryParameter(name, value);
  }
  return uri.getRawQuery();
}

/// Connected, or nothing when nobody listens there.
std::optional<Poco::Net::StreamSocket> connect(const std::filesystem::path& path) {
  if (path.string().size() >= sizeof(sockaddr_un{}.sun_path)) {
    return std::nullopt;
  }
  Poco::Net::StreamSocket socket;
  try {
    socket.connect(Poco::Net::SocketAddress(Poco::Net::SocketAddress::UNIX_LOCAL, path.string()));
  } catch (const Poco::Exception&) {
    return std::nullopt;
  }
  return socket;
}

}  // namespace

std::filesystem::path operator_socket_of(const std::filesystem::path& database) {
  return database.string() + ".operator";
}

bool operator_answers(const std::filesystem::path& socket) {
  return connect(socket).has_value();
}

std::optional<Reply> ask_operator(const std::filesystem::path& socket, const Request& request) {
  const auto connected = connect(socket);
  if (!connected) {
    return std::nullopt;
  }
  Poco::Net::HTTPClientSession session(*connected);
  session.setTimeout(answer_wait);
  const bool reads = request.method == "GET";
  const std::string fields = fields_of(request);
  Poco::Net::HTTPRequest sent(request.method,
                              reads && !fields.empty() ? request.path + "?" + fields : request.path,
                              Poco::Net::HTTPMessage::HTTP_1_1);
  sent.setHost("operator");
  if (!reads) {
    sent.setContentType("application/x-www-form-urlencoded");
    sent.setContentLength(static_cast<std::streamsize>(fields.size()));
  }
  session.sendRequest(sent) << (reads ? std::string{} : fields);
  Poco::Net::HTTPResponse response;
  Reply reply;
  Poco::StreamCopier::copyToString(session.receiveResponse(response), reply.body);
  reply.status = response.getStatus();
  reply.media_type = response.getContentType();
  return reply;
}

std::string user_name(std::uint32_t uid) {
  passwd found{};
  passwd* entry = nullptr;
  std::string buffer(16384, '\0');
  if (::getpwuid_r(uid, &found, buffer.data(), buffer.size(), &entry) == 0 && entry != nullptr) {
    return entry->pw_name;
  }
  return "uid " + std::to_string(uid);
}

}  // namespace soundings::serve
