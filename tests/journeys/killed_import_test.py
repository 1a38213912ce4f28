"""A file that is killed half way and taken again ends as one clean run does (R16): one row in
a hundred bad, a byte order mark, CRLF, quotes with newlines, a cell of a megabyte."""

import csv
import io
import re
import subprocess
import time
import unittest
from pathlib import Path

from soundings_program import PROGRAM, Installation, run

ROWS = 4000
ATTEMPTS = 5  # a fast import may end before the signal comes
HEADER = ["source_response_id", "completed_at", "npu", "contact_channel", "whole_experience", "comment"]
BAD = {  # what is wrong with every hundredth row, in turn, and its code
    0: ({"npu": "Atlantis"}, "area_unknown"),
    1: ({"whole_experience": "8"}, "answer_out_of_scale"),
    2: ({"completed_at": "05/31/2019"}, "date_unreadable"),
    3: ({"completed_at": "2031-01-01T00:00:00Z"}, "timestamp_future"),
    4: ({"comment": "x" * (1 << 20)}, "string_too_long"),
    5: (None, "ragged_row"),
}
RESULT = """
    SELECT source_response_id, position, outcome, hex(content), version, current, month, hex(codes), text,
           (SELECT code FROM held WHERE held.seq = submission.seq)
    FROM submission LEFT JOIN response USING (seq) LEFT JOIN comment USING (seq)
    WHERE outcome <> 1 ORDER BY position"""


def make_file(path):
    """Writes the rows; the line and code of each bad one."""
    text, bad, line = io.StringIO(), [], 2
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(HEADER)
    for k in range(ROWS):
        row = dict(zip(HEADER, [f"r-{k:05}", f"2019-05-{1 + k % 28:02}T10:00:00Z", "BE BW CV DY SW SH WS WV".split()[k % 8],
                                "101", str(1 + k % 7), f'Row {k}\r\nsaid "so"; then, no more' if k % 3 else ""]))
        if k % 100 == 99:
            # The megabyte is in one row of the file alone.
            kind = k // 100 % 6
            change, code = BAD[0] if kind == 4 and k > 1000 else BAD[kind]
            row.update(change or {})
            bad.append((line, code))
            cells = list(row.values())[:4] if change is None else list(row.values())
        else:
            cells = list(row.values())
        table.writerow(cells)
        line += 1 + sum(cell.count("\n") for cell in cells)
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())
    return bad


def command(installation, path):
    return [PROGRAM, "import", *map(str, installation.place()), "--survey", "victim_satisfaction", str(path)]


class KilledImport(unittest.TestCase):
    def setUp(self):
        self.clean = self.installation()
        self.file = Path(self.clean.folder.name) / "rows.csv"
        self.bad = make_file(self.file)

    def installation(self):
        installation = Installation()
        self.addCleanup(installation.close)
        return installation

    def take(self, installation):
        """What the import says: totals by word, and lines and codes of what it held."""
        said = run("import", *installation.place(), "--survey", "victim_satisfaction", self.file)
        words = re.findall(r"(\d+) (received|accepted|duplicate|older_version|conflict|quarantined)", said)
        held = re.findall(r"^line (\d+): \w+ \S+; (\w+)", said, re.M)
        return {word: int(n) for n, word in words}, [(int(line), code) for line, code in held]

    def kill_after(self, installation, rows):
        """Starts an import and kills it once so many rows are kept; how many that were."""
        with subprocess.Popen(command(installation, self.file), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
            deadline = time.monotonic() + 60
            while self.kept(installation) < rows and program.poll() is None and time.monotonic() < deadline:
                time.sleep(0.002)
            program.kill()
            program.wait()
        return self.kept(installation)

    def kept(self, installation):
        """Rows in the ledger; 0 before it is there."""
        try:
            return installation.ledger("SELECT count(*) FROM submission")[0][0]
        except Exception:  # no file, or no table yet
            return 0

    def test_killed_twice_and_run_again_it_ends_as_a_clean_run_does(self):
        counts, held = self.take(self.clean)
        self.assertEqual(counts, {"received": ROWS, "accepted": ROWS - len(self.bad), "duplicate": 0,
                                  "older_version": 0, "conflict": 0, "quarantined": len(self.bad)})
        self.assertEqual(held, self.bad, "each bad row is named by its line")

        for _ in range(ATTEMPTS):
            self.killed = self.installation()
            first = self.kill_after(self.killed, 500)
            if first < ROWS:
                break
        self.assertLess(first, ROWS, "it was killed on the way")
        second = self.kill_after(self.killed, first + 500)
        before = self.killed.ledger("SELECT outcome, count(*) FROM submission WHERE outcome <> 1 GROUP BY outcome")
        counts, held = self.take(self.killed)
        kept_before = sum(count for _, count in before)
        self.assertEqual((counts["received"], counts["duplicate"]), (ROWS, kept_before))
        self.assertEqual(held, self.bad, "those held before are named again")
        self.assertGreaterEqual(second, first)

        self.assertEqual(self.killed.ledger(RESULT), self.clean.ledger(RESULT))
        figures = [installation.estimate("victim_satisfied_whole_experience", "2019-05", by=["npu"])
                   for installation in (self.clean, self.killed)]
        self.assertEqual(figures[1], figures[0])

        counts, _ = self.take(self.killed)
        self.assertEqual((counts["received"], counts["duplicate"]), (ROWS, ROWS), "a rerun is a no-op")
        for installation in (self.clean, self.killed):
            installation.verified()


if __name__ == "__main__":
    unittest.main()
