"""The listeners' manners, seen from outside: framing, bodies, slowness, methods, credentials, what
a reply carries and what the log does not."""

import json
import re
import sqlite3
import threading
import time
import unittest
from urllib.parse import quote

from bare_socket import BareSocket, ask
from framing_table import HIDDEN, ODD, REFUSED, get, post
from soundings_program import Installation, receipts_path, signature, victim_response

SURVEY = "victim_satisfaction"
RESPONSES = f"/api/v1/sources/wmnow/surveys/{SURVEY}/responses"
RECEIPTS = "/api/v1/sources/wmnow/receipts?source_response_id=x"
FIGURES = "/api/v1/estimates?measure=victim_satisfied_whole_experience&period=2019-05"

# Bodies under a good signature, and what they are answered.
TEXT = json.dumps(victim_response("body"))
BODIES = [
    ("a NUL byte after the document", TEXT.encode() + b"\0", 202, "nul_byte"),
    ("a second document after a NUL byte", b'{"a":1}\0{"evil":2}', 202, "nul_byte"),
    ("an escaped NUL, which is JSON", TEXT.replace('"Sandwell"', '"Sand\\u0000well"').encode(), 202, "area_unknown"),
    ("a key twice", TEXT.replace('"age"', '"npu": "Dudley", "age"').encode(), 202, "duplicate_key"),
    ("a key twice, deeper", TEXT.replace('"actions": 3', '"actions": 3, "actions": 4').encode(), 202, "duplicate_key"),
    ("a lone high surrogate", TEXT.replace('"Sandwell"', '"\\ud800"').encode(), 202, "lone_surrogate"),
    ("a lone low surrogate", TEXT.replace('"Sandwell"', '"\\udc00x"').encode(), 202, "lone_surrogate"),
    ("a byte order mark", b"\xef\xbb\xbf" + TEXT.encode(), 202, "byte_order_mark"),
    ("bytes that are not UTF-8", TEXT.replace("Sandwell", "Sand\xffwell").encode("latin-1"), 202, "invalid_utf8"),
    ("an overlong sequence", TEXT.encode().replace(b"Sandwell", b"Sand\xc0\xafwell"), 202, "invalid_utf8"),
    ("NaN", TEXT.replace("52", "NaN").encode(), 202, "malformed_json"),
    ("Infinity", TEXT.replace("52", "-Infinity").encode(), 202, "malformed_json"),
    ("1e999", TEXT.replace("52", "1e999").encode(), 202, "number_out_of_range"),
    ("thirty digits", TEXT.replace("52", "9" * 30).encode(), 202, "number_out_of_range"),
    ("a number with a leading zero", TEXT.replace("52", "052").encode(), 202, "malformed_json"),
    ("a comma too many", TEXT[:-1].encode() + b",}", 202, "malformed_json"),
    ("a comment", b"/* a */" + TEXT.encode(), 202, "malformed_json"),
    ("quotes of the wrong kind", b"{'a': 1}", 202, "malformed_json"),
    ("two documents", TEXT.encode() * 2, 202, "malformed_json"),
    ("nothing", b"", 202, "malformed_json"),
    ("half a document", TEXT.encode()[:-5], 202, "malformed_json"),
    ("a bare control in a string", TEXT.encode().replace(b"Sandwell", b"Sand\nwell"), 202, "malformed_json"),
    ("nested 33 deep", b'{"a":' * 33 + b"1" + b"}" * 33, 202, "too_deep"),
    ("nested 100,000 deep", b"[" * 100000, 202, "too_deep"),
    ("513 keys", json.dumps({**json.loads(TEXT), **{f"k{k}": 1 for k in range(513)}}).encode(), 202, "too_many_keys"),
    ("a text of 64 KiB and one", json.dumps(victim_response("b", comment="x" * 65537)).encode(), 202,
     "string_too_long"),
    ("10,001 items", b"[" + b"0," * 10000 + b"0]", 202, "too_many_items"),
    ("a body of 256 KiB and one", TEXT.encode().ljust(256 * 1024 + 1), 413, "body_too_large"),
]


class Manners(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        cls.installation.key("wmnow")
        cls.installation.key("livechat")
        cls.installation.start()

    @classmethod
    def tearDownClass(cls):
        cls.installation.close()

    def test_every_hostile_framing_is_answered_with_its_code_and_a_close(self):
        for row in REFUSED:
            with self.subTest(row.name), BareSocket(self.installation.port) as connection:
                connection.send(row.sent)
                answer = connection.read()
                self.assertIsNotNone(answer, "closed without a word")
                self.assertEqual((answer.status, answer.code()), (row.status, row.code))
                self.assertEqual(answer.headers["connection"].lower(), "close")
                self.assertTrue(connection.closed())

    def test_an_odd_request_with_one_reading_is_the_routers_to_answer(self):
        for row in ODD:
            with self.subTest(row.name):
                answer = ask(self.installation.port, row.sent)
                self.assertEqual((answer.status, answer.code()), (row.status, row.code))

    def test_the_metrics_count_what_was_refused_by_its_code(self):
        ask(self.installation.port, post("Content-Length: abc\r\n"))
        metrics = self.installation.get("/metrics")[2].decode()
        self.assertRegex(metrics, r'soundings_framing_refusals_total\{code="bad_content_length"\} \d')

    def test_requests_in_a_row_are_answered_in_order(self):
        body = json.dumps(victim_response("pipelined"))
        signed = signature(self.installation.secrets["wmnow"], "pipelined", body.encode())
        lines = "".join(f"{name}: {value}\r\n" for name, value in signed.items())
        chunked = f"{len(body):x}\r\n{body}\r\n0\r\n\r\n"
        with BareSocket(self.installation.port) as connection:
            connection.send(get() + post(lines + f"Content-Length: {len(body)}\r\n", body, credential="")
                            + post(lines + "Transfer-Encoding: chunked\r\n", chunked, credential="")
                            + get("GET /nowhere HTTP/1.1") + get("HEAD /healthz HTTP/1.1") + get())
            answered = [connection.read() for _ in range(4)]
            answered += [connection.read(bodyless=True), connection.read()]
        self.assertEqual([answer.status for answer in answered], [200, 200, 200, 404, 200, 200])
        self.assertEqual(json.loads(answered[2].body)["duplicate"], True)

    def test_a_body_nobody_asked_for_is_never_the_next_request(self):
        with BareSocket(self.installation.port) as connection:
            connection.send(get(lines=f"Content-Length: {len(HIDDEN)}\r\n") + HIDDEN.encode())
            self.assertEqual(connection.read().status, 200)
            self.assertTrue(connection.closed())

    def test_a_sender_that_waits_for_100_gets_it(self):
        with BareSocket(self.installation.port) as connection:
            connection.send(post("Expect: 100-continue\r\nContent-Length: 2\r\n", ""))
            while b"\r\n\r\n" not in connection.waiting:
                self.assertTrue(connection.fill())
            self.assertTrue(connection.waiting.startswith(b"HTTP/1.1 100"), connection.waiting)
            connection.send(b"{}")
            self.assertEqual(connection.read().status, 401)

    def test_a_sender_that_waits_for_100_is_refused_at_once_when_it_need_not_send(self):
        with BareSocket(self.installation.port) as connection:
            connection.send(post("Expect: 100-continue\r\nContent-Length: 900000\r\n", ""))
            while b"\r\n\r\n" not in connection.waiting:
                self.assertTrue(connection.fill())
            self.assertTrue(connection.waiting.startswith(b"HTTP/1.1 413"), connection.waiting)

    def test_bodies_that_could_be_read_in_two_ways_are_held_with_their_code(self):
        for number, (name, body, status, code) in enumerate(BODIES):
            with self.subTest(name):
                given, _, reply = self.installation.post("wmnow", SURVEY, body, f"body_{number}")
                self.assertEqual((given, reply["code"]), (status, code))
        self.installation.verified()

    def test_slow_senders_are_answered_408_at_their_deadline_however_they_drip(self):
        """One sends nothing more, the other a byte now and then; both are reported, neither is waited for."""
        cases = [("GET /healthz HTTP/1.1\r\nHost:", "head_too_slow", b" "),
                 (post("Content-Length: 9000\r\n", "").decode(), "body_too_slow", b" ")]
        answers = {}

        def wait(number, opening, drip):
            with BareSocket(self.installation.port, patience=0.5) as connection:
                connection.send(opening.encode())
                for _ in range(120):
                    try:
                        answers[number] = (connection.read(), connection.closed())
                        return
                    except TimeoutError:
                        if drip:
                            connection.send(drip)

        waits = [threading.Thread(target=wait, args=(2 * k + d, opening, drip if d else b""))
                 for k, (opening, _, drip) in enumerate(cases) for d in (0, 1)]
        for each in waits:
            each.start()
        for each in waits:
            each.join()
        for number, (_, code, _) in enumerate(cases):
            for dripping in (0, 1):
                with self.subTest(code, dripping=bool(dripping)):
                    answer, closed = answers[2 * number + dripping]
                    self.assertEqual((answer.status, answer.code(), closed), (408, code, True))

    def described(self):
        """Method and pattern of every operation of the server's own description."""
        paths = json.loads(self.installation.get("/api/v1/openapi.json")[2])["paths"]
        return [(method.upper(), path) for path, operations in paths.items() for method in operations]

    def at(self, path):
        """The address of a pattern, with good values in the place of its {names}."""
        values = {"source": "wmnow", "survey": SURVEY, "period": "2019-05", "npu": "SW", "file": "x.css",
                  "channel": "999", "measure": "victim_satisfied_treatment", "release": "2019-05.r0",
                  "receipt": "00000000-0000-7000-8000-000000000000", "report": "2019-06.1", "aim": "burglary"}
        return re.sub(r"\{(\w+)\}", lambda found: values[found.group(1)], path)

    def test_every_address_answers_its_own_methods_and_405_to_all_others(self):
        with_a_form = {"/reports"}  # for people, and so not in the description
        for method, path in self.described():
            allowed = ["POST"] if method == "POST" else ["GET", "HEAD"] + ["POST"] * (path in with_a_form)
            for other in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"):
                if other in allowed:
                    continue
                with self.subTest(path, method=other):
                    with BareSocket(self.installation.port) as connection:
                        connection.send(get(f"{other} {self.at(path)} HTTP/1.1"))
                        answer = connection.read(bodyless=other == "HEAD")
                    self.assertEqual(answer.status, 405)
                    self.assertEqual(answer.headers["allow"], ", ".join(allowed))

    def credentials(self, body):
        """Every credential that must not open anything of wmnow, by what is wrong with it."""
        own, other = self.installation.secrets["wmnow"], self.installation.secrets["livechat"]
        good = signature(own, "cred_1", body)
        scheme, mark = good["webhook-signature"].split(",", 1)
        flipped = ("B" if mark[0] == "A" else "A") + mark[1:]
        return {
            "none": {},
            "another source's key": signature(other, "cred_1", body),
            "a key of nobody": signature("whsec_" + "A" * 43 + "=", "cred_1", body),
            "an old timestamp": signature(own, "cred_1", body, at=time.time() - 3600),
            "a timestamp to come": signature(own, "cred_1", body, at=time.time() + 3600),
            "another body": signature(own, "cred_1", body + b" "),
            "another id": {**good, "webhook-id": "cred_2"},
            "a signature off by a bit": {**good, "webhook-signature": f"{scheme},{flipped}"},
            "an unknown version alone": {**good, "webhook-signature": "v2," + mark},
            "bad base64": {**good, "webhook-signature": "v1,!!!!"},
            "an empty signature": {**good, "webhook-signature": ""},
            "nine signatures": {**good, "webhook-signature": " ".join(["v1,AAAA"] * 8 + [good["webhook-signature"]])},
            "a bearer token": {"Authorization": "Bearer " + own},
            "a cookie": {"Cookie": "session=1"},
        }

    def ask_with(self, method, path, body, headers):
        connection = self.installation.connect()
        connection.request(method, path, body if method == "POST" else None,
                           {"Content-Type": "text/csv" if path.endswith("/invitations") else "application/json",
                            **headers} if method == "POST" else headers)
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        return reply.status, reply.headers, content

    def test_every_address_meets_every_credential(self):
        """Of the addresses that need a key none opens without its own; the others, which are served
        on loopback only, give nobody more for showing one. A new address must be put in a list here."""
        keyed = {"/api/v1/sources/{source}/surveys/{survey}/responses", "/api/v1/sources/{source}/receipts",
                 "/api/v1/sources/{source}/invitations"}
        opened = {"/api/v1/estimates", "/api/v1/compare", "/api/v1/compare/npus", "/api/v1/series",
                  "/api/v1/small-areas", "/api/v1/weights",
                  "/api/v1/headline/{period}.csv", "/api/v1/headline/{period}.json",
                  "/api/v1/overview", "/api/v1/npus/{npu}/summary", "/api/v1/releases",
                  "/api/v1/releases/{release}/files/{file}", "/api/v1/periods", "/api/v1/surveys", "/exports",
                  "/reports", "/reports/{report}", "/reports/{report}/file",
                  "/api/v1/measures", "/api/v1/areas", "/api/v1/channels", "/api/v1/openapi.json", "/", "/npus",
                  "/npus/{npu}", "/channels", "/channels/{channel}", "/measures/{measure}", "/api", "/about/symbols",
                  "/about/method", "/about/accessibility", "/assets/{file}", "/healthz", "/readyz", "/metrics"}
        of_roles = {"/api/v1/provisional", "/api/v1/sources", "/api/v1/arrivals", "/api/v1/quarantine",
                    "/api/v1/quarantine/{receipt}"}
        pages_of_roles = {"/reports/{report}/aims/{aim}/edit"}
        described = self.described()
        self.assertEqual({path for _, path in described}, keyed | opened | of_roles | pages_of_roles)
        body = json.dumps(victim_response("credential")).encode()
        for method, path in described:
            address = RECEIPTS if path.endswith("receipts") else self.at(path)
            signed = body if method == "POST" else RECEIPTS.partition("?")[2].encode()
            plain = self.ask_with(method, address, signed, {})[0]
            for name, headers in self.credentials(signed).items():
                with self.subTest(path, credential=name):
                    status, answered, content = self.ask_with(method, address, signed, headers)
                    if path in keyed:
                        self.assertEqual(status, 401)
                        self.assertEqual(json.loads(content)["code"], "unauthenticated")
                        self.assertTrue(answered["WWW-Authenticate"])
                        self.assertNotRegex(content.decode(), "base64|digest|bytes|key_")
                    elif path in of_roles:
                        self.assertIn((status, json.loads(content)["code"]),
                                      ((401, "sign_in_required"), (403, "not_permitted")))
                    elif path in pages_of_roles:
                        self.assertEqual((status, answered["Location"]), (303, "/sign-in?next=" + quote(address, safe="")))
                    else:
                        self.assertEqual(status, plain)
        path, query = receipts_path("wmnow", "credential")
        status, _, receipts = self.ask_with("GET", path, b"", signature(self.installation.secrets["wmnow"], "cred_9", query))
        self.assertEqual((status, json.loads(receipts)["receipts"]), (200, []), "nothing was kept")

    def test_who_reads_here_has_released_figures_alone(self):
        for address, query in (("small-areas", "measure=victim_satisfied_whole_experience&period=2019-05"),
                               ("weights", "survey=victim_satisfaction&period=2019-05")):
            for headers in ({}, {"Authorization": "Bearer x"}):
                with self.subTest(address, headers=headers):
                    status, answered, body = self.installation.get(f"/api/v1/{address}?{query}", headers)
                    self.assertEqual((status, answered["Content-Type"]), (403, "application/problem+json"))
                    self.assertEqual(json.loads(body)["code"], "not_permitted")
            described = json.loads(self.installation.get("/api/v1/openapi.json")[2])["paths"][f"/api/v1/{address}"]
            self.assertIn("403", described["get"]["responses"])

    def test_a_header_given_twice_is_no_credential(self):
        body = TEXT.encode()
        for name, value in signature(self.installation.secrets["wmnow"], "twice", body).items():
            good = signature(self.installation.secrets["wmnow"], "twice", body)
            lines = "".join(f"{n}: {v}\r\n" for n, v in good.items()) + f"{name}: {value}\r\n"
            with self.subTest(name):
                answer = ask(self.installation.port, post(lines + f"Content-Length: {len(body)}\r\n", body.decode(), credential=""))
                self.assertEqual(answer.status, 401)

    def test_replies_carry_what_a_browser_needs_to_be_careful(self):
        for path in ("/", "/npus/SW", "/about/symbols", FIGURES, "/api/v1/headline/2019-05.csv", "/metrics",
                     "/healthz", "/nowhere", "/api/v1/nowhere", RECEIPTS):
            with self.subTest(path):
                _, headers, _ = self.installation.get(path, {"Accept": "text/html"})
                self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
                self.assertEqual(headers["Cross-Origin-Resource-Policy"], "same-origin")
                self.assertTrue(headers["Cache-Control"])
                self.assertIsNone(headers["Server"])
                if headers["Content-Type"].startswith("text/html"):
                    policy = headers["Content-Security-Policy"]
                    self.assertIn("default-src 'none'", policy)
                    self.assertIn("frame-ancestors 'none'", policy)
                    self.assertNotIn("unsafe", policy)
                    self.assertEqual(headers["Referrer-Policy"], "same-origin")

    def test_no_value_of_an_address_becomes_a_header_line(self):
        for path in ("/npus?npu=SW%0d%0aSet-Cookie:%20a", "/npus?npu=SW&period=2019-05%0d%0aSet-Cookie:%20a",
                     "/api/v1/headline/2019-05%0d%0aSet-Cookie:%20a.csv", FIGURES + "&format=csv%0d%0aSet-Cookie:%20a"):
            with self.subTest(path):
                status, headers, _ = self.installation.get(path)
                self.assertIn(status, (400, 404))
                self.assertIsNone(headers["Set-Cookie"])
                self.assertIsNone(headers["Location"])

    def test_an_asset_is_found_by_its_whole_name_or_not_at_all(self):
        page = self.installation.get("/")[2].decode()
        asset = re.search(r'"(/assets/[^"]+\.css)"', page).group(1)
        self.assertEqual(self.installation.get(asset)[0], 200)
        for path in (asset + "/", asset + "%00", "/assets/./" + asset.rsplit("/", 1)[1], "/assets/../" + asset,
                     "/assets//etc/passwd", "/assets/..%5c..%5cetc", "/assets/", "/assets/..", "/assets/%2e%2e"):
            with self.subTest(path):
                self.assertEqual(self.installation.get(path)[0], 404)


class Faults(unittest.TestCase):
    """What happens when something of ours is broken, and what the log says of it all."""

    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.installation.release_may()
        self.installation.start()

    def without_releases(self, work):
        """Runs `work` while a table of the database is not there, as no fault of a sender can bring about."""
        def rename(before, after):
            database = sqlite3.connect(self.installation.database, timeout=10)
            database.execute(f"ALTER TABLE {before} RENAME TO {after}")
            database.commit()
            database.close()
        rename("release", "gone")
        try:
            work()
        finally:
            rename("gone", "release")

    def test_a_fault_of_ours_is_reported_without_our_insides_and_the_process_stays(self):
        self.assertEqual(self.installation.get(FIGURES)[0], 200)

        def look():
            for path, media in ((FIGURES, "application/problem+json"), ("/", "text/html; charset=utf-8")):
                status, headers, body = self.installation.get(path)
                self.assertEqual((status, headers["Content-Type"]), (500, media), body)
                self.assertNotRegex(body.decode().lower(), "sqlite|no such table|release_row|select |/src/|exception")
            problem = json.loads(self.installation.get(FIGURES)[2])
            self.assertEqual(problem["code"], "internal_error")
            reference = re.search("[0-9a-f]{4}-[0-9a-f]{4}", problem["detail"]).group(0)
            self.assertIn(reference, self.installation.log())
            self.assertEqual(self.installation.get("/healthz")[0], 200)

        self.without_releases(look)

    def test_the_log_holds_no_answer_no_person_and_no_secret(self):
        marks = {"comment": "the zebra in the stairwell", "respondent_id": "member-4711-zebra",
                 "npu": "Zebraville"}
        body = json.dumps(victim_response("zebra-id", comment=marks["comment"], respondent_id=marks["respondent_id"]))
        self.assertEqual(self.installation.post("wmnow", SURVEY, body, "log_1")[0], 200)
        held = victim_response("zebra-held", comment=marks["comment"], npu=marks["npu"])
        self.assertEqual(self.installation.post("wmnow", SURVEY, held, "log_2")[0], 202)
        self.installation.post("wmnow", SURVEY, b'{"comment": "' + marks["comment"].encode(), "log_3")
        stranger = "whsec_" + "Zebra" * 8 + "AAA="
        forged = signature(stranger, "log_4", body.encode())
        self.assertEqual(self.installation.post("wmnow", SURVEY, body, "log_4", headers=forged)[0], 401)
        bearer = {"Authorization": "Bearer zebra-token"}
        self.assertEqual(self.installation.post("wmnow", SURVEY, body, "log_5", headers=bearer)[0], 401)
        self.installation.get("/api/v1/estimates?measure=zebra&period=2019-05")
        self.without_releases(lambda: self.installation.get(FIGURES + "&npu=zebra"))
        secret = self.installation.secrets["wmnow"]
        self.installation.stop()
        log = self.installation.log()
        for line in log.splitlines():
            self.assertEqual({"at", "level", "event"} - json.loads(line).keys(), set(), line)
        self.assertIn("verification_failed", log)
        self.assertIn("request_failed", log)
        for word in (*marks.values(), "zebra", "Zebra", secret, secret.removeprefix("whsec_"), forged["webhook-signature"],
                     "Fairly satisfied", "burglary"):
            self.assertNotIn(word, log)


if __name__ == "__main__":
    unittest.main()
