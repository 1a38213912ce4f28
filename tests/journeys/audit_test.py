"""Who did what: each kind of act leaves its row, auditors read the rows in words, nobody else does, and rows that
were altered, removed or moved are named."""

import contextlib
import html
import json
import re
import sqlite3
import unittest
from pathlib import Path

from signed_in import ASKED, SignedIn
from soundings_program import FIXTURES, Installation, victim_response

SURVEY = "victim_satisfaction"


def rows_of(page):
    """What stands in the rows of the page: (what was done, who)."""
    text = page.text
    done = re.findall(r'<th role="rowheader" scope="row">([^<]*)</th>', text)
    who = re.findall(r'data-label="Who"[^>]*>([^<]*)</td>', text)
    return [(html.unescape(a), html.unescape(b)) for a, b in zip(done, who)]


class AuditPage(SignedIn):
    def prepare(self):
        self.installation.key("wmnow")
        self.installation.release_may()

    def everything(self):
        """One act of each kind that leaves a row; the auditor."""
        run = self.installation.run
        analyst = self.signed_in("a.analyst", "analyst")
        analyst.api(ASKED + "&tier=working")
        self.assertEqual(analyst.get("/api/v1/headline/2019-05.csv?tier=working").status, 200)
        name = analyst.api("/api/v1/releases").text
        file = next(one for one in json.loads(name)["releases"][0]["files"] if one["name"].endswith(".csv"))
        self.assertEqual(analyst.get(file["href"]).status, 200)
        analyst.get("/account")
        analyst.post("/sign-out")
        self.client().give_password("nobody.here", "not a password of anybody")
        run("release", "export", "2019-05.r0", "--out", Path(self.installation.folder.name) / "files")
        run("invitations", "import", FIXTURES / "files" / "invitations.csv")
        run("export", "microdata", "--survey", SURVEY, "--period", "2019-05", "--asked-by", "a.analyst", "--out",
            Path(self.installation.folder.name) / "records")
        status, _, held = self.installation.post("wmnow", SURVEY, victim_response("x", npu="Atlantis",
                                                                                  respondent_id="m-1"), "m1")
        self.assertEqual(status, 202)
        run("quarantine", "show", held["receipt"])
        run("quarantine", "discard", held["receipt"], "--reason", "no such place")
        run("account", "set-role", "a.analyst", "--role", "publisher")
        run("account", "disable", "a.analyst")
        run("account", "enable", "a.analyst")
        key = run("key", "create", "--source", "wmnow", "--label", "second").split()[0]
        run("key", "revoke", key)
        reading = run("reading-key", "create", "--label", "a program").split()[0]
        run("reading-key", "revoke", reading)
        run("subject-access", "--source", "wmnow", "--respondent", "m-9", check=False)
        return self.signed_in("an.auditor", "auditor")

    def test_each_kind_of_act_is_there_in_words(self):
        auditor = self.everything()
        page = auditor.get("/audit")
        self.assertEqual(page.status, 200)
        said = dict(rows_of(page))
        for words in ("Signed in", "Sign-in refused", "Signed out", "Looked at working figures",
                      "Took a file of working figures", "Took a file of a release", "Wrote the files of a release",
                      "Wrote files of respondent records", "Looked at a held item",
                      "Discarded a held item", "Changed a role", "Locked an account", "Unlocked an account",
                      "Made an account", "Made a key of a source", "Ended a key of a source", "Made a reading key",
                      "Ended a reading key", "Read a person&#39;s record for them".replace("&#39;", "'"),
                      "Changed a password"):
            self.assertIn(words, said)
        self.assertEqual(said["Took a file of a release"], "a.analyst")
        self.assertFalse([words for words in said if re.fullmatch(r"[a-z]+(_[a-z]+)+", words)])
        published = auditor.get("/audit?action=release_published")
        self.assertEqual([words for words, _ in rows_of(published)], ["Published a release"])
        self.assertNotIn("m-9", page.text)

    def test_rows_are_found_by_action_person_and_day(self):
        auditor = self.everything()
        analyst = rows_of(auditor.get("/audit?actor=a.analyst"))
        self.assertTrue(analyst)
        self.assertEqual({who for _, who in analyst}, {"a.analyst"})
        refused = rows_of(auditor.get("/audit?action=sign_in_refused"))
        self.assertEqual(refused, [("Sign-in refused", "anyone")])
        self.assertEqual(rows_of(auditor.get("/audit?from=2001-01-01&to=2001-12-31")), [])
        self.assertIn("Nothing of this kind", auditor.page.text)
        self.assertTrue(rows_of(auditor.get("/audit?from=2001-01-01")))
        for query, words in (("from=yesterday", "Enter the first day"), ("to=2019-02-30", "Enter the last day"),
                             ("action=dance", "Choose what was done")):
            page = auditor.get(f"/audit?{query}&actor=a.analyst")
            self.assertEqual(page.status, 400)
            self.assertIn(words, page.text)
            self.assertIn('value="a.analyst"', page.text)

    def test_long_audits_have_pages(self):
        auditor = self.signed_in("an.auditor", "auditor")
        for number in range(60):
            self.installation.run("reading-key", "create", "--label", f"program {number}")
        first = auditor.get("/audit?action=reading_key_created")
        self.assertIn("60 rows, the latest first: page 1 of 2.", first.text)
        self.assertIn("program 59", first.text)
        self.assertNotIn("program 9<", first.text)
        older = html.unescape(re.search(r'href="([^"]*page=2[^"]*)"', first.text).group(1))
        second = auditor.get(older)
        self.assertIn("program 0", second.text)
        self.assertEqual(len(rows_of(second)), 10)
        self.assertIn("Newer rows", second.text)
        self.assertEqual(len(rows_of(auditor.get("/audit?action=reading_key_created&page=99"))), 10)

    def test_it_is_for_auditors_and_administrators_alone(self):
        for role in ("lead", "analyst", "publisher", "steward", "safeguarding"):
            person = self.signed_in(f"a.{role}", role, *(("--npu", "SW") if role == "lead" else ()))
            for address in ("/audit", "/about/data"):
                self.assertEqual(person.get(address).status, 403)
                self.assertIn("You cannot open this page", person.page.text)
            menu = person.get("/").text
            self.assertNotIn('href="/audit"', menu)
            self.assertNotIn('href="/about/data"', menu)
        for role in ("auditor", "admin"):
            person = self.signed_in(f"an.{role}", role)
            menu = person.get("/").text
            self.assertIn('href="/audit"', menu)
            self.assertIn('href="/about/data"', menu)
            self.assertEqual((person.get("/audit").status, person.get("/about/data").status), (200, 200))
        self.assertEqual(self.client().get("/audit").location, "/sign-in?next=%2Faudit")

    def test_what_others_wrote_is_shown_as_text(self):
        self.installation.run("reading-key", "create", "--label", "<b>bold</b>")
        page = self.signed_in("an.auditor", "auditor").get("/audit")
        self.assertNotIn("<b>bold</b>", page.text)
        self.assertIn("&lt;b&gt;bold", page.text)

    def test_the_data_protection_officer_sees_numbers_and_no_person(self):
        for number in range(3):
            self.installation.post("wmnow", SURVEY, victim_response(f"h{number}", npu="Atlantis", respondent_id="m-7",
                                                                    comment="Private words."), f"h{number}")
        self.installation.post("wmnow", SURVEY, victim_response("theirs", respondent_id="m-8"), "t1")
        self.installation.run("subject-access", "--source", "wmnow", "--respondent", "m-8")
        self.installation.run("erase", "--source", "wmnow", "--respondent", "m-8", "--reference", "SAR-1", "--apply")
        page = self.signed_in("an.auditor", "auditor").get("/about/data").text
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))
        self.assertIn("Nothing is past its time. One record was erased on request. 3 items wait to be decided.", words)
        self.assertRegex(words, r"Area unknown 3 0 0 0 0 3 ")
        self.assertIn("90 days", words)
        for word in ("m-7", "m-8", "Private words", "theirs", "SAR-1"):
            self.assertNotIn(word, page)


class AuditVerify(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.installation.run("reading-key", "create", "--label", "one")
        self.installation.run("reading-key", "create", "--label", "two")
        self.installation.run("reading-key", "create", "--label", "three")

    def check(self, *options):
        return self.installation.run("audit", "verify", *options, check=False)

    def change(self, *statements):
        with contextlib.closing(sqlite3.connect(self.installation.database)) as database:
            database.execute("DROP TRIGGER audit_is_never_changed")
            database.execute("DROP TRIGGER audit_is_never_shortened")
            for statement in statements:
                database.execute(statement)
            database.commit()

    def test_a_whole_audit_passes_beside_a_server_too(self):
        self.installation.start()
        done = self.check()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"\Aok   audit_chain: each of \d+ rows follows on\n"
                                      r"ok   audit_codes: each row has the code that the master key makes\n"
                                      r"ok   newest_kept: .*\nok   newest: \d+:[0-9a-f]{64}\n\Z")
        newest = done.stdout.split("newest: ")[1].strip()
        self.assertEqual(self.check("--expect", newest).returncode, 0)
        self.assertEqual(self.check("--expect", "1:" + "0" * 64).returncode, 1)
        self.assertEqual(self.check("--expect", "nonsense").returncode, 2)
        self.assertIn("reading_key_created", self.installation.run("audit"))

    def test_altered_removed_and_moved_rows_are_named(self):
        rows = self.installation.ledger("SELECT seq FROM audit WHERE action = 'reading_key_created' ORDER BY seq")
        (first,), *_ = rows
        self.change(f"UPDATE audit SET actor = 'nobody' WHERE seq = {first}")
        done = self.check()
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"FAIL audit_chain: row {first} is not as it was written\n", done.stdout)
        self.assertEqual(self.installation.run("verify", check=False).returncode, 1)

    def test_a_removed_row_is_named_and_so_is_one_off_the_end(self):
        (first,), *_ = self.installation.ledger(
            "SELECT seq FROM audit WHERE action = 'reading_key_created' ORDER BY seq")
        last, = self.installation.ledger("SELECT max(seq) FROM audit")[0]
        self.change(f"DELETE FROM audit WHERE seq = {first}", f"DELETE FROM audit WHERE seq = {last}")
        done = self.check()
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"FAIL audit_chain: row {first} is missing\n", done.stdout)
        self.assertIn(f"and row {last} was kept", done.stdout)

    def test_it_needs_its_key_or_says_what_it_left_out(self):
        Path(f"{self.installation.database}.key").rename(Path(self.installation.folder.name) / "elsewhere")
        self.assertEqual(self.check().returncode, 3)
        done = self.check("--without-key")
        self.assertIn("ok   audit_codes: not compared: the master key is not here\n", done.stdout)


if __name__ == "__main__":
    unittest.main()
