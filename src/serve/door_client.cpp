// The command line's end of the door.
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

#include "soundings/serve/door.h"

#include "desk_fields.h"

namespace soundings::serve {
namespace {

const Poco::Timespan answer_wait(600, 0);

std::string target_of(const Ask& ask) {
  if (ask.method != "GET") {
    return ask.path;
  }
  Poco::URI uri(ask.path);
  for (const auto& [name, value] : ask.fields) {
    uri.addQueryParameter(name, value);
  }
  return uri.getPathAndQuery();
}

/// Connected, or nothing when nobody listens there.
std::optional<Poco::Net::StreamSocket> connect(const std::filesystem::path& place) {
  if (place.string().size() >= sizeof(sockaddr_un{}.sun_path)) {
    return std::nullopt;
  }
  Poco::Net::StreamSocket socket;
  try {
    socket.connect(Poco::Net::SocketAddress(Poco::Net::SocketAddress::UNIX_LOCAL, place.string()));
  } catch (const Poco::Exception&) {
    return std::nullopt;
  }
  return socket;
}

}  // namespace

std::filesystem::path door_of(const std::filesystem::path& database) {
  return database.string() + ".door";
}

bool answers(const std::filesystem::path& place) {
  return connect(place).has_value();
}

std::optional<Answer> ask_at_door(const std::filesystem::path& place, const Ask& ask) {
  const auto socket = connect(place);
  if (!socket) {
    return std::nullopt;
  }
  Poco::Net::HTTPClientSession session(*socket);
  session.setTimeout(answer_wait);
  Poco::Net::HTTPRequest request(ask.method, target_of(ask), Poco::Net::HTTPMessage::HTTP_1_1);
  request.setHost("door");
  const std::string body = ask.method == "GET" ? "" : print_fields(ask.fields);
  if (ask.method != "GET") {
    request.setContentType("application/json");
    request.setContentLength(static_cast<std::streamsize>(body.size()));
  }
  session.sendRequest(request) << body;
  Poco::Net::HTTPResponse response;
  Answer answer;
  Poco::StreamCopier::copyToString(session.receiveResponse(response), answer.body);
  answer.status = response.getStatus();
  return answer;
}

std::string user_name(std::uint32_t uid) {
  passwd found{};
  passwd* entry = nullptr;
  std::string room(16384, '\0');
  if (::getpwuid_r(uid, &found, room.data(), room.size(), &entry) == 0 && entry != nullptr) {
    return entry->pw_name;
  }
  return "uid " + std::to_string(uid);
}

}  // namespace soundings::serve
