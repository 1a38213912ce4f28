// HTTP framing: what is refused stays refused however it is cut and never also parses; a head that
// is taken can be read in one way, which is Poco's too; a chunked body in pieces is the body.
#include <sstream>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequest.h>

#include "http/chunks.h"
#include "http/head.h"
#include "must.h"

using namespace soundings;
using namespace soundings::fuzz;

namespace {

bool same(const serve::Head& one, const serve::Head& other) {
  return one.method == other.method && one.target == other.target && one.headers == other.headers &&
         one.content_length == other.content_length && one.chunked == other.chunked &&
         one.http_1_1 == other.http_1_1 && one.keep_alive == other.keep_alive;
}

std::string written(const serve::Head& head) {
  std::string text = head.method + " " +
                     (head.authority.empty() ? "" : "http://" + head.authority) + head.target +
                     (head.http_1_1 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
  for (const auto& [name, value] : head.headers) {
    text += name + ": " + value + "\r\n";
  }
  return text + "\r\n";
}

/// Poco's parser behind us reads the same method, version and headers, or refuses.
void must_agree(const serve::Head& head, std::string_view block) {
  Poco::Net::HTTPRequest request;
  std::istringstream stream{std::string(block)};
  try {
    request.read(stream);
  } catch (const Poco::Exception&) {
    return;
  }
  must(request.getMethod() == head.method, "Poco reads the same method");
  must(request.getVersion() == (head.http_1_1 ? "HTTP/1.1" : "HTTP/1.0"), "and the same version");
  must(request.size() == head.headers.size(), "and as many headers");
  must(request.getChunkedTransferEncoding() == head.chunked, "and the same transfer encoding");
  if (head.content_length) {
    must(static_cast<std::uint64_t>(request.getContentLength64()) == *head.content_length,
         "and the same length");
  }
  std::string rest;
  must(!std::getline(stream, rest) || rest.empty(), "and ends where we end");
}

void try_head(std::string_view bytes, std::size_t seed) {
  const auto whole = serve::end_of_head(bytes);
  std::size_t came = 0;
  bool decided = false;
  in_pieces(bytes, seed, [&](std::string_view piece) {
    came += piece.size();
    const auto part = serve::end_of_head(bytes.substr(0, came));
    if (decided) {
      return;
    }
    decided = !part || part->has_value();
    if (!part) {
      must(!whole, "what is refused early is refused");
    } else if (*part) {
      must(whole && *whole == *part, "a head ends where it ends");
    }
  });
  if (!whole || !*whole) {
    return;
  }
  const std::string_view block = bytes.substr(0, **whole);
  const auto head = serve::read_head(block);
  if (!head) {
    must(head.error().status >= 400 && !head.error().code.empty(), "a refusal says why");
    return;
  }
  must(!(head->chunked && head->content_length), "a body has one length");
  must(head->target.starts_with('/'), "a target is a path");
  must(!head->header("host").empty(), "a host is named");
  const auto again = serve::read_head(written(*head));
  must(again && same(*again, *head), "what is read is written and read the same");
  must_agree(*head, block);
}

struct Read {
  serve::Dechunker::State state = serve::Dechunker::State::more;
  std::size_t used = 0;
  std::string body;
};

Read in_parts(std::string_view bytes, std::size_t seed) {
  Read read;
  serve::Dechunker chunks;
  in_pieces(bytes, seed, [&](std::string_view piece) {
    if (read.state == serve::Dechunker::State::more) {
      const auto step = chunks.feed(piece, read.body);
      must(step.used <= piece.size(), "no more is used than came");
      must(step.state != serve::Dechunker::State::more || step.used == piece.size(),
           "all is used while more is wanted");
      read.state = step.state;
      read.used += step.used;
    }
  });
  return read;
}

void try_chunks(std::string_view bytes, std::size_t seed) {
  Read whole;
  serve::Dechunker chunks;
  const auto step = chunks.feed(bytes, whole.body);
  const Read parts = in_parts(bytes, seed);
  must(parts.state == step.state && parts.used == step.used && parts.body == whole.body,
       "a chunked body in pieces is the body");
  must(whole.body.size() <= step.used, "no byte is made up");

  // The same bytes as the data of chunks come out as they went in.
  std::string sent;
  in_pieces(bytes, seed + 1, [&](std::string_view piece) {
    char size[20];
    std::snprintf(size, sizeof size, "%zx;a=b\r\n", piece.size());
    sent += size + std::string(piece) + "\r\n";
  });
  const Read back = in_parts(sent + "0\r\nA: b\r\n\r\nnext", seed + 2);
  must(bytes.size() > 4096 || back.state == serve::Dechunker::State::done, "a body ends");
  must(back.state != serve::Dechunker::State::done || back.body == bytes, "what was sent comes");
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const std::size_t seed = input.choose(256);
  try_head(input.rest(), seed);
  try_chunks(input.rest(), seed);
  return 0;
}
