"""What journeys of people who sign in share."""

import json
import unittest

from soundings_program import Installation
from web_client import WebClient, made_account

OVERALL = "victim_satisfied_whole_experience"
ASKED = f"/api/v1/estimates?measure={OVERALL}&period=2019-05"


class SignedIn(unittest.TestCase):
    options = ("--sign-in-required",)

    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.prepare()
        self.installation.start(*self.options)
        self.addCleanup(self.installation.stop)

    def prepare(self):
        """What is there before the server starts."""

    def client(self, **how):
        return WebClient(self.installation.port, **how)

    def account(self, name, role, *options):
        return made_account(self.installation, name, role, *options)

    def signed_in(self, name, role, *options):
        client = self.client()
        client.sign_in(self.account(name, role, *options))
        self.assertEqual(client.get("/account").status, 200)
        return client

    def audited(self, action):
        return json.loads(self.installation.run("audit", "--action", action, "--json"))["rows"]
