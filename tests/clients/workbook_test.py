"""A workbook of a release, read cell by cell by another library (exceljs)."""

import json
import os
import subprocess
import unittest
from pathlib import Path

from soundings_program import Installation
from workbook_reader import Workbook

PACKAGES = Path(os.environ["PACKAGES"])
MAY = "2019-05.r0"


class ReadElsewhere(unittest.TestCase):
    def test_exceljs_reads_every_cell_as_it_was_written(self):
        installation = Installation()
        self.addCleanup(installation.close)
        installation.release_may()
        file = Path(installation.folder.name) / "may.xlsx"
        installation.run("release", "export", MAY, "--format", "xlsx", "--out", file)
        done = subprocess.run(["node", PACKAGES / "workbook.mjs", file], capture_output=True, timeout=120, cwd=PACKAGES)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        read = json.loads(done.stdout)
        written = Workbook(file.read_bytes())
        self.assertEqual(list(read["sheets"]), list(written.sheets))
        for name, sheet in written.sheets.items():
            cells = {(cell["row"], cell["column"]): cell["value"] for cell in read["sheets"][name]
                     if cell["value"] not in (None, "")}
            self.assertEqual(cells, {place: cell for place, cell in sheet.cells.items() if cell != ""}, name)
            self.assertEqual({cell["formula"] for cell in read["sheets"][name]}, {None}, name)
        self.assertEqual(read["title"], "Survey figures of May 2019")


if __name__ == "__main__":
    unittest.main()
