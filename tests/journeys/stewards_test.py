"""A steward sees what arrives and decides what was held, and those who see to safeguarding their own queue, in a
browser; and what nobody else may see or do."""

import html
import json
import re
import unittest

from audit_test import rows_of
from soundings_program import victim_response
from stewards import SURVEY, Stewards

ACTS = {"replay": {}, "admit": {"reason": "mine"}, "discard": {"reason": "mine"}}


def words(page):
    """The text of a page, without its tags."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))


class Deciding(Stewards):
    def test_why_is_this_item_held_and_fix_it_in_four_clicks(self):
        receipt = self.held()
        self.mend("Brum Est")
        steward = self.steward()
        steward.get("/about/method")
        self.assertIn('href="/responses"', steward.page.text)
        self.assertEqual(steward.get("/responses").status, 200)                        # 1: the menu
        self.assertIn("1 item waits for a person.", words(steward.page))
        self.assertIn('href="/responses/quarantine"', steward.page.text)
        self.assertEqual(steward.get("/responses/quarantine").status, 200)             # 2: see why
        self.assertIn(f'href="/responses/quarantine/{receipt}"', steward.page.text)
        self.assertEqual(steward.get(f"/responses/quarantine/{receipt}").status, 200)  # 3: the item
        text = words(steward.page)
        self.assertIn("Held: area unknown", text)
        self.assertIn("The area it names is not in the register of areas.", text)
        self.assertIn("Brum Est", text)
        self.assertIn("It would be accepted.", text)
        steward.post(f"/responses/quarantine/{receipt}/replay")                        # 4: Replay now
        self.assertEqual((steward.page.status, steward.page.location),
                         (303, f"/responses/quarantine/{receipt}?said=accepted"))
        self.assertIn("It was read again and accepted.", words(steward.follow()))
        self.assertEqual(self.state(receipt)["state"], "admitted")
        row, = self.audited("item_replayed")
        self.assertEqual((row["actor"], row["subject"], row["detail"]), ("s.patel", receipt, "accepted"))
        self.installation.stop()
        self.installation.verified()

    def test_each_look_and_each_act_is_in_the_audit_under_the_persons_name(self):
        receipt = self.held()
        steward = self.steward()
        steward.get("/responses/quarantine")
        row, = self.audited("items_listed")
        self.assertEqual((row["actor"], row["subject"], row["detail"]), ("s.patel", "quarantine", "from 127.0.0.1"))
        steward.get(f"/responses/quarantine/{receipt}")
        row, = self.audited("item_read")
        self.assertEqual((row["actor"], row["subject"]), ("s.patel", receipt))
        steward.api(f"/api/v1/quarantine/{receipt}")
        self.assertEqual(len(self.audited("item_read")), 2)
        steward.get(f"/responses/quarantine/{receipt}")
        self.assertEqual(steward.post(f"/responses/quarantine/{receipt}/discard", reason=" ").status, 400)
        self.assertIn("Say why", words(steward.page))
        steward.post(f"/responses/quarantine/{receipt}/discard", reason="no such place <b>")
        self.assertEqual(steward.page.status, 303)
        text = steward.follow().text
        self.assertIn("Discarded by s.patel on", text)
        self.assertIn("no such place &lt;b&gt;", text)
        self.assertNotIn("<form class=\"sd-act\"", text)
        row, = self.audited("item_discarded")
        self.assertEqual((row["actor"], row["detail"]), ("s.patel", "no such place <b>"))

    def test_a_preview_equals_what_is_done(self):
        receipts = [self.held(f"s{k}") for k in range(6)] + [self.held("s6", npu="Atlantis")]
        self.mend("Brum Est")
        steward = self.steward()
        steward.get("/responses/quarantine?reason=area_unknown")
        self.assertIn("Preview a replay of 7 items", words(steward.page))
        preview = html.unescape(re.search(r'href="(/responses/quarantine/replay\?[^"]*)"', steward.page.text).group(1))
        steward.get(preview)
        self.assertIn("7 items: 6 would be accepted, 1 would still fail (area unknown).", words(steward.page))
        self.assertEqual({self.state(each)["state"] for each in receipts}, {"held"})
        self.assertEqual(self.audited("item_replayed"), [])
        given = re.search(r'name="receipts" value="([^"]*)"', steward.page.text).group(1)
        self.assertEqual(set(given.split(",")), set(receipts))
        later = self.held("late", npu="Lyonesse")  # came after the preview, and is not part of it
        steward.post("/responses/quarantine/replay", receipts=given)
        self.assertEqual(steward.page.status, 303)
        self.assertIn("6 items were accepted, 1 is still held.", words(steward.follow()))
        self.assertEqual([self.state(each)["state"] for each in receipts], ["admitted"] * 6 + ["held"])
        self.assertEqual(self.state(later)["state"], "held")

    def test_two_stewards_at_once(self):
        receipt = self.held()
        one, other = self.steward(), self.steward("l.jones")
        for steward in (one, other):
            steward.get(f"/responses/quarantine/{receipt}")
        self.assertEqual(one.post(f"/responses/quarantine/{receipt}/discard", reason="a test").status, 303)
        for act, fields in ACTS.items():
            other.post(f"/responses/quarantine/{receipt}/{act}", **fields)
            self.assertEqual(other.page.status, 409, act)
            text = words(other.page)
            self.assertIn("Somebody decided this item first. What you asked for was not done.", text)
            self.assertIn("Discarded by s.patel", text)
        self.assertEqual(self.state(receipt)["reason"], "a test")
        self.assertEqual(len(self.audited("item_discarded")), 1)

    def test_an_item_is_admitted_with_a_reason_and_only_where_it_can_be(self):
        receipt = self.held()
        broken = self.post(b'{"source_response_id": "s2"')["receipt"]
        steward = self.steward()
        page = words(steward.get(f"/responses/quarantine/{receipt}"))
        self.assertIn("It would still be held (area unknown).", page)
        self.assertEqual(steward.post(f"/responses/quarantine/{receipt}/admit", reason="").status, 400)
        self.assertEqual(steward.post(f"/responses/quarantine/{receipt}/admit", reason="x" * 301).status, 400)
        self.assertEqual(steward.post(f"/responses/quarantine/{receipt}/admit", reason="they live there").status, 303)
        self.assertEqual(self.state(receipt)["reason"], "they live there")
        page = steward.get(f"/responses/quarantine/{broken}")
        self.assertNotIn("Admit with reason", page.text)
        self.assertEqual(steward.post(f"/responses/quarantine/{broken}/admit", reason="please").status, 409)
        self.assertIn("cannot be counted even on a person's word", words(steward.page))

    def test_the_two_versions_of_a_conflict_stand_side_by_side(self):
        first = victim_response("v", npu="Sandwell", modified_at="2019-05-14T10:00:00Z", comment="they were kind")
        self.assertEqual(self.post(first)["status"], "accepted")
        conflict = self.post({**first, "npu": "Solihull", "comment": "they were rude", "age": 31})
        self.assertEqual(conflict["status"], "conflict")
        steward = self.steward()
        page = steward.get(f"/responses/quarantine/{conflict['receipt']}")
        rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>', page.text)
        said = {html.unescape(name): [re.sub("<[^>]+>", "", html.unescape(cell)) for cell in cells]
                for name, *cells in rows}
        self.assertIn(["Sandwell", "Solihull", "Differs"], said.values())
        self.assertEqual(said["What the person wrote"], ["Not shown", "Not shown", "Differs"])
        self.assertNotIn("rude", page.text)
        self.assertNotIn("kind", page.text)
        steward.post(f"/responses/quarantine/{conflict['receipt']}/admit", reason="they moved")
        self.assertEqual(steward.page.status, 303, words(steward.page))
        self.assertEqual(self.state(conflict["receipt"])["state"], "admitted")

    def test_wrong_choices_and_unknown_items(self):
        steward = self.steward()
        self.assertEqual(steward.get("/responses/quarantine?state=lost").status, 400)
        self.assertIn("Choose a state from the list", words(steward.page))
        self.assertEqual(steward.get("/responses/quarantine?source=nobody").status, 400)
        self.assertEqual(steward.get("/responses/quarantine/no-such-receipt").status, 404)
        self.assertEqual(steward.get("/responses?from=yesterday").status, 400)
        self.assertEqual(steward.get("/responses?from=2019-01-01&to=2019-05-31").status, 400)
        self.assertEqual(steward.get("/responses?source=nobody").status, 400)
        self.assertEqual(steward.get("/responses?from=2019-05-18&to=2019-05-31").status, 200)


class Guarded(Stewards):
    def safeguarded(self, name="da"):
        held = self.post(victim_response(name, crime_group="domestic_abuse", comment="he reads my mail"))
        self.assertEqual(held["code"], "held")
        return held["receipt"]

    def test_forms_of_others_are_refused(self):
        receipt = self.held()
        steward = self.steward()
        own = steward.get(f"/responses/quarantine/{receipt}").token
        forms = {f"/responses/quarantine/{receipt}/{act}": fields for act, fields in ACTS.items()}
        for address, fields in {**forms, "/responses/quarantine/replay": {"receipts": receipt}}.items():
            for token in ("", "0" * 64, self.client().get("/sign-in").token):
                self.assertEqual(steward.post(address, token=token, **fields).status, 403, address)
            elsewhere = {"Origin": "https://evil.example"}
            self.assertEqual(steward.post(address, token=own, headers=elsewhere, **fields).status, 403, address)
        self.assertEqual(self.state(receipt)["state"], "held")

    def test_who_may_not_open_it_gets_403_and_no_menu_entry(self):
        receipt, guarded = self.held(), self.safeguarded()
        pages = {"arrivals": ["/responses", "/api/v1/sources", "/api/v1/arrivals"],
                 "quarantine": ["/responses/quarantine", f"/responses/quarantine/{receipt}",
                                "/responses/quarantine/replay", "/api/v1/quarantine", f"/api/v1/quarantine/{receipt}"],
                 "safeguarding": ["/responses/safeguarding", f"/responses/safeguarding/{guarded}"]}
        opened = {"lead": (), "analyst": ("arrivals",), "publisher": ("arrivals",), "auditor": (), "admin": (),
                  "steward": ("arrivals", "quarantine"), "safeguarding": ("safeguarding",)}
        for role, may in opened.items():
            options = ("--npu", "SW") if role == "lead" else ()
            person = self.signed_in(f"a.{role}", role, *options)
            menu = person.get("/about/method").text
            self.assertEqual('href="/responses"' in menu, "arrivals" in may, role)
            self.assertEqual('href="/responses/safeguarding"' in menu, "safeguarding" in may, role)
            for kind, addresses in pages.items():
                for address in addresses:
                    expected = 200 if kind in may else 403
                    self.assertEqual(person.get(address).status, expected, f"{role} {address}")
                    if expected == 403 and not address.startswith("/api"):
                        self.assertIn("You cannot open this page", person.page.text)
            token = person.get("/account").token
            for queue, name, acts in (("quarantine", receipt, ACTS), ("safeguarding", guarded, ("replay", "discard"))):
                for act in acts:
                    if queue not in may:
                        person.post(f"/responses/{queue}/{name}/{act}", token=token)
                        self.assertEqual(person.page.status, 403, f"{role} {queue} {act}")
        nobody = self.client()
        self.assertEqual(nobody.get("/responses/quarantine").status, 303)
        self.assertEqual(nobody.api("/api/v1/quarantine").status, 401)

    def test_what_safeguarding_holds_is_in_its_own_queue_alone(self):
        receipt, guarded = self.held(), self.safeguarded()
        steward = self.steward()
        for address in ("/responses", "/responses/quarantine", "/responses/quarantine?state=all",
                        "/responses/quarantine?reason=safeguarding_exclusion", "/responses/quarantine/replay"):
            text = steward.get(address).text
            self.assertNotIn(guarded, text, address)
            self.assertNotIn("afeguarding", text, address)
        self.assertIn("1 item waits for a person.", words(steward.get("/responses")))
        self.assertEqual(steward.get(f"/responses/quarantine/{guarded}").status, 404)
        token = steward.get("/responses/quarantine").token
        for act, fields in ACTS.items():
            self.assertEqual(steward.post(f"/responses/quarantine/{guarded}/{act}", token=token, **fields).status,
                             404, act)
        steward.post("/responses/quarantine/replay", token=token, receipts=guarded)
        self.assertEqual(steward.api("/api/v1/quarantine").text.count(guarded), 0)
        self.assertEqual(steward.api(f"/api/v1/quarantine/{guarded}").status, 404)
        self.assertEqual(json.loads(steward.api("/api/v1/sources").text)["sources"][1]["quarantined"], 1)
        self.assertEqual(self.audited("item_read"), [])

        guard = self.signed_in("s.guard", "safeguarding")
        text = guard.get("/responses/safeguarding").text
        self.assertIn(guarded, text)
        self.assertNotIn(receipt, text)
        row, = [row for row in self.audited("items_listed") if row["subject"] == "safeguarding"]
        self.assertEqual((row["actor"], row["detail"]), ("s.guard", "from 127.0.0.1"))
        self.assertEqual(guard.get(f"/responses/safeguarding/{receipt}").status, 404)
        page = guard.get(f"/responses/safeguarding/{guarded}")
        self.assertIn("Held: safeguarding", words(page))
        self.assertNotIn("mail", page.text)
        self.assertNotIn("Admit with reason", page.text)
        row, = self.audited("item_read")
        self.assertEqual((row["actor"], row["subject"]), ("s.guard", guarded))
        token = page.token
        self.assertEqual(guard.post(f"/responses/safeguarding/{receipt}/discard", token=token, reason="x").status, 404)
        self.assertEqual(self.state(receipt)["state"], "held")
        self.assertEqual(guard.post(f"/responses/safeguarding/{guarded}/replay", token=token).status, 409)
        self.assertEqual(guard.post(f"/responses/safeguarding/{guarded}/discard", token=token,
                                     reason="seen to").status, 303)
        self.assertEqual(self.state(guarded)["state"], "discarded")
        self.assertEqual(self.audited("item_discarded")[0]["actor"], "s.guard")
        auditor = self.signed_in("an.auditor", "auditor")
        for kind, who, done in (("items_listed.safeguarding", "s.guard", "Listed the items of safeguarding"),
                                ("items_listed.quarantine", "s.patel", "Listed the items in quarantine"),
                                ("item_read.safeguarding", "s.guard", "Looked at an item of safeguarding")):
            rows = rows_of(auditor.get(f"/audit?action={kind}"))
            self.assertTrue(rows, kind)
            self.assertEqual(set(rows), {(done, who)}, kind)

    def test_an_item_that_safeguarding_holds_by_todays_definitions_leaves_the_stewards_list(self):
        receipt = self.held(crime_group="stalking by a partner")
        survey = self.installation.definitions / "surveys" / "victim_satisfaction.json"
        definition = json.loads(survey.read_text(encoding="utf-8"))
        crime, = [each for each in definition["domains"] if each["id"] == "crime_group"]
        crime["refuse"]["domestic_abuse"]["also"].append("stalking by a partner")
        survey.write_text(json.dumps(definition), encoding="utf-8")
        self.installation.stop()
        self.installation.start(*self.options)
        steward = self.steward()
        steward.get("/responses/quarantine/replay")
        self.assertIn("1 item: 0 would be accepted, 1 would still fail (reason not shown).", words(steward.page))
        steward.get(f"/responses/quarantine/{receipt}")
        steward.post(f"/responses/quarantine/{receipt}/replay")
        self.assertEqual((steward.page.status, steward.page.location), (303, "/responses/quarantine?said=set-apart"))
        self.assertIn("Somebody else sees to it.", words(steward.follow()))
        self.assertEqual(steward.get(f"/responses/quarantine/{receipt}").status, 404)


class Arrivals(Stewards):
    def test_the_last_arrival_shows_at_once_and_nothing_new_is_304(self):
        steward = self.steward()
        page = steward.get("/responses")
        self.assertEqual(page.status, 200)
        self.assertIn("Not heard yet", words(page))
        before = page.headers["ETag"]
        self.assertEqual(steward.get("/responses", headers={"If-None-Match": before}).status, 304)
        self.post([victim_response("s1"), victim_response("s2", npu="Atlantis")])
        page = steward.get("/responses", headers={"If-None-Match": before})
        self.assertEqual(page.status, 200)
        text = words(page)
        self.assertIn("On time", text)
        self.assertIn("2 answers came from all sources", text)
        self.assertIn("1 item waits for a person.", text)
        sources = json.loads(steward.api("/api/v1/sources").text)["sources"]
        wmnow, = [each for each in sources if each["id"] == "wmnow"]
        self.assertEqual((wmnow["state"], wmnow["today"], wmnow["quarantined"], wmnow["last_days"][-1]),
                         ("on_time", 2, 1, 2))
        hours = json.loads(steward.api("/api/v1/arrivals?source=wmnow").text)["hours"]
        self.assertEqual((sum(each["received"] for each in hours), sum(each["quarantined"] for each in hours)), (2, 1))
        file = steward.api("/api/v1/arrivals?format=csv")
        self.assertTrue(file.headers["Content-Type"].startswith("text/csv"))
        self.assertIn("wmnow,", file.text)
        self.assertEqual(steward.api("/api/v1/arrivals?source=nobody").status, 400)
        self.assertEqual(steward.api("/api/v1/arrivals?to=never").status, 400)

    def test_fields_that_were_not_read_stand_by_name_and_without_values(self):
        steward = self.steward()
        self.assertIn("Every field that had a value was read", words(steward.get("/responses")))
        self.post([victim_response("s1", shoe_size="forty-two"), victim_response("s2", shoe_size="forty-one")])
        page = steward.get("/responses")
        self.assertRegex(words(page), r"shoe_size wmnow 2 ")
        self.assertNotIn("forty", page.text)

    def test_they_stay_when_the_server_ends_or_is_killed_and_an_import_adds_to_them(self):
        self.post([victim_response("s1", shoe_size="forty-two")])
        self.post([victim_response("s4")])  # the writer has noted the one before
        self.installation.kill()
        self.installation.start(*self.options)
        steward = self.steward()
        self.assertRegex(words(steward.get("/responses")), r"shoe_size wmnow 1 ")
        self.post([victim_response("s2", shoe_size="forty-three")])
        self.installation.stop()
        file = self.installation.definitions.parent / "more.ndjson"
        file.write_text(json.dumps(victim_response("s3", shoe_size="forty-four")), encoding="utf-8")
        self.installation.run("import", "--survey", SURVEY, "--source", "wmnow", file)
        self.installation.start(*self.options)
        steward.port = self.installation.port
        self.assertRegex(words(steward.get("/responses")), r"shoe_size wmnow 3 ")
        self.assertFalse(self.installation.holds("forty"))

    def test_invitations_and_the_response_rate_stand_beside_their_source(self):
        file = self.installation.definitions.parent / "invitations.csv"
        file.write_text("survey,wave_or_month,npu,crime_group,invited,bounced,ineligible\n"
                        "victim_satisfaction,2019-05,SW,,80,20,10\n", encoding="utf-8")
        self.installation.run("invitations", "import", file)
        self.post([victim_response("s1"), victim_response("s2")])
        page = words(self.steward().get("/responses"))
        self.assertRegex(page, r" 80 60 4\.0% ")


if __name__ == "__main__":
    unittest.main()
