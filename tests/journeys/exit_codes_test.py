"""What a command's exit code says, as docs/command-line.md has it: 1 for a question without an
answer or a fault in the definitions, 2 for a wrong command line, 3 when the machine failed."""

import shutil
import sqlite3
import subprocess
import unittest
from pathlib import Path

from soundings_program import PROGRAM, Installation

READING = (["verify"], ["drift"], ["quarantine", "list"], ["key", "list"], ["audit"],
           *(["estimate", "--measure", "victim_satisfied_whole_experience", "--period", "2019-05", *more]
             for more in ([], ["--working"])))
OPERATING = (["quarantine", "list"], ["key", "create", "--source", "wmnow"], ["key", "rotate", "--source", "wmnow"],
             ["purge"], ["verify"])


class ExitCodes(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)

    def code(self, command, installation=None):
        """The exit code, and what is said on the way."""
        place = [str(word) for word in (installation or self.installation).place()]
        words = [word for word in command if not word.startswith("-")][:2 if command[0] in ("quarantine", "key") else 1]
        done = subprocess.run([PROGRAM, *words, *place, *command[len(words):]], capture_output=True, text=True,
                              timeout=60, check=False)
        return done.returncode, done.stderr

    def test_no_database_is_a_question_without_an_answer(self):
        for command in READING:
            with self.subTest(command):
                code, said = self.code(command)
                self.assertEqual(code, 1, said)
                self.assertIn("no database at", said)
        self.assertEqual(list(Path(self.installation.folder.name).iterdir()), [], "nothing is made by asking")

    def test_faulty_definitions_are_reported_as_faults(self):
        self.installation.key("wmnow")
        self.installation.own_definitions()
        self.installation.define("sources/wmnow.json", verification="by handshake")
        for command in OPERATING:
            with self.subTest(command):
                code, said = self.code(command)
                self.assertEqual(code, 1, said)
                self.assertIn("sources/wmnow.json", said)

    def test_a_database_that_cannot_be_used_is_the_machines_failure(self):
        self.installation.key("wmnow")
        for name, harm in (("damaged", self.damage), ("keyless", self.lose_key), ("newer", self.raise_version)):
            copy = Installation()
            self.addCleanup(copy.close)
            shutil.copy(self.installation.database, copy.database)
            shutil.copy(f"{self.installation.database}.key", f"{copy.database}.key")
            harm(copy)
            for command in READING[:5]:
                with self.subTest(command, harm=name):
                    code, said = self.code(command, copy)
                    self.assertEqual(code, 3, said)
                    self.assertTrue(said)

    @staticmethod
    def damage(installation):
        whole = installation.database.read_bytes()
        installation.database.write_bytes(whole[:4096] + bytes(len(whole) - 4096))

    @staticmethod
    def lose_key(installation):
        Path(f"{installation.database}.key").unlink()

    @staticmethod
    def raise_version(installation):
        with sqlite3.connect(installation.database) as database:
            database.execute("PRAGMA user_version = 99")
        database.close()


if __name__ == "__main__":
    unittest.main()
