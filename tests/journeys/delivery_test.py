"""The sender's view of the server: the table of replies, and what becomes of a body that
cannot be read."""

import json
import time
import unittest
from urllib.parse import urlencode

from soundings_program import Installation, receipts_path, signature, victim_response

SURVEY = "victim_satisfaction"
OVERALL = "victim_satisfied_whole_experience"


class Delivery(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.installation.start()
        self.sent = 0

    def post(self, body, **options):
        self.sent += 1
        return self.installation.post("wmnow", SURVEY, body, f"msg_{self.sent}", **options)

    def test_a_database_without_answers_gives_a_page_without_figures_and_no_file(self):
        status, _, body = self.installation.get("/")
        self.assertEqual(status, 200)
        self.assertNotIn(b"nan", body.lower().replace(b"financ", b""))
        for path in ("/api/v1/headline/2019-05.csv", "/api/v1/headline/2019-05.json",
                     f"/api/v1/estimates?measure={OVERALL}&period=2019-05&by=npu"):
            status, _, body = self.installation.get(path)
            self.assertEqual((status, json.loads(body)["code"]), (400, "not_released"), path)
        for more, code in (((), "not_released"), (("--working",), "no_answers")):
            done = self.installation.run("estimate", "--measure", OVERALL, "--period", "2019-05", *more, check=False)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn(code, done.stderr)

    def test_no_credential_is_401_and_nothing_is_held(self):
        for headers in ({}, signature("whsec_" + "A" * 43 + "=", "msg_x", b"{}")):
            status, answered, problem = self.installation.post("wmnow", SURVEY, b"{}", "msg_x", headers=headers)
            self.assertEqual(status, 401)
            self.assertEqual(answered["Content-Type"], "application/problem+json")
            self.assertTrue(problem["code"])
        self.assertEqual(self.installation.outcomes().get("quarantined", 0), 0)

    def test_a_signature_that_is_wrong_in_any_way_is_401_and_only_we_know_why(self):
        secret, body = self.installation.secrets["wmnow"], json.dumps(victim_response("x")).encode()
        good = signature(secret, "msg_1", body)
        value = good["webhook-signature"]
        wrong = {
            "signature_mismatch": [
                {"webhook-id": "msg_2"}, {"webhook-timestamp": str(int(good["webhook-timestamp"]) - 1)},
                {"webhook-signature": value[:-3] + ("A==" if value[-3] != "A" else "B==")},
                {"webhook-signature": value.replace("v1,", "v1a,")}, {"webhook-signature": value[3:]},
                {"webhook-signature": "v1,not/base64!"}, {"webhook-signature": ""},
                {"webhook-signature": " ".join(["v1,AAAA"] * 8 + [value])}],
            "id_malformed": [{"webhook-id": "a.b"}, {"webhook-id": ""}, {"webhook-id": "x" * 129}],
            "timestamp_malformed": [{"webhook-timestamp": "yesterday"}, {"webhook-timestamp": "1" * 13}],
            "timestamp_out_of_tolerance": [signature(secret, "msg_1", body, time.time() + shift)
                                           for shift in (-400, 400)],
            "header_missing": [{"webhook-id": None}, {"webhook-signature": None}],
        }
        for reason, changes in wrong.items():
            for change in changes:
                headers = {name: text for name, text in {**good, **change}.items() if text is not None}
                status, _, problem = self.post(body, headers=headers)
                self.assertEqual((status, problem["code"]), (401, "unauthenticated"), (reason, change))
                self.assertNotIn(reason, json.dumps(problem))
            self.assertEqual(self.installation.metric("soundings_refused_deliveries_total", reason=reason), len(changes))
        self.assertEqual(self.installation.ledger("SELECT count(*) FROM delivery"), [(0,)])
        for number, text in enumerate(["v1,AAAA v1a,BBBB " + value, " ".join(["v1,AAAA"] * 7 + [value])]):
            self.assertEqual(self.post(body, headers={**good, "webhook-signature": text})[0], 200, number)
        self.installation.reconciled(2)

    def test_an_authentic_body_that_is_not_json_is_held(self):
        for number, body in enumerate([b"not json", b'{"a":1}\0{"evil":2}', b'{"a":1,"a":2}', b""], 1):
            status, _, reply = self.post(body)
            self.assertEqual((status, reply["status"]), (202, "quarantined"), body)
            self.assertTrue(reply["code"])
            self.assertEqual(self.installation.outcomes().get("quarantined", 0), number)
        self.assertEqual(self.installation.get("/healthz")[0], 200)

    def test_one_address_takes_an_object_an_array_lines_a_table_and_a_form(self):
        one = victim_response("object", answers={"whole_experience": 2})
        line = json.dumps({**one, "source_response_id": "line"})
        fields = {"completed_at": "2019-05-14T09:12:44Z", "npu": "Sandwell", "answers/whole_experience": "2"}
        table = ",".join(["source_response_id", *fields]) + "\n" + ",".join(["row", *fields.values()])
        form = urlencode({"source_response_id": "form", **fields})
        for body, content_type, lists in [
                (one, "application/json", False),
                ([{**one, "source_response_id": "element"}], "Application/JSON; charset=utf-8", True),
                (line, "application/x-ndjson", True), (table, "text/csv; header=present", True),
                (form, "application/x-www-form-urlencoded", False)]:
            status, _, reply = self.post(body, content_type=content_type)
            item = reply["items"][0] if lists else reply
            self.assertEqual((status, item["status"]), (200, "accepted"), (content_type, reply))
        kept = self.installation.ledger("SELECT source_response_id, hex(codes) FROM response JOIN submission USING (seq)"
                                 " WHERE source_response_id IN ('row', 'form')")
        self.assertEqual(len({codes for _, codes in kept}), 1, "a form and a table say the same")
        self.installation.reconciled(5)

    def test_wrong_addresses_methods_and_types(self):
        response = json.dumps(victim_response("x")).encode()
        secret = self.installation.secrets["wmnow"]
        for source, survey in (("nobody", SURVEY), ("wmnow", "nothing")):
            status, _, _ = self.installation.post(source, survey, response, "m",
                                           headers=signature(secret, "m", response))
            self.assertEqual(status, 404)
        status, headers, _ = self.installation.get(f"/api/v1/sources/wmnow/surveys/{SURVEY}/responses")
        self.assertEqual((status, headers["Allow"]), (405, "POST"))
        self.assertEqual(self.post(response, content_type="application/xml")[0], 415)
        self.assertEqual(self.post(b"[" + b" " * 300000 + b"]")[0], 413)

    def test_the_sender_reads_its_own_receipts(self):
        receipt = self.post(victim_response("mine"))[2]["receipt"]
        path, query = receipts_path("wmnow", "mine")
        self.assertEqual(self.installation.get(path)[0], 401)
        own = signature(self.installation.secrets["wmnow"], "read_1", query)
        status, _, body = self.installation.get(path, own)
        self.assertEqual(status, 200)
        self.assertIn(receipt, body.decode())
        # A captured query reads nothing else, and neither does a signature over no text.
        self.post(victim_response("other/1"))
        other, other_query = receipts_path("wmnow", "other/1")
        for headers in (own, signature(self.installation.secrets["wmnow"], "read_2", b"")):
            status, _, body = self.installation.get(other, headers)
            self.assertEqual((status, json.loads(body)["code"]), (401, "unauthenticated"))
            self.assertIn("the part after the question mark", json.loads(body)["detail"])
        reported = self.installation.get(other, signature(self.installation.secrets["wmnow"], "read_3", other_query))
        self.assertEqual(len(json.loads(reported[2])["receipts"]), 1)


if __name__ == "__main__":
    unittest.main()
