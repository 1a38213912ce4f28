"""An analyst's journey: a folder with a specification and a CSV, and what the command leaves in it."""

import csv
import json
import tempfile
import unittest
from pathlib import Path

from soundings_program import run

RESULTS = {"estimates.csv", "contrasts.csv", "tests.csv", "weights.csv", "diagnostics.csv"}
ROWS = 'area,sex,q\r\n"Åby, north",f,yes\r\n"Åby, north",m,no\r\nBW,f,yes\r\nBW,m,yes\r\n'
SPEC = {"responses": "responses.csv", "domains": [[], ["area"]],
        "measures": [{"name": "yes", "column": "q", "valid": ["yes", "no"], "positive": ["yes"]}],
        "contrasts": [{"a": {"area": "BW"}, "b": {}}]}


class Analyse(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="soundings-journey-")
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)
        (self.folder / "responses.csv").write_bytes(b"\xef\xbb\xbf" + ROWS.encode())

    def spec(self, **more):
        (self.folder / "case.json").write_text(json.dumps({**SPEC, **more}), encoding="utf-8")
        return self.folder / "case.json"

    def results(self, folder=None):
        return {path.name for path in (folder or self.folder).iterdir()} & RESULTS

    def rows(self, name):
        with open(self.folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_a_folder_is_analysed_where_it_stands(self):
        self.spec()
        done = run("analyse", self.folder, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.results(), {"estimates.csv", "contrasts.csv", "diagnostics.csv"})
        estimates = {row["domain"]: row for row in self.rows("estimates.csv")}
        self.assertEqual({domain: row["est"] for domain, row in estimates.items()},
                         {"all": "0.75", "area=BW": "1", "area=Åby, north": "0.5"})

    def test_a_folder_named_with_o_gets_the_files(self):
        spec = self.spec()
        run("analyse", spec, "-o", self.folder / "out")
        self.assertEqual(self.results(), set())
        self.assertEqual(self.results(self.folder / "out"), {"estimates.csv", "contrasts.csv", "diagnostics.csv"})

    def test_a_refusal_leaves_no_estimates_of_an_earlier_run(self):
        run("analyse", self.spec())
        done = run("analyse", self.spec(level=2), check=False)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "level must lie between 0 and 1 (spec_invalid)\n")
        self.assertEqual(self.results(), {"diagnostics.csv"})
        self.assertEqual([row["value"] for row in self.rows("diagnostics.csv")],
                         ["error", "spec_invalid", "level must lie between 0 and 1"])

    def test_margins_that_cannot_be_met_report_their_gap(self):
        (self.folder / "responses.csv").write_text("area,sex,q\nBE,f,yes\nBE,f,no\nBW,m,yes\nBW,m,no\n")
        (self.folder / "margins.csv").write_text(
            "margin,category,target\narea,BE,50\narea,BW,50\nsex,f,70\nsex,m,30\n")
        done = run("analyse", self.spec(weighting={"method": "rake", "margins": "margins.csv"}), check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("(not_converged)", done.stderr)
        reported = {row["key"]: row["value"] for row in self.rows("diagnostics.csv")}
        self.assertEqual((reported["status"], reported["max_margin_gap_rel"]), ("not_converged", "0.4"))

    def test_what_was_passed_over_or_not_named_is_reported_on_standard_output(self):
        (self.folder / "responses.csv").write_text("area,sex,q\nBE,f,yes\nBE,m, no \n,,\nBW,m,perhaps\n")
        done = run("analyse", self.spec(contrasts=[]), check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout.splitlines()[1:],
                         ["measure yes: 1 row has an answer that it does not name: perhaps (1)",
                          "1 row has no value in any cell: passed over"])
        reported = {row["key"]: row["value"] for row in self.rows("diagnostics.csv")}
        self.assertEqual((reported["n_rows"], reported["blank_rows"], reported["answer_outside:yes:perhaps"]), ("3", "1", "1"))

    def test_a_weight_no_machine_can_square_is_refused_by_its_row(self):
        for weight in ("1e-320", "1e308"):
            (self.folder / "responses.csv").write_text(f"area,w,q\nBE,1,yes\nBE,{weight},no\n")
            done = run("analyse", self.spec(contrasts=[], weighting={"method": "base", "base_weight": "w"}),
                       check=False)
            self.assertEqual(done.returncode, 1)
            self.assertEqual(done.stderr, f"row 2 (line 3), column w: {weight} is neither 0 nor from 1e-50 to 1e50 "
                             "(number_extreme)\n")

    def test_a_cut_off_row_is_refused(self):
        (self.folder / "responses.csv").write_text("area,sex,q\nBE,f,yes\nBW,m")
        done = run("analyse", self.spec(), check=False)
        self.assertEqual((done.returncode, done.stderr),
                         (1, "responses.csv, line 3: ragged_row (csv_malformed)\n"))

    def test_a_file_of_the_analyst_is_never_written_over(self):
        self.spec()
        (self.folder / "weights.csv").write_text("area,weight\nBW,2\n")
        done = run("analyse", self.folder, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("(output_exists)", done.stderr)
        self.assertEqual((self.folder / "weights.csv").read_text(), "area,weight\nBW,2\n")
        self.assertEqual(self.results(), {"weights.csv"})

    def test_a_specification_that_is_not_there_is_a_mistake_of_usage(self):
        self.assertEqual(run("analyse", self.folder / "nowhere.json", check=False).returncode, 2)


if __name__ == "__main__":
    unittest.main()
