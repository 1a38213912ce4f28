"""The sender's view of the way in: what it posts, what it is told, and what that did
to the figures. Scenarios W1 to W4 and the table of replies."""

import json
import threading
import unittest

from soundings_program import House, signature, victim_response

SURVEY = "victim_satisfaction"
OVERALL = "victim_satisfied_whole_experience"


class Delivery(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)
        self.house.key("wmnow")
        self.house.start()
        self.sent = 0

    def post(self, body, **options):
        self.sent += 1
        return self.house.post("wmnow", SURVEY, body, f"msg_{self.sent}", **options)

    def base(self, month, **key):
        """Unweighted base of the overall figure, through many good answers so that it is shown."""
        rows = self.house.estimate(OVERALL, month, by=["npu"] if key else [], weighting="none")
        wanted = {"npu": "", "contact_channel": "", "crime_group": "", **key}
        row = next(r for r in rows if all(r[k] == v for k, v in wanted.items()))
        return int(row["n"] or 0)

    def metric(self, outcome):
        """Submissions of one outcome so far, over every source, from the metrics page."""
        text = self.house.get("/metrics")[2].decode()
        return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines()
                   if line.startswith("soundings_submissions_total{") and f'outcome="{outcome}"' in line)

    def fill(self, month="2019-05", npu="Sandwell", count=30):
        """Enough good answers of one NPU and month that its base is shown."""
        good = [victim_response(f"fill-{month}-{npu}-{k}", npu=npu, completed_at=f"{month}-10T10:00:00Z",
                                answers={"whole_experience": 2 if k % 2 else 6}) for k in range(count)]
        status, _, reply = self.post(good)
        self.assertEqual(status, 200)
        self.assertEqual(reply["counts"]["accepted"], count)

    def test_a_database_without_answers_gives_pages_and_files_without_figures(self):
        for path in ("/", "/api/v1/headline/2019-05.csv", "/api/v1/headline/2019-05.json",
                     f"/api/v1/estimates?measure={OVERALL}&period=2019-05&by=npu"):
            status, _, body = self.house.get(path)
            self.assertEqual(status, 200, path)
            self.assertNotIn(b"nan", body.lower().replace(b"financ", b""), path)
        rows = self.house.estimate(OVERALL, "2019-05", by=["npu"])
        self.assertEqual({row["value"] for row in rows}, {""})

    def test_w1_a_response_posted_three_times_counts_once(self):
        self.fill()
        before = self.base("2019-05", npu="SW")
        response = victim_response("wmn-884213")
        status, headers, first = self.post(response)
        self.assertEqual((status, first["status"], first["version"]), (200, "accepted", 1))
        self.assertNotIn("Idempotent-Replayed", headers)
        again = json.dumps(dict(reversed(response.items())), indent=4)
        for body in (response, again):
            status, headers, reply = self.post(body)
            self.assertEqual(status, 200)
            self.assertEqual(headers["Idempotent-Replayed"], "true")
            self.assertEqual((reply["receipt"], reply["status"], reply["duplicate"]),
                             (first["receipt"], "accepted", True))
        self.assertEqual(self.base("2019-05", npu="SW"), before + 1)
        self.assertEqual(self.metric("duplicate"), 2)
        self.house.verified()

    def test_w2_area_names_are_matched_exactly_or_not_at_all(self):
        names = ["B'ham East", "BE", "Brum West", "Bham W NPU", "wolves", "W\u2019ton", "\uff22\uff37",
                 "Birmingham", "Brum Est"]
        status, _, reply = self.post([victim_response(f"area-{k}", npu=name)
                                      for k, name in enumerate(names)])
        self.assertEqual(status, 200)
        statuses = [item["status"] for item in reply["items"]]
        self.assertEqual(statuses, ["accepted"] * 8 + ["quarantined"])
        self.assertEqual(reply["items"][8]["code"], "area_unknown")
        self.assertEqual(reply["items"][8]["errors"][0]["pointer"], "/npu")
        self.fill(npu="Birmingham East")
        self.fill(npu="Birmingham West")
        self.fill(npu="Wolverhampton")
        for npu, more in {"BE": 2, "BW": 3, "WV": 2}.items():
            self.assertEqual(self.base("2019-05", npu=npu), 30 + more, npu)
        self.assertEqual(self.base("2019-05"), 90 + 8)

    def test_w3_bad_answers(self):
        answers = victim_response("x")["answers"]
        status, _, reply = self.post(victim_response("a", answers={**answers, "whole_experience": 8}))
        self.assertEqual((status, reply["status"], reply["code"]),
                         (202, "quarantined", "answer_out_of_scale"))
        self.assertEqual(reply["errors"][0]["pointer"], "/answers/whole_experience")
        self.assertIn("8", reply["errors"][0]["message"])
        self.assertEqual(self.metric("quarantined"), 1)
        self.fill()
        for name, change in {"b": {"answers": {**answers, "follow_up": "n/a"}},
                             "c": {"contact_channel": "not_applicable"},
                             "d": {"answers": {**answers, "q17": "a private word"}},
                             "e": {"answers": {k: v for k, v in answers.items()
                                               if k != "whole_experience"}}}.items():
            status, _, reply = self.post(victim_response(name, **change))
            self.assertEqual((status, reply["status"]), (200, "accepted"), name)
        self.assertEqual(self.base("2019-05"), 30 + 3)
        feedback = self.house.estimate("victim_satisfied_feedback", "2019-05", weighting="none")
        self.assertNotIn(b"a private word", self.house.database.read_bytes())
        self.assertEqual(len(feedback), 1)

    def test_w4_time_is_that_of_the_west_midlands(self):
        self.fill("2019-05")
        self.fill("2019-06")
        for name, at, month in [("winter", "2019-05-31T23:45:00Z", "2019-06"),
                                ("local", "31/05/2019 23:50", "2019-05")]:
            before = self.base(month)
            status, _, reply = self.post(victim_response(name, completed_at=at))
            self.assertEqual((status, reply["status"]), (200, "accepted"), reply)
            self.assertEqual(self.base(month), before + 1)
        status, _, reply = self.post(victim_response("later", completed_at="2031-01-01T00:00:00Z"))
        self.assertEqual((status, reply["code"]), (202, "timestamp_future"))

    def test_versions_conflicts_and_older_versions(self):
        self.fill()
        self.fill(npu="Solihull")
        first = victim_response("v", modified_at="2019-05-14T10:00:00Z")
        self.assertEqual(self.post(first)[2]["version"], 1)
        newer = {**first, "modified_at": "2019-05-14T11:00:00Z", "npu": "Solihull"}
        status, _, reply = self.post(newer)
        self.assertEqual((status, reply["status"], reply["version"]), (200, "accepted", 2))
        self.assertEqual([self.base("2019-05", npu=npu) for npu in ("SW", "SH")], [30, 31])
        older = {**first, "modified_at": "2019-05-14T09:30:00Z", "npu": "Dudley"}
        status, _, reply = self.post(older)
        self.assertEqual((status, reply["status"]), (200, "older_version"))
        status, _, reply = self.post({**newer, "npu": "Dudley"})
        self.assertEqual((status, reply["status"]), (202, "conflict"))
        self.assertEqual(self.base("2019-05"), 61)
        self.house.verified()

    def test_a_batch_is_answered_item_by_item_and_a_second_post_moves_nothing(self):
        twin = victim_response("twin")
        batch = [victim_response(f"good-{k}") for k in range(43)] + [twin, twin]
        batch += [victim_response("area", npu="Atlantis"),
                  victim_response("future", completed_at="2031-01-01T00:00:00Z"),
                  victim_response("da", crime_group="domestic_abuse"), "not an object",
                  victim_response("last")]
        status, _, reply = self.post(batch)
        self.assertEqual(status, 200)
        self.assertEqual(len(reply["items"]), 50)
        self.assertEqual({k: v for k, v in reply["counts"].items() if v},
                         {"accepted": 45, "duplicate": 1, "quarantined": 4})
        codes = [item.get("code") for item in reply["items"][45:49]]
        self.assertEqual(codes, ["area_unknown", "timestamp_future", "held", "not_an_object"])
        self.assertTrue(reply["items"][44]["duplicate"])
        status, _, again = self.post(batch)
        self.assertEqual({k: v for k, v in again["counts"].items() if v}, {"duplicate": 50})
        self.assertEqual([i["receipt"] for i in again["items"]], [i["receipt"] for i in reply["items"]])
        self.house.verified()

    def test_no_credential_is_401_and_nothing_is_held(self):
        for headers in ({}, signature("whsec_" + "A" * 43 + "=", "msg_x", b"{}")):
            status, answered, problem = self.house.post("wmnow", SURVEY, b"{}", "msg_x", headers=headers)
            self.assertEqual(status, 401)
            self.assertEqual(answered["Content-Type"], "application/problem+json")
            self.assertTrue(problem["code"])
        self.assertEqual(self.metric("quarantined"), 0)

    def test_an_authentic_body_that_is_not_json_is_held(self):
        for number, body in enumerate([b"not json", b'{"a":1}\0{"evil":2}', b'{"a":1,"a":2}', b""], 1):
            status, _, reply = self.post(body)
            self.assertEqual((status, reply["status"]), (202, "quarantined"), body)
            self.assertTrue(reply["code"])
            self.assertEqual(self.metric("quarantined"), number)
        self.assertEqual(self.house.get("/healthz")[0], 200)

    def test_another_body_under_a_used_webhook_id_is_a_conflict(self):
        self.assertEqual(self.house.post("wmnow", SURVEY, victim_response("one"), "msg_same")[0], 200)
        status, _, reply = self.house.post("wmnow", SURVEY, victim_response("two"), "msg_same")
        self.assertEqual((status, reply["status"]), (202, "conflict"))

    def test_wrong_addresses_methods_and_types(self):
        response = json.dumps(victim_response("x")).encode()
        secret = self.house.secrets["wmnow"]
        for source, survey in (("nobody", SURVEY), ("wmnow", "nothing")):
            status, _, _ = self.house.post(source, survey, response, "m",
                                           headers=signature(secret, "m", response))
            self.assertEqual(status, 404)
        status, headers, _ = self.house.get(f"/api/v1/sources/wmnow/surveys/{SURVEY}/responses")
        self.assertEqual((status, headers["Allow"]), (405, "POST"))
        self.assertEqual(self.post(response, content_type="application/xml")[0], 415)
        self.assertEqual(self.post(b"[" + b" " * 300000 + b"]")[0], 413)

    def test_the_sender_reads_its_own_receipts(self):
        receipt = self.post(victim_response("mine"))[2]["receipt"]
        path = "/api/v1/sources/wmnow/receipts?source_response_id=mine"
        self.assertEqual(self.house.get(path)[0], 401)
        status, _, body = self.house.get(path, signature(self.house.secrets["wmnow"], "read_1", b""))
        self.assertEqual(status, 200)
        self.assertIn(receipt, body.decode())

    def test_the_same_response_from_many_connections_is_one_row(self):
        response, replies = victim_response("race"), []

        def send(number):
            replies.append(self.house.post("wmnow", SURVEY, response, f"race_{number}"))

        threads = [threading.Thread(target=send, args=(k,)) for k in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual({status for status, _, _ in replies}, {200})
        self.assertEqual(len({reply["receipt"] for _, _, reply in replies}), 1)
        self.assertEqual(sum(1 for _, _, reply in replies if not reply.get("duplicate")), 1)
        self.house.verified()


if __name__ == "__main__":
    unittest.main()
