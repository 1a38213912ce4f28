"""What survives damage to the database's files: a log that is missing, cut short or altered, altered
pages, another program's file, a folder that cannot be written. Prints how many were refused and
recovered from."""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import unittest
from pathlib import Path

from reconciled import figures
from soundings_program import PROGRAM, Installation, victim_response

SURVEY = "victim_satisfaction"
OVERALL = "victim_satisfied_whole_experience"


class Damage(unittest.TestCase):
    """R6: every damage to the files is refused with one line, or recovered from; no count is wrong."""

    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        cls.addClassCleanup(cls.installation.close)
        cls.installation.key("wmnow")
        cls.installation.start()
        for first in range(0, 400, 50):
            body = [victim_response(f"d-{first + k}", npu="Sandwell" if k % 2 else "Dudley",
                                    answers={"whole_experience": 1 + k % 7}) for k in range(50)]
            status, _, reply = cls.installation.post("wmnow", SURVEY, body, f"msg_{first}")
            assert (status, reply["counts"]["accepted"]) == (200, 50), reply
        cls.installation.kill()
        unharmed = cls.copied()
        cls.addClassCleanup(unharmed.close)
        cls.figures = cls.reported(unharmed)
        cls.outcomes = {"refused": 0, "recovered": 0, "recovered to an earlier commit": 0}

    @classmethod
    def tearDownClass(cls):
        figures("R6", **{name.replace(" ", "_"): count for name, count in cls.outcomes.items()})

    @staticmethod
    def reported(installation):
        """The figures; nothing when the answers are gone, which is a question without an answer."""
        done = installation.working("estimate", "--measure", OVERALL, "--period", "2019-05", "--by", "npu",
                                    "--format", "csv", check=False)
        if done.returncode != 0 and "no_answers" not in done.stderr:
            raise AssertionError(done.stderr)
        return done.stdout

    @classmethod
    def copied(cls):
        """The files as the kill left them, WAL included, in a place of their own."""
        copy = Installation()
        for suffix in ("", "-wal", "-shm", ".key"):
            file = Path(f"{cls.installation.database}{suffix}")
            if file.exists():
                shutil.copy(file, f"{copy.database}{suffix}")
        return copy

    def copy(self):
        copy = self.copied()
        self.addCleanup(copy.close)
        return copy

    def start(self, installation, **how):
        """Starts a server; the line it refused with, or None."""
        process = subprocess.Popen([PROGRAM, "serve", *map(str, installation.place()), "--listen", "127.0.0.1:0"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how)
        said = process.stdout.readline()
        if said:
            process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
        if said:
            self.assertEqual(process.returncode, 0, errors)
            return None
        self.assertEqual(process.returncode, 3, errors)
        lines = errors.splitlines()
        self.assertEqual(len(lines), 1, errors)
        return lines[0]

    def refused(self, installation, words, **how):
        line = self.start(installation, **how)
        self.assertIsNotNone(line, words)
        self.assertRegex(line, words)
        self.outcomes["refused"] += 1

    def sound_or_refused(self, installation):
        """Refuses, or serves the figures of a committed prefix and nothing else."""
        if self.start(installation) is not None:
            self.outcomes["refused"] += 1
            return
        again = self.reported(installation)
        if again == self.figures:
            self.outcomes["recovered"] += 1
            return
        self.assertTrue(all(line.startswith("ok ") for line in installation.verified().splitlines()))
        self.outcomes["recovered to an earlier commit"] += 1

    def test_a_missing_shm_and_a_whole_wal_give_every_answer_back(self):
        copy = self.copy()
        Path(f"{copy.database}-shm").unlink(missing_ok=True)
        self.assertIsNone(self.start(copy))
        self.assertEqual(self.reported(copy), self.figures)
        self.outcomes["recovered"] += 1

    def test_a_wal_cut_short_gives_an_earlier_commit(self):
        for part in (0.25, 0.5, 0.75, 0.99):
            copy = self.copy()
            wal = Path(f"{copy.database}-wal")
            os.truncate(wal, int(wal.stat().st_size * part))
            Path(f"{copy.database}-shm").unlink(missing_ok=True)
            self.sound_or_refused(copy)

    def test_flipped_bits_in_the_wal_are_never_counted(self):
        draw = random.Random(6)
        for _ in range(6):
            copy = self.copy()
            self.flip(Path(f"{copy.database}-wal"), draw)
            Path(f"{copy.database}-shm").unlink(missing_ok=True)
            self.sound_or_refused(copy)

    def test_flipped_bits_in_the_pages_of_answers_are_never_counted(self):
        whole = self.copy()
        self.assertIsNone(self.start(whole))
        with contextlib.closing(sqlite3.connect(whole.database)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            pages = [page for page, in database.execute(
                "SELECT pageno FROM dbstat WHERE name IN ('response', 'count_log')")]
        draw = random.Random(66)
        for _ in range(10):
            copy = Installation()
            self.addCleanup(copy.close)
            shutil.copy(whole.database, copy.database)
            shutil.copy(f"{whole.database}.key", f"{copy.database}.key")
            self.flip(copy.database, draw, page=draw.choice(pages))
            if self.start(copy) is not None:
                self.outcomes["refused"] += 1
                continue
            self.assertEqual(self.reported(copy), self.figures)
            self.outcomes["recovered"] += 1

    def test_another_schema_or_application_is_refused_by_name(self):
        for pragma, words in (("user_version = 99", "schema version 99"),
                              ("application_id = 77", "another application")):
            copy = self.copy()
            with contextlib.closing(sqlite3.connect(copy.database)) as database:
                database.execute(f"PRAGMA {pragma}")
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.refused(copy, words)

    def test_a_folder_that_cannot_be_written_is_refused(self):
        copy = self.copy()
        folder, how = Path(copy.folder.name), {}
        if os.getuid() == 0:
            for file in folder.iterdir():
                os.chown(file, 65534, 65534)
            os.chmod(folder, 0o755)
            how = {"user": 65534, "group": 65534}
        else:
            os.chmod(folder, 0o555)
            self.addCleanup(os.chmod, folder, 0o755)
        self.refused(copy, "lock cannot be made|cannot be", **how)

    @staticmethod
    def flip(file, draw, page=None):
        with open(file, "r+b") as bytes_of:
            size = os.fstat(bytes_of.fileno()).st_size
            at = (page - 1) * 4096 + draw.randrange(4096) if page else draw.randrange(size)
            bytes_of.seek(at)
            old = bytes_of.read(1)[0]
            bytes_of.seek(at)
            bytes_of.write(bytes([old ^ (1 << draw.randrange(8))]))


if __name__ == "__main__":
    unittest.main()
