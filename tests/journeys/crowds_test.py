"""More connections than the server has threads or descriptors: honest requests are answered, what
was acknowledged is kept, and the server recovers by itself."""

import json
import resource
import subprocess
import threading
import time
import unittest

from bare_socket import BareSocket
from framing_table import get, post
from soundings_program import PROGRAM, Installation, signature, victim_response

SURVEY = "victim_satisfaction"
CROWD = 300


def addresses(count):
    return [f"127.0.1.{number + 1}" for number in range(count)]


class Crowds(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.sent = 0
        self.held = []
        self.addCleanup(self.let_go)

    def let_go(self):
        for connection in self.held:
            connection.close()
        self.held.clear()

    def hold(self, opening, sources, count=CROWD):
        """Connections that have sent `opening` and stay. What is refused or ended meanwhile is not
        an error of the crowd's."""
        for number in range(count):
            try:
                connection = BareSocket(self.installation.port, source=sources[number % len(sources)])
                connection.send(opening)
            except OSError:
                continue
            self.held.append(connection)

    def drip(self, ended):
        while not ended.wait(0.3):
            for connection in self.held:
                try:
                    connection.send(b"a")
                except OSError:
                    continue

    def signed(self):
        self.sent += 1
        body = json.dumps(victim_response(f"crowd-{self.sent}"))
        signed = signature(self.installation.secrets["wmnow"], f"crowd_{self.sent}", body.encode())
        lines = "".join(f"{name}: {value}\r\n" for name, value in signed.items())
        return post(lines + f"Content-Length: {len(body)}\r\n", body, credential="")

    def honest(self, count=40, tries=20):
        """Posts on connections of their own. One that is asked to come again does, as a sender would."""
        for _ in range(count):
            data = self.signed()
            for _ in range(tries):
                try:
                    with BareSocket(self.installation.port) as connection:
                        connection.send(data)
                        answer = connection.read()
                except (OSError, AssertionError):
                    answer = None
                if answer is not None and answer.status == 200:
                    break
                time.sleep(0.1)
            self.assertIsNotNone(answer, "an honest post got no answer")
            self.assertEqual(answer.status, 200)

    def beside(self, sources):
        self.hold(get(), sources)  # idle: each has had its answer, or was asked to come again
        time.sleep(0.3)
        self.honest()
        ended = threading.Event()
        dripping = threading.Thread(target=self.drip, args=(ended,))
        self.hold(b"POST / HTTP/1.1\r\nHost:", sources)
        dripping.start()
        try:
            self.honest()
        finally:
            ended.set()
            dripping.join()

    def test_300_idle_and_300_trickling_connections_of_one_address(self):
        self.installation.start()
        self.beside(addresses(1))
        self.let_go()
        self.honest(5)
        self.installation.verified()

    def test_300_idle_and_300_trickling_connections_of_fifty_addresses(self):
        self.installation.start()
        self.beside(addresses(50))
        self.let_go()
        self.honest(5)
        self.installation.verified()

    def test_descriptors_that_run_out_while_the_server_runs(self):
        for limit in (128, 256):
            with self.subTest(limit=limit):
                self.installation.start()
                data = self.signed()
                with BareSocket(self.installation.port) as in_hand:
                    in_hand.send(data[:-20])  # its head has come, and its body has begun
                    time.sleep(0.2)
                    resource.prlimit(self.installation.server.pid, resource.RLIMIT_NOFILE, (limit, limit))
                    self.hold(b"GET /healthz HTTP/1.1\r\nHost:", addresses(1), count=limit + 40)
                    time.sleep(0.5)
                    in_hand.send(data[-20:])
                    self.assertEqual(in_hand.read().status, 200, "a request in hand is answered")
                self.assertIn("accept_failed", self.installation.log())
                self.let_go()
                self.honest(10)
                self.installation.stop()
        self.installation.verified()

    def test_a_server_that_starts_with_few_descriptors_serves_with_fewer_connections(self):
        for limit in (128, 256):
            with self.subTest(limit=limit):
                self.installation.start(before=("prlimit", f"--nofile={limit}:{limit}"))
                self.hold(b"GET /healthz HTTP/1.1\r\nHost:", addresses(1), count=limit + 40)
                self.honest(10)
                self.let_go()
                self.installation.stop()
        self.installation.verified()

    def test_idle_connections_that_announce_files_hold_no_file_up(self):
        """A slot for a large body is taken when the body has come that far, and an address has few."""
        self.installation.start()
        head = post("Content-Length: 9000000\r\n", "").replace(b"application/json", b"text/csv")
        self.hold(head, addresses(1), count=8)
        self.hold(head + b"x" * 70_000, ["127.0.1.1"], count=4)  # more slots than one source has there
        time.sleep(0.5)
        rows = "source_response_id,completed_at,npu,contact_channel,crime_group,whole_experience\r\n" + "".join(
            f"f{k},2019-05-14T09:12:44Z,Sandwell,101,burglary,2\r\n" for k in range(4000))
        status, _, reply = self.installation.post("wmnow", SURVEY, rows, "file_1", content_type="text/csv")
        self.assertEqual((status, reply["counts"]["accepted"]), (200, 4000))
        self.let_go()
        self.installation.verified()

    def test_a_server_that_could_serve_nobody_does_not_start(self):
        done = subprocess.run(
            ["prlimit", "--nofile=72:72", PROGRAM, "serve", *map(str, self.installation.place()), "--listen", "127.0.0.1:0"],
            capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn("72 descriptors", done.stderr)
        self.assertIn("ulimit -n", done.stderr)


if __name__ == "__main__":
    unittest.main()
