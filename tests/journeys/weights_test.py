"""The weighting report of a poll's wave, from delivered answers to the page that defends it:
docs/methods/weighting-report.md is what the program writes today."""

import csv
import io
import unittest

from soundings_program import DEFINITIONS, FIXTURES, SOURCE, House

WAVE = ["weights", "--survey", "public_voice", "--period", "wave-4"]


class WeightingReport(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House()
        cls.house.run("import", "--survey", "public_voice",
                      FIXTURES / "deliveries" / "public_voice_waves_1-4.ndjson")

    @classmethod
    def tearDownClass(cls):
        cls.house.close()

    def lines(self, *arguments):
        rows = csv.DictReader(io.StringIO(self.house.run(*WAVE, "--format", "csv", *arguments)))
        return {(r["section"], r["name"], r["category"], r["key"]): float(r["value"]) for r in rows}

    def test_the_report_in_the_documents_is_the_one_written_today(self):
        def undated(text):
            """Without the versions of definitions and data, which move with every edit."""
            return [line for line in text.splitlines()
                    if not line.startswith(("| Definitions |", "| Data version |"))]
        committed = (SOURCE / "docs" / "methods" / "weighting-report.md").read_text()
        self.assertEqual(undated(self.house.run(*WAVE)), undated(committed))

    def test_every_target_is_the_one_of_the_file_and_is_met(self):
        told = self.lines()
        with open(DEFINITIONS / "weighting" / "population_16_and_over.csv", newline="") as file:
            targets = list(csv.DictReader(file))
        counts = {}
        for row in targets:
            margin = counts.setdefault(row["margin"], {})
            margin[row["category"]] = margin.get(row["category"], 0) + float(row["target"])
        population = sum(counts["age_band"].values())
        self.assertAlmostEqual(told[("weights", "", "", "sum_final")], population, delta=1e-3)
        for margin, categories in counts.items():
            total = sum(categories.values())
            missing = told[("margin", margin, "", "missing_share")]
            for category, target in categories.items():
                wanted = target / total * population * (1 - missing)
                for key in ("target", "after"):
                    self.assertAlmostEqual(told[("target", margin, category, key)] / wanted, 1.0,
                                           delta=1e-8, msg=f"{margin} {category} {key}")

    def test_weights_keep_their_bounds_and_their_price_is_told(self):
        told = {key: value for (section, _, _, key), value in self.lines().items()
                if section == "weights"}
        self.assertGreaterEqual(told["g_min"], 0.3 - 1e-9)
        self.assertLessEqual(told["g_max"], 3.0 + 1e-9)
        self.assertLess(told["largest_gap"], 1e-9)
        self.assertAlmostEqual(told["efficiency"] * told["deff_kish"], 1.0, delta=1e-9)

    def test_what_cannot_be_reported_is_refused_with_its_reason(self):
        for arguments, code in [
                (["--survey", "nobody", "--period", "wave-4"], "unknown_survey"),
                (["--survey", "livechat", "--period", "2019-05"], "not_weighted"),
                (["--survey", "public_voice", "--period", "wave-9"], "period_outside_survey"),
                (["--survey", "public_voice", "--period", "wave-4", "--weighting", "magic"],
                 "unknown_scheme")]:
            done = self.house.run("weights", *arguments, check=False)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn(f"({code})", done.stderr)
            self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    unittest.main()
