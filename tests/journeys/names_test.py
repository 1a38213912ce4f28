"""Nothing silently absent: a column or field under another name is read, refused, held or named,
by import and by post, and never passed over in silence."""

import json
import unittest
from pathlib import Path

from soundings_program import PROGRAM, Installation, victim_response, run

SURVEY = "victim_satisfaction"
HEADER = "Response ID,Completed,Modified,Member ID,NPU,Crime,How reported,Age,Overall,Treatment,Comment"
GOOD = "r1,15/05/2019 14:02,15/05/2019 14:02,m1,Sandwell,burglary,101,34,2,3,ok"
CHAT = "Chat ID,Ended,How would you rate LiveChat?,Would you use our online services again?"


class Names(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)

    def file(self, text, name="rows.csv"):
        path = Path(self.installation.folder.name) / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def take(self, text, *options, survey=SURVEY, name="rows.csv"):
        return self.installation.run("import", "--survey", survey, "--rows", *options, self.file(text, name))

    def refused(self, *arguments):
        """The exit code of a command that must not succeed, and what it says."""
        program = run(*arguments, check=False)
        return program.returncode, program.stdout + program.stderr

    def kept(self):
        return self.installation.ledger("SELECT count(*) FROM submission")[0][0]


class Files(Names):
    def test_what_was_not_read_is_named_with_its_rows(self):
        report = self.take(f"{HEADER},Device\n{GOOD},phone\n{GOOD.replace('r1', 'r2')},\n")
        self.assertIn('not read: "Device" has a value in 1 row\n', report)
        self.assertNotIn("phone", report)
        self.assertIn("2 received, 2 accepted", report)

    def test_a_file_lacking_what_must_be_sent_is_refused_and_nothing_kept(self):
        self.installation.own_definitions()
        self.installation.define("adapters/wmnow_csv.json", must_send=["crime_group", "age"])
        path = self.file(f"{HEADER.replace('Crime', 'Crme')}\n{GOOD}\n")
        code, said = self.refused("import", *self.installation.place(), "--survey", SURVEY, path)
        self.assertEqual(code, 1)
        self.assertIn('the nearest header is "Crme"', said)
        self.assertIn("field_missing", said)
        self.assertEqual(self.kept(), 0)
        # A spelling is no lack, and a blank is none.
        report = self.take(f"{HEADER.replace('Crime', 'CRIME').replace('Age', ' age ')}\n"
                           f"{GOOD.replace('burglary', '').replace('34', '')}\n")
        self.assertIn("1 accepted", report)

    def test_such_a_file_is_held_as_one_when_it_is_posted(self):
        self.installation.own_definitions()
        self.installation.define("adapters/wmnow_csv.json", must_send=["crime_group"])
        self.installation.key("wmnow")
        self.installation.start()
        body = f"{HEADER.replace('Crime', 'Crme')}\n" + "".join(f"{GOOD.replace('r1', f'r{k}')}\n" for k in range(300))
        status, _, reply = self.installation.post("wmnow", SURVEY, body, "msg_1", content_type="text/csv")
        self.assertEqual((status, reply["status"], reply["code"]), (202, "quarantined", "field_missing"))
        self.assertIn('"Crme"', reply["errors"][0]["message"])
        self.assertEqual(self.kept(), 1)
        self.assertFalse(self.installation.holds("burglary"))
        shown = self.installation.run("quarantine", "show", reply["receipt"], "--body")
        self.assertIn(GOOD.replace("r1", "r299"), shown)

    def test_rows_that_would_all_be_held_are_held_once(self):
        rows = "".join(f"{GOOD.replace('r1', f'r{k}')}\n" for k in range(50))
        for header, code in ((HEADER.replace("Completed", "When"), "field_missing"),
                             (HEADER.replace("Overall,Treatment", "q1,q2"), "no_known_answer")):
            report = self.take(f"{header}\n{rows}", name=f"{code}.csv")
            self.assertIn("1 received", report)
            self.assertIn(f"; {code} ", report)
        self.assertEqual(self.kept(), 2)

    def test_a_header_that_stands_twice_is_refused_in_every_reader(self):
        for header in (f"{HEADER},Crime", f"{HEADER},crime", f"{HEADER},crime_group"):
            code, said = self.refused("import", *self.installation.place(), "--survey", SURVEY,
                                      self.file(f"{header}\n{GOOD},domestic abuse\n"))
            self.assertEqual(code, 1)
            self.assertIn("header_unreadable", said)
        self.assertEqual(self.kept(), 0)
        for command, text in (
                ("invitations", "survey,wave_or_month,npu,crime_group,invited,bounced,ineligible,Invited\n"
                                f"{SURVEY},2018-11,BE,burglary,415,0,0,9\n"),
                ("series", "series,month,value,Value\nlivechat_conversations,2018-08,1,2\n")):
            code, said = self.refused(command, "import", *self.installation.place(), self.file(text, f"{command}.csv"))
            self.assertEqual(code, 1, said)
            self.assertIn("header_unreadable", said)
        self.installation.own_definitions()
        targets = self.installation.definitions / "weighting" / "population_16_and_over.csv"
        targets.write_text(targets.read_text().replace("as_of", "as_of,Target", 1))
        code, said = self.refused("defs", "check", "--defs", self.installation.definitions)
        self.assertEqual(code, 1)
        self.assertIn("target_readable", said)

    def test_rows_of_nothing_are_passed_over_and_counted(self):
        report = self.take(f"{HEADER}\n{GOOD}\n,,,,,,,,,,\n,,,,,,,,,,\n{HEADER.upper()}\n")
        self.assertIn("1 received, 1 accepted", report)
        self.assertIn("blank_rows_passed_over: 2 rows", report)
        self.assertIn("header_rows_passed_over: 1 row", report)
        invitations = self.file("Survey,Wave or month,NPU,Crime group,Invited,Bounced,Ineligible\n"
                                f"{SURVEY},2018-11,BE,burglary,415,0,0\n,,,,,,\n")
        self.assertIn("1 rows imported", self.installation.run("invitations", "import", invitations))

    def test_spreadsheets_own_ways_are_read(self):
        seconds = GOOD.replace("14:02", "14:02:31")
        for number, row in enumerate((seconds, GOOD.replace("r1", '="007123"'))):
            self.assertIn("1 accepted", self.take(f"{HEADER}\n{row}\n", name=f"{number}.csv"))
        self.assertEqual(self.installation.ledger("SELECT source_response_id FROM submission ORDER BY 1"),
                         [("007123",), ("r1",)])
        agree = "I agree, freely, that my answers, name removed, may be used, kept, and shared"
        tabs = "\t".join([*CHAT.split(","), agree])
        report = self.take(f"{tabs}\nc1\t15/05/2019 14:02\t1\t1\tyes\n", survey="livechat", name="chat.tsv")
        self.assertIn("1 accepted", report)
        self.assertIn(f'not read: "{agree[:64]}\u2026"', report)

    def test_two_marks_lose_no_id(self):
        self.take(b"\xef\xbb\xbf\xef\xbb\xbf" + f"{HEADER}\n{GOOD}\n".encode())
        report = self.take(b"\xef\xbb\xbf" + f"{HEADER}\n{GOOD}\n".encode())
        self.assertIn("1 duplicate", report)


class Posts(Names):
    def setUp(self):
        super().setUp()
        self.installation.key("wmnow")
        self.installation.start()

    def post(self, body, **options):
        self.number = getattr(self, "number", 0) + 1
        return self.installation.post("wmnow", SURVEY, body, f"msg_{self.number}", **options)

    def test_the_reply_names_what_was_not_read(self):
        status, _, reply = self.post(victim_response("j1", device="phone", q17={"text": "Jane"}))
        self.assertEqual((status, reply["status"]), (200, "accepted"))
        self.assertEqual(reply["unread"], [{"name": "device", "count": 1}, {"name": "q17/text", "count": 1}])
        _, _, reply = self.post([victim_response("j2", device="x"), victim_response("j3", device="y"),
                                 victim_response("j4")])
        self.assertEqual(reply["unread"], [{"name": "device", "count": 2}])
        _, _, reply = self.post(f"{HEADER},Device\n{GOOD},phone\n", content_type="text/csv")
        self.assertEqual(reply["unread"], [{"name": "Device", "count": 1}])
        self.assertEqual(self.installation.metric("soundings_unread_fields_total", source="wmnow"), 5)
        self.assertNotIn("phone", self.installation.log())
        named = [line for line in map(json.loads, self.installation.log().splitlines()) if line["event"] == "field_not_read"]
        self.assertEqual([line["name"] for line in named], ["device", "q17/text", "Device"])
        _, _, reply = self.post(victim_response("j5"))
        self.assertNotIn("unread", reply)

    def test_a_field_of_safeguarding_in_another_spelling_is_not_revealed(self):
        for number, changes in enumerate(({"crimeGroup": "domestic_abuse"}, {"Crime group": "DA"}, {"Age": 15},
                                          {"Age (years)": 17}, {"crimeGroup2": "x"}, {"offence": "Domestic Abuse"})):
            response = victim_response(f"s{number}", **changes)
            del response["crime_group"], response["age"]
            status, _, reply = self.post(response)
            self.assertEqual((status, reply["code"]), (202, "held"), changes)
            self.assertNotIn("errors", reply)
        self.assertEqual(self.installation.outcomes(), {"quarantined": 6})

    def test_a_response_without_a_known_answer_is_held(self):
        for number, answers in enumerate(({}, {"q1": 2}, None)):
            status, _, reply = self.post(victim_response(f"n{number}", answers=answers))
            self.assertEqual((status, reply["code"]), (202, "no_known_answer"))
        response = victim_response("n9")
        response["answers"] = {"wholeExperience": 2}
        self.assertEqual(self.post(response)[2]["status"], "accepted")


if __name__ == "__main__":
    unittest.main()
