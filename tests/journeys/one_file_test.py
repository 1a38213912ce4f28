"""One file and one writer: other names of a database, files taken away under a running server, what
a stop leaves behind, and what is said when the tail of a database was lost."""

import json
import os
import shutil
import subprocess
import time
import unittest
from pathlib import Path

from soundings_program import PROGRAM, Installation, run, victim_response

SURVEY = "victim_satisfaction"


class OneFile(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.folder = Path(self.installation.folder.name)
        self.installation.key("wmnow")
        self.sent = 0

    def post(self, expected=200):
        self.sent += 1
        status, headers, reply = self.installation.post("wmnow", SURVEY, victim_response(f"r-{self.sent}"), f"msg_{self.sent}")
        self.assertEqual(status, expected, reply)
        if expected == 503:
            self.assertTrue(headers["Retry-After"])
        return reply

    def files(self, suffix=""):
        return [Path(f"{self.installation.database}{end}") for end in ("", "-wal", "-shm") if end.startswith(suffix)]

    def refused_start(self):
        done = subprocess.run([PROGRAM, "serve", *map(str, self.installation.place()), "--listen", "127.0.0.1:0"],
                              capture_output=True, text=True, timeout=20, check=False)
        self.assertEqual(done.returncode, 3, done.stderr)
        return done.stderr

    def counted(self):
        return self.installation.ledger("SELECT sum(delta) FROM count_log")[0][0]

    def test_other_names_of_a_database_lead_to_its_one_writer(self):
        self.installation.start()
        link, other = self.folder / "link.db", self.folder / "elsewhere.key"
        link.symlink_to(self.installation.database)
        shutil.copy(f"{self.installation.database}.key", other)
        file = self.folder / "one.ndjson"
        file.write_text(json.dumps(victim_response("imported")) + "\n")
        for extra in ((), ("--key-file", other)):
            for name in (self.installation.database, link):
                done = run("import", "--survey", SURVEY, "--source", "wmnow", file, "--db", name, "--defs",
                           self.installation.definitions, *extra, check=False)
                self.assertEqual(done.returncode, 3, done.stdout)
                self.assertIn("is open for writing in another process", done.stderr)
        # The operator's verbs find the server's operator socket by any name.
        self.assertIn("wmnow", run("key", "list", "--db", link, "--defs", self.installation.definitions))
        self.post()
        os.link(self.installation.database, self.folder / "hard.db")
        for name in (self.folder / "hard.db", self.installation.database):
            done = run("verify", "--db", name, "--defs", self.installation.definitions, "--key-file", other, check=False)
            self.assertEqual(done.returncode, 3, done.stdout)
            self.assertIn("has 2 names (hard links)", done.stderr)
        self.installation.stop()
        self.assertIn("has 2 names (hard links)", self.refused_start())
        (self.folder / "hard.db").unlink()
        self.installation.verified()

    def test_a_bound_path_is_the_same_file(self):
        bound = self.folder / "bound.db"
        bound.touch()
        mounted = subprocess.run(["mount", "--bind", self.installation.database, bound], capture_output=True, check=False)
        if mounted.returncode != 0:
            print("nothing may be mounted here; bound paths are not tried", flush=True)
            return
        self.addCleanup(subprocess.run, ["umount", bound], check=True)
        self.installation.start()
        shutil.copy(f"{self.installation.database}.key", f"{bound}.key")
        done = run("key", "create", "--source", "wmnow", "--db", bound, "--defs", self.installation.definitions, check=False)
        self.assertIn("is open for writing in another process", done.stderr)

    def test_nothing_is_acknowledged_after_the_database_is_gone_or_replaced(self):
        self.installation.start()
        for suffixes, replaced in ((("", "-wal", "-shm"), False), (("",), False), (("",), True), (("-wal",), False),
                                   (("-shm",), True)):
            with self.subTest(suffixes=suffixes, replaced=replaced):
                self.post()
                aside = self.folder / "aside"
                aside.mkdir()
                for suffix in suffixes:
                    path = Path(f"{self.installation.database}{suffix}")
                    shutil.move(path, aside / path.name)
                    if replaced:
                        shutil.copy(aside / path.name, path)
                self.assertEqual(self.post(503)["code"], "store_unavailable")
                self.assertEqual(self.post(503)["code"], "store_unavailable")
                self.assertEqual(self.installation.get("/readyz")[0], 503)
                for suffix in suffixes:
                    path = Path(f"{self.installation.database}{suffix}")
                    shutil.move(aside / path.name, path)
                aside.rmdir()
                deadline = time.monotonic() + 10
                while self.installation.get("/readyz")[0] != 200 and time.monotonic() < deadline:
                    time.sleep(0.1)
                self.post()
        self.installation.stop()
        self.installation.verified()

    def test_a_stop_leaves_one_file_and_nothing_in_it_is_lost(self):
        self.installation.start()
        for _ in range(5):
            self.post()
        self.installation.get("/")
        self.installation.stop()
        self.assertEqual([path.name for path in self.files() if path.exists()], ["soundings.db"])
        copy = self.folder / "copy.db"
        shutil.copy(self.installation.database, copy)
        shutil.copy(f"{self.installation.database}.key", f"{copy}.key")
        self.assertIn("5 current responses", run("verify", "--db", copy, "--defs", self.installation.definitions))
        file = self.folder / "one.ndjson"
        file.write_text(json.dumps(victim_response("imported")) + "\n")
        self.installation.run("import", "--survey", SURVEY, "--source", "wmnow", file)
        self.assertEqual([path.name for path in self.files() if path.exists()], ["soundings.db"])

    def test_a_lost_wal_is_said_and_refused_until_a_person_accepts_it(self):
        self.installation.start()
        for _ in range(5):
            self.post()
        self.installation.kill()
        for path in self.files("-"):
            path.unlink()
        said = self.refused_start()
        self.assertIn("soundings accept", said)
        done = self.installation.run("verify", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"FAIL newest_kept: its audit ends at row \d+")
        refused = run("accept", "--db", self.installation.database, check=False)
        self.assertEqual(refused.returncode, 2)
        accepted = run("accept", "--db", self.installation.database, "--by", "s.patel", "--reason", "the log was lost")
        self.assertIn("accepted as it is", accepted)
        self.installation.verified()
        self.assertRegex(self.installation.run("audit", "--action", "tail_accepted"), "s.patel")
        self.assertIn("nothing to accept", run("accept", "--db", self.installation.database, "--reason", "again"))
        self.installation.start()
        self.post()

    def test_a_killed_server_lacks_nothing(self):
        for _ in range(3):
            self.installation.start()
            self.post()
            self.installation.kill()
        self.installation.start()
        self.post()
        self.installation.stop()
        self.assertEqual(self.counted(), 4)
        self.installation.verified()

    def test_an_older_copy_and_an_absent_database_are_refused(self):
        self.installation.start()
        self.post()
        self.installation.stop()
        shutil.copy(self.installation.database, self.folder / "older")
        self.installation.start()
        self.post()
        self.installation.stop()
        self.installation.database.unlink()
        self.assertIn("was kept", self.refused_start())
        self.assertFalse(self.installation.database.exists())
        self.installation.run("restore", self.folder / "older")
        self.assertIn("its audit ends at row", self.refused_start())

    def test_the_log_has_the_digest_that_verify_expects(self):
        self.installation.start()
        self.post()
        self.installation.stop()
        self.installation.start()
        deadline = time.monotonic() + 10
        while self.installation.log().count('"audit_digest"') < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        self.installation.stop()
        lines = [json.loads(line) for line in self.installation.log().splitlines() if '"audit_digest"' in line]
        row, digest = lines[-1]["row"], lines[-1]["digest"]
        self.assertIn("ok   newest_kept", self.installation.run("verify", "--expect", f"{row}:{digest}"))
        self.assertIn("ok   newest_kept", self.installation.run("verify", "--expect"))
        for wrong in (f"{row}:{'0' * 64}", f"{int(row) + 500}:{digest}"):
            done = self.installation.run("verify", "--expect", wrong, check=False)
            self.assertEqual((done.returncode, "FAIL newest_kept" in done.stdout), (1, True))
        self.assertEqual(self.installation.run("verify", "--expect", "yesterday", check=False).returncode, 2)

    def test_key_files_that_others_may_read_are_refused(self):
        key = Path(f"{self.installation.database}.key")
        self.installation.run("pepper", "rotate")
        for file in (key, Path(f"{key}.peppers")):
            for mode in (0o644, 0o602):
                file.chmod(mode)
                self.assertIn("everybody may read this key file", self.refused_start())
                done = self.installation.run("key", "list", check=False)
                self.assertEqual(done.returncode, 3)
            file.chmod(0o600)
        key.chmod(0o640)
        self.installation.run("key", "list")

    def test_what_is_no_file_and_what_is_empty_is_refused(self):
        for name in (":memory:", "file:x.db?mode=memory"):
            for command in (("verify",), ("serve",), ("key", "create", "--source", "wmnow")):
                done = run(*command, "--db", name, "--defs", self.installation.definitions, check=False)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn("no name of a file", done.stderr)
        for command in (("key", "create", "--source", "wmnow", "--secret", ""),
                        ("key", "create", "--source", "wmnow", "--not-after", ""),
                        ("purge", "--at", ""), ("key", "list", "--db", "")):
            done = run(*command, *(self.installation.place() if "--db" not in command else ()), check=False)
            self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        done = subprocess.run([PROGRAM, "verify"], capture_output=True, text=True, check=False, cwd=self.folder,
                              env={**os.environ, "SOUNDINGS_DB": ":memory:", "SOUNDINGS_DEFS": str(self.installation.definitions)})
        self.assertEqual(done.returncode, 2)
        self.assertEqual(len(self.installation.run("key", "list").splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
