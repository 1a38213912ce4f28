// The operator socket of a running server, and who is at its other end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "soundings/serve/message.h"

namespace soundings::serve {

/// The operator socket of a server: "<database>.operator".
[[nodiscard]] std::filesystem::path operator_socket_of(const std::filesystem::path& database);

/// What the server at a socket says. Method, path and form are sent: in the query of a GET, as a
/// form otherwise. Nothing when nobody listens there.
[[nodiscard]] std::optional<Reply> ask_operator(const std::filesystem::path& socket,
                                                const Request& request);

/// Whether somebody listens there.
[[nodiscard]] bool operator_answers(const std::filesystem::path& socket);

/// The name of an operating-system user, or "uid 1000" for one without.
[[nodiscard]] std::string user_name(std::uint32_t uid);

}  // namespace soundings::serve
