"""What a request may look like on the wire, and what each odd one is answered: data for the
journeys that send them straight to the server, over TLS and through nginx.

A row: name, the bytes, the status, the code of the problem document, and what a sender sees
with nginx in front, where that differs: nginx answers most of them itself.
"""

from typing import NamedTuple

POST = "POST /api/v1/sources/wmnow/surveys/victim_satisfaction/responses HTTP/1.1\r\n"
HOST = "Host: 127.0.0.1\r\n"
JSON = "Content-Type: application/json\r\n"
# Headers that could be a sender's own: only the body shows that they are not.
CREDENTIAL = "webhook-id: m\r\nwebhook-timestamp: 1\r\nwebhook-signature: v1,AAAA\r\n"


class Row(NamedTuple):
    name: str
    sent: bytes
    status: int
    code: str
    behind_nginx: frozenset = frozenset({400})


def post(lines, body="{}", credential=CREDENTIAL):
    """A post of JSON with these header lines, and whatever length they state."""
    return (POST + HOST + JSON + credential + lines + "\r\n" + body).encode("latin-1")


def get(first="GET /healthz HTTP/1.1", host=HOST, lines=""):
    return f"{first}\r\n{host}{lines}\r\n".encode("latin-1")


def answers(*statuses):
    return frozenset(statuses)


def elsewhere(request):
    """The same, under a name that is not ours."""
    return request.replace(HOST.encode(), b"Host: x\r\n", 1)


HIDDEN = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

# Refused as they stand, before anything is understood: one problem document, then a close.
REFUSED = [
    Row("two different lengths", post("Content-Length: 2\r\nContent-Length: 40\r\n"), 400, "bad_content_length"),
    Row("the same length twice", post("Content-Length: 2\r\nContent-Length: 2\r\n"), 400, "bad_content_length"),
    Row("a list of lengths", post("Content-Length: 2, 2\r\n"), 400, "bad_content_length"),
    Row("a negative length", post("Content-Length: -5\r\n"), 400, "bad_content_length"),
    Row("a length with a sign", post("Content-Length: +2\r\n"), 400, "bad_content_length"),
    Row("a length in letters", post("Content-Length: abc\r\n"), 400, "bad_content_length"),
    Row("a length in hexadecimal", post("Content-Length: 0x2\r\n"), 400, "bad_content_length"),
    Row("a length past 64 bits", post("Content-Length: 99999999999999999999999\r\n"), 400, "bad_content_length",
        answers(400, 413)),
    Row("an empty length", post("Content-Length:\r\n"), 400, "bad_content_length"),
    Row("a length and chunks", post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
        400, "length_and_encoding"),
    Row("chunks and a length", post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "2\r\n{}\r\n0\r\n\r\n"),
        400, "length_and_encoding"),
    Row("a length and xchunked", post("Content-Length: 2\r\nTransfer-Encoding: xchunked\r\n"), 501,
        "transfer_encoding_not_supported", answers(400, 501)),
    Row("chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 501,
        "transfer_encoding_not_supported", answers(400, 501)),
    Row("gzip and chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501,
        "transfer_encoding_not_supported", answers(400, 501)),
    Row("chunked, then identity", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 501,
        "transfer_encoding_not_supported", answers(400, 501)),
    Row("chunks in HTTP/1.0", post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n").replace(b"HTTP/1.1", b"HTTP/1.0"),
        400, "transfer_encoding_not_supported"),
    Row("a space before the colon", post("Content-Length : 2\r\n"), 400, "bad_header"),
    Row("a folded line", post("X-A: 1\r\n 2\r\nContent-Length: 2\r\n"), 400, "bad_header",
        answers(400)),
    Row("a line folded by a tab", post("X-A: 1\r\n\t2\r\nContent-Length: 2\r\n"), 400, "bad_header"),
    Row("a NUL in a value", post("X-A: a\0b\r\nContent-Length: 2\r\n"), 400, "bad_header"),
    Row("a NUL in a name", post("X-\0A: b\r\nContent-Length: 2\r\n"), 400, "bad_header"),
    Row("a control in a value", post("X-A: a\x01b\r\nContent-Length: 2\r\n"), 400, "bad_header", answers(400, 401)),
    Row("a carriage return in a value", post("X-A: a\rb\r\nContent-Length: 2\r\n"), 400, "bad_header"),
    Row("a line without a colon", post("nothing\r\nContent-Length: 2\r\n"), 400, "bad_header", answers(400, 401)),
    Row("an empty name", post(": a\r\nContent-Length: 2\r\n"), 400, "bad_header", answers(400, 401)),
    Row("a name that is no token", post("X(A): a\r\nContent-Length: 2\r\n"), 400, "bad_header", answers(400, 401)),
    Row("a type twice", post("Content-Type: text/csv\r\nContent-Length: 2\r\n"), 400, "repeated_header"),
    Row("bare line feeds", post("Content-Length: 2\r\n").replace(b"\r\n", b"\n"), 400, "bare_line_feed",
        answers(401)),
    Row("one bare line feed", post("X-A: b\nContent-Length: 2\r\n"), 400, "bare_line_feed", answers(401)),
    Row("no Host", get(host=""), 400, "bad_host"),
    Row("two Hosts", get(host=HOST + HOST), 400, "bad_host"),
    Row("an empty Host", get(host="Host:\r\n"), 400, "bad_host"),
    Row("1,000 headers", get(lines="".join(f"X-{k}: 1\r\n" for k in range(1000))), 431, "headers_too_large",
        answers(400, 431)),
    Row("a header of 64 KiB", get(lines="X-A: " + "a" * 65536 + "\r\n"), 431, "headers_too_large",
        answers(431)),
    Row("an address of 1 MiB", get("GET /" + "a" * (1 << 20) + " HTTP/1.1"), 414, "uri_too_long", answers(414)),
    Row("HTTP/9.9", get("GET /healthz HTTP/9.9"), 505, "version_not_supported", answers(400, 505)),
    Row("HTTP/2.0 in the first line", get("GET /healthz HTTP/2.0"), 505, "version_not_supported", answers(400, 505)),
    Row("http in small letters", get("GET /healthz http/1.1"), 400, "bad_request_line"),
    Row("two spaces in the first line", get("GET  /healthz HTTP/1.1"), 400, "bad_request_line", answers(200)),
    Row("no version at all", b"GET /healthz\r\n\r\n", 400, "bad_request_line", answers(0, 400)),
    Row("an absolute address without a name", get("GET http:///healthz HTTP/1.1"), 400, "bad_request_line"),
    Row("an absolute address of a person", get("GET http://a@127.0.0.1/healthz HTTP/1.1"), 400, "bad_request_line",
        answers(200, 400)),
    Row("an absolute address of another scheme", get("GET ftp://127.0.0.1/healthz HTTP/1.1"), 400,
        "bad_request_line", answers(200, 400)),
    Row("an absolute address without a Host", get("GET http://127.0.0.1/healthz HTTP/1.1", host=""), 400, "bad_host",
        answers(200, 400)),
    Row("a control in the address", get("GET /health\x01z HTTP/1.1"), 400, "bad_request_line", answers(400)),
    Row("an empty line first", b"\r\n" + get(), 400, "bad_request_line", answers(200)),
    Row("a TLS hello on the plain port", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "bad_request_line"),
    Row("an expectation of something else", post("Expect: a miracle\r\nContent-Length: 2\r\n"), 417,
        "expectation_failed", answers(401, 417)),
    Row("a length of 10^12", post("Content-Length: 1000000000000\r\n"), 413, "body_too_large", answers(413)),
    Row("a chunk size with a sign", post("Transfer-Encoding: chunked\r\n", "-2\r\n{}\r\n0\r\n\r\n"), 400, "bad_chunk"),
    Row("a chunk size of 16 digits", post("Transfer-Encoding: chunked\r\n", "1111111111111111\r\n{}"), 400,
        "bad_chunk", answers(400, 413)),
    Row("a chunk ended by a line feed", post("Transfer-Encoding: chunked\r\n", "2\n{}\r\n0\r\n\r\n"), 400, "bad_chunk",
        answers(400, 401)),
    Row("more data than the chunk said", post("Transfer-Encoding: chunked\r\n", "2\r\n{}x\r\n0\r\n\r\n"), 400,
        "bad_chunk"),
    Row("a compressed body", post("Content-Encoding: gzip\r\nContent-Length: 2\r\n"), 415,
        "content_encoding_not_supported", answers(415)),
    Row("another type", post("Content-Length: 2\r\n").replace(b"application/json", b"application/xml"), 415,
        "media_type_not_supported", answers(415)),
    Row("no type", post("Content-Length: 2\r\n").replace(JSON.encode(), b""), 415, "media_type_not_supported",
        answers(415)),
    Row("a request hidden in a refused body", post(f"Content-Encoding: gzip\r\nContent-Length: {len(HIDDEN)}\r\n", HIDDEN),
        415, "content_encoding_not_supported", answers(415)),
]

# Refused for what they are under whatever Host: only what a browser may open asks for a name of ours.
REFUSED += [row._replace(name=row.name + ", another Host", sent=elsewhere(row.sent)) for row in REFUSED
            if row.status in (413, 415)]

# One reading only: the router answers, and the connection may go on.
ODD = [
    Row("a good head", post("Content-Length: 2\r\n"), 401, "unauthenticated", answers(401)),
    Row("chunks", post("Transfer-Encoding: chunked\r\n", "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"), 401, "unauthenticated",
        answers(401)),
    Row("chunked in capitals", post("Transfer-Encoding: CHUNKED\r\n", "2\r\n{}\r\n0\r\n\r\n"), 401, "unauthenticated",
        answers(401)),
    Row("a chunk extension", post("Transfer-Encoding: chunked\r\n", "2;a=b\r\n{}\r\n0\r\n\r\n"), 401, "unauthenticated",
        answers(401)),
    Row("a trailer", post("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\nX-A: b\r\n\r\n"), 401,
        "unauthenticated", answers(401)),
    Row("no credential, and a body", post("Content-Length: 2\r\n", credential=""), 401, "unauthenticated",
        answers(401)),
    Row("a length with zeros before it", post("Content-Length: 0002\r\n"), 401, "unauthenticated", answers(401)),
    Row("neither length nor chunks", post("", ""), 411, "length_required", answers(401, 411)),
    Row("the method FOO", get("FOO /healthz HTTP/1.1"), 405, "method_not_allowed", answers(405)),
    Row("the method TRACE", get("TRACE / HTTP/1.1"), 405, "method_not_allowed", answers(404, 405)),
    Row("the method CONNECT", get("CONNECT /healthz HTTP/1.1"), 405, "method_not_allowed", answers(400, 405)),
    Row("a path that climbs", get("GET /assets/../../etc/passwd HTTP/1.1"), 404, "unknown_address", answers(400, 404)),
    Row("a path that climbs in escapes", get("GET /assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1"), 404,
        "unknown_address", answers(400, 404)),
    Row("a NUL in the path", get("GET /assets/a%00.css HTTP/1.1"), 404, "unknown_address", answers(400, 404)),
    Row("a broken escape in the path", get("GET /assets/%zz HTTP/1.1"), 404, "unknown_address", answers(400, 404)),
    Row("a line break in the query",
        get("GET /api/v1/sources/wmnow/receipts?source_response_id=a%0d%0aSet-Cookie:%20b HTTP/1.1"), 400, "bad_query",
        answers(400)),
    Row("a parameter twice", get("GET /api/v1/sources/wmnow/receipts?source_response_id=a&source_response_id=b HTTP/1.1"),
        400, "bad_query", answers(400)),
    Row("an absolute address", get("GET http://127.0.0.1/healthz HTTP/1.1"), 200, None, answers(200)),
    Row("an absolute address, its scheme in capitals", get("GET HTTP://127.0.0.1/healthz HTTP/1.1"), 200, None,
        answers(200)),
    Row("an absolute address without a path", get("GET http://127.0.0.1?a=b HTTP/1.1"), 200, None,
        answers(200, 400, 404)),
    Row("an absolute address, and a Host it overrules", elsewhere(get("GET http://localhost/healthz HTTP/1.1")), 200,
        None, answers(200, 421)),
    Row("an absolute address of another name", get("GET http://elsewhere.example/healthz HTTP/1.1"), 421,
        "host_not_served", answers(421)),
    Row("a good head, another Host", elsewhere(post("Content-Length: 2\r\n")), 401, "unauthenticated", answers(401)),
    Row("neither length nor chunks, another Host", elsewhere(post("", "")), 411, "length_required", answers(401, 411)),
    Row("no such address, another Host", elsewhere(get("GET /nowhere HTTP/1.1")), 404, "unknown_address",
        answers(404)),
    Row("the method FOO, another Host", elsewhere(get("FOO /healthz HTTP/1.1")), 405, "method_not_allowed",
        answers(405)),
    Row("receipts, another Host", elsewhere(get("GET /api/v1/sources/wmnow/receipts?source_response_id=a HTTP/1.1")),
        401, "unauthenticated", answers(401)),
    Row("a page, another Host", elsewhere(get("GET / HTTP/1.1")), 421, "host_not_served", answers(404)),
    Row("a figure, another Host", elsewhere(get("GET /api/v1/headline/2019-05.csv HTTP/1.1")), 421,
        "host_not_served", answers(404)),
    Row("the metrics, another Host", elsewhere(get("GET /metrics HTTP/1.1")), 421, "host_not_served", answers(404)),
]
