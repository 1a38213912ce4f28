"""Who may do what with the report of June 2019 on its pages."""

import hashlib
import re
import unittest
from pathlib import Path

from june_2019 import AIMS, DAY, June2019
from signed_in import SignedIn


def seen_in(page):
    """The digest of the words that a form shows."""
    return re.search(r'name="seen" value="([0-9a-f]{64})"', page).group(1)


class Pages(SignedIn):
    def setUp(self):
        self.installation = June2019.installation()
        self.addCleanup(self.installation.close)
        self.installation.run("report", "new", "--day", DAY)
        self.installation.start(*self.options)
        self.addCleanup(self.installation.stop)

    def test_an_analyst_writes_a_publisher_signs_and_publishes_and_a_lead_reads(self):
        lead = self.signed_in("lead.sw", "lead", "--npu", "SW")
        self.assertEqual(lead.get("/reports").status, 200)
        self.assertIn("No report has been published yet", lead.page.text)
        for path in ("/reports/2019-06.1", "/reports/2019-06.1/file"):
            self.assertEqual(lead.get(path).status, 404, path)
        self.assertEqual(lead.get("/reports/2019-06.1/aims/burglary/edit").status, 403)

        analyst = self.signed_in("an.analyst", "analyst")
        page = analyst.get("/reports/2019-06.1")
        self.assertEqual(page.status, 200)
        self.assertIn("Draft 1", page.text)
        self.assertNotIn("/sign-off", page.text)
        analyst.get("/reports/2019-06.1/aims/burglary/edit")
        token, seen = analyst.page.token, seen_in(analyst.page.text)
        path = "/reports/2019-06.1/aims/burglary/words"
        self.assertEqual(analyst.post(path, token="", commentary_text="Forged.").status, 403)
        self.assertEqual(analyst.post(path, token=token, seen=seen, actions_text="", commentary_text=
                                      "There were **28,976** burglaries in the year ending March 2019.").status, 303)
        self.assertIn("Does not agree", analyst.follow().text)
        self.assertIn("28,967", analyst.page.text)
        seen = seen_in(analyst.page.text)
        self.assertEqual(analyst.post("/reports/2019-06.1/aims/burglary/sign-off", token=token).status, 403)
        self.assertEqual(analyst.post("/reports/2019-06.1/publish", token=token).status, 403)

        publisher = self.signed_in("a.publisher", "publisher")
        page = publisher.get("/reports/2019-06.1")
        self.assertIn("The figures say:", page.text)
        self.assertNotIn("aims/burglary/sign-off", page.text)
        self.assertEqual(publisher.post("/reports/2019-06.1/aims/burglary/sign-off").status, 409)
        self.assertEqual(analyst.post(path, token=token, seen=seen, actions_text="- Visits to **every** victim\n- Patrols",
                                      commentary_text="There were 28,967 burglaries in the year ending March 2019.").status, 303)
        seen = re.search(r'aims/robbery/sign-off".*?name="content" value="([0-9a-f]{64})"', page.text, re.S).group(1)
        publisher.get("/reports/2019-06.1")
        self.assertEqual(publisher.post("/reports/2019-06.1/aims/robbery/sign-off", content="0" * 64).status, 409)
        publisher.get("/reports/2019-06.1")
        self.assertEqual(publisher.post("/reports/2019-06.1/aims/robbery/sign-off", content=seen).status, 303)
        self.assertIn("Signed off by a.publisher", publisher.follow().text)
        self.assertEqual(publisher.post("/reports/2019-06.1/publish", reason="agreed").status, 409)
        self.assertIn("Every aim is signed off before a report is published", publisher.page.text)
        for aim in AIMS:
            publisher.get("/reports/2019-06.1")
            publisher.post(f"/reports/2019-06.1/aims/{aim}/sign-off")
        publisher.get("/reports/2019-06.1")
        self.assertEqual(publisher.post("/reports/2019-06.1/publish", reason="agreed").status, 303)
        self.assertIn("It never changes", publisher.follow().text)

        self.assertEqual(analyst.get("/reports/2019-06.1/aims/burglary/edit").status, 409)
        self.assertIn("2019-06.1 is published, and never changes.", analyst.page.text)
        page = lead.get("/reports/2019-06.1")
        self.assertEqual(page.status, 200)
        self.assertIn("<strong>every</strong>", page.text)
        self.assertNotIn("Edit words", page.text)
        taken = lead.get("/reports/2019-06.1/file")
        self.assertEqual(taken.status, 200)
        self.assertIn("attachment", taken.headers["Content-Disposition"])
        self.assertIn(hashlib.sha256(taken.body).hexdigest(), lead.get("/reports").text)
        self.assertIn("2019-06.1", {row["subject"] for row in self.audited("report_exported")})
        self.assertNotIn("Reports that have left", lead.get("/exports").text)
        page = analyst.get("/exports").text
        self.assertIn("Reports that have left", page)
        self.assertIn(hashlib.sha256(taken.body).hexdigest(), page)
        self.assertEqual(self.audited("report_published")[0]["actor"], "a.publisher")

    def test_a_draft_is_made_in_the_browser_and_words_that_break_a_rule_are_refused(self):
        analyst = self.signed_in("an.analyst", "analyst")
        analyst.get("/reports")
        self.assertEqual(analyst.post("/reports", day="soon", release="2019-05.r0").status, 400)
        self.assertIn("The day of a report is a date", analyst.page.text)
        analyst.get("/reports")
        self.assertEqual(analyst.post("/reports", day=DAY, release="2019-05.r0").location,
                         "/reports/2019-06.2?said=drafted")
        self.assertIn("Draft 2", analyst.follow().text)
        path = "/reports/2019-06.2/aims/burglary"
        seen = seen_in(analyst.get(path + "/edit").text)
        # Far beyond 8,000 bytes, and beyond the 64 KiB of other forms.
        for text in ("x" * 9000, "\u2013" * 20_000):
            analyst.get(path + "/edit")
            self.assertEqual(analyst.post(path + "/words", seen=seen, commentary_text="Kept.", actions_text=text).status, 400)
            self.assertIn(f'<a href="#actions">Response and actions has {len(text.encode())} bytes, and may have 8000.', analyst.page.text)
            self.assertIn(text + "</textarea>", analyst.page.text)
            self.assertIn("Kept.</textarea>", analyst.page.text)
        self.assertEqual(analyst.post(path + "/words", seen=seen, commentary_text="Up\vand\tdown\r\nagain", actions_text="").status, 400)
        self.assertIn('<a href="#commentary">Commentary has control characters.', analyst.page.text)
        self.assertIn("Spaces stand in their place now", analyst.page.text)
        self.assertIn("Up and\tdown\r\nagain</textarea>", analyst.page.text)
        self.assertEqual(seen_in(analyst.page.text), seen)
        analyst.post(path + "/words", seen=seen, commentary_text="<script>alert(1)</script>", actions_text="")
        self.assertNotIn("<script>alert", analyst.follow().text)
        self.assertIn("&lt;script&gt;alert(1)", analyst.get("/reports/2019-06.2").text)

    def test_words_that_somebody_saved_meanwhile_are_not_lost_and_neither_are_ones_own(self):
        path = "/reports/2019-06.1/aims/burglary"
        analyst, publisher = self.signed_in("an.analyst", "analyst"), self.signed_in("a.publisher", "publisher")
        seen = seen_in(analyst.get(path + "/edit").text)
        self.assertEqual(seen_in(publisher.get(path + "/edit").text), seen)
        self.assertEqual(analyst.post(path + "/words", seen=seen, commentary_text="Patrols help.", actions_text="").status, 303)
        self.assertEqual(publisher.post(path + "/words", seen=seen, commentary_text="Locks help.", actions_text="Buy locks.").status, 409)
        page = publisher.page.text
        self.assertIn("Somebody has saved other words of this aim since this form was opened", page)
        self.assertIn('<pre class="rp-theirs">Patrols help.</pre>', page)
        self.assertIn("Written by an.analyst", page)
        self.assertIn("Locks help.</textarea>", page)
        self.assertIn("Buy locks.</textarea>", page)
        self.assertIn("Patrols help.", publisher.get("/reports/2019-06.1").text)
        publisher.get(path + "/edit")
        self.assertEqual(publisher.post(path + "/words", commentary_text="Locks help.", actions_text="").status, 409)
        again = seen_in(publisher.page.text)
        self.assertNotEqual(again, seen)
        both = "Patrols help.\nLocks help."
        self.assertEqual(publisher.post(path + "/words", seen=again, commentary_text=both, actions_text="").status, 303)
        # What stands there already is no change.
        analyst.get(path + "/edit")
        self.assertEqual(analyst.post(path + "/words", seen=seen, commentary_text=both, actions_text="").status, 303)
        file = Path(self.installation.folder.name) / "words.txt"
        file.write_text("Both help.\n")
        said = self.installation.run("report", "comment", "2019-06.1", "burglary", "--commentary", file)
        self.assertIn("the commentary takes the place of what a.publisher wrote at ", said)
        file.write_text("Both help much.\n")
        self.assertNotIn("takes the place", self.installation.run("report", "comment", "2019-06.1", "burglary", "--commentary", file))


if __name__ == "__main__":
    unittest.main()
