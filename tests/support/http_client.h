// A client of a few lines over a bare socket: it sends the bytes a test wrote, well
// formed or not, and reads replies back. Loopback only.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soundings::testing {

/// header names are lower case.
struct HttpReply {
  int status = 0;
  std::map<std::string, std::string> headers;
  std::string body;

  [[nodiscard]] std::string header(const std::string& name) const;
};

/// One connection to 127.0.0.1; used by one thread.
class Connection {
 public:
  explicit Connection(std::uint16_t port);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void send(std::string_view bytes) const;
  /// Says that nothing more will be sent; replies can still be read.
  void end_sending() const;

  /// The next reply; nothing when the server closed first, or said nothing for ten seconds.
  /// bodyless: the reply to a HEAD.
  enum class Body { present, absent };
  [[nodiscard]] std::optional<HttpReply> read(Body body = Body::present);

  /// All that comes until the server closes, as bytes.
  [[nodiscard]] std::string read_to_end();

  /// Whether the server closes without another byte.
  [[nodiscard]] bool closed_by_server();

 private:
  [[nodiscard]] bool fill();

  int socket_ = -1;
  std::string waiting_;
};

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// The bytes of a request with a Host, and a Content-Length when there is a body.
[[nodiscard]] std::string request_bytes(std::string_view method, std::string_view target,
                                        const HttpHeaders& headers = {},
                                        const std::optional<std::string>& body = std::nullopt);

/// One request on a connection of its own.
[[nodiscard]] HttpReply get(std::uint16_t port, std::string_view target,
                            const HttpHeaders& headers = {});

}  // namespace soundings::testing
