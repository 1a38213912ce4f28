"""What is kept of a person, in a file to be handed to them: all of theirs, nobody else's, and a row of the audit
for each record that was read."""

import json
import stat
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

from soundings_program import Installation, victim_response

SURVEY = "victim_satisfaction"


class SubjectAccess(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.installation.start()
        self.sent = 0

    def post(self, body):
        self.sent += 1
        status, _, reply = self.installation.post("wmnow", SURVEY, body, f"msg_{self.sent}")
        self.assertIn(status, (200, 202), reply)
        return reply

    def ask(self, respondent, *options, check=True):
        return self.installation.run("subject-access", "--source", "wmnow", "--respondent", respondent, *options,
                                     check=check)

    def document(self, respondent, *options):
        return json.loads(self.ask(respondent, "--json", *options))

    def fill(self):
        """Two responses of m-881, one of them edited, a held item, and somebody else's."""
        first = victim_response("theirs-0001", respondent_id="m-881", npu="Sandwell", comment="They came at once.",
                                invited_at="2019-05-10T08:00:00Z")
        self.post(first)
        self.post(first)
        self.post({**first, "modified_at": "2019-05-16T09:00:00Z", "comment": "They came late.",
                   "answers": {"whole_experience": 6}})
        self.post(victim_response("theirs-0002", respondent_id="m-881", npu="Dudley",
                                  completed_at="2019-05-20T09:00:00Z"))
        held = self.post(victim_response("theirs-0003", respondent_id="m-881", npu="Atlantis",
                                         comment="Held words."))
        self.post(victim_response("other-0001", respondent_id="m-882", comment="Of somebody else."))
        self.post(victim_response("other-0002", respondent_id="m-8812", npu="Lemuria", comment="Held of another."))
        return held["receipt"]

    def test_all_of_a_person_is_in_and_nothing_of_another(self):
        held = self.fill()
        document = self.document("m-881", "--reference", "SAR-17")
        self.assertEqual((document["source"], document["respondent"], document["reference"]), ("wmnow", "m-881", "SAR-17"))
        records = {record["arrivals"][0]["source_response_id"]: record for record in document["records"]}
        self.assertEqual(set(records), {"theirs-0001", "theirs-0002", "theirs-0003"})

        edited = records["theirs-0001"]["arrivals"]
        self.assertEqual([one["outcome"] for one in edited], ["accepted", "duplicate", "accepted"])
        old, new = edited[0]["response"], edited[2]["response"]
        self.assertEqual([(one["version"], one["counts"]) for one in (old, new)], [(1, False), (2, True)])
        self.assertEqual((old["comment"], new["comment"]), ("They came at once.", "They came late."))
        self.assertEqual(old["invited_at"], "2019-05-10T08:00:00Z")
        place, = [one for one in old["about"] if one["domain"] == "npu"]
        self.assertEqual((place["code"], place["value"]), ("SW", "Sandwell"))
        whole, = [one for one in new["answers"] if one["item"] == "whole_experience"]
        self.assertEqual(whole["code"], 6)
        self.assertNotIn(whole["answer"], ("6", "", "whole_experience"))
        self.assertNotIn(whole["question"], ("", "whole_experience"))
        self.assertIn("kept until", edited[0]["kept"]["answers"])
        self.assertEqual(edited[0]["body"]["npu"], "Sandwell")

        item, = records["theirs-0003"]["arrivals"]
        self.assertEqual((item["receipt"], item["held"]["state"], item["held"]["reason"]), (held, "held", "area_unknown"))
        self.assertEqual(json.loads(item["original"])["comment"], "Held words.")
        self.assertNotIn("response", item)

        everything = json.dumps(document)
        for word in ("other-0001", "Of somebody else", "other-0002", "Held of another", "m-8812", "m-882"):
            self.assertNotIn(word, everything)
        self.assertEqual(document["not_in_this_file"]["to_be_looked_at"], [])

    def test_the_text_says_the_same_and_its_owner_alone_may_read_it(self):
        self.fill()
        file = Path(self.installation.folder.name) / "m-881.txt"
        self.ask("m-881", "-o", file)
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        text = file.read_text()
        for words in ("All that is kept of respondent m-881 of wmnow", "They came late.", "They came at once.",
                      "Held for a person to decide: held, for area_unknown", "Held words.", "Sandwell",
                      "Invited: 2019-05-10T08:00:00Z", "What is not in this file"):
            self.assertIn(words, text)
        self.assertNotIn("Of somebody else", text)

    def test_each_record_that_is_read_is_in_the_audit_and_no_personal_value_is(self):
        self.fill()
        records = self.document("m-881", "--reference", "SAR-17", "--by", "s.patel")["records"]
        rows = json.loads(self.installation.run("audit", "--action", "subject_access", "--json"))["rows"]
        self.assertEqual({row["subject"] for row in rows}, {record["receipt"] for record in records})
        self.assertEqual({row["detail"] for row in rows}, {"SAR-17"})
        self.assertTrue(all(row["actor"].startswith("s.patel (") for row in rows))
        self.assertNotIn("m-881", json.dumps(rows))

    def test_who_is_unknown_is_said_and_audited(self):
        self.fill()
        refused = self.ask("m-999", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("Nothing is kept of this respondent of wmnow", refused.stderr)
        self.assertIn("unknown_respondent", refused.stderr)
        self.assertEqual(refused.stdout, "")
        row, = json.loads(self.installation.run("audit", "--action", "subject_access", "--json"))["rows"]
        self.assertEqual((row["subject"], row["detail"]), ("source wmnow", "no record"))
        nobody = self.installation.run("subject-access", "--source", "nobody", "--respondent", "m-881", check=False)
        self.assertEqual(nobody.returncode, 1)
        self.assertIn("unknown_source", nobody.stderr)
        named = self.ask("m-881", "--reference", "Mrs Smith", check=False)
        self.assertEqual(named.returncode, 1)
        self.assertIn("is the number of the request", named.stderr)

    def test_what_was_erased_is_gone_and_what_is_past_its_time_is_said(self):
        self.fill()
        self.installation.stop()
        later = ("--at", (datetime.now(timezone.utc) + timedelta(days=91)).strftime("%Y-%m-%dT%H:%M:%SZ"))
        self.installation.run("purge", *later, "--apply", "--accept-jump")
        records = self.document("m-881")["records"]
        answered = [one for record in records for one in record["arrivals"] if "response" in one]
        self.assertTrue(answered)
        self.assertTrue(all(one["body"] is None for one in answered))
        self.assertTrue(all(one["response"]["answers"] for one in answered))
        self.installation.run("erase", "--source", "wmnow", "--respondent", "m-881", "--reference", "SAR-18", "--apply")
        gone = self.ask("m-881", check=False)
        self.assertEqual(gone.returncode, 1)
        self.assertIn("unknown_respondent", gone.stderr)
        self.assertIn("erased", self.document("m-882")["not_in_this_file"]["erased"])
        self.installation.verified()


if __name__ == "__main__":
    unittest.main()
