"""What a crowd costs: threads and memory of the server by connections, and how long an honest
post takes beside clients that send nothing, or a byte now and then."""

import contextlib
import http.client
import select
import socket
import threading
import time

from harness import ADDRESS, Harness

HEAD = f"POST {ADDRESS} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ".encode()
ASK = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


class Clients:
    """Connections from loopback addresses, until closed. `begun`: what each sends at once."""

    def __init__(self, port, count, begun=b"", addresses=1):
        self.held, self.refused = [], 0
        for i in range(count):
            source = (f"127.0.1.{1 + i % addresses}", 0) if addresses > 1 else ("127.0.1.1", 0)
            try:
                one = socket.create_connection(("127.0.0.1", port), 2, source_address=source)
                one.sendall(begun)
                self.held.append(one)
            except OSError:
                self.refused += 1

    def trickle(self, stop):
        while not stop.wait(0.5):
            for one in self.held:
                with contextlib.suppress(OSError):
                    one.send(b"a")

    def still_open(self):
        """Without those that the server has ended: a closed connection is readable."""
        waiting = [one for one in self.held if one.fileno() >= 0]
        readable = set(select.select(waiting, [], [], 0)[0])
        open_still = 0
        for one in waiting:
            if one not in readable:
                open_still += 1
                continue
            with contextlib.suppress(OSError):
                one.setblocking(False)
                open_still += 1 if one.recv(65536) else 0
        return open_still

    def close(self):
        for one in self.held:
            one.close()


def honest(port, posts, seconds):
    """Posts on fresh connections, one after another: milliseconds of each, and how many failed."""
    took, failed = [], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            with socket.create_connection(("127.0.0.1", port), 2) as connection:
                connection.sendall(posts.pop())
                answer = http.client.HTTPResponse(connection)
                answer.begin()
                ok = answer.status == 200 and b'"accepted"' in answer.read()
        except (OSError, http.client.HTTPException):
            ok = False
        if ok:
            took.append((time.monotonic() - began) * 1000)
        else:
            failed += 1
        time.sleep(0.005)
    return sorted(took), failed


class Crowd(Harness):
    def __init__(self, out, program):
        super().__init__(out)
        self.program = program
        self.posts = self.requests(5000)

    def size(self, name, server):
        print(f"{name}: {server.threads()} threads, {server.memory():.0f} MB", flush=True)

    def idle_and_busy(self, server, connections):
        with contextlib.closing(Clients(server.port, connections, ASK)) as clients:
            time.sleep(0.5)
            self.size(f"{connections} connections, idle ({clients.still_open()} held open)", server)
        stop = threading.Event()
        most = {"threads": 0, "memory": 0.0}

        def watch():
            while not stop.wait(0.02):
                most["threads"] = max(most["threads"], server.threads())
                most["memory"] = max(most["memory"], server.memory())

        watcher = threading.Thread(target=watch)
        watcher.start()
        reported = self.load(server, "-c", connections, "-n", 2000 if connections == 1 else 20_000)
        stop.set()
        watcher.join()
        print(f"{connections} connections, busy: at most {most['threads']} threads, {most['memory']:.0f} MB; "
              f"{reported['rps']:,.0f}/s, p99 {reported['p99_us'] / 1000:.1f} ms, replies {reported['codes']}, "
              f"{reported['errors']} errors", flush=True)

    def beside(self, name, server, clients, bar):
        stop = threading.Event()
        trickling = threading.Thread(target=clients.trickle, args=(stop,))
        if "slow" in name or "trickling" in name:
            trickling.start()
        try:
            took, failed = honest(server.port, self.posts, 4)
            held = clients.still_open()
        finally:
            stop.set()
            if trickling.is_alive():
                trickling.join()
            clients.close()
        if not took:
            raise SystemExit(f"{name}: no honest post was kept")
        p99 = took[min(len(took) - 1, int(0.99 * len(took)))]
        print(f"{name} ({held} held open): {len(took)} honest posts kept, {failed} not", flush=True)
        self.bar(bar, p99, None, f"p50 {took[len(took) // 2]:.1f} ms, longest {took[-1]:.0f} ms")

    def run(self):
        with contextlib.closing(self.serve(self.program, self.remove("crowd"))) as server:
            self.size("at rest", server)
            for connections in (1, 64, 256):
                self.idle_and_busy(server, connections)
            self.size("after them", server)
            port = server.port
            self.beside("64 slow clients", server, Clients(port, 64, HEAD), "honest_beside_64_slow_p99_ms")
            for kind, begun in (("idle", b""), ("trickling", HEAD)):
                for addresses in (1, 50):
                    where = "one address" if addresses == 1 else "fifty addresses"
                    self.beside(f"300 {kind} connections from {where}", server,
                                Clients(port, 300, begun, addresses),
                                f"honest_beside_300_{kind}_of_{addresses}_p99_ms")
            self.size("afterwards", server)
        self.remove("crowd")
        self.print_bars()
