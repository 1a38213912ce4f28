"""The fixtures are what their generator makes, byte for byte, and say of themselves what
fixtures/README.md promises."""

import csv
import filecmp
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from soundings_program import FIXTURES, SOURCE

MADE = ("deliveries", "files")


class Fixtures(unittest.TestCase):
    def test_the_generator_makes_the_same_bytes_again(self):
        with tempfile.TemporaryDirectory(prefix="soundings-fixtures-") as folder:
            subprocess.run([sys.executable, SOURCE / "tools" / "make_fixtures", folder], check=True,
                           capture_output=True)
            for part in MADE:
                committed = sorted(p.name for p in (FIXTURES / part).iterdir())
                self.assertEqual(sorted(p.name for p in (Path(folder) / part).iterdir()), committed)
                _, differing, unreadable = filecmp.cmpfiles(FIXTURES / part, Path(folder) / part,
                                                            committed, shallow=False)
                self.assertEqual((differing, unreadable), ([], []))

    def test_invitations_of_may_2019_are_those_published_with_it(self):
        with open(FIXTURES / "files" / "invitations.csv", newline="") as file:
            may = [r for r in csv.DictReader(file)
                   if r["survey"] == "victim_satisfaction" and r["wave_or_month"] == "2019-05"]
        by_npu = {}
        for row in may:
            by_npu[row["npu"]] = by_npu.get(row["npu"], 0) + int(row["invited"])
        self.assertEqual(by_npu, {"BE": 1450, "BW": 1720, "CV": 980, "DY": 760, "SW": 1020, "SH": 520,
                                  "WS": 830, "WV": 720})
        self.assertEqual({(r["bounced"], r["ineligible"]) for r in may}, {("0", "0")})


if __name__ == "__main__":
    unittest.main()
