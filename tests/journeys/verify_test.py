"""`soundings verify` reads all that is kept once more: what definitions of the same version read otherwise
fails, what a newer version does is a note, and a database can be read without its key where that is asked for."""

import json
import unittest
from pathlib import Path

from soundings_program import Installation, victim_response

SURVEY = "victim_satisfaction"


class Verify(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.own_definitions()
        file = Path(self.installation.folder.name) / "two.ndjson"
        bodies = [victim_response("kept", comment="They came."), victim_response("held", npu="Atlantis")]
        file.write_text("".join(json.dumps(body) + "\n" for body in bodies))
        self.installation.run("import", "--survey", SURVEY, "--source", "wmnow", file)
        self.receipt, = self.installation.ledger("SELECT receipt FROM submission WHERE outcome = 0")[0]

    def verify(self):
        return self.installation.run("verify", check=False)

    def test_a_body_read_otherwise_fails_until_the_survey_has_a_new_version(self):
        done = self.verify()
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("ok   bodies_read_the_same: 1 body was read again\n", done.stdout)
        self.assertIn("ok   originals_read_the_same: 1 held original was read again\n", done.stdout)
        self.assertNotIn("note", done.stdout)
        self.installation.define(f"surveys/{SURVEY}.json", valid_from="2019-06-01", breaks=[])
        done = self.verify()
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn(f"FAIL bodies_read_the_same: {self.receipt} (everything: it is held today)\n", done.stdout)
        self.installation.define(f"surveys/{SURVEY}.json", version="99.0.0")
        done = self.verify()
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("note reading: read differently today, by a newer version of their survey: "
                      f"{self.receipt} (everything: it is held today)\n", done.stdout)

    def test_without_its_key_a_database_is_read_and_what_is_sealed_is_counted(self):
        Path(f"{self.installation.database}.key").rename(Path(self.installation.folder.name) / "elsewhere")
        self.assertEqual(self.verify().returncode, 3)
        done = self.installation.run("verify", "--without-key", check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("ok   rows_unchanged: not compared: the master key is not here\n", done.stdout)
        self.assertIn("ok   originals_unchanged: not compared: the master key is not here\n", done.stdout)
        self.assertIn("note key: what is sealed under the master key was not looked at\n", done.stdout)
        self.assertIn("note reading: 1 held original was not read: the key that opens them is not here\n", done.stdout)
        self.assertFalse(Path(f"{self.installation.database}.key").exists())


if __name__ == "__main__":
    unittest.main()
