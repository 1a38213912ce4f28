"""usage: ask_pages.py PORT SECONDS [--account NAME PASSWORD [SECRET]] PATH...
Asks for each address again and again on one kept connection, compressed, and prints a line of JSON
for each: the median and the 99th percentile of the time to the whole answer in milliseconds, and
its bytes as they were sent. With --account somebody signs in first, by a password and a one-time
code. The account is one that was just
made: it chooses another password.
"""
import http.client
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "journeys"))
import web_client  # noqa: E402

arguments = sys.argv[1:]
port, seconds = int(arguments[0]), float(arguments[1])
addresses = arguments[2:]
headers = {"Accept-Encoding": "gzip"}
if addresses[0] == "--account":
    made = {"account": addresses[1], "password": addresses[2]}
    addresses = addresses[3:]
    if not addresses[0].startswith("/"):
        made["totp-secret"] = addresses.pop(0)
    person = web_client.WebClient(port)
    person.sign_in(made)
    headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in person.cookies.items())

connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
connection.connect()
for address in addresses:
    headers["Accept"] = "application/json" if address.startswith("/api/") else "text/html"
    took, size = [], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.perf_counter()
        connection.request("GET", address, headers=headers)
        reply = connection.getresponse()
        body = reply.read()
        took.append((time.perf_counter() - begin) * 1000)
        if reply.status != 200:
            sys.exit(f"{address} answered {reply.status}: {body[:300]!r}")
        size = len(body)
        time.sleep(0.01)
    took = sorted(took[1:] or took)  # the first reads a release into memory
    print(
        json.dumps(
            {
                "address": address,
                "asked": len(took),
                "p50_ms": round(took[len(took) // 2], 3),
                "p99_ms": round(took[min(len(took) - 1, int(len(took) * 0.99))], 3),
                "bytes": size,
            },
            separators=(",", ":"),
        ),
        flush=True,
    )
