"""Which listeners there are, over what they are spoken to, by which names, and how often
anybody may come: HTTPS, the senders' listener, Host, limits, proxies."""

import json
import socket
import ssl
import subprocess
import tempfile
import time
import unittest

from bare_socket import BareSocket, ask
from framing_table import ODD, REFUSED, get, post
from soundings_program import PROGRAM, Installation, receipts_path, run, signature, victim_response
from throwaway_certificate import Certificate

SURVEY = "victim_satisfaction"
RESPONSES = f"/api/v1/sources/wmnow/surveys/{SURVEY}/responses"


def request(port, method, path, headers=None, body="", host="127.0.0.1", tls=None):
    lines = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
    if body:
        lines += f"Content-Type: application/json\r\nContent-Length: {len(body.encode())}\r\n"
    return ask(port, f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{lines}\r\n{body}".encode(), tls)


class Listeners(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.certificate = Certificate(self.installation.folder.name)

    def signed(self, number, port, tls=None, **headers):
        body = json.dumps(victim_response(f"listener-{number}"))
        signed = signature(self.installation.secrets["wmnow"], f"listener_{number}", body.encode())
        return request(port, "POST", RESPONSES, {**signed, **headers}, body, tls=tls)

    def refused(self, *options):
        """What is said when the server will not start, and its exit code."""
        done = self.installation.run("serve", *options, check=False)
        return done.returncode, done.stderr

    def start_with_tls(self, *options):
        self.installation.start(*self.certificate.options(), *options)
        self.installation.tls = self.certificate.client()


class Tls(Listeners):
    def test_over_https_the_whole_program_is_as_it_was(self):
        self.start_with_tls()
        self.assertEqual(self.installation.get("/healthz")[0], 200)
        self.assertIn(b"<html", self.installation.get("/")[2])
        status, _, reply = self.installation.post("wmnow", SURVEY, victim_response("tls"), "tls_1")
        self.assertEqual((status, reply["status"]), (200, "accepted"))
        large = "source_response_id,completed_at,npu,contact_channel,crime_group,whole_experience\r\n" + "".join(
            f"t{k},2019-05-14T09:12:44Z,Sandwell,101,burglary,2\r\n" for k in range(8000))
        status, _, reply = self.installation.post("wmnow", SURVEY, large, "tls_2", content_type="text/csv")
        self.assertEqual((status, reply["counts"]["accepted"]), (200, 8000))
        metrics = self.installation.get("/metrics")[2].decode()
        self.assertRegex(metrics, r"soundings_tls_certificate_end_seconds 1\d{9}")
        self.installation.verified()

    def test_every_framing_is_answered_over_https_as_it_is_without(self):
        self.start_with_tls()
        for row in [*REFUSED, *ODD]:
            if "plain port" in row.name:
                continue
            with self.subTest(row.name), BareSocket(self.installation.port, self.installation.tls) as connection:
                connection.send(row.sent)
                answer = connection.read()
                self.assertIsNotNone(answer, "closed without a word")
                self.assertEqual((answer.status, answer.code()), (row.status, row.code))
                if row in REFUSED:
                    self.assertTrue(connection.closed())

    def test_requests_in_a_row_and_in_crumbs_are_read_over_https(self):
        self.start_with_tls()
        with BareSocket(self.installation.port, self.installation.tls) as connection:
            connection.send(get() * 3)
            self.assertEqual([connection.read().status for _ in range(3)], [200] * 3)
            for byte in get():
                connection.send(bytes([byte]))
            self.assertEqual(connection.read().status, 200)

    def test_only_tls_1_2_and_1_3_with_forward_secrecy_are_spoken(self):
        self.start_with_tls()
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = self.certificate.client()
            context.minimum_version = context.maximum_version = version
            with BareSocket(self.installation.port, context) as connection:
                self.assertEqual(connection.socket.version(), version.name.replace("_", "."))
                self.assertRegex(connection.socket.cipher()[0], "^(ECDHE-.*(GCM|CHACHA20)|TLS_)")
                connection.send(get())
                self.assertEqual(connection.read().status, 200)
        for arguments in (["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], ["-tls1_2", "-cipher", "AES128-SHA"],
                          ["-tls1_2", "-cipher", "AES128-GCM-SHA256"], ["-alpn", "h2"]):
            with self.subTest(arguments):
                done = subprocess.run(
                    ["openssl", "s_client", "-connect", f"127.0.0.1:{self.installation.port}", *arguments],
                    input=b"", capture_output=True, timeout=30)
                self.assertNotEqual(done.returncode, 0)
        metrics = self.installation.get("/metrics")[2].decode()
        self.assertIn('soundings_tls_failures_total{reason="no_shared_cipher"} 2', metrics)
        self.assertIn('soundings_tls_failures_total{reason="old_version"} 1', metrics)

    def serial(self):
        """Of the certificate that a new connection is shown."""
        with BareSocket(self.installation.port, self.installation.tls) as connection:
            shown = connection.socket.getpeercert(binary_form=True)
            connection.send(get())
            self.assertEqual(connection.read().status, 200)
        return shown

    def test_a_new_certificate_is_shown_without_a_restart_and_a_broken_one_is_not(self):
        self.start_with_tls()
        self.installation.tls.check_hostname = False
        self.installation.tls.verify_mode = ssl.CERT_NONE
        first = self.serial()
        with BareSocket(self.installation.port, self.installation.tls) as kept, tempfile.TemporaryDirectory() as folder:
            kept.send(get())
            self.assertEqual(kept.read().status, 200)
            other = Certificate(folder)
            self.certificate.chain.write_bytes(b"no certificate")
            time.sleep(2.5)
            self.assertEqual(self.serial(), first)
            self.assertIn("certificate_not_taken", self.installation.log())
            self.certificate.key.write_bytes(other.key.read_bytes())
            self.certificate.chain.write_bytes(other.chain.read_bytes())
            time.sleep(2.5)
            second = self.serial()
            self.assertNotEqual(second, first)
            kept.send(get())
            self.assertEqual(kept.read().status, 200, "a session goes on under the certificate it began with")
        self.assertIn("certificate_taken", self.installation.log())

    def test_plain_http_to_https_is_refused_by_its_code(self):
        self.start_with_tls()
        answer = ask(self.installation.port, get())
        self.assertEqual((answer.status, answer.code()), (400, "https_expected"))
        self.assertEqual(self.installation.get("/healthz")[0], 200)

    def test_nonsense_and_broken_handshakes_leave_the_server_up(self):
        self.start_with_tls()
        for nonsense in (b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00", b"\x16\x03\x01\xff\xff" + b"\0" * 70000, b"\x80" * 5000,
                         b"\x15\x03\x01\x00\x02\x02\x28"):
            with BareSocket(self.installation.port) as connection:
                connection.send(nonsense)
                while connection.fill():
                    pass
        for _ in range(3):
            connection = BareSocket(self.installation.port, self.installation.tls)
            connection.send(get("GET /assets/none HTTP/1.1") * 20)
            connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()
        self.assertEqual(self.installation.get("/healthz")[0], 200)

    def test_a_certificate_that_cannot_be_used_is_refused_in_words_before_anything_is_opened(self):
        chain, key = str(self.certificate.chain), str(self.certificate.key)
        with tempfile.TemporaryDirectory(prefix="soundings-other-") as folder:
            other = Certificate(folder)
            cases = [(("--tls-cert", chain), "--tls-cert and --tls-key are given together"),
                     (("--tls-cert", chain, "--tls-key", "/nowhere/key.pem"), "'/nowhere/key.pem': No such file"),
                     (("--tls-cert", key, "--tls-key", key), "no certificate chain in PEM"),
                     (("--tls-cert", chain, "--tls-key", chain), "everybody may read this private key"),
                     (("--tls-cert", chain, "--tls-key", str(other.key)), "no private key of that certificate")]
            for options, words in cases:
                with self.subTest(words):
                    code, said = self.refused(*options)
                    self.assertEqual(code, 2)
                    self.assertIn(words, said)
                    self.assertNotIn("listens", said)

    def test_a_key_that_everybody_may_read_is_refused_and_one_of_a_group_is_logged(self):
        self.certificate.key.chmod(0o644)
        code, said = self.refused(*self.certificate.options())
        self.assertEqual(code, 2)
        self.assertIn("everybody may read this private key", said)
        self.certificate.key.chmod(0o640)
        self.start_with_tls()
        self.assertIn("tls_key_readable_by_group", self.installation.log())


class SendersListener(Listeners):
    def test_pages_leave_this_machine_by_https_or_a_proxy_alone(self):
        for address in ("0.0.0.0:0", "[::]:0", "192.0.2.1:8080"):
            code, said = self.refused("--listen", address)
            self.assertEqual(code, 2)
            self.assertIn("can be reached from other machines", said)
            self.assertIn("--tls-cert", said)
            self.assertIn("--trusted-proxy", said)

    def test_plain_http_to_other_machines_is_refused_until_it_is_said(self):
        code, said = self.refused("--listen", "127.0.0.1:0", "--sender-listen", "0.0.0.0:0")
        self.assertEqual(code, 2)
        self.assertIn("--plain-http", said)
        self.assertIn("--tls-cert", said)
        self.installation.start("--sender-listen", "0.0.0.0:0", "--plain-http")
        self.assertEqual(self.signed(1, self.installation.sender_port).status, 200)

    def test_senders_are_heard_there_and_no_page_or_figure_is_an_address(self):
        self.start_with_tls("--sender-listen", "0.0.0.0:0")
        tls, port = self.installation.tls, self.installation.sender_port
        reply = self.signed(1, port, tls)
        self.assertEqual((reply.status, json.loads(reply.body)["status"]), (200, "accepted"))
        for path in ("/healthz", "/readyz", "/api/v1/openapi.json"):
            self.assertEqual(request(port, "GET", path, tls=tls).status, 200, path)
        receipts, query = receipts_path("wmnow", "listener-1")
        self.assertEqual(request(port, "GET", receipts, tls=tls).status, 401)
        own = signature(self.installation.secrets["wmnow"], "read_1", query)
        self.assertIn(b"listener-1", request(port, "GET", receipts, own, tls=tls).body)
        described = json.loads(self.installation.get("/api/v1/openapi.json")[2])["paths"]
        senders = {"/healthz", "/readyz", "/api/v1/openapi.json", "/api/v1/sources/{source}/receipts",
                   "/api/v1/sources/{source}/surveys/{survey}/responses", "/api/v1/sources/{source}/invitations"}
        self.assertEqual(senders - described.keys(), set())
        for path in sorted(described.keys() - senders):
            address = path.replace("{period}", "2019-05").replace("{npu}", "SW").replace("{file}", "x.css")
            with self.subTest(path):
                answer = request(port, "GET", address, {"Accept": "text/html"}, tls=tls)
                self.assertEqual((answer.status, answer.code()), (404, "unknown_address"))
        self.assertEqual(self.installation.get("/metrics")[0], 200)


class Names(Listeners):
    def test_a_name_that_another_site_points_here_is_turned_away(self):
        self.installation.start("--host", "surveys.example.org")
        port = self.installation.port
        for host in ("127.0.0.1", "localhost", f"localhost:{port}", "[::1]", "surveys.example.org:80"):
            self.assertEqual(request(port, "GET", "/healthz", host=host).status, 200, host)
        for host in ("evil.example.org", "x", "203.0.113.9", "localhost.evil.example.org", "127.0.0.1.evil.example.org"):
            for path in ("/", "/healthz", "/api/v1/areas"):
                answer = request(port, "GET", path, {"Accept": "text/html"}, host=host)
                self.assertEqual((answer.status, answer.code()), (421, "host_not_served"), host)
                absolute = request(port, "GET", f"http://{host}{path}")
                self.assertEqual((absolute.status, absolute.code()), (421, "host_not_served"), host)

    def test_a_signed_address_opens_to_its_credential_under_any_name(self):
        self.installation.start()
        body = json.dumps(victim_response("named"))
        signed = signature(self.installation.secrets["wmnow"], "named_1", body.encode())
        kept = request(self.installation.port, "POST", RESPONSES, signed, body, host="gateway.example.org")
        self.assertEqual(kept.status, 200)
        path, query = receipts_path("wmnow", "named")
        own = signature(self.installation.secrets["wmnow"], "named_2", query)
        receipts = request(self.installation.port, "GET", path, own, host="gateway.example.org")
        self.assertEqual((receipts.status, len(json.loads(receipts.body)["receipts"])), (200, 1))


class Limits(Listeners):
    def statuses(self, count, ask_once):
        answers = [ask_once(k) for k in range(count)]
        return [answer.status for answer in answers], answers[-1]

    def is_rate_limited(self, answer, whose):
        self.assertEqual((answer.status, answer.code()), (429, "rate_limited"))
        self.assertGreaterEqual(int(answer.headers["retry-after"]), 1)
        self.assertRegex(answer.headers["ratelimit-policy"], f'^"{whose}";q=\\d+;w=5$')
        self.assertRegex(answer.headers["ratelimit"], f'^"{whose}";r=0;t=\\d+$')

    def test_an_address_is_limited_and_learns_when_to_come_back(self):
        self.installation.start("--rate-per-address", "0.2")
        given, last = self.statuses(3, lambda k: request(self.installation.port, "GET", "/healthz"))
        self.assertEqual(given, [200, 429, 429])
        self.is_rate_limited(last, "address")

    def test_a_source_is_limited_and_learns_when_to_come_back_and_strangers_cannot_use_up_its_share(self):
        self.installation.start("--rate-per-source", "0.4")
        forged = {"webhook-signature": "v1,AAAA"}
        given, _ = self.statuses(8, lambda k: self.signed(f"s{k}", self.installation.port, **forged))
        self.assertEqual(given, [401] * 8)
        given, last = self.statuses(4, lambda k: self.signed(k, self.installation.port))
        self.assertEqual(given, [200, 200, 429, 429])
        self.is_rate_limited(last, "source")
        self.installation.verified()

    def test_without_a_word_nobody_on_this_machine_is_limited(self):
        self.installation.start()
        with BareSocket(self.installation.port) as connection:
            connection.send(get() * 3000)
            self.assertEqual({connection.read().status for _ in range(3000)}, {200})

    def test_a_client_behind_a_trusted_proxy_has_its_own_limit_whatever_it_claims(self):
        self.installation.start("--trusted-proxy", "127.0.0.1", "--rate-per-address", "0.2")

        def from_client(forwarded):
            return request(self.installation.port, "GET", "/healthz", {"X-Forwarded-For": forwarded}).status
        self.assertEqual([from_client("203.0.113.5"), from_client("203.0.113.6")], [200, 200])
        self.assertEqual(from_client("203.0.113.5"), 429)
        self.assertEqual(from_client("198.51.100.1, 203.0.113.5"), 429)
        self.assertEqual(from_client("198.51.100.1"), 200)

    def test_a_client_that_is_no_trusted_proxy_is_not_believed(self):
        self.installation.start("--rate-per-address", "0.2")
        given, _ = self.statuses(3, lambda k: request(self.installation.port, "GET", "/healthz",
                                                      {"X-Forwarded-For": f"203.0.113.{k}"}))
        self.assertEqual(given, [200, 429, 429])


class Words(unittest.TestCase):
    def test_the_help_names_every_option_of_the_listeners(self):
        said = run("serve", "--help")
        for option in ("--sender-listen", "--plain-http", "--tls-cert", "--tls-key", "--host", "--trusted-proxy",
                       "--rate-per-address", "--rate-per-source", "--connections-per-address"):
            self.assertIn(option, said)


if __name__ == "__main__":
    unittest.main()
