"""A browser of a few lines for people who sign in: it keeps cookies, sends the forms of the last page with their
token, and works out one-time codes itself. Shared by journeys; holds no expectation."""

import base64
import hashlib
import hmac
import html
import http.client
import re
import struct
import time
from urllib.parse import urlencode


def one_time_code(secret, at=None):
    """RFC 6238, made here and not by the product."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time() if at is None else at) // 30), hashlib.sha1).digest()
    offset = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


def made_account(installation, name, role, *options):
    """The secrets of a new account, by what the command line calls them; recovery codes as a list."""
    made = {"recovery-code": []}
    for line in installation.run("account", "create", name, "--role", role, *options).splitlines():
        word, value = line.split(" ", 1)
        if word == "recovery-code":
            made[word].append(value)
        else:
            made[word] = value
    return made


class Page:
    """A reply: status, headers by name, and its body, also as text."""

    def __init__(self, reply):
        self.status = reply.status
        self.headers = reply.headers
        self.body = reply.read()
        self.text = self.body.decode("utf-8", "replace")

    @property
    def token(self):
        found = re.search(r'name="token" value="([0-9a-f]{64}(?:[0-9a-f]{64})?)"', self.text)
        return found.group(1) if found else ""

    @property
    def location(self):
        return self.headers.get("Location", "")


class WebClient:
    def __init__(self, port, address="127.0.0.1", tls=None, headers=None):
        self.port = port
        self.address = address
        self.tls = tls
        self.headers = headers or {}
        self.cookies = {}
        self.page = None

    def send(self, method, path, body=None, headers=None):
        if self.tls:
            connection = http.client.HTTPSConnection("localhost", self.port, timeout=30, context=self.tls)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30,
                                                    source_address=(self.address, 0))
        sent = {"Accept": "text/html", **self.headers, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, sent)
        self.page = Page(connection.getresponse())
        connection.close()
        for line in self.page.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";", 1)[0].split("=", 1)
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return self.page

    def get(self, path, headers=None):
        return self.send("GET", path, headers=headers)

    def api(self, path):
        return self.send("GET", path, headers={"Accept": "application/json"})

    def post(self, path, token=None, headers=None, **fields):
        """A form with the token of the page before it, unless another is given."""
        token = self.page.token if token is None else token
        body = urlencode({**fields, "token": token})
        return self.send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})})

    def post_without_page(self, path, **fields):
        """A form that no page of ours was asked for."""
        return self.post(path, token="", **fields)

    def follow(self):
        """The page that the last reply leads to."""
        return self.get(html.unescape(self.page.location))

    def give_password(self, name, password, path="/sign-in"):
        self.get(path)
        found = re.search(r'name="next" value="([^"]*)"', self.page.text)
        more = {"next": html.unescape(found.group(1))} if found else {}
        return self.post("/sign-in", name=name, password=password, **more)

    def sign_in(self, made, chosen="purple kettle orbit"):
        """All steps, the choice of a password too; the secrets then have it."""
        self.give_password(made["account"], made["password"])
        if "/sign-in/code" in self.page.location:
            self.follow()
            self.post("/sign-in/code", code=one_time_code(made["totp-secret"]))
        if made["password"] != chosen:
            self.get("/account/password")
            self.post("/account/password", present=made["password"], chosen=chosen)
            made["password"] = chosen
        return self.page
