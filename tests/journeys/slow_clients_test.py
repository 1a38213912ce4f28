"""64 slow clients of each kind, held open while honest ones come: all honest requests are
answered. How long they took, with and without the slow ones, is printed; nothing is asserted
of time, which belongs to the machine."""

import json
import statistics
import threading
import time
import unittest

from bare_socket import BareSocket
from framing_table import get, post
from soundings_program import Installation, signature, victim_response
from throwaway_certificate import Certificate

SLOW = 64
HONEST = 400
SURVEY = "victim_satisfaction"


class SlowClients(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.sent = 0

    def signed(self):
        self.sent += 1
        body = json.dumps(victim_response(f"slow-{self.sent}"))
        signed = signature(self.installation.secrets["wmnow"], f"slow_{self.sent}", body.encode())
        lines = "".join(f"{name}: {value}\r\n" for name, value in signed.items())
        return post(lines + f"Content-Length: {len(body)}\r\n", body, credential="")

    def honest(self):
        """Posts and reads on one connection, and as many on connections of their own; milliseconds."""
        took = []
        with BareSocket(self.installation.port, self.installation.tls) as kept:
            for number in range(HONEST):
                data = self.signed() if number % 2 == 0 else get()
                began = time.monotonic()
                if number % 4 < 2:
                    kept.send(data)
                    answer = kept.read()
                else:
                    with BareSocket(self.installation.port, self.installation.tls) as fresh:
                        fresh.send(data)
                        answer = fresh.read()
                took.append((time.monotonic() - began) * 1000)
                self.assertEqual(answer.status, 200)
        return took

    def report(self, kind, took):
        cuts = statistics.quantiles(took, n=100)
        print(f"{kind}: p50 {statistics.median(took):.2f} ms, p99 {cuts[98]:.2f} ms, most {max(took):.2f} ms")

    def beside(self, kind, opening, drip=b"", tls=None):
        """Honest requests while 64 connections have sent `opening` and add `drip` now and then."""
        held = []
        for _ in range(SLOW):
            connection = BareSocket(self.installation.port, tls)
            connection.send(opening)
            held.append(connection)
        ended = threading.Event()

        def go_on():
            while drip and not ended.wait(0.2):
                for connection in held:
                    connection.send(drip)

        dripping = threading.Thread(target=go_on)
        dripping.start()
        try:
            took = self.honest()
        finally:
            ended.set()
            dripping.join()
            for connection in held:
                connection.close()
        self.report(kind, took)

    def test_slow_clients_hold_up_nobody(self):
        self.installation.start()
        self.report("alone", self.honest())
        self.beside(f"{SLOW} that never end their headers", b"POST / HTTP/1.1\r\nHost:", drip=b"a")
        self.beside(f"{SLOW} that never end their bodies", post("Content-Length: 200000\r\n", "{"), drip=b" ")
        self.beside(f"{SLOW} that never end a chunk", post("Transfer-Encoding: chunked\r\n", "fffff\r\n"), drip=b" ")
        self.beside(f"{SLOW} that keep a connection and say nothing more", get())
        self.beside(f"{SLOW} that say nothing at all", b"")
        self.beside(f"{SLOW} that never read their pages", get("GET / HTTP/1.1") * 50)
        self.installation.verified()

    def test_slow_clients_of_https_hold_up_nobody(self):
        certificate = Certificate(self.installation.folder.name)
        self.installation.start(*certificate.options())
        self.installation.tls = certificate.client()
        self.report("https, alone", self.honest())
        self.beside(f"{SLOW} that never shake hands", b"")
        self.beside(f"{SLOW} that stop within their first words", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", drip=b"\0")
        self.beside(f"{SLOW} that shake hands and never end their headers", b"GET /", drip=b"a", tls=self.installation.tls)
        self.installation.verified()


if __name__ == "__main__":
    unittest.main()
