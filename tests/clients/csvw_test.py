"""Tables of a release read by their descriptions with a parser of "CSV on the Web" that nobody here wrote."""

import csv
import json
import os
import subprocess
import unittest
from pathlib import Path

from soundings_program import Installation

PACKAGES = Path(os.environ["PACKAGES"])
MAY = "2019-05.r0"


def read(file):
    done = subprocess.run(["node", PACKAGES / "csvw.mjs", file], capture_output=True, timeout=120, cwd=PACKAGES,
                          check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    return json.loads(done.stdout)


class ReadElsewhere(unittest.TestCase):
    def test_every_cell_is_read_as_its_description_says(self):
        installation = Installation()
        self.addCleanup(installation.close)
        installation.release_may()
        for form in ("files", "csv"):
            out = Path(installation.folder.name) / form
            installation.run("release", "export", MAY, "--format", form, "--out", out)
            tables = sorted(out.glob("victim_satisfaction.2019-05.*.csv"))
            self.assertGreater(len(tables), 5)
            for file in tables:
                with self.subTest(file.name):
                    columns = json.loads(Path(f"{file}-metadata.json").read_text())["tableSchema"]["columns"]
                    types = {column["name"]: column["datatype"] for column in columns}
                    with open(file, newline="", encoding="utf-8") as text:
                        rows = [{name: [cell, types[name]] for name, cell in row.items() if cell}
                                for row in csv.DictReader(text)]
                    self.assertEqual(read(file), rows)


if __name__ == "__main__":
    unittest.main()
