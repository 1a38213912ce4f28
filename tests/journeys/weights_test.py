"""The weighting report of a poll's wave, from delivered answers to the page that defends it:
docs/methods/weighting-report.md is what the program writes today."""

import csv
import io
import json
import unittest
from pathlib import Path

from soundings_program import DEFINITIONS, FIXTURES, SOURCE, Installation

WAVE = ["weights", "--working", "--survey", "public_voice", "--period", "wave-4"]


class WeightingReport(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        cls.installation.run("import", "--survey", "public_voice",
                      FIXTURES / "deliveries" / "public_voice_waves_1-4.ndjson")

    @classmethod
    def tearDownClass(cls):
        cls.installation.close()

    def lines(self, *arguments):
        rows = csv.DictReader(io.StringIO(self.installation.run(*WAVE, "--format", "csv", *arguments)))
        return {(r["section"], r["name"], r["category"], r["key"]): float(r["value"]) for r in rows}

    def test_the_report_in_the_documents_is_the_one_written_today(self):
        def undated(text):
            """Without the versions of definitions and data, which move with every edit."""
            return [line for line in text.splitlines()
                    if not line.startswith(("| Definitions |", "| Data version |"))]
        committed = (SOURCE / "docs" / "methods" / "weighting-report.md").read_text()
        self.assertEqual(undated(self.installation.run(*WAVE)), undated(committed))

    def test_every_target_is_the_one_of_the_file_and_is_met(self):
        reported = self.lines()
        with open(DEFINITIONS / "weighting" / "population_16_and_over.csv", newline="") as file:
            targets = list(csv.DictReader(file))
        counts = {}
        for row in targets:
            margin = counts.setdefault(row["margin"], {})
            margin[row["category"]] = margin.get(row["category"], 0) + float(row["target"])
        population = sum(counts["age_band"].values())
        self.assertAlmostEqual(reported[("weights", "", "", "sum_final")], population, delta=1e-3)
        for margin, categories in counts.items():
            total = sum(categories.values())
            missing = reported[("margin", margin, "", "missing_share")]
            for category, target in categories.items():
                wanted = target / total * population * (1 - missing)
                for key in ("target", "after"):
                    self.assertAlmostEqual(reported[("target", margin, category, key)] / wanted, 1.0,
                                           delta=1e-8, msg=f"{margin} {category} {key}")

    def test_weights_keep_their_bounds_and_their_price_is_reported(self):
        reported = {key: value for (section, _, _, key), value in self.lines().items()
                if section == "weights"}
        self.assertGreaterEqual(reported["g_min"], 0.3 - 1e-9)
        self.assertLessEqual(reported["g_max"], 3.0 + 1e-9)
        self.assertLess(reported["largest_gap"], 1e-9)
        self.assertAlmostEqual(reported["efficiency"] * reported["deff_kish"], 1.0, delta=1e-9)

    def test_what_cannot_be_reported_is_refused_with_its_reason(self):
        for arguments, code in [
                (["--survey", "nobody", "--period", "wave-4"], "unknown_survey"),
                (["--survey", "livechat", "--period", "2019-05"], "not_weighted"),
                (["--survey", "public_voice", "--period", "wave-9"], "period_outside_survey"),
                (["--survey", "public_voice", "--period", "wave-4", "--weighting", "magic"],
                 "unknown_scheme")]:
            done = self.installation.working("weights", *arguments, check=False)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn(f"({code})", done.stderr)
            self.assertEqual(done.stdout, "")


CRIMES = ["burglary", "vehicle", "violence", "robbery", "hate", "asb", "other"]
NPUS = ["BE", "BW", "CV", "DY", "SW", "SH", "WS", "WV"]


class OneMonth(unittest.TestCase):
    """A month in which nobody answered one question, and one crime group of one NPU is not there."""

    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        folder = Path(cls.installation.folder.name)
        rows, invited = [], ["survey,wave_or_month,npu,crime_group,invited,bounced,ineligible"]
        for npu in NPUS:
            for crime in CRIMES:
                invited.append(f"victim_satisfaction,2019-05,{npu},{crime},100,0,0")
                for number in range(0 if (npu, crime) == ("BE", "hate") else 12):
                    rows.append({"source_response_id": f"w-{npu}-{crime}-{number}",
                                 "completed_at": "2019-05-15T12:00:00Z", "npu": npu, "crime_group": crime,
                                 "contact_channel": "101", "age": 40,
                                 "answers": {"whole_experience": 1 + number % 7, "treatment": 1 + number % 7}})
        (folder / "rows.ndjson").write_text("".join(json.dumps(row) + "\n" for row in rows))
        (folder / "invited.csv").write_text("\n".join(invited) + "\n")
        cls.installation.run("invitations", "import", folder / "invited.csv")
        cls.installation.run("import", "--survey", "victim_satisfaction", folder / "rows.ndjson")

    @classmethod
    def tearDownClass(cls):
        cls.installation.close()

    def weights(self, *arguments):
        return self.installation.working("weights", "--survey", "victim_satisfaction", "--period", "2019-05", *arguments)

    def test_a_question_nobody_answered_does_not_silence_the_others(self):
        reported = json.loads(self.weights("--format", "json"))
        answered = {one["measure"]: one["n"] for one in reported["measures"]}
        self.assertEqual(answered["victim_satisfied_whole_experience"], 12 * 55)
        self.assertEqual(answered["victim_satisfied_feedback"], 0)
        self.assertEqual(len(reported["margins"]), 1)
        self.assertIn("| 0 | [x] | [x] | [x] | [x] |", self.weights())
        done = self.installation.working("weights", "--survey", "victim_satisfaction", "--period", "2019-04", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("(no_answers)", done.stderr)

    def test_a_collapse_names_both_categories_and_both_targets(self):
        reported = json.loads(self.weights("--weighting", "invited_by_npu_crime", "--format", "json"))
        self.assertEqual([(one["category"], one["into"], one["reason"], one["target"], one["into_target"])
                          for one in reported["collapsed"]],
                         [("BE|hate", "BE|violence", "nobody_answered", 100, 100)])
        self.assertIn("## What was joined", self.weights("--weighting", "invited_by_npu_crime"))
        self.assertEqual(json.loads(self.weights("--format", "json"))["collapsed"], [])

    def test_comparisons_and_modelled_areas_name_a_collapse_too(self):
        asked = ["--measure", "victim_satisfied_whole_experience", "--period", "2019-05", "--by", "npu",
                 "--weighting", "invited_by_npu_crime"]
        for command in (["compare", *asked, "--against", "rest"], ["small-areas", *asked]):
            joined = json.loads(self.installation.working(*command, "--format", "json"))["collapsed"]
            self.assertEqual([(one["category"], one["into"]) for one in joined], [("BE|hate", "BE|violence")], command)
            self.assertIn("joined", self.installation.working(*command, "--format", "table"))

    def test_a_csv_file_has_its_targets_beside_it(self):
        asked = ["estimate", "--working", "--measure", "victim_satisfied_whole_experience", "--period", "2019-05",
                 "--format", "csv"]
        file = Path(self.installation.folder.name) / "may.csv"
        self.installation.run(*asked, "-o", file)
        beside = json.loads(Path(str(file) + "-metadata.json").read_text())
        self.assertEqual(beside["url"], "may.csv")
        self.assertEqual(beside["notes"][0]["targets"][0]["as_of"], "May 2019")
        self.assertEqual(self.installation.run(*asked), file.read_bytes().decode().replace("\r\n", "\n"))
        plain = Path(self.installation.folder.name) / "plain.csv"
        self.installation.run(*asked, "--weighting", "none", "-o", plain)
        self.assertFalse(Path(str(plain) + "-metadata.json").exists())

    def test_a_csv_reply_names_the_document_that_describes_it(self):
        self.installation.publish("2019-05")
        self.installation.start()
        try:
            query = "measure=victim_satisfied_whole_experience&period=2019-05"
            status, headers, _ = self.installation.get(f"/api/v1/estimates?{query}&format=csv")
            self.assertEqual(status, 200)
            link = headers["Link"]
            self.assertEqual(link, f'</api/v1/estimates?{query}>; rel="describedby"; type="application/json"')
            status, _, body = self.installation.get(link[1:link.index(">")])
            self.assertEqual(json.loads(body)["weighting"][0]["targets"][0]["kind"], "count")
            _, headers, _ = self.installation.get("/api/v1/headline/2019-05.csv")
            self.assertIn("</api/v1/headline/2019-05.json>", headers["Link"])
        finally:
            self.installation.stop()


if __name__ == "__main__":
    unittest.main()
