// The address and port that a server listens on, as the command line names them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "soundings/base/expected.h"

namespace soundings::app {

struct ListenAddress {
  std::string host;  ///< an IPv6 address without its brackets
  std::uint16_t port = 0;
};

/// "127.0.0.1:8080", "localhost:8080" or "[::1]:8080": nothing before, between or after. Whether
/// the host is an address that may be listened on is not judged here. Error: what is wrong, in
/// words.
[[nodiscard]] Expected<ListenAddress, std::string> read_listen_address(std::string_view text);

}  // namespace soundings::app
