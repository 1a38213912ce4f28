"""Asking by the words people have: names and aliases for codes, a misspelt word that is answered with the
one it was meant to be, lists of what there is, and a period in which nobody answered."""

import json
import subprocess
import tempfile
import unittest
import urllib.parse
from pathlib import Path

from soundings_program import FIXTURES, PROGRAM, Installation, may_2019

MEASURE = "victim_satisfied_whole_experience"
PLACE = "/api/v1/estimates?measure=" + MEASURE + "&period=2019-05"


class Asking(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        cls.addClassCleanup(cls.installation.close)
        folder = tempfile.TemporaryDirectory(prefix="soundings-asking-")
        cls.addClassCleanup(folder.cleanup)
        cls.file = Path(folder.name) / "may.ndjson"
        cls.file.write_text("\n".join(json.dumps(response) for response in may_2019()))
        cls.installation.run("import", "--survey", "victim_satisfaction", "--source", "wmnow", cls.file)
        cls.installation.run("invitations", "import", FIXTURES / "files" / "invitations.csv")
        cls.installation.publish("2019-05")

    def ask(self, *words):
        """Exit code, standard output and standard error of a command."""
        command = [words[0], *map(str, self.installation.place()), *map(str, words[1:])]
        done = subprocess.run([PROGRAM, *command], capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr

    def reported(self, *words):
        code, out, said = self.ask(*words)
        self.assertEqual(code, 0, said)
        return out

    def refused(self, *words):
        code, out, said = self.ask(*words)
        self.assertEqual((code, out), (1, ""), said)
        return said


class Names(Asking):
    def test_the_name_of_an_npu_and_its_aliases_are_its_code(self):
        series = ("series", "--working", "--measure", MEASURE, "--format", "json", "--of")
        by_code = self.reported(*series, "npu=SH")
        for name in ("Solihull", "solihull", "SOLI", "sh", "Solihull NPU"):
            with self.subTest(name):
                self.assertEqual(self.reported(*series, f"npu={name}"), by_code)
        compare = ("compare", "--working", "--measure", MEASURE, "--period", "2019-05", "--format", "csv")
        self.assertEqual(self.reported(*compare, "--code", "Wolves", "--against", "B'ham East"),
                         self.reported(*compare, "--code", "WV", "--against", "BE"))
        self.assertEqual(self.reported(*compare, "--by", "contact_channel", "--of", "npu=Birmingham East"),
                         self.reported(*compare, "--by", "contact_channel", "--of", "npu=BE"))

    def test_a_city_that_is_several_npus_is_no_npu(self):
        self.assertIn("unknown_code", self.refused("series", "--measure", MEASURE, "--of", "npu=Birmingham"))

    def test_over_http_as_well(self):
        self.installation.start()
        self.addCleanup(self.installation.stop)
        by_code = self.installation.get(PLACE + "&npu=SH")
        self.assertEqual(by_code[0], 200)
        for name in ("Solihull", "soli", "sh"):
            self.assertEqual(self.installation.get(PLACE + "&npu=" + name)[2], by_code[2])
            self.assertEqual(self.installation.get(PLACE + "&of=npu=" + name)[2], by_code[2])
        status, headers, _ = self.installation.get("/npus/Solihull?period=2019-05")
        self.assertEqual((status, headers["Location"]), (303, "/npus/SH?period=2019-05"))
        status, headers, _ = self.installation.get("/npus?npu=" + urllib.parse.quote("B'ham East"))
        self.assertEqual((status, headers["Location"]), (303, "/npus/BE"))
        self.assertEqual(self.installation.get("/npus/Birmingham")[0], 404)


class Misspelt(Asking):
    def test_a_misspelt_word_is_answered_with_the_one_that_was_meant(self):
        figure = ("--period", "2019-05")
        cases = [
            (("estimate", "--measure", "victim_satisfied_whole_experiense", *figure), MEASURE),
            (("series", "--measure", "victim_satisfied_whole_experince"), MEASURE),
            (("estimate", "--measure", MEASURE, "--by", "nppu", *figure), "npu"),
            (("estimate", "--measure", MEASURE, "--by", "contact_chanel", *figure), "contact_channel"),
            (("estimate", "--measure", MEASURE, "--weighting", "invited_by_npi", *figure), "invited_by_npu"),
            (("series", "--measure", MEASURE, "--of", "npu=Solihul"), "SH (Solihull)"),
            (("series", "--measure", MEASURE, "--of", "nppu=SH"), "npu"),
            (("compare", "--measure", MEASURE, "--code", "Wolverhamton", *figure), "WV (Wolverhampton)"),
            (("compare", "--measure", MEASURE, "--against", "previuos", *figure), "previous"),
            (("weights", "--working", "--survey", "victim_satisfacton", *figure), "victim_satisfaction"),
            (("import", "--survey", "victim_satisfacton", self.file), "victim_satisfaction"),
            (("import", "--survey", "victim_satisfaction", "--source", "wmnwo", self.file),
             "wmnow"),
            (("periods", "--survey", "victim_satisfacton"), "victim_satisfaction"),
        ]
        for words, meant in cases:
            with self.subTest(words):
                self.assertIn(f"did you mean {meant}?", self.refused(*words))

    def test_a_word_like_no_other_has_no_suggestion(self):
        self.assertNotIn("did you mean", self.refused("estimate", "--measure", "zebra", "--period", "2019-05"))

    def test_problem_details_say_it_too(self):
        self.installation.start()
        self.addCleanup(self.installation.stop)
        cases = [("measure=victim_satisfied_whole_experiense&period=2019-05", MEASURE),
                 (f"measure={MEASURE}&period=2019-05&by=nppu", "npu"),
                 (f"measure={MEASURE}&period=2019-05&npu=Solihul", "SH (Solihull)"),
                 (f"measure={MEASURE}&period=2019-05&weighting=invited_by_npi", "invited_by_npu")]
        for query, meant in cases:
            with self.subTest(query):
                status, _, body = self.installation.get("/api/v1/estimates?" + query)
                problem = json.loads(body)
                self.assertEqual(status, 400)
                self.assertIn(f"did you mean {meant}?", problem["detail"])
                self.assertIn(f"did you mean {meant}?", problem["errors"][0]["message"])


class Lists(Asking):
    def test_measures_areas_and_periods_list_what_there_is(self):
        measures = json.loads(self.reported("measures", "--json"))["measures"]
        self.assertIn(MEASURE, [measure["id"] for measure in measures])
        of_one = json.loads(self.reported("measures", "--survey", "victim_satisfaction", "--json"))["measures"]
        self.assertEqual({measure["survey"] for measure in of_one}, {"victim_satisfaction"})
        self.assertIn(MEASURE, self.reported("measures"))
        areas = {area["id"]: area for area in json.loads(self.reported("areas", "--json"))["areas"]}
        self.assertEqual((areas["SH"]["name"], areas["SH"]["level"]), ("Solihull", "npu"))
        self.assertIn("Soli", areas["SH"]["aliases"])
        self.assertIn("B'ham East", self.reported("areas"))
        self.assertEqual(json.loads(self.reported("periods", "--json")),
                         {"periods": [{"survey": "victim_satisfaction", "period": "2019-05", "name": "May 2019"}]})
        self.assertIn("2019-05", self.reported("periods", "--survey", "victim_satisfaction"))

    def test_measures_and_areas_need_no_database(self):
        for command in ("measures", "areas"):
            done = subprocess.run([PROGRAM, command, "--defs", str(self.installation.definitions)], capture_output=True,
                                  text=True, timeout=60, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)


class NobodyAnswered(Asking):
    def test_a_period_without_data_is_a_question_without_an_answer(self):
        for words in (("estimate", "--measure", MEASURE, "--period", "2030-01"),
                      ("estimate", "--measure", MEASURE, "--period", "2019-06", "--format", "json"),
                      ("estimate", "--measure", MEASURE, "--period", "2019-07/2019-09", "--by", "npu"),
                      ("compare", "--measure", MEASURE, "--period", "2030-01"),
                      ("compare", "--measure", MEASURE, "--period", "2030-01", "--against", "previous"),
                      ("series", "--measure", MEASURE, "--from", "2030-01", "--to", "2030-03"),
                      ("small-areas", "--measure", MEASURE, "--period", "2030-01"),
                      ("weights", "--survey", "victim_satisfaction", "--period", "2030-01"),
                      ("headline", "--period", "2030-01"),
                      ("estimate", "--measure", "public_voice_confidence_in_wmp", "--period", "wave-1")):
            with self.subTest(words):
                self.assertIn("no_answers", self.refused(*words, "--working"))

    def test_a_period_with_data_is_answered(self):
        for words in (("estimate", "--measure", MEASURE, "--period", "2019-05"),
                      ("compare", "--measure", MEASURE, "--period", "2019-05"),
                      ("series", "--measure", MEASURE), ("headline", "--period", "2019-05")):
            self.assertTrue(self.reported(*words, "--working"))


if __name__ == "__main__":
    unittest.main()
