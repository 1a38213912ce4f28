// SMTP (RFC 5321) as far as handing one letter to a relay needs.
#include "soundings/serve/mail.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <Poco/Exception.h>
#include <Poco/Net/StreamSocket.h>

namespace soundings::serve {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_reply = 8192;
constexpr int ready = 220;
constexpr int done = 250;
constexpr int go_on = 354;

/// One connection to a mail server, which ends at a deadline.
class Dialogue {
 public:
  Dialogue(const MailServer& server, Clock::time_point deadline) : deadline_(deadline) {
    socket_.connect(Poco::Net::SocketAddress(server.host, server.port), left());
    expect(ready);
  }

  void say(const std::string& line, int answer) {
    const std::string text = line + "\r\n";
    for (std::size_t sent = 0; sent < text.size();) {
      socket_.setSendTimeout(left());
      sent += static_cast<std::size_t>(
          socket_.sendBytes(text.data() + sent, static_cast<int>(text.size() - sent)));
    }
    expect(answer);
  }

 private:
  /// Throws when the time is over.
  [[nodiscard]] Poco::Timespan left() const {
    const auto left =
        std::chrono::duration_cast<std::chrono::microseconds>(deadline_ - Clock::now());
    if (left.count() <= 0) {
      throw std::runtime_error("the mail server did not answer in time");
    }
    return {left.count()};
  }

  /// A reply ends with a line whose fourth character is a blank.
  [[nodiscard]] bool whole() const {
    const auto last = reply_.rfind('\n', reply_.size() - 2);
    const std::string_view line =
        std::string_view(reply_).substr(last == std::string::npos ? 0 : last + 1);
    return line.size() > 3 && line[3] == ' ';
  }

  void expect(int answer) {
    reply_.clear();
    while (!reply_.ends_with('\n') || !whole()) {
      std::array<char, 512> chunk{};
      if (!socket_.poll(left(), Poco::Net::Socket::SELECT_READ)) {
        throw std::runtime_error("the mail server did not answer in time");
      }
      const int got = socket_.receiveBytes(chunk.data(), static_cast<int>(chunk.size()));
      if (got <= 0 || reply_.size() > longest_reply) {
        throw std::runtime_error("the mail server ended the connection");
      }
      reply_.append(chunk.data(), static_cast<std::size_t>(got));
    }
    const std::string code = reply_.substr(0, 3);
    if (code != std::to_string(answer)) {
      const bool digits = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
      throw std::runtime_error("the mail server said " + (digits ? code : "no number"));
    }
  }

  Clock::time_point deadline_;
  Poco::Net::StreamSocket socket_;
  std::string reply_;
};

/// Lines as a letter has them: a dot at the beginning stands twice.
std::string body_of(const MailServer& server, const Letter& letter) {
  std::string body = "From: <" + server.from + ">\r\nTo: <" + server.to +
                     ">\r\nSubject: " + letter.subject + "\r\n\r\n";
  bool begins = true;
  for (const char c : letter.text) {
    body += begins && c == '.' ? "." : "";
    body += c == '\n' ? "\r\n" : std::string(1, c);
    begins = c == '\n';
  }
  return body + (begins ? "." : "\r\n.");
}

}  // namespace

bool is_mail_address(const std::string& text) noexcept {
  constexpr std::size_t longest = 254;
  const bool plain = std::ranges::all_of(
      text, [](char c) { return c > 0x20 && c < 0x7f && c != '<' && c != '>'; });
  return plain && text.size() <= longest && text.find('@') != std::string::npos;
}

Expected<void, std::string> send_mail(const MailServer& server, const Letter& letter,
                                      std::chrono::milliseconds longest) {
  try {
    Dialogue dialogue(server, Clock::now() + longest);
    dialogue.say("HELO soundings.invalid", done);
    dialogue.say("MAIL FROM:<" + server.from + ">", done);
    dialogue.say("RCPT TO:<" + server.to + ">", done);
    dialogue.say("DATA", go_on);
    dialogue.say(body_of(server, letter), done);
    return {};
  } catch (const Poco::Exception&) {
    return unexpected(std::string("the mail server could not be reached"));
  } catch (const std::runtime_error& failure) {
    return unexpected(std::string(failure.what()));
  }
}

}  // namespace soundings::serve
