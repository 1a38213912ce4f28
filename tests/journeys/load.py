"""Senders that post without pause and remember what they were reported: the load under which
journeys break things, and the count of what was acknowledged and must be there after."""

import collections
import http.client
import json
import threading
import time

from soundings_program import receipts_path, signature, victim_response

SURVEY = "victim_satisfaction"


class Load:
    """Posts from several connections until stopped. acknowledged: id -> receipt; statuses: how
    often each was answered; cut: how many requests got no reply at all. pause, refused_pause: seconds
    after each reply, and after one that refuses."""

    def __init__(self, installation, name, senders=8, batch=0, comment="", pause=0.0, refused_pause=0.05):
        self.installation, self.name, self.batch, self.comment = installation, name, batch, comment
        self.pause, self.refused_pause = pause, refused_pause
        self.acknowledged, self.statuses = {}, collections.Counter()
        self.cut, self.broken, self.without_retry_after = 0, 0, 0
        self.first_accepted_after = None
        self.watched_from = None
        self.stopped = False
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.send, args=(k,)) for k in range(senders)]
        for thread in self.threads:
            thread.start()

    def body(self, sender, number):
        extra = {"comment": self.comment} if self.comment else {}
        names = [f"{self.name}-s{sender}-{number}-{k}" for k in range(self.batch or 1)]
        items = [victim_response(name, **extra) for name in names]
        return names, items if self.batch else items[0]

    def send(self, sender):
        connection, number = self.installation.connect(), 0
        while not self.stopped:
            number += 1
            names, body = self.body(sender, number)
            try:
                status, headers, reply = self.installation.post("wmnow", SURVEY, body, f"msg_{names[0]}",
                                                         connection=connection)
            except http.client.IncompleteRead:
                self.broken += 1
            except (OSError, ValueError, http.client.HTTPException):
                self.cut += 1
                connection.close()
                connection = self.installation.connect()
                time.sleep(0.02)
                continue
            self.note(status, headers, names, reply)
            if status != 200:
                time.sleep(self.refused_pause)
            time.sleep(self.pause)
        connection.close()

    def note(self, status, headers, names, reply):
        with self.lock:
            self.statuses[status] += 1
            if status in (429, 503) and not headers["Retry-After"]:
                self.without_retry_after += 1
            if status != 200:
                return
            if self.watched_from and self.first_accepted_after is None:
                self.first_accepted_after = time.monotonic() - self.watched_from
            items = reply["items"] if self.batch else [reply]
            for name, item in zip(names, items):
                if item["status"] == "accepted":
                    self.acknowledged[name] = item["receipt"]

    def watch(self):
        """From now on the first post that is accepted is timed."""
        with self.lock:
            self.watched_from, self.first_accepted_after = time.monotonic(), None

    def wait_for(self, condition, seconds):
        """Whether `condition` came true in time."""
        until = time.monotonic() + seconds
        while not condition() and time.monotonic() < until:
            time.sleep(0.02)
        return condition()

    def stop(self):
        self.stopped = True
        for thread in self.threads:
            thread.join()


def missing(installation, acknowledged):
    """Ids that were acknowledged and did not stay accepted once, under the receipt that was given."""
    connection, gone = installation.connect(), []
    for name, receipt in acknowledged.items():
        path, query = receipts_path("wmnow", name)
        connection.request("GET", path, headers=signature(installation.secrets["wmnow"], f"read_{name}", query))
        reply = connection.getresponse()
        lines = json.loads(reply.read()).get("receipts", [])
        if [line["receipt"] for line in lines if line["outcome"] == "accepted"] != [receipt]:
            gone.append(name)
    connection.close()
    return gone
