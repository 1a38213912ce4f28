"""A sender that says exactly the bytes it is given, well formed or not, and reads what comes
back. Loopback only; every wait is bounded."""

import json
import socket
import ssl

PATIENCE = 30


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def code(self):
        """The code of a problem document; None when it is none."""
        if self.headers.get("content-type") != "application/problem+json":
            return None
        return json.loads(self.body)["code"]


class BareSocket:
    """One connection, plain or over TLS. tls: an ssl.SSLContext, or None. source: the address it
    comes from."""

    def __init__(self, port, tls=None, patience=PATIENCE, source="127.0.0.1"):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=patience, source_address=(source, 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_hostname="localhost")
        self.waiting = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, data):
        """Sends what the server takes: it may close before the end."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            pass

    def fill(self):
        try:
            more = self.socket.recv(65536)
        except (ConnectionResetError, ssl.SSLError):
            return False
        self.waiting += more
        return bool(more)

    def read(self, bodyless=False):
        """The next answer, past any 100; None when the connection ended first."""
        while b"\r\n\r\n" not in self.waiting:
            if not self.fill():
                return None
        head, self.waiting = self.waiting.split(b"\r\n\r\n", 1)
        first, *lines = head.decode("latin-1").split("\r\n")
        status = int(first.split(" ")[1])
        headers = {}
        for line in lines:
            name, value = line.split(":", 1)
            headers[name.lower()] = value.strip()
        if status == 100:
            return self.read(bodyless)
        length = 0 if bodyless or status == 304 else int(headers.get("content-length", "0"))
        while len(self.waiting) < length:
            if not self.fill():
                return None
        body, self.waiting = self.waiting[:length], self.waiting[length:]
        return Answer(status, headers, body)

    def closed(self):
        """Whether the server closes without another byte."""
        return not self.waiting and not self.fill()


def ask(port, data, tls=None):
    """One request on a connection of its own."""
    with BareSocket(port, tls) as connection:
        connection.send(data)
        return connection.read()
