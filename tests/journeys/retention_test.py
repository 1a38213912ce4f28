"""What is kept, what is purged, who is erased: from outside, on the figures and on the bytes."""

import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

from soundings_program import Installation, receipts_path, signature, victim_response

SURVEY = "victim_satisfaction"
OVERALL = "victim_satisfied_whole_experience"


class Retention(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.installation.start()
        self.sent = 0

    def post(self, body):
        self.sent += 1
        status, _, reply = self.installation.post("wmnow", SURVEY, body, f"msg_{self.sent}")
        self.assertEqual(status, 200, reply)
        return reply

    def fill(self):
        good = [victim_response(f"fill-{k}", npu=("Sandwell", "Dudley")[k % 2], respondent_id=f"m-{k}",
                                answers={"whole_experience": 2 if k % 3 else 6}) for k in range(80)]
        self.assertEqual(self.post(good)["counts"]["accepted"], 80)

    def figures(self):
        return self.installation.working("estimate", "--measure", OVERALL, "--period", "2019-05", "--by", "npu",
                                         "--format", "csv")

    def traces(self, word):
        """The files of the database that hold a word."""
        files = [Path(f"{self.installation.database}{suffix}") for suffix in ("", "-wal")]
        return [file.name for file in files if file.exists() and word.encode() in file.read_bytes()]

    def erase(self, *what):
        return self.installation.run("erase", *what, "--reference", "SAR-17", "--apply")

    def test_a_record_erased_leaves_the_figures_and_does_not_come_back(self):
        self.fill()
        before = self.figures()
        theirs = victim_response("theirs-0001", respondent_id="m-881", comment="Only they would write this.")
        receipt = self.post(theirs)["receipt"]
        self.post({**theirs, "modified_at": "2019-05-15T09:00:00Z", "answers": {"whole_experience": 7}})
        self.assertNotEqual(self.figures(), before)
        self.assertTrue(self.traces("theirs-0001"))
        seen = self.installation.run("erase", "--source", "wmnow", "--respondent", "m-881")
        self.assertRegex(seen, r"2 submissions, 2 versions, 2 comments, counted")
        self.assertEqual(self.installation.run("erase", "--source", "wmnow", "--respondent", "m-882"), "no record\n")
        self.erase("--source", "wmnow", "--respondent", "m-881")
        self.assertEqual(self.figures(), before)
        for word in ("theirs-0001", "Only they would write this"):
            self.assertEqual(self.traces(word), [])
        self.installation.verified()
        for again in (theirs, {**theirs, "modified_at": "2019-06-01T09:00:00Z"}):
            reply = self.post(again)
            self.assertEqual((reply["status"], reply["duplicate"], reply["code"]), ("accepted", True, "erased"))
        self.assertNotEqual(receipt, "")
        self.assertEqual(self.figures(), before)
        self.assertEqual(self.traces("theirs-0001"), [])
        self.installation.verified()

    def test_a_person_is_erased_whole_after_the_pepper_changed(self):
        self.fill()
        self.post(victim_response("old", respondent_id="m-881"))
        self.assertIn("pepper 2 is in use", self.installation.run("pepper", "rotate"))
        self.post(victim_response("new", respondent_id="m-881", completed_at="2019-05-20T09:00:00Z"))
        self.installation.stop()
        seen = self.erase("--source", "wmnow", "--respondent", "m-881")
        self.assertEqual(len(seen.splitlines()), 2)
        self.installation.verified()
        Path(f"{self.installation.database}.key.peppers").unlink()
        refused = self.installation.run("erase", "--source", "wmnow", "--respondent", "m-1", check=False)
        self.assertEqual(refused.returncode, 3)
        self.assertIn("pepper 2 is missing", refused.stderr)

    def test_what_is_past_its_retention_is_listed_then_removed(self):
        self.fill()
        self.post(victim_response("wordy", comment="Words that are kept for a year."))
        self.installation.stop()
        before = self.figures()

        def at(days):
            return ("--at", (datetime.now(timezone.utc) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ"))

        self.assertEqual(self.installation.run("purge"), "nothing is past its retention\n")
        self.assertEqual(self.installation.run("purge", *at(91)), f"{SURVEY}: 81 bodies\n")
        self.assertEqual(self.installation.run("purge", *at(91), "--apply", check=False).returncode, 1)
        self.installation.run("purge", *at(91), "--apply", "--accept-jump")
        self.assertEqual(self.installation.run("purge", *at(91)), "nothing is past its retention\n")
        self.assertTrue(self.traces("Words that are kept"))
        self.assertEqual(self.installation.run("purge", *at(366), "--apply", "--accept-jump"), f"{SURVEY}: 1 free text\n")
        self.assertEqual(self.traces("Words that are kept"), [])
        self.assertEqual(self.figures(), before)
        self.installation.verified()
        self.assertEqual(self.installation.run("purge", *at(2193), "--apply", "--accept-jump"), f"{SURVEY}: 81 answers\n")
        self.assertEqual(self.traces("fill-1"), [])
        self.installation.verified()

    def test_the_sender_reads_every_delivery(self):
        response = victim_response("wmn-884213")
        for _ in range(3):
            self.post(response)
        path, query = receipts_path("wmnow", "wmn-884213")
        _, _, body = self.installation.get(path, signature(self.installation.secrets["wmnow"], "read", query))
        for webhook_id in ("msg_1", "msg_2", "msg_3"):
            self.assertIn(webhook_id, body.decode())
        self.assertEqual(body.decode().count('"outcome":"duplicate"'), 2)


if __name__ == "__main__":
    unittest.main()
