"""Five outcomes, whatever arrives in whatever order: the same bytes from many connections
at once, two bodies that race for one id, versions that pass each other.

ROUNDS in the environment sets how often the races are run; a thousand by hand.
"""

import json
import os
import threading
import unittest

from soundings_program import Installation, victim_response

SURVEY = "victim_satisfaction"
OVERALL = "victim_satisfied_whole_experience"
CONNECTIONS = 64
ROUNDS = int(os.environ.get("ROUNDS", "6"))


class Volley:
    """Kept-alive connections that post together, round after round."""

    def __init__(self, installation):
        self.installation = installation
        self.connections = [installation.connect() for _ in range(CONNECTIONS)]

    def fire(self, shots):
        """shots: a body and a webhook id for each connection. The replies, in that order."""
        replies, together = [None] * CONNECTIONS, threading.Barrier(CONNECTIONS)

        def send(number):
            body, webhook_id = shots[number]
            together.wait()
            replies[number] = self.installation.post("wmnow", SURVEY, body, webhook_id,
                                              connection=self.connections[number])

        threads = [threading.Thread(target=send, args=(k,)) for k in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return replies

    def close(self):
        for connection in self.connections:
            connection.close()


class Outcomes(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.installation.start()
        self.sent = 0

    def volley(self):
        volley = Volley(self.installation)
        self.addCleanup(volley.close)
        return volley

    def post(self, body, webhook_id=None):
        self.sent += 1
        return self.installation.post("wmnow", SURVEY, body, webhook_id or f"msg_{self.sent}")[::2]

    def counting(self):
        """How many responses count, and under which ids."""
        return {name: count for name, count in self.installation.ledger(
            "SELECT source_response_id, count(*) FROM response JOIN submission USING (seq)"
            " WHERE current = 1 GROUP BY source_response_id")}

    def test_the_same_bytes_from_every_connection_are_one_row_and_one_reply(self):
        volley = self.volley()
        for number in range(ROUNDS):
            response = victim_response(f"same-{number}")
            ids = [f"msg_{number}" if k % 2 else f"msg_{number}_{k}" for k in range(CONNECTIONS)]
            replies = volley.fire([(response, name) for name in ids])
            first = [reply for _, _, reply in replies if "duplicate" not in reply]
            self.assertEqual(len(first), 1, "one was accepted first")
            for status, headers, reply in replies:
                self.assertEqual(status, 200)
                replayed = reply.pop("duplicate", False)
                self.assertEqual(headers["Idempotent-Replayed"] == "true", replayed)
                self.assertEqual(reply, first[0])
        self.assertEqual(self.counting(), {f"same-{k}": 1 for k in range(ROUNDS)})
        self.assertEqual(self.installation.outcomes(),
                         {"accepted": ROUNDS, "duplicate": (CONNECTIONS - 1) * ROUNDS})
        self.installation.reconciled(CONNECTIONS * ROUNDS)

    def test_two_bodies_that_race_for_one_id_leave_one_accepted_and_one_held(self):
        volley = self.volley()
        for number in range(ROUNDS):
            bodies = [victim_response(f"two-{number}", npu=npu) for npu in ("Sandwell", "Dudley")]
            replies = volley.fire([(bodies[k % 2], f"two_{number}_{k}") for k in range(CONNECTIONS)])
            seen = [{(reply["status"], reply["receipt"]) for _, _, reply in replies[k::2]} for k in (0, 1)]
            self.assertEqual([len(body) for body in seen], [1, 1], "each body has one status and receipt")
            self.assertEqual({word for body in seen for word, _ in body}, {"accepted", "conflict"})
            self.assertEqual([status for status, _, reply in replies if "duplicate" not in reply].count(202), 1)
        self.assertEqual(self.counting(), {f"two-{k}": 1 for k in range(ROUNDS)})
        self.assertEqual(self.installation.ledger("SELECT code, count(*) FROM held GROUP BY code"),
                         [("version_conflict", ROUNDS)])
        self.assertEqual(self.installation.outcomes(), {"accepted": ROUNDS, "conflict": ROUNDS,
                                                 "duplicate": (CONNECTIONS - 2) * ROUNDS})
        self.installation.reconciled(CONNECTIONS * ROUNDS)

    def test_a_webhook_id_never_brings_a_second_accepted_row(self):
        volley = self.volley()
        for number in range(ROUNDS):
            bodies = [victim_response(f"reused-{number}-{k}") for k in (0, 1)]
            replies = volley.fire([(bodies[k % 2], f"reused_{number}") for k in range(CONNECTIONS)])
            words = [{reply["status"] for _, _, reply in replies[k::2]} for k in (0, 1)]
            self.assertEqual(sorted(map(tuple, words)), [("accepted",), ("conflict",)])
        self.assertEqual(len(self.counting()), ROUNDS)
        self.assertEqual(self.installation.ledger("SELECT code, count(*) FROM held GROUP BY code"),
                         [("webhook_id_reused", ROUNDS)])
        self.installation.reconciled(CONNECTIONS * ROUNDS)

    def test_a_newer_version_counts_an_older_is_noted_and_a_conflict_is_held(self):
        good = [victim_response(f"fill-{npu}-{k}", npu=npu, answers={"whole_experience": 1 + k % 7})
                for npu in ("Sandwell", "Solihull") for k in range(30)]
        self.assertEqual(self.post(good)[1]["counts"]["accepted"], 60)
        bases = lambda: [self.installation.base(OVERALL, "2019-05", npu) for npu in ("SW", "SH", "DY", "")]
        first = victim_response("v", modified_at="2019-05-14T10:00:00Z")
        status, original = self.post(first)
        self.assertEqual((status, original["version"], bases()), (200, 1, [31, 30, 0, 61]))
        newer = {**first, "modified_at": "2019-05-14T11:00:00Z", "npu": "Solihull"}
        status, reply = self.post(newer)
        self.assertEqual((status, reply["status"], reply["version"]), (200, "accepted", 2))
        self.assertNotEqual(reply["receipt"], original["receipt"])
        self.assertEqual(bases(), [30, 31, 0, 61])
        for late in ({**first, "modified_at": "2019-05-14T09:30:00Z", "npu": "Dudley"},
                     {**first, "npu": "Dudley", "modified_at": "2019-05-14T10:59:59Z"}):
            status, reply = self.post(late)
            self.assertEqual((status, reply["status"]), (200, "older_version"))
        status, again = self.post(first)
        self.assertEqual((again["receipt"], again["duplicate"]), (original["receipt"], True))
        status, reply = self.post({**newer, "npu": "Dudley"})
        self.assertEqual((status, reply["status"], reply["code"]), (202, "conflict", "version_conflict"))
        self.assertEqual(self.post({**newer, "npu": "Dudley"})[1]["receipt"], reply["receipt"])
        self.assertEqual(bases(), [30, 31, 0, 61])
        kept = self.installation.ledger("SELECT count(*) FROM response JOIN submission USING (seq)"
                                 " WHERE source_response_id = 'v'")
        self.assertEqual(kept, [(2,)], "the version that was replaced stays")
        self.assertEqual(self.installation.outcomes(), {"accepted": 62, "duplicate": 2, "older_version": 2,
                                                 "conflict": 1})
        self.installation.reconciled(60 + 7)

    def test_without_an_id_a_response_is_known_by_its_content(self):
        response = victim_response("x")
        del response["source_response_id"]
        shuffled = json.dumps(dict(reversed(response.items())), indent=1)
        receipts = [self.post(body)[1]["receipt"] for body in (response, shuffled, response)]
        other = self.post({**response, "age": 53})[1]
        self.assertEqual((len(set(receipts)), other["status"]), (1, "accepted"))
        self.assertNotIn(other["receipt"], receipts)
        self.installation.reconciled(4)

    def test_text_that_only_its_unicode_form_distinguishes_is_the_same_content(self):
        composed = victim_response("caf\u00e9", comment="Caf\u00e9 owner")
        decomposed = victim_response("cafe\u0301", comment="Cafe\u0301 owner")
        first, again = self.post(composed)[1], self.post(decomposed)[1]
        self.assertEqual((again["receipt"], again["duplicate"]), (first["receipt"], True))
        self.installation.reconciled(2)


if __name__ == "__main__":
    unittest.main()
