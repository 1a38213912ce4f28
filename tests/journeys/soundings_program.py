"""Drives the built program from outside, as its users do: the command line, HTTP
and a sender's own signature. Shared by the journeys; holds no expectation."""

import base64
import contextlib
import csv
import hashlib
import hmac
import http.client
import io
import json
import os
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit

SOURCE = Path(__file__).resolve().parents[2]
PROGRAM = os.environ["SOUNDINGS_PROGRAM"]
DEFINITIONS = SOURCE / "survey_defs"
FIXTURES = SOURCE / "fixtures"
START_SECONDS = 20
STOP_SECONDS = 20
# The command that answers what an address of the API answers, and the fields it has by name: what else
# an address names is a domain.
COMMANDS = {"/api/v1/estimates": "estimate", "/api/v1/compare": "compare", "/api/v1/compare/npus": "compare",
            "/api/v1/series": "series", "/api/v1/small-areas": "small-areas", "/api/v1/weights": "weights"}
FIELDS = ("measure", "survey", "period", "by", "code", "against", "from", "to", "grain", "statistic",
          "interval", "weighting", "level", "reading")
OUTCOMES = ("accepted", "duplicate", "older_version", "conflict", "quarantined")


def run(*arguments, check=True):
    """Runs `soundings ARGUMENTS`; its standard output as text."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=300)
    if check and done.returncode != 0:
        raise AssertionError(f"soundings {' '.join(map(str, arguments))} ended with "
                             f"{done.returncode}: {done.stderr}")
    return done.stdout if check else done


class Refusal(NamedTuple):
    """Why there is no figure."""

    code: str
    message: str


class Installation:
    """A database in a folder of its own, and a server on it while asked for."""

    def __init__(self, definitions=DEFINITIONS):
        self.folder = tempfile.TemporaryDirectory(prefix="soundings-journey-")
        self.database = Path(self.folder.name) / "soundings.db"
        self.definitions = definitions
        self.server = None
        self.port = 0
        self.sender_port = 0
        self.tls = None  # an ssl.SSLContext, where the server speaks HTTPS
        self.secrets = {}

    def close(self):
        self.stop()
        self.folder.cleanup()

    def own_definitions(self):
        """From now on the definitions are a copy of its own, to be changed before a start."""
        self.definitions = Path(self.folder.name) / "survey_defs"
        shutil.copytree(DEFINITIONS, self.definitions)
        return self.definitions

    def define(self, file, **changes):
        """Changes fields of one definition file of its own copy, or writes a new file."""
        path = self.definitions / file
        old = json.loads(path.read_text()) if path.exists() else {}
        path.write_text(json.dumps({**old, **changes}, ensure_ascii=False, indent=2))

    def release_items(self, *items):
        """From now on a release of the victim survey holds few items and no window: proving it takes a second,
        where that of every item takes minutes in a build of tests."""
        self.own_definitions()
        plan = json.loads((DEFINITIONS / "releases" / "victim_satisfaction.json").read_text())
        self.define("releases/victim_satisfaction.json", windows=[], items=list(items), tables=[
            {key: value for key, value in table.items() if key != "items"} for table in plan["tables"]
            if not table.get("windows_only") and (len(items) == 1 or table["by"] in ([], ["npu"]))])

    def place(self):
        return ["--db", self.database, "--defs", self.definitions]

    def run(self, *arguments, check=True):
        """A subcommand of one or two words, then its own arguments after the place."""
        words = []
        while len(arguments) > len(words) and re.fullmatch(r"[a-z][a-z-]*", str(arguments[len(words)])) and len(words) < 2:
            words.append(arguments[len(words)])
        return run(*words, *self.place(), *arguments[len(words):], check=check)

    def key(self, source):
        made = self.run("key", "create", "--source", source)
        self.secrets[source] = made.split()[1]
        return self.secrets[source]

    def start(self, *options, before=()):
        """Starts the server, as from a terminal: it heeds the signals that whoever runs the tests ignores. One that
        still runs is stopped first. before: a program and its options that start it in turn."""
        if self.server and self.server.poll() is None:
            self.stop()
        log = open(Path(self.folder.name) / "server.log", "ab")
        self.server = subprocess.Popen(
            ["env", "--default-signal=HUP,INT,QUIT", *before, PROGRAM, "serve", *map(str, self.place()), "--listen", "127.0.0.1:0", *options],
            stdout=subprocess.PIPE, stderr=log, text=True)
        log.close()
        ready, _, _ = select.select([self.server.stdout], [], [], START_SECONDS)
        if not ready:
            self.kill()
            raise AssertionError("the server said nothing in time: " + self.log())
        line = self.server.stdout.readline()
        found = re.search(r"listens on https?://127\.0\.0\.1:(\d+)/", line)
        if not found:
            self.server.wait(timeout=START_SECONDS)
            raise AssertionError("the server did not start: " + self.log())
        self.port = int(found.group(1))
        if "--sender-listen" in options:
            line = self.server.stdout.readline()
            self.sender_port = int(re.search(r"Senders are heard on https?://.*:(\d+)/", line).group(1))

    def stop(self):
        if self.server:
            self.server.send_signal(signal.SIGTERM)
            self.server.wait(timeout=STOP_SECONDS)
            self.server.stdout.close()
            self.server = None

    def kill(self):
        self.server.kill()
        self.server.wait(timeout=STOP_SECONDS)
        self.server.stdout.close()
        self.server = None

    def log(self):
        return (Path(self.folder.name) / "server.log").read_text()

    def wait_until_logged(self, text, times=1):
        """What the server does by itself after its start is done some time later."""
        end = time.monotonic() + START_SECONDS
        while self.log().count(text) < times:
            if time.monotonic() > end:
                raise AssertionError(f"{text} is not in the log: {self.log()}")
            time.sleep(0.05)

    def connect(self):
        if self.tls:
            return http.client.HTTPSConnection("localhost", self.port, timeout=30, context=self.tls)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, path, headers=None):
        """Status, headers and body of a GET."""
        connection = self.connect()
        connection.request("GET", path, headers=headers or {})
        reply = connection.getresponse()
        body = reply.read()
        connection.close()
        return reply.status, reply.headers, body

    def post(self, source, survey, body, webhook_id, content_type="application/json", connection=None,
             headers=None):
        """One signed delivery: status, headers, decoded reply. body: bytes, text or a value."""
        if not isinstance(body, (bytes, str)):
            body = json.dumps(body, ensure_ascii=False)
        if isinstance(body, str):
            body = body.encode()
        own = connection is None
        connection = connection or self.connect()
        if headers is None:
            headers = signature(self.secrets[source], webhook_id, body)
        connection.request("POST", f"/api/v1/sources/{source}/surveys/{survey}/responses", body,
                           {"Content-Type": content_type, **headers})
        reply = connection.getresponse()
        content = reply.read()
        if own:
            connection.close()
        return reply.status, reply.headers, json.loads(content)

    def publish(self, *periods):
        """Freezes the figures of these months, as `soundings publish` does."""
        for period in periods:
            self.run("publish", "--period", period)

    def release_may(self):
        """320 people answer in May 2019, and the month is published."""
        file = Path(self.folder.name) / "may.ndjson"
        file.write_text("\n".join(json.dumps(response) for response in may_2019()))
        self.run("import", "--survey", "victim_satisfaction", "--source", "wmnow", file)
        self.publish("2019-05")

    def working(self, command, *arguments, check=True):
        """A command of figures, asked of the answers that are kept."""
        return self.run(command, *arguments, "--working", check=check)

    def estimate(self, measure, period, by=(), **options):
        """Rows of `soundings estimate --working --format csv` as dictionaries."""
        return rows_of(self.working("estimate", *estimate_options(measure, period, by, options)))

    def released(self, measure, period, by=(), **options):
        """The same rows as the newest release has them."""
        return rows_of(self.run("estimate", *estimate_options(measure, period, by, options)))

    def asked(self, address):
        """The working figures that an address of the API would give: the document that the command of the same
        fields prints, or the code and the message of its refusal."""
        place = urlsplit(address)
        arguments, of = ["--format", "json"], []
        for name, value in parse_qsl(place.query):
            if name in FIELDS:
                arguments += [f"--{name}", value]
            else:
                of.append(value if name == "of" else f"{name}={value}")
        arguments += ["--of", ",".join(of)] if of else []
        done = self.working(COMMANDS[place.path], *arguments, check=False)
        if done.returncode == 0:
            return json.loads(done.stdout)
        message, code = re.search(r"(.*) \((\w+)\)$", done.stderr.strip()).groups()
        if done.returncode not in (1, 2) or done.stdout:
            raise AssertionError(f"{address}: {done.returncode} {done.stdout} {done.stderr}")
        return Refusal(code, message)

    def figures(self, measure, period, by=(), weighting="none"):
        """Working estimates keyed by (NPU, channel), of one weighting; none when nobody answered."""
        try:
            rows = self.estimate(measure, period, by, weighting=weighting)
        except AssertionError as error:
            if "(no_answers)" not in str(error):
                raise
            return {}
        return {(row["npu"], row["contact_channel"]): row for row in rows if row["weighting"] == weighting}

    def base(self, measure, period, npu=""):
        """Unweighted base of the force, or of an NPU; 0 when nobody answered."""
        rows = self.figures(measure, period, ["npu"] if npu else [])
        return int(rows[npu, ""]["n"] or 0) if rows else 0

    def metric(self, name, **labels):
        """Sum of the lines of a metric that carry these labels, since the server started."""
        wanted = [f'{label}="{value}"' for label, value in labels.items()]
        lines = self.get("/metrics")[2].decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines
                   if re.match(name + r"[ {]", line) and all(w in line for w in wanted))

    def outcomes(self):
        """How many submissions had each outcome since the server started; none left out."""
        found = {outcome: int(self.metric("soundings_submissions_total", outcome=outcome))
                 for outcome in OUTCOMES}
        return {outcome: count for outcome, count in found.items() if count}

    def ledger(self, query, *values):
        """Rows of the database itself, read beside the server: for what the program does not show."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def holds(self, text):
        """Whether these bytes stand anywhere in the database file or its log."""
        files = [self.database, Path(f"{self.database}-wal")]
        needle = text if isinstance(text, bytes) else text.encode()
        return any(needle in file.read_bytes() for file in files if file.exists())

    def verified(self):
        """Raises unless `soundings verify` passes; its lines."""
        return self.run("verify")

    def reconciled(self, received):
        """Raises unless the five outcomes since the start sum to `received` and verify passes."""
        counted = self.outcomes()
        if sum(counted.values()) != received:
            raise AssertionError(f"{received} arrived, outcomes are {counted}")
        self.verified()


def estimate_options(measure, period, by, options):
    arguments = ["--measure", measure, "--period", period, "--format", "csv"]
    if by:
        arguments += ["--by", ",".join(by)]
    for name, value in options.items():
        arguments += [f"--{name}", value]
    return arguments


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def signature(secret, webhook_id, body, at=None):
    """Standard Webhooks headers, made here and not by the product."""
    stamp = str(int(time.time() if at is None else at))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{webhook_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return {"webhook-id": webhook_id, "webhook-timestamp": stamp,
            "webhook-signature": "v1," + base64.b64encode(mac).decode()}


def receipts_path(source, response_id):
    """Where a source asks what became of a response, with the text that it signs for that."""
    query = "source_response_id=" + quote(response_id, safe="")
    return f"/api/v1/sources/{source}/receipts?{query}", query.encode()


def victim_response(response_id, **changes):
    """A good victim-survey response; keyword arguments replace its fields."""
    return {"source_response_id": response_id, "completed_at": "2019-05-14T09:12:44Z",
            "npu": "Sandwell", "contact_channel": "101", "crime_group": "burglary", "age": 52,
            "answers": {"police_attended": 1, "ease_of_contact": 2, "actions": 3, "follow_up": 5,
                        "treatment": 2, "whole_experience": "Fairly satisfied"}, **changes}


NPUS = ("Birmingham East", "Birmingham West", "Coventry", "Dudley", "Sandwell", "Solihull", "Walsall", "Wolverhampton")


def may_2019():
    """Forty people of each NPU, by four channels, of differing minds."""
    for npu in NPUS:
        for at in range(40):
            channel = ("999", "101", "online", "front_counter")[at % 4]
            answers = {"ease_of_contact": 1 + at % 5, "whole_experience": 1 + (at + len(npu)) % 7}
            yield victim_response(f"{npu}-{at}", npu=npu, contact_channel=channel, answers=answers)
