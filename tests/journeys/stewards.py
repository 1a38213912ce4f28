"""What journeys of stewards share: a steward, a source that posts, and items that are held."""

import json

from signed_in import SignedIn
from soundings_program import victim_response

SURVEY = "victim_satisfaction"


class Stewards(SignedIn):
    def prepare(self):
        self.installation.own_definitions()
        self.sent = 0

    def setUp(self):
        super().setUp()
        self.installation.key("wmnow")

    def post(self, body):
        self.sent += 1
        return self.installation.post("wmnow", SURVEY, body, f"msg_{self.sent}")[2]

    def held(self, name="s1", npu="Brum Est", **more):
        reply = self.post(victim_response(name, npu=npu, **more))
        self.assertEqual(reply["status"], "quarantined", reply)
        return reply["receipt"]

    def mend(self, *aliases):
        """Adds spellings to the register, and starts the server anew, which reads it then."""
        file = self.installation.definitions / "areas.json"
        register = json.loads(file.read_text(encoding="utf-8"))
        next(a for a in register["areas"] if a["id"] == "BE")["aliases"].extend(aliases)
        file.write_text(json.dumps(register), encoding="utf-8")
        port = self.installation.port
        self.installation.stop()
        self.installation.start(*self.options)
        return port

    def steward(self, name="s.patel"):
        return self.signed_in(name, "steward")

    def state(self, receipt, *scope):
        return json.loads(self.installation.run("quarantine", "show", receipt, *scope, "--json"))
