#include "http/chunks.h"

#include <catch2/catch.hpp>

using soundings::serve::Dechunker;

namespace {

/// What one feed makes of `sent`, and the body it gives.
std::pair<Dechunker::State, std::string> read_chunks(const std::string& sent) {
  Dechunker chunks;
  std::string body;
  const auto step = chunks.feed(sent, body);
  return {step.state, body};
}

}  // namespace

TEST_CASE("chunks are taken off however they are cut, and what follows is left", "[serve]") {
  const std::string sent = "2\r\n{}\r\nA\r\n0123456789\r\n0\r\n\r\nGET /";
  for (std::size_t cut = 0; cut <= sent.size(); ++cut) {
    Dechunker chunks;
    std::string body;
    const auto first = chunks.feed(std::string_view(sent).substr(0, cut), body);
    if (first.state == Dechunker::State::more) {
      CHECK(first.used == cut);
      const auto second = chunks.feed(std::string_view(sent).substr(cut), body);
      CHECK(second.state == Dechunker::State::done);
      CHECK(cut + second.used == sent.size() - 5);
    } else {
      CHECK(first.used == sent.size() - 5);
    }
    CHECK(body == "{}0123456789");
  }
}

TEST_CASE("a malformed chunk is seen", "[serve]") {
  for (const auto* sent :
       {"x\r\n", "\r\n", "2\n{}", "2\r\n{}x", "0\r\nX 1\r\n", "0\r\n: 1\r\n", "123456789\r\n",
        "-1\r\n", "1 0\r\n", "8a\t\t0,GET / HTTP/1.1\r\n", "2 a=b\r\n"}) {
    Dechunker chunks;
    std::string body;
    INFO(sent);
    CHECK(chunks.feed(sent, body).state == Dechunker::State::malformed);
  }
}

TEST_CASE("extensions and trailer fields are read over (RFC 9112, 7.1.1 and 7.1.2)", "[serve]") {
  for (const auto* sent :
       {"2;a=b\r\n{}\r\n0\r\n\r\n", "2 ; a=\"b;c\"\r\n{}\r\n0;last\r\n\r\n",
        "2 \t\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n0\r\nX-Checksum: 1\r\nB:\r\n\r\n"}) {
    INFO(sent);
    CHECK(read_chunks(sent) == std::pair{Dechunker::State::done, std::string("{}")});
  }
}

TEST_CASE("extensions and trailer fields have a limit, and no line feed of their own", "[serve]") {
  const std::string many(Dechunker::extras_limit, 'a');
  for (const auto& sent : {"2;" + many + "\r\n{}\r\n0\r\n\r\n", "0\r\nX: " + many + "\r\n\r\n",
                           std::string("2;a\nb\r\n{}\r\n"), std::string("0\r\nX: a\nb\r\n\r\n")}) {
    CHECK(read_chunks(sent).first == Dechunker::State::malformed);
  }
}
