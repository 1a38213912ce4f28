"""Publishers decide about releases in a browser: they look at a draft on the pages as readers will see it, approve it
or throw it away, and two of them withdraw a release. Nobody else may, and each act is in the audit."""

import html
import re
import shutil
import sqlite3
import unittest
from pathlib import Path

from publication import fixture
from signed_in import SignedIn

MAY = "2019-05.r0"
PAGE = f"/releases/{MAY}"
ACTS = ("approve", "discard", "withdraw")


def words(page):
    """The text of a page, without its tags."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))


class Publishers(SignedIn):
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.counted = fixture()

    @classmethod
    def tearDownClass(cls):
        cls.counted.close()

    def prepare(self):
        self.installation.definitions = self.counted.definitions
        for file in Path(self.counted.folder.name).glob("soundings.db*"):
            shutil.copy(file, self.installation.folder.name)

    def draft(self):
        self.installation.run("publish", "--period", "2019-05", "--draft")

    def publisher(self, name="b.clark"):
        return self.signed_in(name, "publisher")

    def actions(self):
        with sqlite3.connect(Path(self.installation.folder.name) / "soundings.db") as rows:
            return [(action, actor) for action, actor in
                    rows.execute("SELECT action, actor FROM audit WHERE subject LIKE '%2019-05.r0%' ORDER BY seq")]


class Deciding(Publishers):
    def test_a_draft_is_looked_at_on_the_pages_and_published(self):
        self.draft()
        publisher = self.publisher()
        publisher.get("/about/method")
        self.assertIn('href="/releases"', publisher.page.text)
        listed = words(publisher.get("/releases"))
        self.assertIn("One draft waits to be approved or thrown away.", listed)
        self.assertIn(f'href="{PAGE}"', publisher.page.text)
        text = words(publisher.get(PAGE))
        for said in ("May 2019", "Draft, release " + MAY, "only those who decide about releases", "Passed",
                     "May 2019, by NPU", "monthly publication"):
            self.assertIn(said, text)
        self.assertNotIn("Failed", text)
        look = f"/?period=2019-05&release={MAY}"
        self.assertIn(f'href="{html.escape(look)}"', publisher.page.text)
        overview = publisher.get(look)
        self.assertEqual(overview.status, 200)
        self.assertIn(f"Draft release {MAY}: not published yet", words(overview))
        self.assertIn("42%", words(overview))
        self.assertEqual(overview.headers["Cache-Control"], "no-store")
        area = publisher.get(f"/npus/BE?period=2019-05&release={MAY}")
        self.assertIn("38.5%", words(area))
        self.assertIn(f'name="release" value="{MAY}"', area.text)
        self.assertEqual(publisher.get("/").status, 200)
        self.assertNotIn("42%", words(publisher.page))
        publisher.get(PAGE)
        publisher.post(PAGE + "/approve", reason="monthly publication")
        self.assertEqual(publisher.page.status, 303)
        self.assertIn("It was published.", words(publisher.follow()))
        self.assertIn("42%", words(self.client().get("/?period=2019-05")))
        self.assertEqual(self.installation.run("release", "verify", MAY).count("FAIL"), 0)
        done = self.actions()
        self.assertIn(("release_published", "b.clark"), done)
        self.assertGreaterEqual(done.count(("draft_read", "b.clark")), 3)

    def test_a_draft_is_thrown_away(self):
        self.draft()
        publisher = self.publisher()
        publisher.get(PAGE)
        publisher.post(PAGE + "/discard", reason="")
        self.assertEqual(publisher.page.status, 400)
        self.assertIn("Say why", words(publisher.page))
        publisher.post(PAGE + "/discard", reason="x" * 301)
        self.assertEqual(publisher.page.status, 400)
        publisher.post(PAGE + "/discard", reason="wrong month")
        self.assertEqual(publisher.page.location, "/releases?said=discarded")
        self.assertIn("The draft was thrown away.", words(publisher.follow()))
        self.assertEqual(publisher.get(PAGE).status, 404)
        self.assertIn(("release_discarded", "b.clark"), self.actions())

    def test_a_release_is_withdrawn_by_two_people(self):
        self.installation.run("publish", "--period", "2019-05")
        first, second = self.publisher(), self.publisher("c.dunn")
        first.get(PAGE)
        self.assertIn("It takes two people", words(first.page))
        first.post(PAGE + "/withdraw", reason="a wrong file")
        self.assertIn("A second person withdraws it.", words(first.follow()))
        self.assertIn("You have asked that it be withdrawn", words(first.page))
        first.post(PAGE + "/withdraw", reason="again")
        self.assertEqual(first.page.status, 409)
        self.assertIn("another person must agree", words(first.page))
        self.assertIn("42%", words(self.client().get("/?period=2019-05")))
        self.assertIn("b.clark has asked that it be withdrawn", words(second.get(PAGE)))
        second.post(PAGE + "/withdraw", reason="I agree")
        self.assertIn("It was withdrawn.", words(second.follow()))
        self.assertNotIn("42%", words(self.client().get("/")))
        done = self.actions()
        self.assertIn(("release_withdrawal_asked", "b.clark"), done)
        self.assertIn(("release_withdrawn", "c.dunn"), done)

    def test_what_somebody_else_decided_first_stands(self):
        self.draft()
        first, second = self.publisher(), self.publisher("c.dunn")
        first.get(PAGE)
        second.get(PAGE)
        first.post(PAGE + "/approve", reason="monthly publication")
        second.post(PAGE + "/discard", reason="wrong month")
        self.assertEqual(second.page.status, 409)
        self.assertIn("somebody has decided about it", words(second.page))
        self.assertEqual(second.get("/releases/2030-01.r0").status, 404)


class NobodyElse(Publishers):
    def test_nobody_else_opens_decides_or_sees_a_draft(self):
        self.draft()
        for role in ("lead", "analyst", "steward", "safeguarding", "auditor", "admin"):
            person = self.signed_in(f"a.{role}", role, *(("--npu", "SW") if role == "lead" else ()))
            menu = person.get("/about/method").text
            self.assertNotIn('href="/releases"', menu, role)
            for address in ("/releases", PAGE):
                self.assertEqual(person.get(address).status, 403, role)
            person.get("/about/method")
            token = person.page.token
            for act in ACTS:
                self.assertEqual(person.post(f"{PAGE}/{act}", token=token, reason="mine").status, 403, role)
            for address in (f"/?release={MAY}", f"/npus/BE?release={MAY}"):
                self.assertNotIn("38.5", words(person.get(address)), role)
            refused = person.api(f"/api/v1/estimates?measure=victim_satisfied_whole_experience&period=2019-05"
                                 f"&by=npu&release={MAY}")
            self.assertEqual(refused.status, 400, role)
            self.assertNotIn("38.5", refused.text, role)
        self.assertNotIn("42%", words(self.client().get(f"/?release={MAY}")))
        self.assertEqual([action for action, _ in self.actions()], ["release_drafted"])

    def test_forms_of_others_are_refused(self):
        self.draft()
        publisher = self.publisher()
        publisher.get(PAGE)
        token = publisher.page.token
        for act in ACTS:
            for given, headers in (("0" * 64, {}), ("", {}), (token, {"Origin": "https://elsewhere.example"}),
                                   (token, {"Sec-Fetch-Site": "cross-site"})):
                publisher.post(f"{PAGE}/{act}", token=given, headers=headers, reason="mine")
                self.assertEqual(publisher.page.status, 403)
        self.assertIn("draft", self.installation.run("release", "list"))


if __name__ == "__main__":
    unittest.main()
