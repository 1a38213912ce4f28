"""SQLite's way of testing failure, applied to the program: of one post, one import and one open every
call to the disk or network fails in turn, and every allocation. After each the ledger verifies,
nothing that was acknowledged is gone, and the program has not crashed.

A seeded sample is tried unless SOUNDINGS_FAILING_CALLS says how many, or `all`: then every call of each,
every allocation of a post, and 2,000 seeded ones of an import and of an open. SOUNDINGS_FAILING_ONE=7
tries the seventh alone, with the stack of the call."""

import contextlib
import errno
import http.client
import json
import os
import random
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest
from collections import Counter
from pathlib import Path

from failing import IO, MEMORY, Control
from soundings_program import PROGRAM, START_SECONDS, STOP_SECONDS, Installation, victim_response

SURVEY = "victim_satisfaction"
ASKED = os.environ.get("SOUNDINGS_FAILING_CALLS", "")
ONE = int(os.environ.get("SOUNDINGS_FAILING_ONE", "0"))
SAMPLE = {IO: 10, MEMORY: 16}  # of each journey, where not all are tried
ALLOCATIONS = 2000  # of an import and an open
PATIENCE = 15  # seconds until a server takes posts again after a failure
ROWS = 40
HEADER = "source_response_id,completed_at,npu,contact_channel,whole_experience,comment\n"
WORDS = {IO: "calls", MEMORY: "allocations"}


def rows(name):
    return [f"{name}-{k}" for k in range(ROWS)]


def csv_of(name):
    return HEADER + "".join(f"{row},2019-05-{1 + k % 28:02}T10:00:00Z,Sandwell,101,{1 + k % 5},Said.\n"
                            for k, row in enumerate(rows(name)))


def numbers(kind, count, most=None):
    """Which calls fail, one at a time: all, or a sample that is the same each time."""
    if ONE:
        return [ONE]
    wanted = (most or count) if ASKED == "all" else int(ASKED or SAMPLE[kind])
    draw, late = random.Random(11), count * 4 // 5
    if count < 10 * wanted:
        return sorted(draw.sample(range(1, count + 1), min(wanted, count)))
    # Most of the allocations of a program that starts are for its definitions: half of the sample is of what follows.
    return sorted({*draw.sample(range(1, late), wanted // 2), *draw.sample(range(late, count + 1), wanted - wanted // 2)})


def accepted(database):
    """How often each id was accepted, by id; empty where there is no ledger yet."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            return Counter(name for name, in connection.execute(
                "SELECT source_response_id FROM submission WHERE outcome = 0"))
        except sqlite3.OperationalError:
            return Counter()


class FailingCalls(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.broken = []

    def control(self, kind):
        self.kind = kind
        self.failing = Control(self.installation.folder.name, errno.ENOMEM if kind == MEMORY else errno.EIO)
        return self.failing

    def fault(self, number, *words):
        """One thing that must not be: remembered, so that one run names them all."""
        self.broken.append(f"{self.kind_word()} {number} ({self.failing.name()}): " + " ".join(map(str, words)))
        print(self.broken[-1], flush=True)

    def kind_word(self):
        return {IO: "call", MEMORY: "allocation"}[self.kind]

    def verify(self, number):
        done = self.installation.run("verify", check=False)
        if done.returncode != 0:
            self.fault(number, "does not verify:", done.stdout, done.stderr)

    def conclude(self, what, count, tried, results):
        print(f"{what}: {tried} of {count} {WORDS[self.kind]} failed in turn; {dict(results)}", flush=True)
        self.assertEqual(self.broken, [])
        self.assertGreater(count, 0)

    # ---- a post ----

    def serve(self):
        environment = self.failing.environment()
        self.installation.start(before=["env", f"LD_PRELOAD={environment['LD_PRELOAD']}", f"FAILING={environment['FAILING']}"])

    def post(self, name):
        """Status and outcome of one post, which the server may leave without a reply."""
        connection = self.installation.connect()
        connection.timeout = PATIENCE
        try:
            status, _, reply = self.installation.post("wmnow", SURVEY, victim_response(name, comment="Said."), f"msg_{name}",
                                               connection=connection)
            return status, reply["status"] if status == 200 else reply.get("code", reply.get("status"))
        except TimeoutError:
            return 0, "no reply in time"
        except (OSError, ValueError, http.client.HTTPException):
            return 0, "cut"
        finally:
            connection.close()

    def post_until_kept(self, name):
        """Whether the same post, sent again with nothing failing, is accepted in time. A server whose
        lock on the database is stuck ends, as documented, and is started again."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.post(name)[0] == 200:
                return True
            if self.installation.server.poll() == 3 and "lock_stuck" in self.installation.log():
                self.serve()
            time.sleep(0.05)
        return False

    def post_with(self, number, results):
        name = f"{self.kind_word()}-{number}"
        self.failing.arm(self.kind, number, trace=bool(ONE) or self.kind == MEMORY)
        status, word = self.post(name)
        self.failing.disarm()
        results[f"{status} {word}"] += 1
        if status not in (0, 200, 500, 503) or word == "no reply in time":
            self.fault(number, "was answered", status, word)
        if status == 200:
            self.acknowledged.add(name)
        if status == 0:
            time.sleep(0.2)  # a server that has crashed takes a moment to end
        if self.installation.server.poll() is not None:
            self.fault(number, "ended the server with", self.installation.server.returncode, self.installation.log()[-3000:])
            self.installation.kill()
            self.serve()
        if not self.post_until_kept(name):
            self.fault(number, "no later post is taken")
            self.installation.kill()
            self.serve()
            self.post_until_kept(name)
        self.acknowledged.add(name)
        self.verify(number)
        gone = [each for each, times in self.wrong(self.acknowledged).items()]
        if gone:
            self.fault(number, "not there once:", gone)

    def wrong(self, names):
        """Of these ids, those that were not accepted exactly once."""
        kept = accepted(self.installation.database)
        return {name: kept[name] for name in names if kept[name] != 1}

    def calls_of_a_post(self):
        """The most calls that one post makes, of a server that has answered others."""
        counts = []
        for number in range(6):
            self.failing.arm(self.kind, 0)
            self.assertEqual(self.post(f"counted-{self.kind}-{number}")[0], 200)
            time.sleep(0.05)  # what follows the reply counts too
            counts.append(self.failing.disarm())
        return max(counts[1:])

    def try_posts(self, kind):
        self.installation.key("wmnow")
        self.control(kind)
        self.serve()
        self.acknowledged = set()
        count = self.calls_of_a_post()
        results, tried = Counter(), numbers(kind, count)
        for number in tried:
            self.post_with(number, results)
        self.installation.stop()
        if ONE:
            print(self.installation.log())
        self.verify("after all")
        self.conclude("a post", count, len(tried), results)

    def test_every_call_of_a_post_may_fail(self):
        self.try_posts(IO)

    def test_every_allocation_of_a_post_may_fail(self):
        self.try_posts(MEMORY)

    # ---- an import and an open ----

    def keep_a_first_file(self):
        """The ledger that each import and open finds: a file's rows, acknowledged, and a log that a
        killed server has left."""
        if "wmnow" not in self.installation.secrets:
            self.installation.key("wmnow")
        first = Path(self.installation.folder.name) / "first.csv"
        first.write_text(csv_of("first"))
        self.installation.run("import", "--survey", SURVEY, first)
        self.installation.start()
        self.assertEqual(self.post("posted")[0], 200)
        self.installation.kill()
        self.acknowledged = {*rows("first"), "posted"}
        self.kept = Path(self.installation.folder.name) / "kept"
        self.kept.mkdir()
        for file in Path(self.installation.folder.name).glob("soundings.db*"):
            if file.is_file():
                shutil.copy(file, self.kept)

    def put_back(self):
        for file in Path(self.installation.folder.name).glob("soundings.db*"):
            if file.is_file() or file.is_socket():
                file.unlink()
        for file in self.kept.iterdir():
            shutil.copy(file, self.installation.folder.name)

    def check(self, number, names):
        self.verify(number)
        if gone := self.wrong(names):
            self.fault(number, "not there once:", gone)

    def run_failing(self, command, number, goes_on):
        self.failing.arm(self.kind, number, goes_on, trace=bool(ONE) or self.kind == MEMORY)
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False,
                                  env=self.failing.environment())
        except subprocess.TimeoutExpired:
            self.fault(number, "does not end")
            return None
        self.calls = self.failing.disarm()
        if ONE:
            print(done.stdout, done.stderr)
        if self.unchecked(done.returncode, done.stderr):
            return done
        refused = (1, 3) if "File does not exist" not in done.stderr else (2,)  # the command line looks for it too
        if done.returncode not in (0, *refused) or (done.returncode != 0 and not done.stderr.strip()):
            self.fault(number, "ended with", done.returncode, done.stderr[-300:])
        return done

    def unchecked(self, code, errors):
        """Whether a library ended the program before anything was open: valijson, reading the definitions'
        schemas, does not look whether its `new (std::nothrow)` gave it memory, nor does OpenSSL's first call; and
        a path of libstdc++ 12 allocates while it is moved, which it says it does not."""
        if self.kind != MEMORY:
            return False
        unlooked = code == -signal.SIGSEGV and ("_ZnwmRKSt9nothrow_t" in errors or "CRYPTO_THREAD_run_once" in errors)
        return unlooked or (code == -signal.SIGABRT and "filesystem7__cxx114path5_ListC" in errors)

    def import_with(self, number, goes_on, results):
        self.put_back()
        second = Path(self.installation.folder.name) / "second.csv"
        command = [PROGRAM, "import", *map(str, self.installation.place()), "--survey", SURVEY, str(second)]
        done = self.run_failing(command, number, goes_on)
        if done is None:
            return
        results[f"exit {done.returncode}"] += 1
        said = re.search(r"(\d+) received, (\d+) accepted", done.stdout)
        if done.returncode == 0 and (not said or said.groups() != (str(ROWS), str(ROWS))):
            self.fault(number, "ended with 0 and said", done.stdout[-300:])
        reported = self.acknowledged | (set(rows("second")) if done.returncode == 0 else set())
        self.check(number, reported)
        again = self.installation.run("import", "--survey", SURVEY, second, check=False)
        if again.returncode != 0:
            self.fault(number, "cannot be run again:", again.stderr[-300:])
        self.check(number, self.acknowledged | set(rows("second")))

    def open_with(self, number, goes_on, results):
        """A server starts on a log that is there, and stops."""
        self.put_back()
        command = [PROGRAM, "serve", *map(str, self.installation.place()), "--listen", "127.0.0.1:0"]
        self.failing.arm(self.kind, number, goes_on, trace=bool(ONE) or self.kind == MEMORY)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env=self.failing.environment()) as program:
            ready, _, _ = select.select([program.stdout], [], [], START_SECONDS)
            said = program.stdout.readline() if ready else ""
            if not goes_on and said:
                program.send_signal(signal.SIGTERM)
            self.calls = self.failing.disarm() if not said or goes_on else self.failing.get("calls")
            program.send_signal(signal.SIGTERM)
            try:
                _, errors = program.communicate(timeout=STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.fault(number, "does not stop")
                program.kill()
                return
        self.calls = max(self.calls, self.failing.disarm())
        if ONE:
            print(said, errors)
        results[f"{'served, ' if said else ''}exit {program.returncode}"] += 1
        clean = (0, 1, 3) if said else (1, 3)
        if self.unchecked(program.returncode, errors) and not said:
            clean = (program.returncode,)
        if program.returncode not in clean or (program.returncode != 0 and not errors.strip()):
            self.fault(number, "served" if said else "not served", "ended with", program.returncode, errors[-300:])
        self.check(number, self.acknowledged)

    def change_pepper_with(self, number, goes_on, results):
        """The secret that made the pseudonyms that are kept must never go, or a person becomes another."""
        self.put_back()
        peppers = self.installation.database.with_name("soundings.db.key.peppers")
        before = peppers.read_text()
        command = [PROGRAM, "pepper", "rotate", *map(str, self.installation.place()), "--by", "R"]
        done = self.run_failing(command, number, goes_on)
        if done is None:
            return
        results[f"exit {done.returncode}"] += 1
        if not peppers.exists() or not peppers.read_text().startswith(before):
            self.fault(number, "lost a pepper")
        self.check(number, self.acknowledged)
        again = self.installation.run("pepper", "rotate", "--by", "R", check=False)
        if again.returncode != 0:
            self.fault(number, "cannot be done again:", again.stderr[-300:])

    def try_each(self, kind, what, once, most=None):
        self.keep_a_first_file()
        (Path(self.installation.folder.name) / "second.csv").write_text(csv_of("second"))
        self.control(kind)
        once(0, False, Counter())
        count = self.calls
        results = Counter()
        tried = numbers(kind, count, most)
        for number in tried:
            once(number, bool(number % 2) and kind == IO, results)
        self.conclude(what, count, len(tried), results)

    def test_every_call_of_an_import_may_fail(self):
        self.try_each(IO, "an import", self.import_with)

    def test_every_call_of_a_change_of_the_pepper_may_fail(self):
        self.installation.run("pepper", "rotate", "--by", "R")
        self.try_each(IO, "a change of the pepper", self.change_pepper_with)

    def test_any_allocation_of_an_import_may_fail(self):
        self.try_each(MEMORY, "an import", self.import_with, ALLOCATIONS)

    def test_every_call_of_an_open_may_fail(self):
        self.try_each(IO, "an open", self.open_with)

    def test_any_allocation_of_an_open_may_fail(self):
        self.try_each(MEMORY, "an open", self.open_with, ALLOCATIONS)


if __name__ == "__main__":
    unittest.main()
