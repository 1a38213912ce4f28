"""The least memory that operating.md states: a server that takes posts and a file of 100,000 rows, and an
import of as many, keep all of it; with less, one request is refused, the log says so, and the rest goes on.

The least is tried in a memory cgroup of that size, where one may be made, and held against the peak of what was
resident. It is no limit of address space: each thread reserves 32 MB of that and uses one or two."""

import contextlib
import json
import os
import re
import resource
import subprocess
import threading
import unittest
from pathlib import Path

from soundings_program import PROGRAM, SOURCE, Installation, signature, victim_response

SURVEY = "victim_satisfaction"
MINIMUM = 256 << 20  # bytes, as docs/operating.md says
GROUPS = Path("/sys/fs/cgroup/memory")  # version 1
ROWS = 100_000  # the most that a posted file may have
SENDERS, POSTS = 32, 20
HEADER = "source_response_id,completed_at,npu,crime_group,contact_channel,whole_experience,follow_up,comment\n"
OUT_OF_MEMORY = '"event":"out_of_memory"'


def csv_of(name, comment="They came when they said they would.", rows=ROWS):
    return HEADER + "".join(f"{name}-{k},2019-05-{1 + k % 28:02}T10:00:00Z,Sandwell,burglary,101,{1 + k % 7},"
                            f"{1 + k % 5},{comment}\n" for k in range(rows))


class Memory(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")

    def group(self):
        """A program that runs another in a group of the least memory; none where that is not permitted."""
        group = GROUPS / f"soundings-{os.getpid()}-{id(self)}"
        try:
            group.mkdir()
            (group / "memory.limit_in_bytes").write_text(str(MINIMUM))
        except OSError:
            print("no memory cgroup may be made here; only the peak is looked at", flush=True)
            return ()
        self.addCleanup(group.rmdir)
        self.addCleanup(self.installation.stop)  # first: a group is left before it goes
        return ("sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh")

    def limit(self, most):
        resource.prlimit(self.installation.server.pid, resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))

    def size(self, what):
        status = Path(f"/proc/{self.installation.server.pid}/status").read_text()
        return int(re.search(rf"{what}:\s+(\d+) kB", status).group(1)) << 10

    def post_file(self, body, name, connection=None):
        """A server that has no room for a body answers before it has come whole."""
        body = body.encode()
        if connection is None:
            connection = self.installation.connect()
            self.addCleanup(connection.close)
        connection.timeout = 120
        with contextlib.suppress(BrokenPipeError):
            connection.request("POST", f"/api/v1/sources/wmnow/surveys/{SURVEY}/responses", body,
                               {"Content-Type": "text/csv", **signature(self.installation.secrets["wmnow"], name, body)})
        reply = connection.getresponse()
        return reply.status, json.loads(reply.read())

    def post_one(self, name, connection):
        status, _, reply = self.installation.post("wmnow", SURVEY, victim_response(name), f"msg_{name}", connection=connection)
        self.assertEqual((status, reply["status"]), (200, "accepted"))

    def kept(self):
        return self.installation.ledger("SELECT count(*) FROM response WHERE current = 1")[0][0]

    def test_the_document_states_what_is_tried_here(self):
        said = (SOURCE / "docs" / "operating.md").read_text()
        self.assertTrue(f"**{MINIMUM >> 20} MiB**" in said)

    def test_a_server_with_the_least_keeps_a_file_and_what_many_senders_post(self):
        self.installation.start(before=self.group())
        statuses = []

        def send(number):
            connection = self.installation.connect()
            for k in range(POSTS):
                name = f"s{number}-{k}"
                statuses.append(self.installation.post("wmnow", SURVEY, victim_response(name), f"msg_{name}",
                                                connection=connection)[0])
            connection.close()

        senders = [threading.Thread(target=send, args=(number,)) for number in range(SENDERS)]
        for sender in senders:
            sender.start()
        status, reply = self.post_file(csv_of("file"), "msg_file")
        for sender in senders:
            sender.join()
        peak = self.size("VmHWM")
        print(f"a server with {SENDERS} senders and a file of {ROWS} rows: at most {peak >> 20} MiB", flush=True)
        self.assertLess(peak, MINIMUM)
        self.assertEqual((status, reply["counts"]["accepted"]), (200, ROWS))
        self.assertEqual(set(statuses), {200})
        self.assertEqual(self.kept(), ROWS + SENDERS * POSTS)
        self.assertNotIn(OUT_OF_MEMORY, self.installation.log())
        self.installation.verified()

    def test_an_import_with_the_least_keeps_all(self):
        file = Path(self.installation.folder.name) / "rows.csv"
        file.write_text(csv_of("import"))
        done = subprocess.run(
            [*self.group(), PROGRAM, "import", *map(str, self.installation.place()), "--survey", SURVEY, "--source", "wmnow",
             str(file)], capture_output=True, text=True, timeout=300, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"{ROWS} received, {ROWS} accepted", done.stdout)
        self.assertEqual(self.kept(), ROWS)
        self.installation.verified()

    def test_with_less_one_request_is_refused_and_logged_and_the_others_go_on(self):
        self.installation.start()
        rows = ROWS // 2
        large = csv_of("large", "x" * 400, rows)
        connections = [self.installation.connect(), self.installation.connect()]  # each has its thread before memory is short
        for k, connection in enumerate(connections):
            self.addCleanup(connection.close)
            self.post_one(f"before-{k}", connection)
        self.limit(self.size("VmSize") + (16 << 20))
        status, reply = self.post_file(large, "msg_large", connections[0])
        self.assertEqual((status, reply["code"]), (503, "out_of_memory"), reply)
        self.assertIn(OUT_OF_MEMORY, self.installation.log())
        for k in range(20):
            self.post_one(f"meanwhile-{k}", connections[1])
        self.limit(resource.RLIM_INFINITY)
        self.assertEqual(self.installation.get("/readyz")[0], 200)
        status, reply = self.post_file(large, "msg_large")
        self.assertEqual((status, reply["counts"]["accepted"]), (200, rows))
        self.assertEqual(self.kept(), rows + 22)
        self.installation.verified()


if __name__ == "__main__":
    unittest.main()
