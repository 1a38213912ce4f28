"""usage: ask.py PORT SECONDS PATH
Asks for one address again and again on one kept connection and prints, as JSON, the median and the
99th percentile of the time to the whole answer in milliseconds, and how many answers differed from
the one before: none, where the figures are of a release.
"""
import http.client
import json
import sys
import time

port, seconds, path = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
took, changed, before = [], 0, None
end = time.monotonic() + seconds
while time.monotonic() < end:
    begin = time.perf_counter()
    connection.request("GET", path)
    reply = connection.getresponse()
    body = reply.read()
    took.append((time.perf_counter() - begin) * 1000)
    if reply.status != 200:
        sys.exit(f"{path} answered {reply.status}: {body[:300]!r}")
    changed += before is not None and body != before
    before = body
    time.sleep(0.01)
took.sort()
print(
    json.dumps(
        {
            "asked": len(took),
            "p50_ms": round(took[len(took) // 2], 3),
            "p99_ms": round(took[min(len(took) - 1, int(len(took) * 0.99))], 3),
            "changed": changed,
        },
        separators=(",", ":"),
    )
)
