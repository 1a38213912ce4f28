// A letter to one address through a force's own mail server, in plain text and within a time limit.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "soundings/base/expected.h"

namespace soundings::serve {

/// A relay that takes letters of this machine without a password.
struct MailServer {
  std::string host;
  std::uint16_t port = 25;
  std::string from;  ///< addresses, without blanks or angle brackets
  std::string to;
};

struct Letter {
  std::string subject;  ///< ASCII, one line
  std::string text;     ///< ASCII, lines that end in "\n"
};

/// Whether an address may stand in the dialogue with a mail server.
[[nodiscard]] bool is_mail_address(const std::string& text) noexcept;

/// Errors: what went wrong, in words that hold nothing of the letter. Ends within `longest`.
[[nodiscard]] Expected<void, std::string> send_mail(const MailServer& server, const Letter& letter,
                                                    std::chrono::milliseconds longest);

}  // namespace soundings::serve
