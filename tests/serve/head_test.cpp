#include "http/head.h"

#include <catch2/catch.hpp>

using namespace soundings;
using serve::end_of_head;
using serve::read_head;

namespace {

/// The code a head is refused with; empty when it is taken.
std::string_view refusal(std::string_view lines) {
  const auto head = read_head(lines);
  return head ? std::string_view{} : head.error().code;
}

}  // namespace

TEST_CASE("a plain head is read as it came", "[serve]") {
  const auto head = read_head(
                        "POST /a?b=c HTTP/1.1\r\nHost: x\r\nX-Name:  =?utf-8?B?w6k=?= \r\n"
                        "content-length: 12\r\n\r\n")
                        .value();
  CHECK(head.method == "POST");
  CHECK(head.target == "/a?b=c");
  CHECK(head.header("x-name") == "=?utf-8?B?w6k=?=");
  CHECK(head.content_length == 12);
  CHECK_FALSE(head.chunked);
}

TEST_CASE("a head that could be read in two ways is refused", "[serve]") {
  const auto with = [](const std::string& lines) {
    return refusal("POST / HTTP/1.1\r\nHost: x\r\n" + lines + "\r\n");
  };
  CHECK(with("Content-Length: 2\r\nContent-Length: 2\r\n") == "bad_content_length");
  CHECK(with("Content-Length: 2, 2\r\n") == "bad_content_length");
  CHECK(with("Content-Length: -5\r\n") == "bad_content_length");
  CHECK(with("Content-Length: +2\r\n") == "bad_content_length");
  CHECK(with("Content-Length: 0x2\r\n") == "bad_content_length");
  CHECK(with("Content-Length: 1000000000000000000000\r\n") == "bad_content_length");
  CHECK(with("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n") == "length_and_encoding");
  CHECK(with("Transfer-Encoding: gzip, chunked\r\n") == "transfer_encoding_not_supported");
  CHECK(with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") ==
        "transfer_encoding_not_supported");
  CHECK(with("Content-Length : 2\r\n") == "bad_header");
  CHECK(with("X-A: 1\r\n 2\r\n") == "bad_header");
  CHECK(with(std::string("X-A: a\0b\r\n", 10)) == "bad_header");
  CHECK(with("no colon\r\n") == "bad_header");
  CHECK(with("Host: y\r\n") == "bad_host");
  CHECK(with("Expect: a miracle\r\n") == "expectation_failed");
  CHECK(with("Content-Length: 2\r\n").empty());
  CHECK(with("Transfer-Encoding: Chunked\r\n").empty());
}

TEST_CASE("a first line that is no request is refused", "[serve]") {
  CHECK(refusal("POST / HTTP/9.9\r\nHost: x\r\n\r\n") == "version_not_supported");
  CHECK(refusal("POST / HTTP/1.1\r\n\r\n") == "bad_host");
  CHECK(refusal("POST  / HTTP/1.1\r\nHost: x\r\n\r\n") == "bad_request_line");
  CHECK(refusal("GET http:///a HTTP/1.1\r\nHost: x\r\n\r\n") == "bad_request_line");
  CHECK(refusal("GET http://me@x/a HTTP/1.1\r\nHost: x\r\n\r\n") == "bad_request_line");
  CHECK(refusal("GET ftp://x/a HTTP/1.1\r\nHost: x\r\n\r\n") == "bad_request_line");
  CHECK(refusal("GET http:/a HTTP/1.1\r\nHost: x\r\n\r\n") == "bad_request_line");
  CHECK(refusal("GET http://x/a HTTP/1.1\r\n\r\n") == "bad_host");
  CHECK(refusal("PO(T / HTTP/1.1\r\nHost: x\r\n\r\n") == "bad_request_line");
  CHECK(refusal("GET /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n") == "bad_request_line");
  CHECK(refusal("GET / http/1.1\r\nHost: x\r\n\r\n") == "bad_request_line");
}

TEST_CASE("a target in absolute form is taken, its authority apart", "[serve]") {
  const auto target = [](const std::string& written) {
    const auto head = read_head("GET " + written + " HTTP/1.1\r\nHost: x\r\n\r\n").value();
    return head.authority + " " + head.target;
  };
  CHECK(target("http://a.example:8080/b?c=d") == "a.example:8080 /b?c=d");
  CHECK(target("HTTPS://[::1]/") == "[::1] /");
  CHECK(target("http://a") == "a /");
  CHECK(target("http://a?c=http://d/") == "a /?c=http://d/");
  CHECK(target("/http://a/") == " /http://a/");
}

TEST_CASE("a head ends at its first empty line, and what follows is not its business", "[serve]") {
  const std::string head = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  CHECK(end_of_head(head + "a\nb").value() == head.size());
  CHECK(end_of_head(head.substr(0, head.size() - 1)).value() == std::nullopt);
  CHECK(end_of_head("").value() == std::nullopt);
}

TEST_CASE("what cannot become a head is seen before it ends", "[serve]") {
  CHECK(end_of_head("GET / HTTP/1.1\nHost").error().code == "bare_line_feed");
  CHECK(end_of_head("\x16\x03\x01").error().code == "bad_request_line");
  CHECK(end_of_head("\r\nGET /").error().code == "bad_request_line");
  CHECK(end_of_head("GET /" + std::string(serve::head_limit, 'a')).error().code == "uri_too_long");
  CHECK(end_of_head("GET / HTTP/1.1\r\nX: " + std::string(serve::head_limit, 'a')).error().code ==
        "headers_too_large");
}

TEST_CASE("too many headers are refused whatever their size", "[serve]") {
  std::string lines = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (std::size_t i = 0; i < serve::field_limit; ++i) {
    lines += "X: 1\r\n";
  }
  CHECK(refusal(lines + "\r\n") == "headers_too_large");
}

TEST_CASE("a connection goes on unless its peer says otherwise", "[http]") {
  const auto goes_on = [](const std::string& version, const std::string& connection) {
    const std::string line = connection.empty() ? "" : "Connection: " + connection + "\r\n";
    return read_head("GET / HTTP/" + version + "\r\nHost: a\r\n" + line + "\r\n")
        .value()
        .keep_alive;
  };
  CHECK(goes_on("1.1", ""));
  CHECK(goes_on("1.1", "keep-alive, TE"));
  CHECK_FALSE(goes_on("1.1", "Close"));
  CHECK_FALSE(goes_on("1.1", "TE , close"));
  CHECK_FALSE(goes_on("1.0", ""));
  CHECK(goes_on("1.0", "Keep-Alive"));
}
