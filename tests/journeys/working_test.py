"""Released figures and working ones: a command answers from a release unless it is asked for the answers that
are kept, which it says of them, and which stands in the audit trail before the figure does."""

import csv
import json
import os
import shutil
import subprocess
import unittest
from pathlib import Path

from soundings_program import FIXTURES, PROGRAM, Installation, may_2019, rows_of

SURVEY = "victim_satisfaction"
OVERALL = "victim_satisfied_whole_experience"
FORCE = ("estimate", "--measure", OVERALL, "--period", "2019-05", "--weighting", "none")
NOTICE = "Working figures: not for publication"
# Every command of figures, with the words of its question in the audit trail.
COMMANDS = [
    (FORCE, f"measure={OVERALL}"),
    (("compare", "--measure", OVERALL, "--period", "2019-05"), "against=rest"),
    (("series", "--measure", OVERALL), "grain=month"),
    (("headline", "--period", "2019-05"), "period=2019-05"),
    (("small-areas", "--measure", OVERALL, "--period", "2019-05"), f"measure={OVERALL}"),
    (("weights", "--survey", SURVEY, "--period", "2019-05"), f"survey={SURVEY}"),
]


def april_2019():
    for response in may_2019():
        yield {**response, "source_response_id": "april " + response["source_response_id"],
               "completed_at": "2019-04-14T09:12:44Z"}


class Figures(unittest.TestCase):
    """April and May 2019 are published, and then one more person answers in May."""

    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        cls.addClassCleanup(cls.installation.close)
        cls.installation.run("invitations", "import", FIXTURES / "files" / "invitations.csv")
        cls.take([*april_2019(), *may_2019()])
        done = cls.installation.run(*FORCE, check=False)
        cls.before_any_release = (done.returncode, done.stdout, done.stderr)
        cls.installation.publish("2019-04", "2019-05")
        cls.take([{**next(may_2019()), "source_response_id": "late"}])

    @classmethod
    def take(cls, responses):
        file = Path(cls.installation.folder.name) / "taken.ndjson"
        file.write_text("\n".join(json.dumps(response) for response in responses))
        cls.installation.run("import", "--survey", SURVEY, "--source", "wmnow", file)

    def noted(self):
        """What stands in the audit trail of working figures, the latest first."""
        return json.loads(self.installation.run("audit", "--action", "working_figures_read", "--json"))["rows"]

    def refused(self, *words, code="not_released"):
        done = self.installation.run(*words, check=False)
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        self.assertIn(f"({code})", done.stderr)
        return done.stderr


class Released(Figures):
    def test_a_figure_is_the_newest_release_of_its_month_and_does_not_move(self):
        row, = rows_of(self.installation.run(*FORCE, "--format", "csv"))
        self.assertEqual((row["release"], row["n"], row["se"], row["n_eff"], row["deff"]), ("2019-05.r0", "320", "", "", ""))
        working, = rows_of(self.installation.working(*FORCE, "--format", "csv"))
        self.assertEqual((working["release"], working["n"]), ("working", "321"))
        self.assertNotEqual(working["se"], "")

    def test_an_older_release_is_read_by_its_id(self):
        april = ("estimate", "--measure", OVERALL, "--period", "2019-04", "--release", "2019-04.r0", "--format", "csv")
        self.assertEqual({row["release"] for row in rows_of(self.installation.run(*april))}, {"2019-04.r0"})
        self.refused(*FORCE, "--release", "2019-04.r0")
        said = self.refused(*FORCE, "--release", "2019-03.r0")
        self.assertIn('there is no release "2019-03.r0"; released: 2019-05.r0, 2019-04.r0', said)
        both = self.installation.run(*FORCE, "--release", "2019-05.r0", "--working", check=False)
        alone = self.installation.run(*FORCE, "--asked-by", "s.patel", check=False)
        self.assertEqual((both.returncode, both.stdout), (2, ""))
        self.assertEqual((alone.returncode, alone.stdout), (2, ""))

    def test_what_is_not_released_is_refused_and_what_is_is_named(self):
        code, out, said = self.before_any_release
        self.assertEqual((code, out), (1, ""))
        self.assertIn("nothing is released yet (not_released)", said)
        of_may = ("estimate", "--measure", OVERALL, "--period", "2019-05")
        self.assertIn("released: 2019-05.r0, 2019-04.r0", self.refused("estimate", "--measure", OVERALL, "--period", "2018-12"))
        for words, named in ((("--by", "age_band,crime_group"), "npu by crime_group"),
                             (("--statistic", "mean"), "per cent satisfied"),
                             (("--level", "0.9"), "0.95"),
                             (("--interval", "wald"), "Wilson"),
                             (("--weighting", "invited_by_npu_crime"), "invited_by_npu")):
            with self.subTest(words):
                self.assertIn(named, self.refused(*of_may, *words))
        for against in ("force", "BE"):
            self.assertIn("rest of the force", self.refused("compare", "--measure", OVERALL, "--period", "2019-05",
                                                            "--by", "npu", "--code", "SH", "--against", against))

    def test_a_change_is_made_of_the_printed_figures_alone(self):
        weighted = rows_of(self.installation.run("compare", "--measure", OVERALL, "--period", "2019-05", "--by", "npu",
                                                 "--code", "SH", "--against", "previous"))[-1]
        self.assertEqual([weighted[c] for c in ("release", "other_period", "value", "lo", "hi", "n", "other_n", "reading")],
                         ["2019-05.r0", "2019-04", "42.5", "28.1", "58.3", "40", "40", "No clear change"])
        self.assertIn("period", self.refused("compare", "--measure", OVERALL, "--period", "2019-04", "--against", "previous"))

    def test_a_draft_is_not_released(self):
        self.take([{**response, "source_response_id": "june " + response["source_response_id"],
                    "completed_at": "2019-06-14T09:12:44Z"} for response in may_2019()])
        self.installation.run("publish", "--period", "2019-06", "--draft")
        june = ("estimate", "--measure", OVERALL, "--period", "2019-06")
        for more in ((), ("--release", "2019-06.r0")):
            self.assertNotIn("2019-06.r0,", self.refused(*june, *more))

    def test_models_and_weighting_reports_are_never_released(self):
        for words in (COMMANDS[4][0], COMMANDS[5][0]):
            self.assertIn("--working", self.refused(*words))

    def test_over_http_there_is_no_working_figure(self):
        before = len(self.noted())
        self.installation.start()
        self.addCleanup(self.installation.stop)
        asked = f"measure={OVERALL}&period=2019-05"
        reported = json.loads(self.installation.get("/api/v1/compare?" + asked)[2])
        self.assertEqual(reported["release"], "2019-05.r0")
        reported = json.loads(self.installation.get(f"/api/v1/estimates?{asked}&weighting=none")[2])
        self.assertEqual([(e["release"], e["n"], e["se"], e["n_eff"], e["deff"]) for e in reported["estimates"]],
                         [("2019-05.r0", 320, None, None, None)])
        for address, status, code in ((f"estimates?{asked}&working=yes", 400, "unknown_parameter"),
                                      (f"estimates?measure={OVERALL}&period=2019-06", 400, "not_released"),
                                      (f"estimates?{asked}&statistic=mean", 400, "not_released"),
                                      (f"small-areas?{asked}", 403, "not_permitted"),
                                      (f"weights?survey={SURVEY}&period=2019-05", 403, "not_permitted")):
            with self.subTest(address):
                got, _, body = self.installation.get("/api/v1/" + address)
                problem = json.loads(body)
                self.assertEqual(got, status, problem)
                self.assertIn(code, [problem["code"], *(error["code"] for error in problem.get("errors", []))])
        for page in ("/", "/npus/SH"):
            self.assertNotIn("321", self.installation.get(page)[2].decode())
        self.assertEqual(len(self.noted()), before)


class Working(Figures):
    def each_is_noted(self):
        for words, subject in COMMANDS:
            with self.subTest(words[0]):
                before = len(self.noted())
                self.assertTrue(self.installation.working(*words, "--asked-by", "s.patel"))
                rows = self.noted()
                self.assertEqual(len(rows), before + 1)
                self.assertTrue(rows[0]["subject"].startswith(words[0] + ": "), rows[0]["subject"])
                self.assertIn(subject, rows[0]["subject"])
                self.assertTrue(rows[0]["actor"].startswith("s.patel ("), rows[0]["actor"])

    def test_each_question_is_in_the_audit_trail(self):
        self.each_is_noted()
        self.installation.verified()

    def test_also_while_a_server_runs(self):
        self.installation.start()
        self.addCleanup(self.installation.stop)
        self.each_is_noted()

    def test_a_question_is_noted_whether_or_not_it_has_an_answer(self):
        before = len(self.noted())
        self.refused("estimate", "--measure", OVERALL, "--period", "2030-01", "--working", code="no_answers")
        self.assertEqual(len(self.noted()), before + 1)

    def test_they_say_what_they_are_in_every_format(self):
        for words, _ in COMMANDS:
            formats = {"headline": ("json",), "weights": ("markdown", "json")}.get(words[0], ("table", "json"))
            for format_name in formats:
                with self.subTest(words[0], format=format_name):
                    self.assertTrue(NOTICE in self.installation.working(*words, "--format", format_name))
        weights = rows_of(self.installation.working(*COMMANDS[5][0], "--format", "csv"))
        self.assertEqual({row["release"] for row in weights}, {"working"})
        file = Path(self.installation.folder.name) / "may.csv"
        self.installation.working("estimate", "--measure", OVERALL, "--period", "2019-05", "--format", "csv", "-o", file)
        with open(file, newline="") as text:
            self.assertEqual({row["release"] for row in csv.DictReader(text)}, {"working"})
        self.assertIn(NOTICE, Path(f"{file}-metadata.json").read_text())
        self.assertNotIn(NOTICE, self.installation.run(*FORCE, "--format", "table"))

    def test_where_nothing_can_be_written_there_is_no_working_figure(self):
        copy = Installation()
        self.addCleanup(copy.close)
        folder, how = Path(copy.folder.name), {}
        for file in Path(self.installation.folder.name).glob("soundings.db*"):
            shutil.copy(file, folder)
        for file in folder.iterdir():
            file.chmod(0o444)
            if os.getuid() == 0:
                os.chown(file, 65534, 65534)
                how = {"user": 65534, "group": 65534}
        folder.chmod(0o555)
        self.addCleanup(folder.chmod, 0o755)
        done = subprocess.run([PROGRAM, FORCE[0], *map(str, copy.place()), *FORCE[1:], "--working"], check=False,
                              capture_output=True, text=True, timeout=60, **how)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(done.stdout, "")
        self.assertTrue(done.stderr)


class Pages(unittest.TestCase):
    def test_a_page_shows_the_last_month_with_a_figure_and_moves_with_no_answer(self):
        installation = Installation()
        self.addCleanup(installation.close)
        installation.release_items("whole_experience")
        installation.start()
        self.addCleanup(installation.stop)
        self.assertIn("No figures yet", installation.get("/")[2].decode())
        installation.stop()
        file = Path(installation.folder.name) / "june.ndjson"
        of_june = [{**response, "source_response_id": f"june {at}", "completed_at": "2019-06-14T09:12:44Z"}
                   for at, response in enumerate(may_2019()) if at < 6]
        file.write_text("\n".join(json.dumps(response) for response in of_june[:5]))
        installation.key("wmnow")
        installation.release_may()
        installation.run("import", "--survey", SURVEY, "--source", "wmnow", file)
        installation.publish("2019-06")
        installation.start()
        before = {}
        for address in ("/", "/npus/SW"):
            _, headers, body = installation.get(address)
            page = body.decode()
            self.assertIn('<option value="2019-05" selected>', page)
            self.assertIn('<option value="2019-06">', page)
            self.assertIn("Release 2019-05.r0, published ", page)
            before[address] = headers["etag"]
        self.assertIn("[c]", installation.get("/?period=2019-06")[2].decode())
        self.assertEqual(installation.post("wmnow", SURVEY, of_june[5], "msg_1")[0], 200)
        self.assertEqual({address: installation.get(address)[1]["etag"] for address in before}, before)


if __name__ == "__main__":
    unittest.main()
