"""The official client libraries of Standard Webhooks deliver to a running server: each signs
as it does for its users, with one key, with a key that was rotated, and wrongly."""

import json
import os
import re
import subprocess
import unittest
from pathlib import Path

from soundings_program import Installation, victim_response

PACKAGES = Path(os.environ["PACKAGES"])
SURVEY = "victim_satisfaction"


class Client:
    """What every library must manage; a subclass names the library."""

    library = ""

    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)

    def deliver(self, webhook_id, response, *secrets, **wrongly):
        """Status, whether it was a replay, and reply of one delivery by the library."""
        url = f"http://127.0.0.1:{self.installation.port}/api/v1/sources/wmnow/surveys/{SURVEY}/responses"
        body = json.dumps(response, ensure_ascii=False, indent=1) + "\n"
        done = subprocess.run(["node", PACKAGES / "deliver.mjs", self.library, url, webhook_id, *secrets],
                              input=body.encode(), capture_output=True, timeout=60,
                              env={**os.environ, **{name: str(value) for name, value in wrongly.items()}})
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        reported = json.loads(done.stdout)
        return reported["status"], reported["replayed"], reported["body"]

    def made_key(self, *arguments):
        """Id and secret of the key that a subcommand of `key` makes."""
        said = self.installation.run("key", *arguments, "--source", "wmnow")
        return re.search(r"key_[0-9a-f-]+", said)[0], re.search(r"whsec_[A-Za-z0-9+/=]+", said)[0]

    def test_its_delivery_is_accepted_and_its_retry_is_a_replay(self):
        _, secret = self.made_key("create")
        self.installation.start()
        response = victim_response("wmn-1", comment="Bardzo długo czekałem 👍🏽\r\n“quoted”")
        status, replayed, first = self.deliver("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", response, secret)
        self.assertEqual((status, replayed, first["status"]), (200, False, "accepted"))
        status, replayed, again = self.deliver("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", response, secret, SHIFT=5)
        self.assertEqual((status, replayed, again["receipt"]), (200, True, first["receipt"]))
        self.installation.reconciled(2)

    def test_a_body_changed_on_the_way_or_signed_at_another_time_is_not_taken(self):
        _, secret = self.made_key("create")
        self.installation.start()
        self.assertEqual(self.deliver("msg_1", victim_response("a"), secret, TAMPER=1)[0], 401)
        for shift in (-360, 360):
            self.assertEqual(self.deliver("msg_2", victim_response("b"), secret, SHIFT=shift)[0], 401)
        self.installation.reconciled(0)
        for shift in (-240, 240):
            self.assertEqual(self.deliver(f"msg_{shift}", victim_response("c"), secret, SHIFT=shift)[0], 200)
        self.installation.reconciled(2)

    def test_a_rotated_key_holds_beside_the_old_one_until_that_is_revoked(self):
        old_id, old = self.made_key("create")
        _, new = self.made_key("rotate")
        self.assertNotEqual(old, new)
        self.installation.start()
        for number, secrets in enumerate([(old,), (new,), (old, new), (new, old)]):
            status, _, reply = self.deliver(f"msg_{number}", victim_response(f"r{number}"), *secrets)
            self.assertEqual((status, reply.get("status")), (200, "accepted"), reply)
        self.installation.reconciled(4)
        self.installation.stop()
        self.installation.run("key", "revoke", old_id)
        self.installation.start()
        for number, (secrets, expected) in enumerate([((old,), 401), ((new,), 200), ((old, new), 200)]):
            self.assertEqual(self.deliver(f"msg_after_{number}", victim_response(f"s{number}"), *secrets)[0],
                             expected)
        self.installation.reconciled(2)


class StandardWebhooks(Client, unittest.TestCase):
    library = "standardwebhooks"


class Svix(Client, unittest.TestCase):
    library = "svix"
