"""A month is published, and stays: the same bytes wherever it is made, whole or absent when the
program is killed, refused a second time, and found when somebody changes it."""

import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import time
import unittest
from pathlib import Path

from publication import OVERALL, copy_of, exported_as, fixture, rows_of
from soundings_program import PROGRAM, Installation, run

MAY = "2019-05.r0"
KILLS = 6
HIDDEN_FIGURES = Path(__file__).parents[2] / "tools" / "hidden_figures"


def exported(installation, name="out"):
    return exported_as(installation, MAY, name)


class Releases(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.counted = fixture()
        cls.published = copy_of(cls.counted)
        cls.published.run("publish", "--period", "2019-05", "--reason", "first month")
        cls.files = exported(cls.published)

    @classmethod
    def tearDownClass(cls):
        cls.counted.close()
        cls.published.close()

    def fresh(self):
        made = copy_of(self.counted)
        self.addCleanup(made.close)
        return made

    def test_the_worked_figures_of_may(self):
        def one(table, item, weighting, **codes):
            found = [row for row in rows_of(self.files, f"victim_satisfaction.2019-05.{table}.csv")
                     if row["item"] == item and row["weighting"] == weighting and not row["answer"]
                     and all(row[domain] == code for domain, code in codes.items())]
            self.assertEqual(len(found), 1, (table, item, weighting, codes))
            return found[0]

        def printed(row):
            return row["value"], row["lo"], row["hi"], row["n"], row["marks"]

        self.assertEqual(printed(one("force", OVERALL, "invited_by_npu")), ("41.6", "38.4", "44.8", "904", ""))
        self.assertEqual(one("force", OVERALL, "none")["value"], "42.1")
        self.assertEqual(one("force", OVERALL, "none")["response_rate"], "11.3")
        self.assertEqual(one("npu", OVERALL, "none", npu="BE")["response_rate"], "10.2")
        self.assertEqual(one("crime_group", OVERALL, "none", crime_group="burglary")["response_rate"], "")
        self.assertEqual(printed(one("npu", OVERALL, "invited_by_npu", npu="BE")), ("38.5", "31.0", "46.6", "148", ""))
        rest = [row for row in rows_of(self.files, "victim_satisfaction.2019-05.npu.against_rest.csv")
                if row["item"] == OVERALL and row["npu"] == "SH"]
        self.assertEqual([(row["difference"], row["lo"], row["hi"], row["test"], row["rest"]) for row in rest],
                         [("10.2", "-0.8", "21.2", "", "40.9")])

    def test_what_is_not_printed_is_not_there(self):
        for name, content in self.files.items():
            if not name.endswith(".csv") or "primitives" in name or "against_rest" in name:
                continue
            for row in rows_of(self.files, name):
                self.assertEqual((row["release"], row["n_eff"], row["deff"], row["se"]), (MAY, "", "", ""))
                if "c" in row["marks"]:
                    self.assertEqual((row["value"], row["lo"], row["hi"], row["n"]), ("", "", "", ""))
        men = [row for row in rows_of(self.files, "victim_satisfaction.2019-05.sex.csv")
               if row["sex"] == "male" and row["item"] == OVERALL]
        self.assertEqual([(row["n"], row["marks"]) for row in men], [("375", "")])
        self.assertNotIn("witnesses", " ".join(self.files))
        self.assertNotIn("counts.csv", self.files)
        self.assertNotIn("definitions.txt", self.files)

    def test_no_one_way_row_of_a_hundred_people_is_hidden(self):
        for survey in ("victim_satisfaction", "citizen_satisfaction_pilot"):
            done = subprocess.run([HIDDEN_FIGURES, Path(self.published.folder.name) / f"out-{MAY}", survey, "2019-05"],
                                  capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn("| npu | ", done.stdout)

    def test_every_file_has_the_hash_its_manifest_says(self):
        manifest = json.loads(self.files["manifest.json"])
        said = {name: hashlib.sha256(content).hexdigest() for name, content in self.files.items()
                if name != "manifest.json"}
        self.assertEqual(said, manifest["files"])
        self.assertEqual(manifest["release"], MAY)
        self.assertEqual(sorted(manifest["without_answers"]), ["how_are_we_doing", "livechat", "public_voice"])

    def test_the_same_bytes_from_another_folder_time_zone_and_locale(self):
        other = self.fresh()
        environment = {**os.environ, "TZ": "Asia/Kolkata", "LC_ALL": "tr_TR.UTF-8"}
        subprocess.run([PROGRAM, "publish", *map(str, other.place()), "--period", "2019-05"],
                       env=environment, check=True, capture_output=True, timeout=300)
        self.assertEqual(exported(other), self.files)

    def test_the_same_bytes_after_backup_and_restore(self):
        copy = Path(self.published.folder.name) / "copy.db"
        self.published.run("backup", copy)
        restored = Installation(self.counted.definitions)
        self.addCleanup(restored.close)
        run("restore", *restored.place(), copy)
        shutil.copy(f"{self.published.database}.key", f"{restored.database}.key")
        self.assertEqual(exported(restored), self.files)
        restored.run("release", "verify", MAY)

    def test_it_is_checked_by_the_definitions_that_it_was_made_by(self):
        place = self.fresh()
        place.run("publish", "--period", "2019-05")
        before = place.run("release", "verify", MAY)
        definitions = Path(place.folder.name) / "later_defs"
        shutil.copytree(place.definitions, definitions)
        place.definitions = definitions
        place.define("suppression.json", unreliable_below=300)
        areas = json.loads((definitions / "areas.json").read_text())
        areas["areas"] = [{**area, "aliases": []} for area in areas["areas"]]
        place.define("areas.json", **areas)
        self.assertEqual(place.run("release", "verify", MAY), before)
        self.assertIn("counted_again: the answers give the counts", before)
        self.assertIn("derived_figures: every table is what", before)
        self.assertEqual(exported(place), self.files)

    def test_without_those_it_says_that_nothing_was_made_again(self):
        place = self.fresh()
        place.run("publish", "--period", "2019-05")
        connection = sqlite3.connect(place.database)
        connection.execute("DROP TRIGGER release_file_is_never_changed")
        connection.execute("UPDATE release_file SET bytes = CAST('areas.json' AS BLOB) WHERE name = 'definitions.txt'")
        connection.commit()
        connection.close()
        place.own_definitions()
        (place.definitions / "README.md").write_text("other words\n")
        said = place.run("release", "verify", MAY, check=False).stdout
        self.assertIn("FAIL hashes: definitions.txt is not what was released", said)
        self.assertIn("derived_figures: not made again: the definitions have changed since", said)
        self.assertIn("counted_again: not counted again: the definitions have changed since", said)

    def test_a_month_is_published_once(self):
        again = self.published.run("publish", "--period", "2019-05", check=False)
        self.assertEqual(again.returncode, 1)
        self.assertIn("release_exists", again.stderr)
        self.assertEqual(exported(self.published, "again"), self.files)

    def test_what_it_says_of_a_wrong_month(self):
        for period, words, exit_code in (("2019-5", "'period' is a month", 1), ("2030-01", "no_answers", 1)):
            said = self.published.run("publish", "--period", period, check=False)
            self.assertEqual(said.returncode, exit_code, said.stderr)
            self.assertIn(words, said.stderr)

    def test_a_draft_is_discarded_or_approved(self):
        place = self.fresh()
        place.run("publish", "--period", "2019-05", "--draft")
        self.assertEqual(place.run("release", "export", MAY, "--out", "x", check=False).returncode, 1)
        place.run("release", "discard", MAY, "--reason", "a file was missing")
        self.assertEqual(json.loads(place.run("release", "list", "--json"))["releases"], [])
        place.run("publish", "--period", "2019-05", "--draft")
        place.run("release", "approve", MAY, "--reason", "checked")
        self.assertEqual(exported(place), self.files)
        actions = place.run("audit", "--subject", MAY)
        for action in ("release_drafted", "release_discarded", "release_published"):
            self.assertIn(action, actions)

    def test_two_users_withdraw(self):
        place = self.fresh()
        place.run("publish", "--period", "2019-05")
        said = place.run("release", "withdraw", MAY, "--reason", "wrong file")
        self.assertIn("second user", said)
        again = place.run("release", "withdraw", MAY, "--reason", "wrong file", "--by", "somebody", check=False)
        self.assertEqual(again.returncode, 1)
        self.assertIn("second_person_needed", again.stderr)
        self.assertEqual(exported(place), self.files)

    def test_killed_at_any_moment_it_is_whole_or_absent(self):
        chance = random.Random(12)
        start = time.monotonic()
        self.fresh().run("publish", "--period", "2019-05")
        whole = time.monotonic() - start
        outcomes = set()
        for _ in range(KILLS):
            place = self.fresh()
            with subprocess.Popen([PROGRAM, "publish", *map(str, place.place()), "--period", "2019-05"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
                time.sleep(chance.uniform(0, 1.2 * whole))
                program.kill()
                program.wait()
            releases = json.loads(place.run("release", "list", "--json"))["releases"]
            outcomes.add(len(releases))
            if releases:
                self.assertEqual(exported(place), self.files)
                place.run("release", "verify")
            else:
                place.run("publish", "--period", "2019-05")
                self.assertEqual(exported(place), self.files)
            place.verified()
        self.assertLessEqual(outcomes, {0, 1})

    def test_what_somebody_changes_is_found(self):
        place = self.fresh()
        place.run("publish", "--period", "2019-05")
        place.run("release", "verify")
        connection = sqlite3.connect(place.database)
        with self.assertRaises(sqlite3.DatabaseError):
            connection.execute("DELETE FROM release_file")
        with self.assertRaises(sqlite3.DatabaseError):
            connection.execute("UPDATE release SET state = 'draft'")
        connection.execute("DROP TRIGGER release_file_is_never_changed")
        connection.execute("UPDATE release_file SET bytes = CAST(replace(CAST(bytes AS TEXT), '41.6', '51.6') AS BLOB)"
                           " WHERE name = 'victim_satisfaction.2019-05.force.csv'")
        connection.commit()
        connection.close()
        found = place.run("release", "verify", MAY, check=False)
        self.assertEqual(found.returncode, 1)
        self.assertIn("FAIL hashes", found.stdout)
        self.assertIn("FAIL derived_figures", found.stdout)
        self.assertIn("releases_unchanged", place.run("verify", check=False).stdout)

    def test_two_months_differ_row_by_row(self):
        place = self.fresh()
        place.run("publish", "--period", "2019-04")
        place.run("publish", "--period", "2019-05")
        lines = json.loads(place.run("release", "diff", "2019-04.r0", MAY, "--json"))["rows"]
        self.assertTrue(lines)
        self.assertEqual(json.loads(place.run("release", "diff", MAY, MAY, "--json"))["rows"], [])

    def test_a_server_that_has_the_database_publishes(self):
        place = self.fresh()
        place.start()
        self.addCleanup(place.stop)
        place.run("publish", "--period", "2019-05")
        self.assertEqual(exported(place), self.files)


if __name__ == "__main__":
    unittest.main()
