#!/usr/bin/env python3
"""The way in against its floor, its ceiling and a Node peer, in one run; see tools/bench ingest --help.

Posts at 1, 16 and 64 connections and at a fixed rate, and imports, are measured in turns with what
they are compared with, `TURNS` times, and the medians are compared; what is reported without being
required is run `FEW` times or once. A reply that does not say what it should ends the run. Servers
and databases are throw-away, on loopback; what was started is stopped."""

import argparse
import base64
import contextlib
import hashlib
import hmac
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from against import Against
from crowd import Crowd
from harness import ADDRESS, DEFS, HERE, KEY, TOP, Harness, Process, free_port, median, ratio

TURNS = 7
FEW = 3


class Bench(Harness):
    def __init__(self, program, out, posts, stored, rows, quick):
        super().__init__(out)
        self.program, self.posts, self.stored, self.rows, self.quick = program, posts, stored, rows, quick
        self.accepted = 0
        self.compile("store_floor.cpp", "-lsqlite3", "-pthread")

    def post(self, name, server, *options):
        """A load on Soundings; what it accepted is added up."""
        reported = self.volley(f"soundings {name}", server, *options)
        self.accepted += reported["accepted"] - reported["duplicates"]
        return reported

    # ---- parts of the run ----

    def throughput(self, server, peer):
        """1, 16 and 64 connections and the open loop, in turns with floor and peer."""
        loads = {"c1": ("-c", 1, "-n", self.posts // 5), "c16": ("-c", 16, "-n", self.posts),
                 "c64": ("-c", 64, "-n", self.posts), "open1000": ("-c", 16, "-n", 3000, "-R", 1000)}
        ours, theirs, floors = ({load: [] for load in loads} for _ in range(3))
        for _ in range(TURNS):
            for load, options in loads.items():
                if load != "open1000":
                    floors[load].append(self.floor(load[1:], options[3]))
                ours[load].append(self.post(load, server, *options))
                if peer:
                    theirs[load].append(self.volley(f"peer {load}", peer, *options, wanted=202))

        def of(which, load, part="rps"):
            return median([reported[part] for reported in which[load]])

        def reported(load):
            return (f"{of(ours, load):,.0f}/s, p50 {of(ours, load, 'p50_us') / 1000:.2f} ms, "
                    f"p99 {of(ours, load, 'p99_us') / 1000:.2f} ms")

        of_floor = {"c16": ">= 0.4", "c64": ">= 0.33"}
        of_peer = {"c1": ">= 1.1", "c16": ">= 1.3", "c64": ">= 1.15"}
        for load in loads:
            if load != "open1000":
                self.bar(f"{load}_of_floor", ratio(of(ours, load), median(floors[load])), of_floor.get(load),
                         reported(load))
                if peer:
                    self.bar(f"{load}_of_peer", ratio(of(ours, load), of(theirs, load)), of_peer[load],
                             f"the peer's p99 {of(theirs, load, 'p99_us') / 1000:.2f} ms")
            elif peer:
                self.bar("open1000_p99_of_peer", ratio(of(ours, load, "p99_us"), of(theirs, load, "p99_us")),
                         "<= 1", f"{reported(load)}; the peer's p99 {of(theirs, load, 'p99_us') / 1000:.2f} ms")
        return {load: of(ours, load) for load in loads}

    def against_others(self, rate):
        tx = self.peer("tx")
        if tx:
            with contextlib.closing(tx):
                reported = self.volley("peer, a transaction a request, c16", tx, "-c", 16, "-n", self.posts // 4,
                                   wanted=202)
            self.bar("c16_of_peer_tx", ratio(rate["c16"], reported["rps"]))
        self.compile("poco_ceiling.cpp", "-lPocoNet", "-lPocoFoundation", "-pthread")
        with contextlib.closing(Process(self.binaries / "poco_ceiling", "{port}", "80")) as ceiling:
            reported = self.volley("ceiling c64", ceiling, "-c", 64, "-n", self.posts, "-u", wanted=202)
        self.bar("c64_of_ceiling", ratio(rate["c64"], reported["rps"]))

    def fill(self, server, rows):
        while self.accepted < rows:
            self.post("fill", server, "-c", 64, "-n", min(100_000, rows - self.accepted))

    def filled(self, server):
        """With 300,000 responses stored, checkpoints on a connection of their own on both sides. The
        floor commits 32 rows at once, as many as gather in a group of ours."""
        self.fill(server, min(300_000, self.stored))
        reported = [self.post("c64 at 300,000", server, "-c", 64, "-n", self.posts) for _ in range(FEW)]
        floor = self.floor("32", self.posts, "--preload=300000", "--bgckpt=1000")
        self.bar("c64_at_300k_of_floor", ratio(median([one["rps"] for one in reported]), floor), None,
                 f"p99 {median([one['p99_us'] for one in reported]) / 1000:.2f} ms")

    def repeats(self, server):
        """Nearly every post a repeat; each arrival stands in the ledger, so it is not free."""
        fresh, again = [], []
        for _ in range(FEW):
            fresh.append(self.post("c64", server, "-c", 64, "-n", self.posts)["rps"])
            again.append(self.post("c64, repeats", server, "-c", 64, "-n", self.posts, "-d", 99)["rps"])
        self.bar("duplicates_of_fresh", ratio(median(again), median(fresh)))

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
                for _ in range(FEW):
                    load = ("-c", connections, "-n", self.posts)
                    direct.append(self.post(f"c{connections}", server, *load)["rps"])
                    through.append(self.post(f"through nginx c{connections}", (port, server), *load)["rps"])
                self.bar(f"c{connections}_through_nginx_of_direct", ratio(median(through), median(direct)))

    def memory(self, server):
        """At 64 connections, and once a million responses have come."""
        before = server.memory()
        if self.accepted >= self.stored:
            print(f"memory_drift skipped: more than {self.stored:,} responses stand already", flush=True)
            self.bar("memory_mb", before)
            return
        self.fill(server, self.stored)
        after = server.memory()
        self.bar("memory_mb", after, None, f"{before:.0f} MB before the last of {self.accepted:,} posts")
        self.bar("memory_drift", ratio(after - before, before))

    def beside_readers(self, server, database):
        """1,000 posts a second while a client asks for a released month, all NPUs by all channels, again and again."""
        subprocess.run([self.program, "publish", "--db", database, "--defs", DEFS, "--period", "2019-05"],
                       check=True, stdout=subprocess.DEVNULL)
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
        reported = self.post("open1000 beside a reader", server, "-c", 16, "-n", 5000, "-R", 1000)
        stop.set()
        reader.join()
        if statuses[-1:] != ["ended"] or set(statuses[:-1]) != {200}:
            raise SystemExit(f"the reader was answered {set(statuses)}")
        print(f"the reader was answered {len(statuses) - 1} times", flush=True)
        self.bar("open1000_beside_reader_p99_ms", reported["p99_us"] / 1000)

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
        reported = self.post("open1000 beside a file", server, "-c", 16, "-n", 3000, "-R", 1000)
        load = time.monotonic() - began
        poster.join()
        kept = answer["body"].count(b'"status":"accepted"') if answer["status"] == 200 else 0
        if kept != rows:
            raise SystemExit(f"of a file of {rows} rows {kept} were accepted: {answer['status']}")
        self.accepted += kept
        print(f"a posted file: {rows / answer['seconds']:,.0f} rows/s beside the posts, under way in "
              f"{min(1, (answer['seconds'] - 0.3) / load):.0%} of their time", flush=True)
        self.bar("open1000_beside_file_p99_ms", reported["p99_us"] / 1000)

    def row_cost(self, database):
        parts = subprocess.run([sys.executable, HERE / "row_cost.py", database], check=True, capture_output=True,
                               text=True).stdout.strip()
        print(f"processor time a kept response and its parts, us: {parts}", flush=True)

    def file_import(self):
        """A file into an empty ledger, in turns with the floor of one transaction."""
        file = self.out / "import.ndjson"
        self.responses(file, self.rows)
        rates, floors, memory = [], [], []
        for _ in range(TURNS):
            floors.append(self.floor("all", self.rows))
            database, memory = self.remove("import"), []
            rates.append(self.import_rate(self.program, database, file, self.rows, memory))
            print(f"soundings import: {rates[-1]:,.0f} rows/s", flush=True)
        self.remove("import")
        half = len(memory) // 2
        self.bar("import_of_floor", ratio(median(rates), median(floors)), ">= 0.6",
                 f"{median(rates):,.0f} rows/s; memory at most {max(memory[:half], default=0):.0f} MB in its "
                 f"first half, {max(memory[half:], default=0):.0f} MB in its second")

    def run(self):
        database = self.remove("soundings")
        with contextlib.ExitStack() as stack:
            server = stack.enter_context(contextlib.closing(self.serve(self.program, database)))
            self.post("warm", server, "-c", 16, "-n", 2000)
            peer = self.peer("group")
            if peer:
                stack.callback(peer.close)
                self.volley("peer warm", peer, "-c", 16, "-n", 2000, wanted=202)
            rate = self.throughput(server, peer)
            if peer:
                peer.close()
            if not self.quick:
                self.against_others(rate)
                self.repeats(server)
                self.filled(server)
                self.through_nginx(server)
                self.memory(server)
                self.beside_readers(server, database)
                self.beside_a_file(server)
        self.check(self.program, database, self.accepted)
        print(f"verified: {self.accepted:,} accepted", flush=True)
        if not self.quick:
            self.row_cost(database)
        self.file_import()
        self.print_bars()


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=lambda name: Path(name).resolve())
    parser.add_argument("--out", type=lambda name: Path(name).resolve(), required=True)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--stored", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--crowd", action="store_true")
    parser.add_argument("--against", action="append", default=[], type=lambda name: Path(name).resolve())
    chosen = parser.parse_args()
    if chosen.crowd:
        Crowd(chosen.out, chosen.program).run()
    elif chosen.against:
        Against(chosen.out, [chosen.program, *chosen.against], chosen.turns, chosen.posts,
                chosen.rows or 200_000).run()
    else:
        Bench(chosen.program, chosen.out, chosen.posts, chosen.stored,
              chosen.rows or (200_000 if chosen.quick else 500_000), chosen.quick).run()


if __name__ == "__main__":
    main()
