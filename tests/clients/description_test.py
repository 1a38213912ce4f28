"""The server's own description: OpenAPI 3.1 by its own schema, and true of what a running
server answers to every operation it has, well and badly asked."""

import json
import os
import re
import subprocess
import unittest
from pathlib import Path

from soundings_program import Installation, signature, victim_response

PACKAGES = Path(os.environ["PACKAGES"])
SURVEY = "victim_satisfaction"
POSTS = "/api/v1/sources/{source}/surveys/{survey}/responses"
RECEIPTS = "/api/v1/sources/{source}/receipts"
VALUES = {"source": "wmnow", "survey": SURVEY, "period": "2019-05", "npu": "SW",
          "channel": "999", "measure": "victim_satisfied_treatment", "release": "2019-05.r0",
          "file": "manifest.json", "receipt": "00000000-0000-7000-8000-000000000000",
          "report": "2019-06.1", "aim": "burglary"}
QUERIES = {
    "/api/v1/estimates": "?measure=victim_satisfied_whole_experience&period=2019-05&by=npu",
    "/api/v1/series": "?measure=victim_satisfied_whole_experience",
    "/api/v1/compare": "?measure=victim_satisfied_whole_experience&period=2019-05",
    "/api/v1/compare/npus": "?measure=victim_satisfied_whole_experience&period=2019-05",
    "/api/v1/small-areas": "?measure=victim_satisfied_whole_experience&period=2019-05",
    "/api/v1/weights": "?survey=victim_satisfaction&period=2019-05",
}

# Working figures, which nobody reads here.
WORKING = {"/api/v1/small-areas", "/api/v1/weights"}
# What nobody reads who has not signed in.
SIGNED_IN = {"/api/v1/sources", "/api/v1/arrivals", "/api/v1/quarantine", "/api/v1/quarantine/{receipt}",
             "/api/v1/provisional"}
REFUSED = WORKING | SIGNED_IN
# There is no report; and whoever has not signed in is asked to before a page of analysts.
STATUS = {**dict.fromkeys(REFUSED, 403), "/reports/{report}": 404, "/reports/{report}/file": 404,
          "/reports/{report}/aims/{aim}/edit": 303}


class Described(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.secret = self.installation.key("wmnow")
        self.installation.release_may()
        self.installation.start("--rate-per-source", "20")
        self.description = json.loads(self.installation.get("/api/v1/openapi.json")[2])
        self.answers = []
        self.sent = 0

    def note(self, method, pattern, status, headers, body, wants=()):
        self.answers.append({
            "method": method, "path": pattern, "status": str(status), "wants": list(wants),
            "headers": {name.lower(): value for name, value in headers.items()},
            "body": body if isinstance(body, str) else json.dumps(body)})
        return status

    def post(self, body, content_type="application/json", wants=(), headers=None, source="wmnow", webhook_id=None):
        self.sent += 1
        data = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
        webhook_id = webhook_id or f"msg_{self.sent}"
        status, reported, reply = self.installation.post(
            source, SURVEY, data, webhook_id, content_type=content_type,
            headers=signature(self.secret, webhook_id, data) if headers is None else headers)
        return self.note("POST", POSTS, status, reported, reply, wants)

    def get(self, pattern, query="", headers=None, wants=(), method="GET"):
        path = re.sub(r"\{(\w+)\}", lambda found: VALUES[found.group(1)], pattern) + query
        connection = self.installation.connect()
        connection.request(method, path, headers=headers or {})
        reply = connection.getresponse()
        body = reply.read().decode(errors="replace")
        connection.close()
        self.note("GET", pattern, reply.status, reply.headers, body, wants)
        return reply.status, reply.headers, body

    def faults(self, bodies):
        done = subprocess.run(
            ["node", PACKAGES / "describe.mjs"], capture_output=True, timeout=120, cwd=PACKAGES,
            input=json.dumps({"description": self.description, "answers": self.answers, "bodies": bodies}).encode())
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return json.loads(done.stdout)

    def every_reading_reply_has_a_schema_and_an_example(self):
        self.assertEqual(self.description["servers"], [{"url": "/", "description": "This server"}])
        known = {tag["name"] for tag in self.description["tags"]}
        for pattern, operations in self.description["paths"].items():
            for operation in operations.values():
                self.assertLessEqual(set(operation["tags"]), known, pattern)
            read = operations.get("get")
            if not read or read["tags"][0] not in ("Figures", "Reference") or "{file}" in pattern:
                continue
            json_reply = read["responses"]["200"]["content"].get("application/json")
            if json_reply is not None:
                self.assertIn("$ref", json_reply["schema"], pattern)
                self.assertTrue(json_reply["example"], pattern)
        for name, schema in self.description["components"]["schemas"].items():
            if "required" in schema and name[0].isupper() and schema.get("additionalProperties") is not False:
                for field, said in schema["properties"].items():
                    if name != "Response":
                        self.assertTrue(said.get("description"), f"{name}.{field}")

    def test_it_is_openapi_3_1_and_every_reply_is_as_it_says(self):
        good = victim_response("a", npu="Birmingham")
        self.assertEqual(self.post(good), 200)
        self.assertEqual(self.post(good, wants=["Idempotent-Replayed"]), 200)
        self.assertEqual(self.post(victim_response("b", npu="Atlantis")), 202)
        self.assertEqual(self.post({**good, "age": 30}), 202)
        self.assertEqual(self.post("not json"), 202)
        self.assertEqual(self.post([victim_response("c"), 7]), 200)
        self.assertEqual(self.post(json.dumps(victim_response("d")) + "\n{}\n", "application/x-ndjson"), 200)
        columns = "source_response_id,completed_at,npu,contact_channel,crime_group,whole_experience"
        self.assertEqual(self.post(columns + "\r\ne,2019,Sandwell,101,burglary,2\r\n\x1a", "text/csv"), 200)
        self.assertEqual(self.post("source_response_id,completed_at\r\ne,2019\r\n", "text/csv"), 202)
        self.assertEqual(self.post(good, headers={}, wants=["WWW-Authenticate"]), 401)
        self.assertEqual(self.post(good, source="nobody"), 404)
        self.assertEqual(self.post(good, "text/xml", wants=["Accept-Post"]), 415)
        self.assertEqual(self.post(b" " * 300000), 413)
        while self.post(good) != 429:
            self.assertLess(self.sent, 300, "the source's limit was never reached")
        self.answers[-1]["wants"] = ["Retry-After", "RateLimit", "RateLimit-Policy"]
        self.every_reading_reply_has_a_schema_and_an_example()
        for pattern, operations in self.description["paths"].items():
            if "get" not in operations or pattern in (RECEIPTS, "/assets/{file}"):
                continue
            status, headers, _ = self.get(pattern, QUERIES.get(pattern, ""))
            self.assertEqual(status, STATUS.get(pattern, 200), pattern)
            if headers["ETag"]:
                self.assertEqual(self.get(pattern, QUERIES.get(pattern, ""), {"If-None-Match": headers["ETag"]})[0], 304)
            if pattern in ("/api/v1/estimates", "/api/v1/series", "/api/v1/compare", "/api/v1/compare/npus"):
                self.assertEqual(self.get(pattern, QUERIES[pattern] + "&format=csv")[0], 200)
            api = {"Accept": "application/json"}
            if pattern.startswith("/api/"):
                self.assertEqual(self.get(pattern, "?nonsense=1", api)[0], 403 if pattern in REFUSED else 400)
                self.assertEqual(self.get(pattern, headers={"Host": "elsewhere.example"})[0], 421)
            if not pattern.startswith("/npus"):
                self.assertEqual(self.get(pattern, headers=api, method="DELETE", wants=["Allow"])[0], 405)
        page = self.get("/")[2]
        for asset in sorted(set(re.findall(r'"(/assets/[^"]+)"', page))):
            status, headers, _ = self.installation.get(asset)
            self.note("GET", "/assets/{file}", status, headers, "")
        self.installation.stop()
        self.installation.start()
        for query, signed in (("source_response_id=a", "source_response_id=a"),
                              ("source_response_id=b", "source_response_id=b"),
                              ("source_response_id=a", "source_response_id=b"), ("", "")):
            headers = signature(self.secret, f"read_{query}{signed}".replace("=", "-"), signed.encode())
            self.get(RECEIPTS, "?" + query if query else "", headers)
        self.assertEqual([answer["status"] for answer in self.answers[-4:]], ["200", "200", "401", "400"])
        self.assertEqual(self.faults({"a response": good, "an array": [good]}), [])

    def test_an_answer_that_it_does_not_describe_is_found(self):
        media = {"Content-Type": "application/json"}
        problem = {"type": "about:blank", "title": "Gone", "status": 410, "detail": "", "code": "late"}
        for status, headers, body in ((200, media, {"status": "accepted"}), (200, {"Content-Type": "text/csv"}, ""),
                                      (418, media, {}), (410, {"Content-Type": "application/problem+json"}, problem)):
            self.answers.clear()
            self.note("POST", POSTS, status, headers, body)
            self.assertEqual(len(self.faults({})), 1, (status, body))

    def test_a_message_that_is_no_response_is_not_what_it_describes(self):
        for body in ({"completed_at": "2019-05-14T09:12:44Z"}, [7], {**victim_response("x"), "completed_at": "May"}):
            self.assertEqual([fault["where"] for fault in self.faults({"a body": body})], ["a body"])


if __name__ == "__main__":
    unittest.main()
