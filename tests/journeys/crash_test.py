"""Killing the server with SIGKILL while posts and files arrive loses nothing it acknowledged.

SOUNDINGS_CRASH_CYCLES=200 kills it two hundred times."""

import contextlib
import http.client
import json
import os
import random
import sqlite3
import threading
import time
import unittest

from soundings_program import Installation, victim_response

SURVEY = "victim_satisfaction"
CYCLES = int(os.environ.get("SOUNDINGS_CRASH_CYCLES", "20"))
SENDERS = 8
FILE_ROWS = 600  # more than stand in one transaction of the import lane
REPEATED_AT_ONCE = 5000
WORDS = "A comment that makes the write-ahead log long enough for checkpoints. " * 20


def response(name):
    """What is sent under a name: in a file with a comment, alone without."""
    return victim_response(name, comment=WORDS) if "-file" in name else victim_response(name)


class Burst:
    """Posts from several connections, and files from one more, until stopped; remembers what was
    accepted."""

    def __init__(self, installation, cycle):
        self.installation, self.cycle = installation, cycle
        self.acknowledged, self.stopped = {}, False
        self.threads = [threading.Thread(target=self.send, args=(k,)) for k in range(SENDERS)]
        self.threads.append(threading.Thread(target=self.send_files))
        for thread in self.threads:
            thread.start()

    def send(self, sender):
        connection, number = self.installation.connect(), 0
        while not self.stopped:
            number += 1
            name = f"c{self.cycle}-s{sender}-{number}"
            try:
                status, _, reply = self.installation.post("wmnow", SURVEY, response(name), f"msg_{name}",
                                                   connection=connection)
            except (OSError, ValueError, http.client.HTTPException):
                break
            if status == 200 and reply["status"] == "accepted":
                self.acknowledged[name] = reply["receipt"]
        connection.close()

    def send_files(self):
        connection, number = self.installation.connect(), 0
        while not self.stopped:
            number += 1
            names = [f"c{self.cycle}-file{number}-{row}" for row in range(FILE_ROWS)]
            lines = "".join(json.dumps(response(name)) + "\n" for name in names)
            try:
                status, _, reply = self.installation.post("wmnow", SURVEY, lines, f"msg_{names[0]}",
                                                   content_type="application/x-ndjson", connection=connection)
            except (OSError, ValueError, http.client.HTTPException):
                break
            for name, item in zip(names, reply["items"] if status == 200 else []):
                if item["status"] == "accepted":
                    self.acknowledged[name] = item["receipt"]
        connection.close()

    def join(self):
        self.stopped = True
        for thread in self.threads:
            thread.join()


class Crash(unittest.TestCase):
    def test_every_accepted_response_survives_sigkill_and_is_there_once(self):
        installation = Installation()
        self.addCleanup(installation.close)
        installation.key("wmnow")
        draw, acknowledged, ready = random.Random(9), {}, []
        for cycle in range(CYCLES):
            asked = time.monotonic()
            installation.start()
            ready.append(time.monotonic() - asked)
            burst = Burst(installation, cycle)
            time.sleep(draw.uniform(0.05, 0.4))
            installation.kill()
            burst.join()
            acknowledged.update(burst.acknowledged)
        self.assertGreater(len(acknowledged), CYCLES)
        installation.verified()
        with contextlib.closing(sqlite3.connect(f"file:{installation.database}?mode=ro", uri=True)) as database:
            checkpointed = installation.database.stat().st_size > 1 << 20
            kept = dict(database.execute("SELECT source_response_id, receipt FROM submission WHERE outcome = 0"))
        missing = [name for name, receipt in acknowledged.items() if kept.get(name) != receipt]
        self.assertEqual(missing, [])
        installation.start()
        names = list(acknowledged)
        for start in range(0, len(names), REPEATED_AT_ONCE):
            again = names[start:start + REPEATED_AT_ONCE]
            lines = "".join(json.dumps(response(name)) + "\n" for name in again)
            status, _, reply = installation.post("wmnow", SURVEY, lines, f"again_{start}", content_type="application/x-ndjson")
            self.assertEqual(status, 200)
            reported = [(item["receipt"], item.get("duplicate")) for item in reply["items"]]
            self.assertEqual(reported, [(acknowledged[name], True) for name in again])
        installation.verified()
        print(f"R1: {CYCLES} kills, {len(acknowledged)} acknowledged, {len(missing)} missing, listening again "
              f"p95 {sorted(ready)[int(len(ready) * 0.95) - 1]:.2f} s, checkpoints {checkpointed}", flush=True)


if __name__ == "__main__":
    unittest.main()
