"""The documented front: docs/nginx/soundings.conf, run as it stands but for addresses, names of
files and the limits a test can reach, in front of the senders' listener. Needs nginx (tools/packages)."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import unittest
from pathlib import Path

from bare_socket import BareSocket, ask
from framing_table import HIDDEN, HOST, JSON, ODD, POST, REFUSED, get, post
from soundings_program import SOURCE, Installation, signature, victim_response
from throwaway_certificate import Certificate

CONF = SOURCE / "docs" / "nginx" / "soundings.conf"
NAME = "surveys.example.org"
FRAME = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 2048; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/soundings.conf;
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


class Nginx:
    """nginx on loopback in a folder of its own, until closed."""

    def __init__(self, folder, certificate, sender_port, rate="10000r/s"):
        self.folder = Path(folder) / "nginx"
        self.folder.mkdir()
        self.port = free_port()
        program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if program is None:
            raise AssertionError("nginx is not installed; tools/setup test installs it")
        text = CONF.read_text()
        for pattern, value in ((r"listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;"),
                               (r"server 127\.0\.0\.1:8081;", f"server 127.0.0.1:{sender_port};"),
                               (r"ssl_certificate /[^;]*;", f"ssl_certificate {certificate.chain};"),
                               (r"ssl_certificate_key /[^;]*;", f"ssl_certificate_key {certificate.key};"),
                               (r"rate=100r/s", f"rate={rate}")):
            text, count = re.subn(pattern, value, text)
            assert count == 1, pattern
        (self.folder / "soundings.conf").write_text(text)
        main = self.folder / "nginx.conf"
        main.write_text(FRAME.format(folder=self.folder))
        checked = subprocess.run([program, "-t", "-c", main, "-e", self.folder / "error.log"], capture_output=True,
                                 text=True, timeout=30)
        assert checked.returncode == 0, checked.stderr
        self.process = subprocess.Popen([program, "-c", main, "-e", self.folder / "error.log"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait()

    def wait(self):
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise AssertionError("nginx did not start: " + (self.folder / "error.log").read_text())

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)


class BehindNginx(unittest.TestCase):
    def front(self, *options, **limits):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.installation.start("--sender-listen", "127.0.0.1:0", "--host", NAME, "--trusted-proxy", "127.0.0.1", *options)
        certificate = Certificate(self.installation.folder.name, NAME)
        self.nginx = Nginx(self.installation.folder.name, certificate, self.installation.sender_port, **limits)
        self.addCleanup(self.nginx.close)
        self.tls = certificate.client()

    def ask(self, data):
        return ask(self.nginx.port, data.replace(HOST.encode(), f"Host: {NAME}\r\n".encode()), self.tls)

    def signed(self, number, **headers):
        body = json.dumps(victim_response(f"front-{number}"))
        signed = signature(self.installation.secrets["wmnow"], f"front_{number}", body.encode())
        lines = "".join(f"{name}: {value}\r\n" for name, value in {**signed, **headers}.items())
        return post(lines + f"Content-Length: {len(body)}\r\n", body, credential="")

    def test_a_sender_is_heard_through_it_and_nothing_else_is_there(self):
        self.front()
        first = self.ask(self.signed(1))
        self.assertEqual((first.status, json.loads(first.body)["status"]), (200, "accepted"))
        again = self.ask(self.signed(1))
        self.assertEqual(again.headers["idempotent-replayed"], "true")
        self.assertIn("max-age", again.headers["strict-transport-security"])
        chunked = self.signed(2).split(b"\r\n\r\n")
        head = re.sub(rb"Content-Length: \d+", b"Transfer-Encoding: chunked", chunked[0])
        self.assertEqual(self.ask(head + b"\r\n\r\n" + b"%x\r\n%s\r\n0\r\n\r\n" % (len(chunked[1]), chunked[1])).status, 200)
        self.assertEqual(self.ask(get()).status, 200)
        self.assertEqual(self.ask(get("GET /readyz HTTP/1.1")).status, 200)
        for path in ("/", "/npus/SW", "/metrics", "/api/v1/areas", "/api/v1/headline/2019-05.csv",
                     "/api/v1/sources/../areas", "/api/v1/sources/%2e%2e/areas", "//metrics",
                     "/api/v1/estimates?measure=victim_satisfied_whole_experience&period=2019-05"):
            answer = self.ask(get(f"GET {path} HTTP/1.1"))
            self.assertEqual((answer.status, answer.code()), (404, "unknown_address"), path)
        self.installation.verified()

    def test_every_row_of_the_framing_table_is_answered_or_refused_and_none_is_smuggled(self):
        self.front()
        for row in [*REFUSED, *ODD]:
            with self.subTest(row.name):
                answer = self.ask(row.sent)
                self.assertIn(answer.status if answer else 0, row.behind_nginx)
                if answer and answer.status >= 400:
                    self.assertTrue(answer.code(), "a problem document, whoever refused it")
                    self.assertEqual(json.loads(answer.body)["status"], answer.status)
        self.assertEqual(self.ask(get()).status, 200)
        with BareSocket(self.nginx.port, self.tls) as connection:
            connection.send(POST.encode() + f"Host: {NAME}\r\n{JSON}Content-Length: {len(HIDDEN)}\r\n\r\n{HIDDEN}".encode())
            self.assertEqual(connection.read().status, 401)
            connection.send(get(host=f"Host: {NAME}\r\n"))
            self.assertEqual(connection.read().status, 200)
        self.installation.verified()

    def test_what_nginx_refuses_itself_is_a_problem_document_that_says_when_to_come_back(self):
        self.front(rate="1r/s")
        with BareSocket(self.nginx.port, self.tls) as connection:
            connection.send(get(host=f"Host: {NAME}\r\n") * 600)
            answers = [connection.read() for _ in range(600)]
        refused = [answer for answer in answers if answer.status == 429]
        self.assertTrue(refused)
        self.assertEqual((refused[0].code(), refused[0].headers["retry-after"]), ("rate_limited", "5"))

    def test_plain_http_to_it_is_refused_by_a_problem_document(self):
        self.front()
        answer = ask(self.nginx.port, get())
        self.assertEqual((answer.status, answer.code()), (400, "bad_header"))

    def test_a_client_does_not_escape_its_limit_by_a_claim_of_its_own(self):
        self.front("--rate-per-address", "0.2")
        given = [self.ask(get(lines=f"X-Forwarded-For: 198.51.100.{k}\r\n")).status for k in range(3)]
        self.assertEqual(given, [200, 429, 429])

    def test_while_soundings_is_away_senders_are_asked_to_come_back(self):
        self.front()
        self.installation.stop()
        answer = self.ask(self.signed(1))
        self.assertEqual((answer.status, answer.code(), answer.headers["retry-after"]), (503, "not_ready", "5"))


if __name__ == "__main__":
    unittest.main()
