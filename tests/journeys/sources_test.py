"""Senders as an operator has them: several keys at once, from and until a time, ended at once,
however a source proves who it is; and a source that has been retired."""

import base64
import hashlib
import hmac
import json
import time
import unittest
from datetime import datetime, timedelta, timezone

from soundings_program import Installation, receipts_path, signature, victim_response

SURVEY = "victim_satisfaction"
HEADER = "X-Panel-Signature"
PATIENCE = 30


def hex_signature(secret, _, body):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return {HEADER: "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest()}


def bearer(secret, *_):
    return {"Authorization": "Bearer " + secret}


PROOFS = {  # how a source proves who it is, and how a sender does that
    "standard_webhooks": ({}, signature),
    "hex_body_hmac": ({"signature_header": HEADER.lower()}, hex_signature),
    "bearer": ({}, bearer),
}


def moment(seconds):
    """So many seconds from now, as the command line takes it."""
    return (datetime.now(timezone.utc) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Keys(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.own_definitions()
        for name, (more, _) in PROOFS.items():
            self.installation.define(f"sources/{name}.json", **{
                "$schema": "../schemas/source.schema.json", "id": name, "version": "1.0.0",
                "valid_from": "2018-11-01", "title": f"A sender by {name}", "verification": name,
                "adapters": {SURVEY: ""}, **more})
        self.installation.start()
        self.sent = 0

    def make(self, *arguments):
        """A key: its id and its secret."""
        return self.installation.run("key", *arguments).split()[:2]

    def posted(self, source, secret):
        """What a post under this secret is answered."""
        self.sent += 1
        body = json.dumps(victim_response(f"r{self.sent}")).encode()
        headers = PROOFS[source][1](secret, f"msg_{self.sent}", body)
        return self.installation.post(source, SURVEY, body, "m", headers=headers)[0]

    def status(self, source, secret):
        """The same, when its receipts can be read under it or not, too."""
        posted = self.posted(source, secret)
        path, query = receipts_path(source, f"r{self.sent}")
        headers = PROOFS[source][1](secret, f"read_{self.sent}", query)
        self.assertEqual(posted, self.installation.get(path, headers)[0])
        return posted

    def test_several_keys_hold_at_once_and_one_ends_when_it_is_revoked(self):
        for source in PROOFS:
            with self.subTest(source):
                old, first = self.make("create", "--source", source)
                _, second = self.make("rotate", "--source", source, "--until", moment(3600))
                self.assertEqual([self.status(source, secret) for secret in (first, second)], [200, 200])
                self.installation.run("key", "revoke", old)
                self.assertEqual([self.status(source, secret) for secret in (first, second)], [401, 200])

    def test_a_key_holds_from_its_time_until_its_time(self):
        for source in PROOFS:
            with self.subTest(source):
                _, early = self.make("create", "--source", source, "--not-before", moment(3600))
                _, brief = self.make("create", "--source", source, "--not-after", moment(3))
                self.assertEqual(self.status(source, early), 401)
                self.assertEqual(self.status(source, brief), 200)
                deadline = time.monotonic() + PATIENCE
                while self.posted(source, brief) == 200:
                    self.assertLess(time.monotonic(), deadline, "it still holds")
                    time.sleep(0.1)
                self.assertEqual(self.status(source, brief), 401)

    def test_a_credential_of_another_kind_or_source_opens_nothing(self):
        secrets = {source: self.make("create", "--source", source)[1] for source in PROOFS}
        body = json.dumps(victim_response("x")).encode()
        for source in PROOFS:
            for other, (_, sign) in PROOFS.items():
                for owner, secret in secrets.items():
                    if (other, owner) == (source, source):
                        continue
                    headers = sign(secret, "msg_x", body)
                    status, answered, problem = self.installation.post(source, SURVEY, body, "m", headers=headers)
                    self.assertEqual((status, problem["code"]), (401, "unauthenticated"), (source, other, owner))
                    scheme = "Bearer" if source == "bearer" else "Signature"
                    self.assertEqual(answered["WWW-Authenticate"], scheme)


class Retired(unittest.TestCase):
    def test_a_retired_source_is_asked_to_stop_and_takes_no_file(self):
        installation = Installation()
        self.addCleanup(installation.close)
        installation.own_definitions()
        secret = installation.key("wmnow")
        installation.key("bench")
        installation.define("sources/wmnow.json", retired=True)
        file = installation.database.with_name("rows.ndjson")
        file.write_text(json.dumps(victim_response("file")) + "\n")
        for source in (["--source", "wmnow"], []):
            refused = installation.run("import", "--survey", SURVEY, *source, file, check=False)
            self.assertEqual(refused.returncode, 1)
            self.assertIn("wmnow has been retired", refused.stderr)
        installation.start()
        body = json.dumps(victim_response("x")).encode()
        for headers in (signature(secret, "msg_1", body), {}):
            status, answered, problem = installation.post("wmnow", SURVEY, body, "msg_1", headers=headers)
            self.assertEqual((status, answered["Content-Type"]), (410, "application/problem+json"))
            self.assertEqual((problem["code"], problem["status"]), ("source_retired", 410))
        path, query = receipts_path("wmnow", "x")
        status, _, reported = installation.get(path, signature(secret, "msg_2", query))
        self.assertEqual((status, json.loads(reported)["code"]), (410, "source_retired"))
        self.assertEqual(installation.post("bench", SURVEY, body, "msg_3")[0], 200, "others go on")
        installation.reconciled(1)


if __name__ == "__main__":
    unittest.main()
