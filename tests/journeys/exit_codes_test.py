"""What a command's exit code says, as docs/command-line.md has it: 1 for a question without an
answer or a fault in the definitions, 2 for a wrong command line, 3 when the machine failed."""

import shutil
import sqlite3
import subprocess
import unittest
from pathlib import Path

from soundings_program import PROGRAM, House

READING = (["verify"], ["drift"], ["quarantine", "list"], ["key", "list"], ["audit"],
           ["estimate", "--measure", "victim_satisfied_whole_experience", "--period", "2019-05"])
OPERATING = (["quarantine", "list"], ["key", "create", "--source", "wmnow"], ["key", "rotate", "--source", "wmnow"],
             ["purge"], ["verify"])


class ExitCodes(unittest.TestCase):
    def setUp(self):
        self.house = House()
        self.addCleanup(self.house.close)

    def code(self, command, house=None):
        """The exit code, and what is said on the way."""
        place = [str(word) for word in (house or self.house).place()]
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
        self.assertEqual(list(Path(self.house.folder.name).iterdir()), [], "nothing is made by asking")

    def test_faulty_definitions_are_told_as_faults(self):
        self.house.key("wmnow")
        self.house.own_definitions()
        self.house.define("sources/wmnow.json", verification="by handshake")
        for command in OPERATING:
            with self.subTest(command):
                code, said = self.code(command)
                self.assertEqual(code, 1, said)
                self.assertIn("sources/wmnow.json", said)

    def test_a_database_that_cannot_be_used_is_the_machines_failure(self):
        self.house.key("wmnow")
        for name, harm in (("damaged", self.damage), ("keyless", self.lose_key), ("newer", self.raise_version)):
            copy = House()
            self.addCleanup(copy.close)
            shutil.copy(self.house.database, copy.database)
            shutil.copy(f"{self.house.database}.key", f"{copy.database}.key")
            harm(copy)
            for command in READING[:5]:
                with self.subTest(command, harm=name):
                    code, said = self.code(command, copy)
                    self.assertEqual(code, 3, said)
                    self.assertTrue(said)

    @staticmethod
    def damage(house):
        whole = house.database.read_bytes()
        house.database.write_bytes(whole[:4096] + bytes(len(whole) - 4096))

    @staticmethod
    def lose_key(house):
        Path(f"{house.database}.key").unlink()

    @staticmethod
    def raise_version(house):
        with sqlite3.connect(house.database) as database:
            database.execute("PRAGMA user_version = 99")
        database.close()


if __name__ == "__main__":
    unittest.main()
