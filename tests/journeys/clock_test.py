"""A wrong clock destroys nothing: the server and the command line on a machine whose clock stands
months ahead, and what a person has to say before anything goes."""

import os
import unittest

from soundings_program import Installation, run, victim_response

SURVEY = "victim_satisfaction"
OVERALL = "victim_satisfied_whole_experience"
PRELOAD = os.environ["SOUNDINGS_MOVED_CLOCK"]


class Clock(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.installation.start()
        good = [victim_response(f"r-{k}", comment="Words that are kept for a year.",
                                answers={"whole_experience": 2 if k % 3 else 6}) for k in range(80)]
        _, _, reply = self.installation.post("wmnow", SURVEY, good, "msg_1")
        self.assertEqual(reply["counts"]["accepted"], 80)
        self.installation.stop()

    def start_moved(self, days):
        self.installation.start(before=["env", f"MOVED_CLOCK_DAYS={days}", f"LD_PRELOAD={PRELOAD}"])

    def run_moved(self, days, *arguments):
        os.environ.update(MOVED_CLOCK_DAYS=str(days), LD_PRELOAD=PRELOAD)
        try:
            return run(*arguments, *self.installation.place(), check=False)
        finally:
            del os.environ["MOVED_CLOCK_DAYS"], os.environ["LD_PRELOAD"]

    def kept(self):
        return self.installation.ledger("SELECT (SELECT count(*) FROM submission WHERE kept IS NOT NULL),"
                                 " (SELECT count(*) FROM comment), (SELECT sum(delta) FROM count_log)")[0]

    def test_a_start_400_or_3000_days_ahead_purges_nothing_and_says_so(self):
        for start, days in enumerate((400, 400, 3000), 1):
            self.start_moved(days)
            self.installation.wait_until_logged('"purge_waits"', times=start)
            self.assertEqual(self.installation.get("/readyz")[0], 200)
            self.assertEqual(self.installation.get("/healthz")[0], 200)
            self.installation.stop()
            self.assertEqual(self.kept(), (80, 80, 80), f"{days} days ahead")
        self.assertIn('"clock_ahead"', self.installation.log())
        self.assertIn('"purge_waits"', self.installation.log())
        self.assertNotIn('"purged"', self.installation.log())
        self.installation.verified()

    def test_what_arrives_under_the_wrong_clock_does_not_make_it_right(self):
        self.start_moved(400)
        self.installation.wait_until_logged('"purge_waits"')
        late = self.installation.run("key", "create", "--source", "wmnow")
        self.assertIn("whsec_", late)
        self.installation.stop()
        done = self.run_moved(401, "import", "--survey", SURVEY, "--source", "wmnow", self.file_of_one())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.start_moved(402)
        self.installation.wait_until_logged('"purge_waits"', times=2)
        self.installation.stop()
        self.assertEqual(self.kept()[2], 81)
        self.assertEqual(self.kept()[1], 80)
        self.assertNotIn('"purged"', self.installation.log())

    def file_of_one(self):
        path = self.installation.database.with_name("one.ndjson")
        path.write_text('{"source_response_id":"late-1","completed_at":"2019-05-14T09:12:44Z","npu":"Sandwell",'
                        '"contact_channel":"101","crime_group":"burglary","answers":{"whole_experience":2}}\n')
        return path

    def test_verify_and_purge_say_what_waits_and_a_person_lets_it_go(self):
        said = self.run_moved(400, "verify")
        self.assertEqual(said.returncode, 0)
        self.assertIn("80 bodies of victim_satisfaction wait", said.stdout)
        self.assertIn("clock_ahead", said.stdout)
        preview = self.run_moved(400, "purge")
        self.assertEqual((preview.returncode, preview.stdout),
                         (0, f"{SURVEY}: 80 bodies\n{SURVEY}: 80 free text\n"))
        self.assertIn("clock_ahead", preview.stderr)
        refused = self.run_moved(400, "purge", "--apply")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("--accept-jump", refused.stderr)
        self.assertEqual(self.kept(), (80, 80, 80))
        done = self.run_moved(400, "purge", "--apply", "--accept-jump", "--by", "s.patel")
        self.assertEqual((done.returncode, self.kept()), (0, (0, 0, 80)))
        rows = self.installation.run("audit", "--action", "clock_accepted")
        self.assertIn("s.patel", rows)
        self.installation.verified()

    def test_the_operator_socket_of_a_running_server_keeps_the_same_rule(self):
        self.start_moved(400)
        refused = self.run_moved(400, "purge", "--apply")
        self.assertEqual((refused.returncode, self.kept()), (1, (80, 80, 80)))
        done = self.run_moved(400, "purge", "--apply", "--accept-jump")
        self.assertEqual((done.returncode, self.kept()), (0, (0, 0, 80)))

    def test_a_definition_that_would_let_nearly_everything_go_waits_for_a_person(self):
        definitions = self.installation.own_definitions()
        for file in definitions.glob("**/*.json"):
            text = file.read_text()
            if '"answers_days": 2192' in text:
                file.write_text(text.replace('"answers_days": 2192', '"answers_days": 1'))
        self.start_moved(3)
        self.installation.wait_until_logged("large_share")
        self.installation.stop()
        self.assertEqual(self.kept(), (80, 80, 80))
        said = self.run_moved(3, "purge", "--apply")
        self.assertEqual((said.returncode, self.kept()), (1, (80, 80, 80)))
        self.assertIn("more than half of the 80", said.stderr)
        erased = self.run_moved(3, "purge", "--apply", "--accept-jump")
        self.assertEqual((erased.returncode, self.kept()), (0, (0, 0, 0)))

    def test_an_erasure_asks_nothing_of_the_clock(self):
        done = self.run_moved(400, "erase", "--source", "wmnow", "--response", "r-1", "--reference", "SAR-1",
                              "--apply")
        self.assertEqual((done.returncode, self.kept()), (0, (79, 79, 79)))


if __name__ == "__main__":
    unittest.main()
