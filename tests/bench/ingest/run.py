#!/usr/bin/env python3
"""The way in against its floor, its ceiling and a Node peer, in one run; see tools/bench ingest --help.

Posts at 1, 16 and 64 connections and at a fixed rate, repeats and nginx are measured in turns with
what they are compared with, `ROUNDS` times, and the medians are compared; the longer parts are run
once. A reply that does not say what it should ends the run. Servers and databases are throw-away, on
loopback; what was started is stopped."""

import argparse
import base64
import contextlib
import hashlib
import hmac
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parent
DEFS = TOP / "survey_defs"
KEY = b"0123456789abcdef0123456789abcdef"  # of the bench alone, as in volley.cpp
SECRET = "whsec_" + base64.b64encode(KEY).decode()
ADDRESS = "/api/v1/sources/bench/surveys/victim_satisfaction/responses"
PEER_MODULES = {"fastify": "5.12.8", "better-sqlite3": "12.11.1", "ajv": "8.20.0"}
ROUNDS = 3


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

    def memory(self):
        """Resident, MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s*(\d+)", status)[1]) / 1024

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Bench:
    def __init__(self, program, out, posts, rows):
        self.program, self.out, self.posts, self.rows = program, out, posts, rows
        self.binaries = out / "bin"
        self.databases = out / "db"
        self.accepted = 0
        self.bars = []
        for folder in (self.binaries, self.databases):
            folder.mkdir(parents=True, exist_ok=True)

    def compile(self, source, *libraries):
        binary = self.binaries / Path(source).stem
        path = HERE / source
        newest = max(path.stat().st_mtime, (HERE / "payload.hpp").stat().st_mtime)
        if not binary.exists() or newest > binary.stat().st_mtime:
            subprocess.run(["g++", "-std=c++20", "-O2", "-Wno-deprecated-declarations", "-o", binary,
                            path, *libraries], check=True)

    def volley(self, name, server, *options):
        """One load, every reply of which must say that the post was taken; posts that Soundings
        accepted are added up."""
        port, count = (server.port, server) if isinstance(server, Process) else server
        line = subprocess.run([self.binaries / "volley", str(port), "-t", "300", "-P", str(count.pid),
                               *map(str, options)], check=True, capture_output=True, text=True).stdout
        told = json.loads(line)
        print(f"{name}: {told['rps']:,.0f}/s, p50 {told['p50_us'] / 1000:.2f} ms, p99 "
              f"{told['p99_us'] / 1000:.2f} ms, {told['srv_cpu_us_per_req']:.0f} us of processor time, "
              f"replies {told['codes']}", flush=True)
        ours = name.startswith("soundings")
        replies, wanted = {int(code): count for code, count in told["codes"].items()}, 200 if ours else 202
        if replies != {wanted: told["n"]} or told["errors"] or told["unfinished"]:
            raise SystemExit(f"{name}: replies {told['codes']}, {told['errors']} errors, "
                             f"{told['unfinished']} unfinished")
        if ours:
            if told["accepted"] != told["n"]:
                raise SystemExit(f"{name}: {told['accepted']} of {told['n']} were accepted or repeats")
            self.accepted += told["accepted"] - told["duplicates"]
        return told

    def floor(self, mode, rows, *options):
        line = subprocess.run([self.binaries / "store_floor", self.databases, mode, str(rows), *options],
                              check=True, capture_output=True, text=True).stdout
        told = json.loads(line)
        print(f"floor {mode} {' '.join(options)}: {told['rows_per_s']:,.0f} rows/s", flush=True)
        return told["rows_per_s"]

    def bar(self, name, value, must, told=""):
        """must: ">= 0.55" or "<= 5": the must column of the specification."""
        sign, limit = must.split()
        met = value >= float(limit) if sign == ">=" else value <= float(limit)
        self.bars.append((name, value))
        print(f"{name}: {value:.3f}, must be {must}: {'met' if met else 'NOT MET'}"
              f"{'; ' + told if told else ''}", flush=True)

    def soundings(self):
        database = self.databases / "soundings.db"
        for file in self.databases.glob("soundings.db*"):
            file.unlink()
        place = ["--db", database, "--defs", DEFS]
        subprocess.run([self.program, "key", "create", *place, "--source", "bench", "--secret", SECRET],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        log = (self.out / "serve.err").open("w")
        return Process(self.program, "serve", *place, "--listen", "127.0.0.1:{port}",
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

    # ---- parts of the run ----

    def throughput(self, server, peer):
        """1, 16 and 64 connections and the open loop, in turns with floor and peer."""
        loads = {"c1": ("-c", 1, "-n", self.posts // 5), "c16": ("-c", 16, "-n", self.posts),
                 "c64": ("-c", 64, "-n", self.posts), "open1000": ("-c", 16, "-n", 3000, "-R", 1000)}
        ours, theirs = ({load: [] for load in loads} for _ in range(2))
        floors = {"c1": [], "c16": [], "c64": []}
        for _ in range(ROUNDS):
            for load, options in loads.items():
                if load in floors:
                    floors[load].append(self.floor(load[1:], options[3]))
                ours[load].append(self.volley(f"soundings {load}", server, *options))
                if peer:
                    theirs[load].append(self.volley(f"peer {load}", peer, *options))
        median = {load: statistics.median(told["rps"] for told in ours[load]) for load in loads}
        of_peer = {load: statistics.median(told["rps"] for told in theirs[load]) if peer else 0
                   for load in loads}

        def latency(which, load, part):
            return statistics.median(told[part] for told in which[load]) / 1000 if which[load] else 0

        for load, must in (("c1", ">= 0.55"), ("c16", ">= 0.45"), ("c64", ">= 0.55")):
            self.bar(f"{load}_of_floor", ratio(median[load], statistics.median(floors[load])), must,
                     f"{median[load]:,.0f}/s, p50 {latency(ours, load, 'p50_us'):.2f} ms, "
                     f"p99 {latency(ours, load, 'p99_us'):.2f} ms")
        if peer:
            for load, must in (("c1", ">= 1.25"), ("c16", ">= 1.15"), ("c64", ">= 1.3")):
                self.bar(f"{load}_of_peer", ratio(median[load], of_peer[load]), must)
            self.bar("open1000_p99_of_peer", ratio(latency(ours, "open1000", "p99_us"),
                                                   latency(theirs, "open1000", "p99_us")), "<= 0.75",
                     f"p50 {latency(ours, 'open1000', 'p50_us'):.2f} ms, "
                     f"p99 {latency(ours, 'open1000', 'p99_us'):.2f} ms")
        return median

    def against_others(self, median):
        tx = self.peer("tx")
        if tx:
            with contextlib.closing(tx):
                told = self.volley("peer, a transaction a request, c16", tx, "-c", 16, "-n", self.posts // 4)
            self.bar("c16_of_peer_tx", ratio(median["c16"], told["rps"]), ">= 4")
        with contextlib.closing(Process(self.binaries / "poco_ceiling", "{port}", "80")) as ceiling:
            told = self.volley("ceiling c64", ceiling, "-c", 64, "-n", self.posts, "-u")
        self.bar("c64_of_ceiling", ratio(median["c64"], told["rps"]), ">= 0.18")

    def fill(self, server, rows):
        while self.accepted < rows:
            self.volley("soundings fill", server, "-c", 64, "-n", min(100_000, rows - self.accepted))

    def filled(self, server):
        """With 300,000 responses stored, checkpoints on a connection of their own on both sides. The
        floor commits 32 rows at once, as many as gather in a group of ours."""
        self.fill(server, 300_000)
        told = [self.volley("soundings c64 at 300,000", server, "-c", 64, "-n", self.posts) for _ in range(ROUNDS)]
        floor = self.floor("32", self.posts, "--preload=300000", "--bgckpt=1000")
        rate = statistics.median(one["rps"] for one in told)
        self.bar("c64_at_300k_of_floor", ratio(rate, floor), ">= 0.6",
                 f"p99 {statistics.median(one['p99_us'] for one in told) / 1000:.2f} ms")

    def repeats(self, server):
        """Nearly every post a repeat; each arrival stands in the ledger, so it is not free."""
        fresh, again = [], []
        for _ in range(ROUNDS):
            fresh.append(self.volley("soundings c64", server, "-c", 64, "-n", self.posts))
            again.append(self.volley("soundings c64, repeats", server, "-c", 64, "-n", self.posts, "-d", 99))
        self.bar("duplicates_of_fresh", ratio(statistics.median(one["rps"] for one in again),
                                              statistics.median(one["rps"] for one in fresh)), ">= 2")

    def through_nginx(self, server):
        """The documented front, without HTTPS, which the load does not speak, and without limits."""
        program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if not program:
            print("nginx skipped: it is not installed", flush=True)
            return
        folder = self.out / "nginx"
        folder.mkdir(exist_ok=True)
        port = free_port()
        site = (TOP / "docs" / "nginx" / "soundings.conf").read_text()
        site = re.sub(r"^\s*(ssl_|limit_|add_header Strict).*\n", "", site, flags=re.M)
        site = site.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
        site = site.replace("server 127.0.0.1:8081;", f"server 127.0.0.1:{server.port};")
        site = site.replace("Host $host;", f"Host 127.0.0.1:{server.port};")
        temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;"
            f"events {{ worker_connections 1024; }} http {{ access_log off; keepalive_requests 10000000;"
            f"{temporary}\n{site}\n}}\n")
        front = Process(program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log", port=port)
        with contextlib.closing(front):
            for connections in (16, 64):
                direct, through = [], []
                for _ in range(ROUNDS):
                    load = ("-c", connections, "-n", self.posts)
                    direct.append(self.volley(f"soundings c{connections}", server, *load)["rps"])
                    through.append(self.volley(f"soundings through nginx c{connections}", (port, server), *load)["rps"])
                self.bar(f"c{connections}_through_nginx_of_direct",
                         ratio(statistics.median(through), statistics.median(direct)), ">= 0.85")

    def memory(self, server):
        """At 64 connections, and once a million responses have come."""
        before = server.memory()
        if self.accepted >= self.rows:
            print(f"memory_drift skipped: more than {self.rows:,} responses stand already", flush=True)
            self.bar("memory_mb", before, "<= 150")
            return
        self.fill(server, self.rows)
        after = server.memory()
        self.bar("memory_mb", after, "<= 150", f"{before:.0f} MB before the last of {self.accepted:,} posts")
        self.bar("memory_drift", ratio(after - before, before), "<= 0.05")

    def beside_readers(self, server):
        """1,000 posts a second while a client asks for a month, all NPUs by all channels, again and again."""
        stop = threading.Event()
        statuses = []

        def read():
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            while not stop.is_set():
                connection.request("GET", "/api/v1/estimates?measure=victim_satisfied_whole_experience"
                                          "&period=2019-05&by=npu,contact_channel")
                answer = connection.getresponse()
                answer.read()
                statuses.append(answer.status)
            connection.close()
            statuses.append("ended")

        reader = threading.Thread(target=read)
        reader.start()
        time.sleep(2)
        told = self.volley("soundings open1000 beside a reader", server, "-c", 16, "-n", 5000, "-R", 1000)
        stop.set()
        reader.join()
        if statuses[-1:] != ["ended"] or set(statuses[:-1]) != {200}:
            raise SystemExit(f"the reader was answered {set(statuses)}")
        print(f"the reader was answered {len(statuses) - 1} times", flush=True)
        self.bar("open1000_beside_reader_p99_ms", told["p99_us"] / 1000, "<= 5")

    def beside_a_file(self, server):
        """1,000 posts a second while a file of responses is posted to the same server."""
        file = self.out / "posted.ndjson"
        rows = 100_000
        self.responses(file, rows)
        body = file.read_bytes()
        answer = {}

        def post():
            stamp = str(int(time.time()))
            mac = hmac.new(KEY, f"bench-file.{stamp}.".encode() + body, hashlib.sha256).digest()
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
            began = time.monotonic()
            connection.request("POST", ADDRESS, body, {
                "Content-Type": "application/x-ndjson", "webhook-id": "bench-file", "webhook-timestamp": stamp,
                "webhook-signature": "v1," + base64.b64encode(mac).decode()})
            reply = connection.getresponse()
            answer.update(status=reply.status, body=reply.read(), seconds=time.monotonic() - began)
            connection.close()

        poster = threading.Thread(target=post)
        poster.start()
        time.sleep(0.3)
        began = time.monotonic()
        told = self.volley("soundings open1000 beside a file", server, "-c", 16, "-n", 3000, "-R", 1000)
        load = time.monotonic() - began
        poster.join()
        kept = answer["body"].count(b'"status":"accepted"') if answer["status"] == 200 else 0
        if kept != rows:
            raise SystemExit(f"of a file of {rows} rows {kept} were accepted: {answer['status']}")
        self.accepted += kept
        print(f"a posted file: {rows / answer['seconds']:,.0f} rows/s beside the posts, under way in "
              f"{min(1, (answer['seconds'] - 0.3) / load):.0%} of their time", flush=True)
        self.bar("open1000_beside_file_p99_ms", told["p99_us"] / 1000, "<= 25")

    def check(self, database):
        """Every accepted reply stands once in the ledger, and the ledger agrees with itself."""
        verified = subprocess.run([self.program, "verify", "--db", database, "--defs", DEFS],
                                  capture_output=True, text=True, check=False)
        if verified.returncode:
            raise SystemExit(f"verify found a fault:\n{verified.stdout}")
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as ledger:
            stored, = ledger.execute("SELECT count(*) FROM response").fetchone()
            counted, = ledger.execute("SELECT sum(delta) FROM count_log").fetchone()
        if not stored == counted == self.accepted:
            raise SystemExit(f"accepted {self.accepted}, but {stored} stand in the ledger and {counted} are counted")
        print(f"verified: {self.accepted:,} accepted, {stored:,} responses, {counted:,} counted", flush=True)
        parts = subprocess.run([sys.executable, HERE / "row_cost.py", database], check=True, capture_output=True,
                               text=True).stdout.strip()
        print(f"processor time a kept response and its parts, us: {parts}", flush=True)

    def responses(self, file, rows):
        requests = self.out / "requests"
        subprocess.run([self.binaries / "volley", "1", "-n", str(rows), "-w", requests], check=True,
                       stdout=subprocess.DEVNULL)
        with requests.open("rb") as made, file.open("wb") as lines:
            for request in made.read().split(b"\0"):
                if request:
                    lines.write(request[request.index(b"\r\n\r\n") + 4:] + b"\n")
        requests.unlink()

    def file_import(self):
        file = self.out / "import.ndjson"
        self.responses(file, self.rows)
        for old in self.databases.glob("import.db*"):
            old.unlink()
        began = time.monotonic()
        with (self.out / "import.out").open("w") as told:
            importer = subprocess.Popen(
                [self.program, "import", "--db", self.databases / "import.db", "--defs", DEFS, "--source", "bench",
                 "--survey", "victim_satisfaction", file], stdout=told, stderr=subprocess.DEVNULL)
            memory = []
            try:
                while importer.poll() is None:
                    with contextlib.suppress(OSError, TypeError):
                        memory.append(int(re.search(r"VmRSS:\s*(\d+)",
                                                    Path(f"/proc/{importer.pid}/status").read_text())[1]) / 1024)
                    time.sleep(0.1)
            finally:
                importer.kill()
                importer.wait()
        rate = self.rows / (time.monotonic() - began)
        said = (self.out / "import.out").read_text()
        if f"{self.rows} received, {self.rows} accepted" not in said:
            raise SystemExit(said)
        half = len(memory) // 2
        floor = self.floor("all", self.rows)
        self.bar("import_of_floor", ratio(rate, floor), ">= 0.35",
                 f"{rate:,.0f} rows/s; memory at most {max(memory[:half], default=0):.0f} MB in its first half, "
                 f"{max(memory[half:], default=0):.0f} MB in its second")

    def run(self):
        self.compile("volley.cpp", "-lcrypto")
        self.compile("store_floor.cpp", "-lsqlite3", "-pthread")
        self.compile("poco_ceiling.cpp", "-lPocoNet", "-lPocoFoundation", "-pthread")
        with contextlib.ExitStack() as stack:
            server = stack.enter_context(contextlib.closing(self.soundings()))
            self.volley("soundings warm", server, "-c", 16, "-n", 2000)
            peer = self.peer("group")
            if peer:
                stack.callback(peer.close)
                self.volley("peer warm", peer, "-c", 16, "-n", 2000)
            median = self.throughput(server, peer)
            if peer:
                peer.close()
            self.against_others(median)
            self.repeats(server)
            self.filled(server)
            self.through_nginx(server)
            self.memory(server)
            self.beside_readers(server)
            self.beside_a_file(server)
        self.check(self.databases / "soundings.db")
        self.file_import()
        for name, value in self.bars:
            print(f"bar {name} {value:.3f}")


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    chosen = parser.parse_args()
    Bench(chosen.program.resolve(), chosen.out.resolve(), chosen.posts, chosen.rows).run()


if __name__ == "__main__":
    main()
