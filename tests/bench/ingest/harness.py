"""What the parts of `tools/bench ingest` share: servers and databases that are thrown away, loads
whose every reply is looked at, and the lines that report a figure."""

import base64
import contextlib
import json
import os
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parent
DEFS = TOP / "survey_defs"
KEY = b"0123456789abcdef0123456789abcdef"  # of the bench alone, as in volley.cpp
SECRET = "whsec_" + base64.b64encode(KEY).decode()
ADDRESS = "/api/v1/sources/bench/surveys/victim_satisfaction/responses"
PEER_MODULES = {"fastify": "5.12.8", "better-sqlite3": "12.11.1", "ajv": "8.20.0"}


def definitions_of(program):
    """The definitions beside a program, where there are any: an older one does not read those of today."""
    beside = Path(program).parent / "survey_defs"
    return beside if beside.is_dir() else DEFS


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")


def ratio(a, b):
    return a / b if b else 0.0


def median(values):
    return statistics.median(values) if values else 0.0


class Process:
    """A server of this run, until closed."""

    def __init__(self, *command, port=None, **options):
        self.port = port or free_port()
        command = [str(part).replace("{port}", str(self.port)) for part in command]
        self.process = subprocess.Popen(command, **options)
        try:
            wait_for(self.port)
        except SystemExit:
            self.close()
            raise

    @property
    def pid(self):
        return self.process.pid

    def _status(self, field):
        return int(re.search(rf"{field}:\s*(\d+)", Path(f"/proc/{self.pid}/status").read_text())[1])

    def memory(self):
        """Resident, MB."""
        return self._status("VmRSS") / 1024

    def threads(self):
        return self._status("Threads")

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Harness:
    """A folder for binaries and databases, and what is run there."""

    def __init__(self, out):
        self.out = out
        self.binaries = out / "bin"
        self.databases = out / "db"
        self.bars = []
        for folder in (self.binaries, self.databases):
            folder.mkdir(parents=True, exist_ok=True)
        self.compile("volley.cpp", "-lcrypto")

    def compile(self, source, *libraries):
        binary = self.binaries / Path(source).stem
        path = HERE / source
        newest = max(path.stat().st_mtime, (HERE / "payload.h").stat().st_mtime)
        if not binary.exists() or newest > binary.stat().st_mtime:
            subprocess.run(["g++", "-std=c++20", "-O2", "-Wno-deprecated-declarations", "-o", binary,
                            path, *libraries], check=True)

    def load(self, server, *options):
        """What volley reports of one load."""
        port, count = (server.port, server) if isinstance(server, Process) else server
        line = subprocess.run([self.binaries / "volley", str(port), "-t", "300", "-P", str(count.pid),
                               *map(str, options)], check=True, capture_output=True, text=True).stdout
        return json.loads(line)

    def volley(self, name, server, *options, wanted=200):
        """One load, every reply of which must say that the post was taken."""
        reported = self.load(server, *options)
        print(f"{name}: {reported['rps']:,.0f}/s, p50 {reported['p50_us'] / 1000:.2f} ms, p99 "
              f"{reported['p99_us'] / 1000:.2f} ms, {reported['srv_cpu_us_per_req']:.0f} us of processor time, "
              f"replies {reported['codes']}", flush=True)
        replies = {int(code): count for code, count in reported["codes"].items()}
        if replies != {wanted: reported["n"]} or reported["errors"] or reported["unfinished"]:
            raise SystemExit(f"{name}: replies {reported['codes']}, {reported['errors']} errors, "
                             f"{reported['unfinished']} unfinished")
        if wanted == 200 and reported["accepted"] != reported["n"]:
            raise SystemExit(f"{name}: {reported['accepted']} of {reported['n']} were accepted or repeats")
        return reported

    def floor(self, mode, rows, *options):
        line = subprocess.run([self.binaries / "store_floor", self.databases, mode, str(rows), *options],
                              check=True, capture_output=True, text=True).stdout
        reported = json.loads(line)
        print(f"floor {mode} {' '.join(options)}: {reported['rows_per_s']:,.0f} rows/s", flush=True)
        return reported["rows_per_s"]

    def bar(self, name, value, must=None, reported=""):
        """must: ">= 0.55" or "<= 5", the must column of the specification; None: reported, not required."""
        self.bars.append((name, value))
        verdict = "not required"
        if must:
            sign, limit = must.split()
            met = value >= float(limit) if sign == ">=" else value <= float(limit)
            verdict = f"must be {must}: {'met' if met else 'NOT MET'}"
        print(f"{name}: {value:.3f}, {verdict}{'; ' + reported if reported else ''}", flush=True)

    def print_bars(self):
        for name, value in self.bars:
            print(f"bar {name} {value:.3f}")

    def remove(self, database):
        for file in self.databases.glob(f"{database}.db*"):
            file.unlink()
        return self.databases / f"{database}.db"

    def serve(self, program, database):
        """A server with the source `bench`, on a database that may hold responses already."""
        place = ["--db", database, "--defs", definitions_of(program)]
        subprocess.run([program, "key", "create", *place, "--source", "bench", "--secret", SECRET],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with (self.out / "serve.err").open("w") as log:
            return Process(program, "serve", *place, "--listen", "127.0.0.1:{port}",
                           stdout=subprocess.DEVNULL, stderr=log)

    def peer(self, mode):
        """The Node peer, or nothing where it cannot run; says why."""
        modules = self.out / "node"
        version = subprocess.run(["node", "-p", "process.versions.node"], capture_output=True,
                                 text=True, check=False).stdout if shutil.which("node") else "0"
        if int(version.split(".")[0] or 0) < 20:
            print("peer skipped: it needs Node 20 or later", flush=True)
            return None
        if not (modules / "node_modules" / "better-sqlite3").exists():
            modules.mkdir(exist_ok=True)
            (modules / "package.json").write_text(json.dumps({"private": True, "dependencies": PEER_MODULES}))
            with (modules / "npm.log").open("w") as log:
                done = subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=modules, stdout=log,
                                      stderr=log, env={**os.environ, "npm_config_nodedir": "/usr"}, check=False)
            if done.returncode:
                print(f"peer skipped: its modules could not be installed (see {modules}/npm.log)", flush=True)
                return None
        return Process("node", HERE / "peer.mjs", "{port}", self.databases / f"peer-{mode}.db", mode,
                       env={**os.environ, "BENCH_NODE_MODULES": str(modules / "node_modules")})

    def requests(self, count):
        """Signed posts, as volley sends them."""
        file = self.out / "requests"
        subprocess.run([self.binaries / "volley", "1", "-n", str(count), "-w", file], check=True,
                       stdout=subprocess.DEVNULL)
        made = [request for request in file.read_bytes().split(b"\0") if request]
        file.unlink()
        return made

    def responses(self, file, rows):
        with file.open("wb") as lines:
            for request in self.requests(rows):
                lines.write(request[request.index(b"\r\n\r\n") + 4:] + b"\n")

    def import_rate(self, program, database, file, rows, memory=None):
        """Rows a second of an import, all of which must be accepted; `memory` gathers MB meanwhile."""
        said = self.out / "import.out"
        began = time.monotonic()
        with said.open("w") as reported:
            importer = subprocess.Popen(
                [program, "import", "--db", database, "--defs", definitions_of(program), "--source", "bench",
                 "--survey", "victim_satisfaction", file], stdout=reported, stderr=subprocess.DEVNULL)
            try:
                while importer.poll() is None:
                    if memory is not None:
                        with contextlib.suppress(OSError, TypeError):
                            status = Path(f"/proc/{importer.pid}/status").read_text()
                            memory.append(int(re.search(r"VmRSS:\s*(\d+)", status)[1]) / 1024)
                    time.sleep(0.02)
            finally:
                importer.kill()
                importer.wait()
        rate = rows / (time.monotonic() - began)
        if f"{rows} received, {rows} accepted" not in said.read_text():
            raise SystemExit(said.read_text())
        return rate

    def check(self, program, database, accepted, verify=True):
        """Every accepted reply stands once in the ledger, and the ledger agrees with itself."""
        if verify:
            verified = subprocess.run([program, "verify", "--db", database, "--defs", definitions_of(program)],
                                      capture_output=True, text=True, check=False)
            if verified.returncode:
                raise SystemExit(f"verify found a fault:\n{verified.stdout}")
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as ledger:
            stored, = ledger.execute("SELECT count(*) FROM response").fetchone()
            counted, = ledger.execute("SELECT sum(delta) FROM count_log").fetchone()
        if not stored == counted == accepted:
            raise SystemExit(f"accepted {accepted}, but {stored} stand in the ledger and {counted} are counted")
