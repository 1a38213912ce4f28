"""One response written in many ways is one response; one thing that is read and differs makes it
another. A generator writes them, so that no spelling is left to an example.

SPELLINGS in the environment sets how many are tried; thousands by hand.
"""

import csv
import io
import json
import os
import random
import unicodedata
import unittest
from urllib.parse import urlencode

from soundings_program import Installation, signature

SURVEY = "victim_satisfaction"
SPELLINGS = int(os.environ.get("SPELLINGS", "150"))
SCALE = {1: "Completely satisfied", 2: "Very satisfied", 3: "Fairly satisfied",
         4: "Neither satisfied nor dissatisfied", 5: "Fairly dissatisfied", 97: "Don't know"}
COMMENT = "Caf\u00e9 owner, very helpful \u2013 na\u00efve of me"


def response(name, **changes):
    """A response with something in every field that is read."""
    made = {"source_response_id": name, "completed_at": "2019-05-15T14:02:47Z",
            "modified_at": "2019-05-15T15:02:47Z", "invited_at": "2019-05-10T09:00:00Z",
            "respondent_id": "m-881", "npu": "Sandwell", "contact_channel": "101",
            "crime_group": "burglary", "age": 34, "sex": "female", "ethnic_group": "white",
            "answers": {"police_attended": 1, "ease_of_contact": 2, "actions": 3, "follow_up": 97,
                        "treatment": 2, "whole_experience": 2},
            "comment": COMMENT}
    made.update(changes)
    return made


class Respeller:
    """Writes a response so that it says the same in other words."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def maybe(self):
        return self.random.random() < 0.5

    def instant(self, text):
        stem = text.removesuffix("Z")
        hour = int(stem[11:13])
        return self.random.choice([
            text, stem + "+00:00", stem + ".000Z", stem + ".000000+00:00",
            f"{stem[:11]}{hour + 1:02}{stem[13:]}+01:00", f"{stem[:11]}{hour - 5:02}{stem[13:]}-05:00",
            text.replace("T", "t").replace("Z", "z"), " " + text + " "])

    def answer(self, item, code):
        if item == "police_attended":
            return self.random.choice([1, "1", "Yes", "yes", "Tak", "Y", 1.0])
        words = SCALE[code]
        return self.random.choice([code, str(code), words, words.upper(), f"  {words} ", float(code),
                                   words.replace(" ", "\u00a0"), words.replace("'", "\u2019")])

    def write(self, value):
        spelled = json.loads(json.dumps(value))
        for name in ("completed_at", "modified_at", "invited_at"):
            spelled[name] = self.instant(spelled[name])
        spelled["npu"] = self.random.choice(["Sandwell", "SW", "sandwell", "Sandwell NPU", "SANDWELL"])
        spelled["contact_channel"] = self.random.choice(["101", 101, "101 call", "101 Non-Emergency call"])
        spelled["crime_group"] = self.random.choice(["burglary", "Burglary", "Domestic burglary", "BURGLARY "])
        spelled["age"] = self.random.choice([34, "34", " 34", 34.0])
        spelled["sex"] = self.random.choice(["female", "Female", " FEMALE"])
        spelled["answers"] = {item: self.answer(item, code) for item, code in spelled["answers"].items()}
        spelled["comment"] = self.random.choice([COMMENT, unicodedata.normalize("NFD", COMMENT), COMMENT + " "])
        if self.maybe():
            spelled["sent_at"] = f"2019-05-15T16:00:{self.random.randrange(60):02}Z"
            spelled["browser"] = {"name": "x", "version": self.random.random()}
        if self.maybe():
            spelled["age_band"] = self.random.choice(["", None])
            spelled["survey"] = SURVEY
        if self.maybe():
            spelled["answers"]["told_of_victims_code"] = self.random.choice(["", None, "-", "No answer"])
        spelled["answers"] = self.shuffled(spelled["answers"])
        return json.dumps(self.shuffled(spelled), ensure_ascii=self.maybe(),
                          indent=self.random.choice([None, 1, 4]))

    def shuffled(self, mapping):
        pairs = list(mapping.items())
        self.random.shuffle(pairs)
        return dict(pairs)


# Each changes one thing that is read.
CHANGES = {
    "an answer": lambda r: r["answers"].update(treatment=3),
    "an answer left out": lambda r: r["answers"].pop("treatment"),
    "an answer added": lambda r: r["answers"].update(told_of_victims_code="No"),
    "a don't know": lambda r: r["answers"].update(whole_experience="Don't know"),
    "refused, not don't know": lambda r: r["answers"].update(follow_up="Refused"),
    "the area": lambda r: r.update(npu="Walsall"),
    "the channel": lambda r: r.update(contact_channel="999"),
    "the crime group": lambda r: r.update(crime_group="vehicle"),
    "no crime group": lambda r: r.pop("crime_group"),
    "the age band": lambda r: r.update(age=52),
    "the sex": lambda r: r.update(sex="male"),
    "the time of completion": lambda r: r.update(completed_at="2019-05-15T14:02:48Z"),
    "an hour, by another zone": lambda r: r.update(completed_at="2019-05-15T14:02:47+01:00"),
    "the time of the invitation": lambda r: r.update(invited_at="2019-05-11T09:00:00Z"),
    "a later change": lambda r: r.update(modified_at="2019-05-15T15:02:48Z"),
    "an earlier change": lambda r: r.update(modified_at="2019-05-15T15:02:46Z"),
    "half a second": lambda r: r.update(modified_at="2019-05-15T15:02:47.500Z"),
    "the respondent": lambda r: r.update(respondent_id="m-882"),
    "no respondent": lambda r: r.pop("respondent_id"),
    "the comment": lambda r: r.update(comment=COMMENT + "!"),
    "the comment without its accent": lambda r: r.update(comment=COMMENT.replace("\u00e9", "e")),
    "no comment": lambda r: r.update(comment=""),
}


class SameContent(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.installation.start()
        self.sent = 0

    def post(self, body, webhook_id=None, content_type="application/json"):
        self.sent += 1
        return self.installation.post("wmnow", SURVEY, body, webhook_id or f"msg_{self.sent}", content_type)[::2]

    def accepted(self, body, **options):
        status, reply = self.post(body, **options)
        self.assertEqual((status, reply["status"]), (200, "accepted"), reply)
        return reply

    def repeats(self, first, reported, body):
        status, reply = reported
        self.assertEqual((status, reply["status"], reply.get("duplicate"), reply["receipt"]),
                         (200, "accepted", True, first["receipt"]), body)

    def test_a_response_in_any_spelling_is_a_duplicate(self):
        first = self.accepted(response("r1"))
        respeller = Respeller(20190515)
        for number in range(SPELLINGS):
            body = respeller.write(response("r1"))
            with self.subTest(number=number):
                # A retry that makes its body anew comes under the webhook id of the first.
                self.repeats(first, self.post(body, "msg_1" if number % 2 else None), body)
        self.assertEqual(self.installation.ledger("SELECT count(*) FROM response WHERE current = 1"), [(1,)])
        self.installation.stop()
        self.installation.verified()

    def test_one_thing_that_is_read_and_differs_is_no_duplicate(self):
        respeller = Respeller(5)
        for number, (what, change) in enumerate(CHANGES.items()):
            first = self.accepted(response(f"c{number}"))
            other = response(f"c{number}")
            change(other)
            with self.subTest(what=what):
                _, reply = self.post(other)
                self.assertNotIn("duplicate", reply, what)
                self.assertNotEqual(reply["receipt"], first["receipt"], what)
            self.repeats(first, self.post(respeller.write(response(f"c{number}"))), what)
        self.installation.stop()
        self.installation.verified()

    def test_blank_values_are_absent_ones_in_any_form(self):
        plain = {"source_response_id": "b1", "completed_at": "2019-05-15T14:02:47Z", "npu": "Walsall",
                 "answers": {"whole_experience": 2}}
        first = self.accepted(plain)
        for blank in ("", "  ", None):
            unsaid = {name: blank for name in ("comment", "respondent_id", "crime_group", "age", "modified_at",
                                               "invited_at", "sex", "survey", "contact_channel")}
            self.repeats(first, self.post({**unsaid, **plain}), blank)
            self.repeats(first, self.post({**plain, "answers": {"treatment": blank, "whole_experience": "2"}}), blank)
        # A response without modified_at was last changed when it was completed.
        self.repeats(first, self.post({**plain, "modified_at": "2019-05-15T15:02:47+01:00"}), "modified_at")
        # "Not applicable" to what was not asked says no more than a blank.
        unasked = self.accepted({**plain, "source_response_id": "b2", "answers": {"police_attended": "No",
                                                                                "whole_experience": 2}})
        reported = self.post({**plain, "source_response_id": "b2", "answers": {
            "police_attended": 2, "actions": "Not applicable", "whole_experience": 2}})
        self.repeats(unasked, reported, "not applicable")
        lines = "\n".join(json.dumps(item) for item in (plain, {**plain, "sent_at": "now"}))
        _, reply = self.post(lines, content_type="application/x-ndjson")
        self.assertEqual(reply["counts"]["duplicate"], 2, reply)
        form = urlencode({**{name: value for name, value in plain.items() if name != "answers"},
                          "answers[whole_experience]": "Very satisfied"})
        self.repeats(first, self.post(form, content_type="application/x-www-form-urlencoded"), form)
        self.installation.verified()

    def test_names_and_ids_are_compared_after_nfc(self):
        name = "Zo\u00eb-\u00c5-1"
        first = self.accepted(response(name, respondent_id="Ren\u00e9e"))
        decomposed = unicodedata.normalize("NFD", json.dumps(response(name, respondent_id="Ren\u00e9e"),
                                                             ensure_ascii=False))
        self.repeats(first, self.post(decomposed), decomposed)

    def test_what_is_held_in_another_spelling_is_held_once(self):
        held = response("h1", npu="Atlantis")
        status, first = self.post(held)
        self.assertEqual((status, first["status"], first["code"]), (202, "quarantined", "area_unknown"))
        retry = dict(reversed(held.items()), sent_at="2019-05-15T16:00:00Z", age="34")
        status, again = self.post(retry)
        self.assertEqual((again["status"], again.get("duplicate"), again["receipt"]),
                         ("quarantined", True, first["receipt"]))
        _, other = self.post(response("h1", npu="Lemuria"))
        self.assertNotIn("duplicate", other)
        self.installation.verified()

    def test_a_months_csv_over_its_webhooks_is_duplicates(self):
        columns = ["Response ID", "Completed", "Modified", "Member ID", "NPU", "Crime", "How reported",
                   "Age", "Overall", "Treatment", "Comment", "Campaign"]
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(columns)
        for day in range(1, 29):
            self.accepted({"source_response_id": f"e{day}", "completed_at": f"2019-05-{day:02}T13:02:00Z",
                           "modified_at": f"2019-05-{day:02}T13:02:00Z", "respondent_id": f"m{day}",
                           "npu": "Walsall", "contact_channel": "101", "crime_group": "burglary", "age": 34,
                           "answers": {"whole_experience": 2, "treatment": 3}, "comment": "ok"})
            rows.writerow([f"e{day}", f"{day:02}/05/2019 14:02", f"{day:02}/05/2019 14:02", f"m{day}",
                           "WS", "burglary dwelling", "101 call", "34", "Very satisfied", "3", " ok ", "spring"])
        status, reply = self.post(text.getvalue(), content_type="text/csv")
        self.assertEqual((status, reply["counts"]["duplicate"]), (200, 28), reply)
        self.installation.stop()
        file = self.installation.database.with_name("may.csv")
        file.write_text(text.getvalue())
        said = self.installation.run("import", "--survey", SURVEY, "--source", "wmnow", file)
        self.assertIn("28 received, 0 accepted, 28 duplicate, 0 older_version, 0 conflict, 0 quarantined", said)
        self.installation.verified()

    def test_equal_bytes_are_a_duplicate_whatever_the_definitions_have_become(self):
        body = json.dumps(response("d1", comment="\u00e9t\u00e9"))
        row = ("Response ID,Completed,Modified,NPU,Sex,Overall,Campaign\n"
               "d2,15/05/2019 14:02,15/05/2019 14:02,Sandwell,Female,2,spring\n")
        first = self.accepted(body)
        _, reply = self.post(row, content_type="text/csv")
        self.assertEqual(reply["counts"]["accepted"], 1, reply)
        self.installation.stop()
        definitions = self.installation.own_definitions()
        survey = json.loads((definitions / "surveys" / f"{SURVEY}.json").read_text())
        for domain in survey["domains"]:
            for code in domain.get("codes", []):
                if code["code"] == "female":
                    code.update(code="fem", also=["female", "f"])
        self.installation.define(f"surveys/{SURVEY}.json", domains=survey["domains"])
        adapter = json.loads((definitions / "adapters" / "wmnow_csv.json").read_text())
        self.installation.define("adapters/wmnow_csv.json", drop=[*adapter["drop"], "Campaign"])
        self.installation.start()
        self.repeats(first, self.post(body), "json")
        _, reply = self.post(row, content_type="text/csv")
        self.assertEqual(reply["counts"]["duplicate"], 1, reply)
        # The same row under another first line says something else.
        _, reply = self.post(row.replace("Overall", "Treatment"), content_type="text/csv")
        self.assertEqual(reply["counts"]["conflict"], 1, reply)
        # A code that is renamed under the same version of its survey is all that verify finds.
        verified = self.installation.run("verify", check=False)
        failed = [line.split(":")[0] for line in verified.stdout.splitlines() if line.startswith("FAIL")]
        self.assertEqual((verified.returncode, failed), (1, ["FAIL bodies_read_the_same"]), verified.stdout)


class Nameless(unittest.TestCase):
    """Without an id, what is dropped may be all that distinguishes two people."""

    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)

    def test_two_people_without_an_id_are_two_and_a_file_again_is_the_same(self):
        self.installation.own_definitions()
        self.installation.define("adapters/wmnow_csv.json", must_send=[])
        for name, (columns, values) in {"no column": ("", ""), "a blank": ("Response ID,", ","),
                                        "a lost id": ("Response ID,", "NULL,")}.items():
            file = self.installation.database.with_name("nameless.csv")
            file.write_text(f"{columns}Completed,NPU,Overall,E-mail\n" + "".join(
                f"{values}15/05/2019 14:02,Walsall,{1 + len(name) % 7},{who}@example.org\n" for who in ("a", "b")))
            outcome = "quarantined" if name == "a lost id" else "accepted"
            for again in (False, True):
                said = self.installation.run("import", "--survey", SURVEY, "--source", "wmnow", file)
                self.assertIn("2 duplicate" if again else f"2 {outcome}", said, name)
        self.installation.verified()


class Respondents(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)

    def imported(self, rows):
        file = self.installation.database.with_name("rows.csv")
        file.write_text("Response ID,Completed,Modified,Member ID,NPU,Overall\n" + "".join(
            ",".join(row) + "\n" for row in rows))
        return self.installation.run("import", "--survey", SURVEY, "--source", "wmnow", "--rows", file)

    def test_a_version_of_another_respondent_is_a_conflict_in_any_order(self):
        for name, hours in (("later", (14, 15)), ("earlier", (15, 14)), ("equal", (14, 14))):
            said = self.imported([(name, f"15/05/2019 {hour}:02", f"15/05/2019 {hour}:02", member, "Walsall", answer)
                                  for hour, member, answer in zip(hours, ("m1", "m2"), ("1", "7"))])
            self.assertIn("2 received, 1 accepted, 0 duplicate, 0 older_version, 1 conflict", said, name)
            self.assertIn("respondent_differs", said)
            self.assertNotIn("replaced", said)

    def test_a_version_without_a_respondent_does_not_hide_whose_the_first_was(self):
        said = self.imported([("a", f"15/05/2019 {hour}:02", f"15/05/2019 {hour}:02", member, "Walsall", "2")
                              for hour, member in ((14, "m1"), (15, ""), (16, "m2"), (17, "m1"))])
        self.assertIn("4 received, 3 accepted, 0 duplicate, 0 older_version, 1 conflict", said)
        self.assertIn("2 rows replaced earlier ones", said)

    def test_an_id_that_a_spreadsheet_has_lost_is_held(self):
        lost = ["2.01905E+11", "2,01905E+11", "2E+11", "-1.5e10", "20190515.0", "#########", "#REF!", "#N/A",
                "#NAME?", "NULL", "null", "None", "NaN", "n/a", "N/A", "undefined", "(blank)", "-", "---", "?",
                "05-Mar", "Mar-05", "5/3/2019", "TRUE", "unknown",
                "00000000-0000-0000-0000-000000000000"]
        kept = ["201905000001", "wmn-005924", "17", "0", "a1", "7E3", "e10", "2019-05", "mar-05", "#12", "none-1",
                "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "1.2", "4.17", "2019.05.001", "x"]
        # Two at each time: what is lost would make one person of them.
        rows = [(f'"{name}"', "15/05/2019 14:02", "15/05/2019 14:02", f"m{k}-{twice}", "Walsall", "2")
                for k, name in enumerate(lost + kept) for twice in range(2 if name in lost else 1)]
        said = self.imported(rows)
        self.assertIn(f"{len(rows)} received, {len(kept)} accepted, 0 duplicate, 0 older_version, 0 conflict, "
                      f"{2 * len(lost)} quarantined", said)
        self.assertEqual(said.count("id_unusable"), 2 * len(lost))


class Addresses(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.installation.start()

    def send(self, survey, body, webhook_id, content_type="application/json"):
        """The very headers of a captured delivery, at another address."""
        headers = signature(self.installation.secrets["wmnow"], webhook_id, body.encode())
        return self.installation.post("wmnow", survey, body, webhook_id, content_type, headers=headers)[::2]

    def test_a_captured_delivery_is_valid_for_one_address(self):
        body = json.dumps(response("a1"))
        self.assertEqual(self.send(SURVEY, body, "msg_1")[1]["status"], "accepted")
        for survey, kind in (("citizen_satisfaction_pilot", "application/json"), (SURVEY, "application/x-ndjson"),
                             (SURVEY, "application/x-www-form-urlencoded"), (SURVEY, "text/csv")):
            with self.subTest(survey=survey, kind=kind):
                receipts = set()
                for _ in range(2):
                    _, reply = self.send(survey, body, "msg_1", kind)
                    for item in reply.get("items", [reply]):
                        self.assertEqual((item["status"], item["code"]), ("conflict", "webhook_id_reused"), reply)
                        receipts.add(item["receipt"])
                self.assertEqual(len(receipts), 1, "held once, however often it is sent")
        _, again = self.send(SURVEY, body, "msg_1")
        self.assertEqual((again["status"], again["duplicate"]), ("accepted", True))
        self.assertEqual(self.installation.ledger("SELECT count(*) FROM response"), [(1,)])
        self.installation.verified()


if __name__ == "__main__":
    unittest.main()
