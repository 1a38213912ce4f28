#include "support/http_client.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace soundings::testing {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

HttpReply read_head(std::string_view head) {
  HttpReply reply;
  reply.status = std::atoi(std::string(head.substr(9, 3)).c_str());
  for (auto at = head.find("\r\n") + 2; at < head.size();) {
    const auto end = head.find("\r\n", at);
    const auto line = head.substr(at, end - at);
    if (const auto colon = line.find(": "); colon != std::string_view::npos) {
      reply.headers[lower(std::string(line.substr(0, colon)))] = line.substr(colon + 2);
    }
    at = end + 2;
  }
  return reply;
}

}  // namespace

std::string HttpReply::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string{} : found->second;
}

Connection::Connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const int error = errno;
    ::close(socket_);
    throw std::system_error(error, std::generic_category(), "connect");
  }
}

Connection::~Connection() {
  ::close(socket_);
}

void Connection::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return;  // the server has closed; its reply is still to be read
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Connection::end_sending() const {
  ::shutdown(socket_, SHUT_WR);
}

bool Connection::fill() {
  std::array<char, 65536> bytes{};
  const auto count = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (count <= 0) {
    return false;
  }
  waiting_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

std::optional<HttpReply> Connection::read(Body body) {
  auto end = waiting_.find("\r\n\r\n");
  while (end == std::string::npos) {
    if (!fill()) {
      return std::nullopt;
    }
    end = waiting_.find("\r\n\r\n");
  }
  HttpReply reply = read_head(std::string_view(waiting_).substr(0, end + 2));
  waiting_.erase(0, end + 4);
  if (reply.status == 100) {
    return read(body);
  }
  const bool bodyless = body == Body::absent || reply.status == 304;
  const auto length =
      bodyless ? 0 : std::strtoul(reply.header("content-length").c_str(), nullptr, 10);
  while (waiting_.size() < length) {
    if (!fill()) {
      return std::nullopt;
    }
  }
  reply.body = waiting_.substr(0, length);
  waiting_.erase(0, length);
  return reply;
}

std::string Connection::read_to_end() {
  while (fill()) {
  }
  return std::exchange(waiting_, {});
}

bool Connection::closed_by_server() {
  char byte = 0;
  return waiting_.empty() && ::recv(socket_, &byte, 1, 0) == 0;
}

std::string request_bytes(std::string_view method, std::string_view target,
                          const HttpHeaders& headers, const std::optional<std::string>& body) {
  std::string bytes;
  bytes.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
  for (const auto& [name, value] : headers) {
    bytes.append(name).append(": ").append(value).append("\r\n");
  }
  if (body) {
    bytes.append("Content-Length: ").append(std::to_string(body->size())).append("\r\n");
  }
  bytes.append("\r\n").append(body.value_or(""));
  return bytes;
}

HttpReply get(std::uint16_t port, std::string_view target, const HttpHeaders& headers) {
  Connection connection(port);
  connection.send(request_bytes("GET", target, headers));
  auto reply = connection.read();
  if (!reply) {
    throw std::runtime_error("no reply to GET " + std::string(target));
  }
  return std::move(*reply);
}

}  // namespace soundings::testing
