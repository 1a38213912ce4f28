"""What survives failure: a full disk, a disk that fails to sync, a stop under load, a writer that
stalls, a copy taken while answers arrive. Each test prints its figures and ends with a ledger that
reconciles to the row. Damaged files are in damage_test.py."""

import contextlib
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from load import Load, missing
from reconciled import figures, reconciled
from soundings_program import Installation, victim_response

SURVEY = "victim_satisfaction"
OVERALL = "victim_satisfied_whole_experience"
LONG = "A comment of some length. " * 40


class SmallDisk:
    """A disk of 12 MB: a tmpfs where one may be mounted, else a limit on the size of the server's
    files, which it meets in the same way."""

    def __init__(self, installation):
        self.installation, self.folder = installation, Path(tempfile.mkdtemp(prefix="soundings-disk-"))
        self.mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", self.folder],
                                      capture_output=True, check=False).returncode == 0
        installation.database = self.folder / "soundings.db"
        self.ballast = self.folder / "ballast"
        if self.mounted:
            self.ballast.write_bytes(bytes(5 << 20))

    def limit(self):
        if not self.mounted:
            resource.prlimit(self.installation.server.pid, resource.RLIMIT_FSIZE, (2 << 20, resource.RLIM_INFINITY))

    def make_room(self):
        self.ballast.unlink(missing_ok=True)
        if not self.mounted:
            resource.prlimit(self.installation.server.pid, resource.RLIMIT_FSIZE,
                             (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def close(self):
        self.installation.stop()
        if self.mounted:
            subprocess.run(["umount", self.folder], check=True)
        shutil.rmtree(self.folder, ignore_errors=True)


class Failures(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)

    def begin(self, **options):
        self.installation.key("wmnow")
        self.installation.start(**options)

    def test_r3_a_full_disk_refuses_posts_and_goes_on_once_there_is_room(self):
        disk = SmallDisk(self.installation)
        self.addCleanup(disk.close)
        self.installation.release_may()
        self.begin()
        disk.limit()
        load = Load(self.installation, "full", senders=6, comment=LONG)
        self.addCleanup(load.stop)
        self.assertTrue(load.wait_for(lambda: load.statuses[503] > 5, 60), load.statuses)
        self.assertTrue(load.wait_for(lambda: self.installation.get("/readyz")[0] == 503, 5))
        for path in ("/", "/metrics", "/healthz", f"/api/v1/estimates?measure={OVERALL}&period=2019-05"):
            self.assertEqual(self.installation.get(path)[0], 200, path)
        kept = len(load.acknowledged)
        disk.make_room()
        load.watch()
        self.assertTrue(load.wait_for(lambda: load.first_accepted_after is not None, 20))
        self.assertTrue(load.wait_for(lambda: self.installation.get("/readyz")[0] == 200, 5))
        load.stop()
        gone = missing(self.installation, load.acknowledged)
        received = reconciled(self, self.installation)
        figures("R3", disk="tmpfs" if disk.mounted else "file limit", statuses=dict(load.statuses),
                acknowledged=len(load.acknowledged), before_full=kept, missing=len(gone),
                resumed_after=f"{load.first_accepted_after:.2f} s", received=received)
        self.assertEqual(gone, [])
        self.assertEqual((set(load.statuses), load.without_retry_after, load.broken), ({200, 503}, 0, 0))
        self.assertLessEqual(load.first_accepted_after, 5)

    def test_r4_a_disk_that_fails_to_sync_loses_nothing_acknowledged(self):
        if not shutil.which("fiu-run"):
            print("R4: fiu-run is not installed; disks that fail to sync are not tried here", flush=True)
            return
        self.installation.key("wmnow")
        self.installation.start(before=["fiu-run", "-x"])
        faults = "enable_random name=posix/io/sync/*,probability=0.02"
        subprocess.run(["fiu-ctrl", "-c", faults, str(self.installation.server.pid)], check=True)
        load = Load(self.installation, "unsynced", senders=8)
        self.addCleanup(load.stop)
        server = self.installation.server
        load.wait_for(lambda: server.poll() is not None or
                      (load.statuses[503] >= 5 and load.statuses[200] > 500), 60)
        load.stop()
        if server.poll() is None:
            subprocess.run(["fiu-ctrl", "-c", "disable name=posix/io/sync/*", str(server.pid)], check=True)
        else:  # by chance three syncs in a row failed, and the server no longer trusts the disk
            self.assertEqual(server.returncode, 3)
            server.stdout.close()
            self.installation.start()
        gone = missing(self.installation, load.acknowledged)
        self.installation.stop()
        reopened = self.installation.log().count("database_reopened")
        received = reconciled(self, self.installation)
        figures("R4", statuses=dict(load.statuses), acknowledged=len(load.acknowledged), missing=len(gone),
                reopened=reopened, received=received)
        self.assertEqual(gone, [])
        self.assertLessEqual(set(load.statuses), {200, 503})
        self.assertGreater(load.statuses[503], 0)
        self.assertGreater(reopened, 0)

    def test_r4_a_disk_that_never_syncs_again_ends_the_server(self):
        if not shutil.which("fiu-run"):
            print("R4: fiu-run is not installed; a disk that never syncs is not tried here", flush=True)
            return
        self.installation.key("wmnow")
        self.installation.start(before=["fiu-run", "-x"])
        load = Load(self.installation, "dead", senders=4)
        self.addCleanup(load.stop)
        load.wait_for(lambda: load.statuses[200] > 20, 30)
        subprocess.run(["fiu-ctrl", "-c", "enable name=posix/io/sync/*", str(self.installation.server.pid)], check=True)
        exit_code = self.installation.server.wait(timeout=30)
        load.stop()
        self.installation.server.stdout.close()
        self.installation.server = None
        self.assertIn("disk_not_trusted", self.installation.log())
        self.assertEqual(exit_code, 3)
        self.installation.start()
        gone = missing(self.installation, load.acknowledged)
        received = reconciled(self, self.installation)
        figures("R4 for good", statuses=dict(load.statuses), exit=exit_code,
                acknowledged=len(load.acknowledged), missing=len(gone), received=received)
        self.assertEqual(gone, [])

    def test_r5_a_stop_under_load_answers_what_it_accepted(self):
        self.begin()
        load = Load(self.installation, "stop", senders=16)
        self.addCleanup(load.stop)
        self.assertTrue(load.wait_for(lambda: load.statuses[200] > 100, 30))
        asked = time.monotonic()
        self.installation.server.send_signal(signal.SIGTERM)
        exit_code = self.installation.server.wait(timeout=20)
        took = time.monotonic() - asked
        load.stop()
        self.installation.server.stdout.close()
        self.installation.server = None
        self.installation.start()
        gone = missing(self.installation, load.acknowledged)
        received = reconciled(self, self.installation)
        figures("R5", statuses=dict(load.statuses), exit_after=f"{took:.2f} s", cut_replies=load.broken,
                acknowledged=len(load.acknowledged), missing=len(gone), received=received)
        self.assertEqual((gone, exit_code, load.broken), ([], 0, 0))
        self.assertLessEqual(set(load.statuses), {200, 503})
        self.assertEqual(load.without_retry_after, 0)
        self.assertLessEqual(took, 10)

    def test_r8_a_copy_taken_under_load_is_one_committed_moment(self):
        self.begin()
        load = Load(self.installation, "copied", senders=4)
        self.addCleanup(load.stop)
        self.assertTrue(load.wait_for(lambda: load.statuses[200] > 100, 30))
        copies = []
        for number in range(3):
            before = dict(load.acknowledged)
            copy = self.installation.database.with_name(f"copy-{number}.db")
            started = time.monotonic()
            self.installation.run("backup", copy)
            copies.append((copy, before, time.monotonic() - started))
        load.stop()
        self.installation.stop()
        for copy, before, _ in copies:
            restored = Installation()
            self.addCleanup(restored.close)
            restored.run("restore", copy)
            shutil.copy(f"{self.installation.database}.key", f"{restored.database}.key")
            reconciled(self, restored)
            with contextlib.closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as database:
                there = {name for name, in database.execute("SELECT source_response_id FROM submission")}
            self.assertLessEqual(set(before), there)
            for sender in range(4):  # of each sender the first so many, without a gap
                numbers = sorted(int(n.split("-")[2]) for n in there if n.startswith(f"copied-s{sender}-"))
                self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        figures("R8", copies=len(copies), slowest=f"{max(took for _, _, took in copies):.2f} s",
                acknowledged=len(load.acknowledged))

    def test_r10_a_stalled_writer_and_a_full_queue_refuse_and_lose_nothing(self):
        self.begin()
        load = Load(self.installation, "stalled", senders=32, batch=200, pause=0.5, refused_pause=0.5)
        self.addCleanup(load.stop)
        self.assertTrue(load.wait_for(lambda: load.statuses[200] > 20, 60), load.statuses)
        before = self.resident()
        most = before
        with contextlib.closing(sqlite3.connect(self.installation.database, timeout=30, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            until = time.monotonic() + 10
            while time.monotonic() < until:
                most = max(most, self.resident())
                time.sleep(0.2)
            self.assertEqual(self.installation.get("/healthz")[0], 200)
            other.execute("ROLLBACK")
        load.stop()
        after = Load(self.installation, "resumed", senders=1)
        self.addCleanup(after.stop)
        after.watch()
        self.assertTrue(after.wait_for(lambda: after.first_accepted_after is not None, 30), after.statuses)
        after.stop()
        gone = missing(self.installation, dict(random.Random(10).sample(sorted(load.acknowledged.items()), 300)))
        received = reconciled(self, self.installation)
        figures("R10", statuses=dict(load.statuses), acknowledged=len(load.acknowledged), missing=len(gone),
                resident_before=f"{before} MB", resident_most=f"{most} MB",
                resumed_after=f"{after.first_accepted_after:.2f} s", received=received)
        self.assertGreaterEqual(received, len(load.acknowledged) + len(after.acknowledged))
        self.assertEqual((gone, load.broken, load.without_retry_after), ([], 0, 0))
        self.assertLessEqual(set(load.statuses), {200, 429, 503})
        self.assertGreater(load.statuses[503], 0)
        # Each connection has a thread, and each thread keeps the memory of the largest post it decoded.
        self.assertLessEqual(most - before, 128)

    def test_r10_a_slow_disk_refuses_what_it_cannot_keep_in_time_and_loses_nothing(self):
        slow = Path(self.installation.folder.name) / "slow"
        self.installation.release_may()
        self.installation.key("wmnow")
        self.installation.start(before=["env", f"LD_PRELOAD={os.environ['SOUNDINGS_SLOW_DISK']}", f"SLOW_DISK={slow}"])
        load = Load(self.installation, "slow", senders=32, batch=200, refused_pause=0.5)
        self.addCleanup(load.stop)
        self.assertTrue(load.wait_for(lambda: load.statuses[200] > 20, 60), load.statuses)
        before = most = self.resident()
        slow.write_text("1500")
        time.sleep(1)  # what was committed before may still be on its way to its senders
        kept, refused = len(load.acknowledged), load.statuses[503]
        slowest = 0.0
        until = time.monotonic() + 10
        while time.monotonic() < until:
            most = max(most, self.resident())
            asked = time.monotonic()
            self.assertEqual(self.installation.get("/healthz")[0], 200)
            self.assertEqual(self.installation.get(f"/api/v1/estimates?measure={OVERALL}&period=2019-05")[0], 200)
            slowest = max(slowest, time.monotonic() - asked)
            time.sleep(0.2)
        meanwhile, refused = len(load.acknowledged) - kept, load.statuses[503] - refused
        late = re.search(r'soundings_refused_deliveries_total\{[^}]*"late"[^}]*\} (\d+)', self.installation.get("/metrics")[2].decode())
        slow.unlink()
        load.watch()
        self.assertTrue(load.wait_for(lambda: load.first_accepted_after is not None, 30), load.statuses)
        load.stop()
        gone = missing(self.installation, dict(random.Random(10).sample(sorted(load.acknowledged.items()), 300)))
        received = reconciled(self, self.installation)
        figures("R10, slow disk", statuses=dict(load.statuses), acknowledged=len(load.acknowledged),
                acknowledged_while_slow=meanwhile, missing=len(gone), resident_before=f"{before} MB",
                resident_most=f"{most} MB", slowest_answer=f"{slowest:.2f} s", received=received)
        # Groups of 256 at most, or one batch, each behind a sync of a second and a half.
        self.assertGreater(meanwhile, 0)
        self.assertLessEqual(meanwhile, 8 * 256)
        self.assertGreater(refused, 0)
        self.assertIsNotNone(late, "no post learns that it was not kept in time")
        self.assertEqual((gone, load.broken, load.without_retry_after), ([], 0, 0))
        self.assertLessEqual(set(load.statuses), {200, 429, 503})
        self.assertLess(slowest, 5)
        self.assertLessEqual(most - before, 64)

    def test_another_program_that_opens_the_database_leaves_the_log_to_the_server(self):
        """Its locks must show a foreign program that it is not the last one, or the write-ahead log
        goes with it and what is acknowledged afterwards with that."""
        self.begin()
        first = victim_response("before")
        self.assertEqual(self.installation.post("wmnow", SURVEY, first, "msg_1")[0], 200)
        wal = Path(f"{self.installation.database}-wal")
        number = wal.stat().st_ino
        with contextlib.closing(sqlite3.connect(self.installation.database)) as other:
            other.execute("SELECT count(*) FROM submission").fetchone()
        self.assertTrue(wal.exists())
        self.assertEqual(wal.stat().st_ino, number)
        self.assertEqual(self.installation.post("wmnow", SURVEY, victim_response("after"), "msg_2")[0], 200)
        self.installation.kill()
        self.assertEqual(reconciled(self, self.installation), 2)

    def resident(self):
        """The server's memory, in MB."""
        status = Path(f"/proc/{self.installation.server.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) // 1024

if __name__ == "__main__":
    unittest.main()
