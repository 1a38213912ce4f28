"""The operator's side of the way in, from outside and beside a running server: held items
listed, shown, replayed after a definition was mended, admitted and discarded; what
safeguarding holds; keys made and ended without a restart; the operator socket itself."""

import json
import os
import shutil
import stat
import unittest
from pathlib import Path

from soundings_program import DEFINITIONS, Installation, receipts_path, signature, victim_response

SURVEY = "victim_satisfaction"
OVERALL = "victim_satisfied_whole_experience"
POLL = "how_are_we_doing"


class Quarantine(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        # A copy, so that a test may mend it as an operator would.
        self.definitions = Path(self.installation.folder.name) / "survey_defs"
        shutil.copytree(DEFINITIONS, self.definitions)
        self.installation.definitions = self.definitions
        self.installation.start()
        self.installation.key("wmnow")
        self.sent = 0

    def post(self, body, survey=SURVEY):
        self.sent += 1
        return self.installation.post("wmnow", survey, body, f"msg_{self.sent}")[2]

    def quarantine(self, *arguments):
        return json.loads(self.installation.run("quarantine", *arguments, "--json"))

    def refused(self, *arguments):
        done = self.installation.run("quarantine", *arguments, check=False)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        return done.stderr

    def audit(self, action):
        return json.loads(self.installation.run("audit", "--action", action, "--json"))["rows"]

    def base(self, npu):
        rows = self.installation.estimate(OVERALL, "2019-05", by=["npu"], weighting="none")
        return int(next(row for row in rows if row["npu"] == npu)["n"] or 0)

    def fill(self, npu):
        """Enough good answers that the unit's base is shown."""
        reply = self.post([victim_response(f"fill-{npu}-{k}", npu=npu,
                                           answers={"whole_experience": 2 if k % 2 else 6})
                           for k in range(30)])
        self.assertEqual(reply["counts"]["accepted"], 30)

    def mend(self, alias, area="BE"):
        """Adds an alias to the register and restarts the server, which reads it at its start."""
        file = self.definitions / "areas.json"
        register = json.loads(file.read_text(encoding="utf-8"))
        next(a for a in register["areas"] if a["id"] == area)["aliases"].append(alias)
        file.write_text(json.dumps(register), encoding="utf-8")

    def restart(self):
        self.installation.stop()
        self.installation.start()

    def test_w2_an_alias_is_added_and_the_one_response_moves(self):
        names = ["B'ham East", "BE", "Brum West", "Bham W NPU", "wolves", "W\u2019ton", "\uff22\uff37",
                 "Birmingham", "Brum Est"]
        for unit in ("BE", "BW", "WV"):
            self.fill(unit)
        reply = self.post([victim_response(f"area-{k}", npu=name) for k, name in enumerate(names)])
        self.assertEqual([i["status"] for i in reply["items"]], ["accepted"] * 8 + ["quarantined"])
        self.assertEqual([self.base(npu) - 30 for npu in ("BE", "BW", "WV")], [2, 3, 2])

        page = self.quarantine("list")
        self.assertEqual(page["counts"], {"area_unknown": 1})
        held = page["items"][0]
        self.assertEqual(held["receipt"], reply["items"][8]["receipt"])
        self.assertEqual((held["source"], held["code"], held["state"]), ("wmnow", "area_unknown", "held"))
        self.assertEqual((held["errors"][0]["pointer"], held["errors"][0]["value_class"]),
                         ("/npu", "short_text"))

        preview = self.quarantine("replay", held["receipt"])
        self.assertEqual(preview["items"][0]["status"], "quarantined")
        self.mend("Brum Est")
        beside = self.installation.run("quarantine", "replay", held["receipt"], check=False)
        self.assertIn("still has the definitions it started with", beside.stderr)
        self.restart()
        preview = self.quarantine("replay", "--code", "area_unknown")
        self.assertFalse(preview["applied"])
        self.assertEqual((preview["items"][0]["status"], preview["items"][0]["version"]), ("accepted", 1))
        self.assertEqual(self.base("BE"), 32)
        self.assertEqual(self.audit("item_replayed"), [])

        done = self.quarantine("replay", "--code", "area_unknown", "--apply", "--by", "s.patel")
        self.assertEqual([i["status"] for i in done["items"]], ["accepted"])
        self.assertEqual([self.base(npu) - 30 for npu in ("BE", "BW", "WV")], [3, 3, 2])
        after = self.quarantine("show", held["receipt"])
        self.assertEqual(after["received_at"], held["received_at"])
        self.assertEqual((after["outcome"], after["state"]), ("quarantined", "admitted"))
        row, = self.audit("item_replayed")
        self.assertEqual((row["subject"], row["detail"]), (held["receipt"], "accepted"))
        self.assertTrue(row["actor"].startswith("s.patel ("), row)

        again = self.quarantine("replay", held["receipt"], "--apply")
        self.assertEqual(again["items"][0]["refused"], "already_decided")
        self.assertEqual(self.base("BE"), 33)
        self.assertEqual(len(self.audit("item_replayed")), 1)
        self.assertEqual(self.post(victim_response("area-8", npu="Brum Est"))["receipt"], held["receipt"])
        self.installation.verified()

    def test_w4_replies_after_their_wave_are_admitted_with_a_reason(self):
        late = [{"source_response_id": f"late-{k}", "completed_at": "2019-03-20T10:00:00Z", "npu": "BE",
                 "answers": {"local_police_good_job": 1 + k % 5, "confidence_in_local_police": 2}}
                for k in range(30)]
        reply = self.post(late, POLL)
        self.assertEqual({i["code"] for i in reply["items"]}, {"wave_closed"})
        receipts = [i["receipt"] for i in reply["items"]]
        without = self.installation.run("quarantine", "admit", receipts[0], check=False)
        self.assertEqual(without.returncode, 2)
        replayed = self.quarantine("replay", "--all", "--apply")
        self.assertEqual({i["code"] for i in replayed["items"]}, {"wave_closed"})
        self.installation.run("quarantine", "admit", *receipts, "--reason", "the post was late")
        rows = self.installation.estimate("how_are_we_doing_local_police_good_job", "wave-3")
        self.assertEqual({row["n"] for row in rows if row["npu"] == ""}, {"30"})
        shown = self.quarantine("show", receipts[0])
        self.assertEqual((shown["state"], shown["reason"]), ("admitted", "the post was late"))
        self.assertEqual(len(self.audit("item_admitted")), 30)
        self.assertIn("already_decided", self.refused("admit", receipts[0], "--reason", "again"))
        self.installation.verified()

    def test_a_conflict_is_a_persons_to_settle(self):
        self.fill("SW")
        self.fill("SH")
        first = victim_response("v", npu="Sandwell", modified_at="2019-05-14T10:00:00Z")
        self.assertEqual(self.post(first)["status"], "accepted")
        conflict = self.post({**first, "npu": "Solihull"})
        self.assertEqual((conflict["status"], conflict["code"]), ("conflict", "version_conflict"))
        replayed = self.quarantine("replay", conflict["receipt"], "--apply")
        self.assertEqual(replayed["items"][0]["status"], "conflict")
        self.assertEqual((self.base("SW"), self.base("SH")), (31, 30))
        self.installation.run("quarantine", "admit", conflict["receipt"], "--reason", "they moved")
        self.assertEqual((self.base("SW"), self.base("SH")), (30, 31))
        other = self.post({**first, "npu": "Dudley"})
        self.installation.run("quarantine", "discard", other["receipt"], "--reason", "a mistake")
        self.assertEqual((self.base("SW"), self.base("SH")), (30, 31))
        self.installation.verified()

    def test_an_older_conflict_does_not_replace_a_newer_answer_unawares(self):
        at = {hour: f"2019-05-14T{hour}:00:00Z" for hour in (10, 12)}
        first = victim_response("v", npu="Sandwell", modified_at=at[10])
        self.assertEqual(self.post(first)["status"], "accepted")
        conflict = self.post({**first, "npu": "Solihull"})["receipt"]
        self.assertNotIn("warning", self.quarantine("show", conflict))
        later = self.post({**first, "npu": "Dudley", "modified_at": at[12]})
        self.assertEqual((later["status"], later["version"]), ("accepted", 2))

        shown = self.quarantine("show", conflict)
        self.assertEqual([(v["outcome"], v["version"], v["counts"], v["newer"], v["changed_at"])
                          for v in shown["versions"]],
                         [("accepted", 1, False, False, at[10]), ("accepted", 2, True, True, at[12])])
        said = self.installation.run("quarantine", "show", conflict)
        for words in (shown["warning"], later["receipt"], at[12], shown["versions"][1]["received_at"]):
            self.assertIn(words, said)
        preview = self.quarantine("admit", "--code", "version_conflict", "--reason", "they moved")
        self.assertEqual(preview["items"][0]["refused"], "newer_version")
        said = self.refused("admit", conflict, "--reason", "they moved")
        for words in ("newer_version", "version 2", at[12], later["receipt"]):
            self.assertIn(words, said)
        self.assertEqual(self.quarantine("show", conflict)["state"], "held")

        done = self.installation.run("quarantine", "admit", conflict, "--over-newer", "--reason", "they moved", check=False)
        self.assertIn("admitted as version 3", done.stdout)
        self.assertIn(later["receipt"], done.stderr)
        row, = self.audit("item_admitted")
        self.assertEqual((row["subject"], row["detail"]),
                         (conflict, f"they moved; version 3 in place of version 2, receipt {later['receipt']}, "
                                    "which is newer"))
        self.installation.verified()

    def test_a_filter_admits_or_discards_what_it_finds_after_a_preview(self):
        self.fill("SW")
        self.fill("SH")
        first = [victim_response(f"f{k}", modified_at="2019-05-14T10:00:00Z") for k in range(3)]
        self.post(first)
        conflicts = self.post([{**one, "npu": "Solihull"} for one in first])["items"]
        self.post([victim_response(f"n{k}", npu="Atlantis") for k in range(2)])
        for arguments in ((), (conflicts[0]["receipt"], "--code", "version_conflict")):
            said = self.installation.run("quarantine", "discard", *arguments, "--reason", "r", check=False)
            self.assertEqual(said.returncode, 2, said.stderr)
        preview = self.quarantine("admit", "--code", "version_conflict", "--source", "wmnow", "--reason", "they moved")
        self.assertFalse(preview["applied"])
        self.assertEqual([(i["status"], i["version"], i["held_for"]) for i in preview["items"]],
                         [("accepted", 2, "version_conflict")] * 3)
        self.assertEqual(self.quarantine("admit", "--since", "2100-01-01T00:00:00Z", "--reason", "r")["items"], [])
        self.assertEqual((self.audit("item_admitted"), self.base("SW")), ([], 33))
        self.quarantine("admit", "--code", "version_conflict", "--reason", "they moved", "--apply")
        self.assertEqual((len(self.audit("item_admitted")), self.base("SW")), (3, 30))

        said = self.installation.run("quarantine", "discard", "--code", "area_unknown", "--reason", "no such place")
        self.assertEqual(said.count("area_unknown"), 4)
        self.assertEqual(self.audit("item_discarded"), [])
        self.installation.run("quarantine", "discard", "--code", "area_unknown", "--reason", "no such place", "--apply")
        self.assertEqual(len(self.audit("item_discarded")), 2)
        self.assertEqual(self.quarantine("list", "--state", "held")["items"], [])
        self.installation.verified()

    def test_the_sender_learns_what_became_of_its_held_items(self):
        self.post(victim_response("s1", npu="Atlantis"))
        held = self.post(victim_response("s2", crime_group="domestic_abuse"))["receipt"]

        def reported(name):
            path, query = receipts_path("wmnow", name)
            _, _, body = self.installation.get(path, signature(self.installation.secrets["wmnow"], "read", query))
            line, = json.loads(body)["receipts"]
            return line["outcome"], line["code"], line["state"], "decided_at" in line

        self.assertEqual(reported("s1"), ("quarantined", "area_unknown", "held", False))
        self.assertEqual(reported("s2"), ("quarantined", "held", "held", False))
        self.installation.run("quarantine", "admit", "--code", "area_unknown", "--reason", "unknown place", "--apply")
        self.installation.run("quarantine", "discard", held, "--scope", "safeguarding", "--reason", "seen to")
        self.assertEqual(reported("s1"), ("quarantined", "area_unknown", "admitted", True))
        self.assertEqual(reported("s2"), ("quarantined", "held", "discarded", True))

    def test_a_discarded_item_is_never_counted_and_its_words_are_gone(self):
        self.fill("DY")
        held = self.post(victim_response("d", npu="Atlantis"))
        opened = self.quarantine("show", held["receipt"], "--body", "--reason", "the sender asked")
        self.assertEqual(json.loads(opened["body"])["npu"], "Atlantis")
        row, = self.audit("item_read")
        self.assertEqual((row["subject"], row["detail"]), (held["receipt"], "body: the sender asked"))
        self.installation.run("quarantine", "discard", held["receipt"], "--reason", "no such place")
        shown = self.quarantine("show", held["receipt"], "--body")
        self.assertIsNone(shown["body"])
        self.assertEqual((shown["outcome"], shown["state"]), ("quarantined", "discarded"))
        self.assertEqual(self.quarantine("list", "--state", "held")["items"], [])
        self.assertEqual(self.base("DY"), 30)
        self.installation.verified()

    def test_what_safeguarding_holds_is_neither_seen_nor_counted(self):
        held = self.post(victim_response("da", crime_group="domestic_abuse", comment="he reads my mail"))
        self.assertEqual((held["status"], held["code"]), ("quarantined", "held"))
        receipt = held["receipt"]
        alert = next(json.loads(line) for line in self.installation.log().splitlines()
                     if "safeguarding_hold" in line)
        self.assertEqual((alert["level"], alert["receipt"]), ("warning", receipt))
        self.assertNotIn("mail", self.installation.log())
        self.assertIn('reason="other"', self.installation.get("/metrics")[2].decode())

        page = self.quarantine("list")
        self.assertEqual((page["items"], page["counts"]), ([], {"other": 1}))
        shown = self.quarantine("show", receipt)
        self.assertEqual((shown["code"], shown["errors"], shown["source_response_id"]), ("held", [], ""))
        self.assertIn("safeguarded", self.refused("show", receipt, "--body"))
        self.assertIn("safeguarded", self.refused("admit", receipt, "--reason", "please"))
        self.assertIn("safeguarded", self.refused("discard", receipt, "--reason", "please"))
        replayed = self.quarantine("replay", receipt, "--apply")
        self.assertEqual(replayed["items"][0]["refused"], "safeguarded")
        self.assertEqual(self.quarantine("replay", "--all", "--apply")["items"], [])
        self.assertEqual(self.audit("items_listed"), [])

        page = self.quarantine("list", "--scope", "safeguarding")
        self.assertEqual([i["code"] for i in page["items"]], ["safeguarding_exclusion"])
        self.assertEqual(len(self.audit("items_listed")), 1)
        self.quarantine("show", receipt, "--scope", "safeguarding", "--body")
        self.assertEqual(self.audit("item_read")[0]["detail"], "safeguarding body")
        self.installation.run("quarantine", "discard", receipt, "--scope", "safeguarding", "--reason", "seen to")
        self.assertEqual(self.quarantine("show", receipt)["state"], "discarded")
        self.installation.verified()

    def test_what_safeguarding_held_for_an_unread_name_is_replayed_once_the_name_is_understood(self):
        self.installation.stop()
        file = Path(self.installation.folder.name) / "answers.csv"
        file.write_text("Response ID,Completed,NPU,Crime,How reported,Overall,Crime text shown\n"
                        "csv-1,14/05/2019 10:00,Sandwell,burglary dwelling,101 call,Very satisfied,yes\n"
                        "csv-2,14/05/2019 10:00,Sandwell,domestic_abuse,101 call,Very satisfied,yes\n",
                        encoding="utf-8")
        self.installation.run("import", "--survey", SURVEY, "--source", "wmnow", "--adapter", "wmnow_csv", file)
        items = self.quarantine("list", "--scope", "safeguarding")["items"]
        self.assertEqual({i["source_response_id"] for i in items}, {"csv-1", "csv-2"})
        receipts = {i["source_response_id"]: i["receipt"] for i in items}
        apart = ("--scope", "safeguarding", "--by", "s.patel")
        still = self.quarantine("replay", *receipts.values(), "--apply", *apart)["items"]
        self.assertEqual({i["refused"] for i in still}, {"safeguarded"})
        self.installation.define("adapters/wmnow_csv.json", not_needed=["Crime text shown"])
        # Nobody else may do it, whatever the definitions say.
        everyday = self.quarantine("replay", *receipts.values(), "--apply")["items"]
        self.assertEqual({i["refused"] for i in everyday}, {"safeguarded"})
        preview = self.quarantine("replay", "--all", *apart)
        self.assertEqual({i["receipt"]: i.get("status", i.get("refused")) for i in preview["items"]},
                         {receipts["csv-1"]: "accepted", receipts["csv-2"]: "safeguarded"})
        self.assertEqual(self.installation.ledger("SELECT count(*) FROM response"), [(0,)])
        self.quarantine("replay", "--all", "--apply", *apart)
        self.assertEqual(self.quarantine("show", receipts["csv-1"])["state"], "admitted")
        self.assertEqual(self.quarantine("show", receipts["csv-2"], "--scope", "safeguarding")["state"], "held")
        self.assertEqual({row["subject"] for row in self.audit("item_replayed")}, {receipts["csv-1"]})
        looks = [row for row in self.audit("item_read") if row["detail"] == "safeguarding, for a replay"]
        self.assertEqual(len(looks), 6)
        self.assertEqual(self.installation.ledger("SELECT count(*) FROM response"), [(1,)])
        self.installation.verified()

    def test_a_row_of_a_file_is_replayed_under_the_header_it_came_with(self):
        self.installation.stop()
        file = Path(self.installation.folder.name) / "answers.csv"
        file.write_text("Response ID;Completed;NPU;Crime;How reported;Overall\n"
                        "csv-1;14/05/2019 10:00;Sandwell;burglary dwelling;101 call;Very satisfied\n"
                        "csv-2;14/05/2019 10:00;Brum Est;burglary dwelling;101 call;Very satisfied\n",
                        encoding="utf-8")
        self.installation.run("import", "--survey", SURVEY, "--source", "wmnow", "--adapter", "wmnow_csv", file)
        held, = self.quarantine("list")["items"]
        self.assertEqual((held["source_response_id"], held["code"]), ("csv-2", "area_unknown"))
        self.mend("Brum Est")
        replayed = self.quarantine("replay", held["receipt"], "--apply")
        self.assertEqual(replayed["items"][0]["status"], "accepted", replayed)
        self.installation.verified()

    def test_keys_are_made_and_ended_while_the_server_runs(self):
        body = json.dumps(victim_response("k")).encode()

        def status(secret):
            self.sent += 1
            name = f"key_{self.sent}"
            return self.installation.post("wmnow", SURVEY, body, name, headers=signature(secret, name, body))[0]

        old = self.installation.secrets["wmnow"]
        self.assertEqual(status(old), 200)
        made = self.installation.run("key", "rotate", "--source", "wmnow", "--label", "second", "--by", "s.patel")
        new_id, new = made.split()
        self.assertEqual((status(old), status(new)), (200, 200))
        keys = json.loads(self.installation.run("key", "list", "--json"))["keys"]
        old_id = next(k["key"] for k in keys if k["key"] != new_id)
        self.assertTrue(all("last_used" in key for key in keys), keys)
        self.assertIn("not_after", next(k for k in keys if k["key"] == old_id))
        self.assertNotIn(new.removeprefix("whsec_"), json.dumps(keys))
        self.installation.run("key", "revoke", old_id)
        self.assertEqual((status(old), status(new)), (401, 200))
        later = self.installation.run("key", "create", "--source", "wmnow", "--not-before", "2100-01-01T00:00:00Z")
        self.assertEqual(status(later.split()[1]), 401)
        self.restart()
        self.assertEqual((status(old), status(new)), (401, 200))
        self.assertEqual([r["action"] for r in json.loads(self.installation.run("audit", "--json"))["rows"]][:3],
                         ["key_created", "key_revoked", "key_ends"])
        self.installation.verified()

    def test_the_operator_socket_is_its_users_alone_and_goes_with_the_server(self):
        socket_file = Path(f"{self.installation.database}.operator")
        mode = os.stat(socket_file).st_mode
        self.assertTrue(stat.S_ISSOCK(mode))
        self.assertEqual(stat.S_IMODE(mode), 0o600)
        for path in ("/operator/quarantine", "/operator/keys", "/operator/audit"):
            self.assertEqual(self.installation.get(path)[0], 404)
        self.installation.kill()
        self.assertTrue(socket_file.exists())
        self.assertEqual(len(json.loads(self.installation.run("key", "list", "--json"))["keys"]), 1)
        self.installation.start()
        self.assertEqual(len(json.loads(self.installation.run("key", "list", "--json"))["keys"]), 1)
        self.installation.stop()
        self.assertFalse(socket_file.exists())


if __name__ == "__main__":
    unittest.main()
