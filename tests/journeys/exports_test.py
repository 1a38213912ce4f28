"""The files of a release: found on the page, whole by their SHA-256, and each one that is taken in the audit."""

import hashlib
import html
import json
import re
import unittest
from pathlib import Path

from signed_in import SignedIn
from soundings_program import FIXTURES, Installation

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOK = "/api/v1/releases/2019-05.r0/files/2019-05.r0.xlsx"
HREF = re.compile(r'href="(/api/v1/releases/[^"]+)"')


class Exports(SignedIn):
    def prepare(self):
        self.installation.run("invitations", "import", FIXTURES / "files" / "invitations.csv")
        self.installation.release_may()

    def test_every_file_is_there_with_its_hash_rows_and_size(self):
        lead = self.signed_in("lead.sw", "lead", "--npu", "SW")
        page = lead.get("/exports")
        self.assertEqual(page.status, 200)
        self.assertIn("2019-05.r0", page.text)
        listed, = json.loads(lead.api("/api/v1/releases").text)["releases"]
        addresses = {html.unescape(found) for found in HREF.findall(page.text)}
        made = {address for address in addresses if address.endswith((".labelled.csv", "2019-05.r0.json"))}
        self.assertEqual(addresses - made, {WORKBOOK} | {file["href"] for file in listed["files"]})
        self.assertEqual(len(made), 1 + sum(file["name"].endswith(".csv") and "primitives" not in file["name"]
                                            for file in listed["files"]))
        self.assertGreater(len(addresses), 5)
        self.assertFalse([file for file in listed["files"] if "witness" in file["name"] or file["name"] == "counts.csv"])
        manifest = next(file for file in listed["files"] if file["name"] == "manifest.json")
        tables = [file for file in listed["files"] if file["name"].endswith(".csv")]
        for file in (manifest, *tables[:3]):
            taken = lead.get(file["href"])
            self.assertEqual(taken.status, 200)
            body = taken.text.encode()
            self.assertEqual(hashlib.sha256(body).hexdigest(), file["sha256"])
            self.assertEqual(len(body), file["bytes"])
            self.assertEqual(body.count(b"\n"), file["lines"])
            self.assertIn(f'filename="{file["name"]}"', taken.headers["Content-Disposition"])
            if file in tables:
                self.assertIn(file["sha256"], page.text)
        rows = self.audited("file_exported")
        self.assertEqual({row["actor"] for row in rows}, {"lead.sw"})
        self.assertIn(f"2019-05.r0/{manifest['name']}", {row["subject"] for row in rows})

    def test_the_workbook_is_that_of_the_command_line_and_in_the_audit(self):
        lead = self.signed_in("lead.sw", "lead", "--npu", "SW")
        taken = lead.get(WORKBOOK)
        self.assertEqual(taken.status, 200)
        self.assertEqual(taken.headers["Content-Type"], MEDIA_TYPE)
        self.assertIn('filename="2019-05.r0.xlsx"', taken.headers["Content-Disposition"])
        file = Path(self.installation.folder.name) / "may.xlsx"
        self.installation.run("release", "export", "2019-05.r0", "--format", "xlsx", "--out", file)
        self.assertEqual(hashlib.sha256(taken.body).hexdigest(), hashlib.sha256(file.read_bytes()).hexdigest())
        self.assertIn("2019-05.r0/2019-05.r0.xlsx", {row["subject"] for row in self.audited("file_exported")})
        self.assertEqual(lead.get("/api/v1/releases/2031-01.r0/files/2031-01.r0.xlsx").status, 404)

    def test_what_is_not_published_is_not_there(self):
        lead = self.signed_in("lead.sw", "lead", "--npu", "SW")
        for name in ("counts.csv", "victim_satisfaction.witnesses.json", "no.csv", "..%2Fsoundings.db"):
            self.assertEqual(lead.get(f"/api/v1/releases/2019-05.r0/files/{name}").status, 404)
        self.assertEqual(lead.get("/api/v1/releases/2031-01.r0/files/manifest.json").status, 404)
        self.assertEqual(lead.get("/exports?release=2031-01.r0").status, 400)
        self.assertIn("Choose a release from the list", lead.page.text)
        self.assertEqual(self.audited("file_exported"), [])

    def test_working_files_are_for_analysts_marked_and_audited(self):
        lead = self.signed_in("lead.sw", "lead", "--npu", "SW")
        self.assertNotIn("tier=working", lead.get("/exports").text)
        self.assertNotIn("Working figures", lead.page.text)
        analyst = self.signed_in("a.analyst", "analyst")
        page = analyst.get("/exports").text
        self.assertIn("Working figures: not for publication", page)
        addresses = [html.unescape(one) for one in re.findall(r'href="(/api/v1/[^"]*(?:working|weights)[^"]*)"', page)]
        self.assertGreaterEqual(len(addresses), 3)
        for address in addresses:
            self.assertEqual(analyst.get(address).status, 200, address)
            self.assertIn("working", analyst.page.text)
            self.assertEqual(lead.get(address).status, 403)
        self.assertEqual(len(self.audited("working_figures_read")), len(addresses))
        self.assertEqual(len(self.audited("figures_exported")), len(addresses))

    def test_a_file_of_working_figures_is_listed_with_its_hash_before_it_leaves(self):
        analyst = self.signed_in("a.analyst", "analyst")
        self.assertNotIn("Files of working figures that have left", analyst.get("/exports").text)
        taken = analyst.get("/api/v1/headline/2019-05.csv?tier=working")
        digest = hashlib.sha256(taken.body).hexdigest()
        analyst.get("/api/v1/headline/2019-05?tier=working")
        self.assertEqual(analyst.get("/api/v1/headline/2019-05.csv").status, 200)
        row, = self.audited("figures_exported")
        self.assertEqual((row["actor"], row["subject"]), ("a.analyst", "GET /api/v1/headline/2019-05.csv?tier=working"))
        file, = json.loads(self.installation.run("export", "list", "--json"))["files"]
        self.assertEqual((file["by"], file["bytes"], file["sha256"]), ("a.analyst", len(taken.body), digest))
        self.assertIn(f'filename="{file["name"]}"', taken.headers["Content-Disposition"])
        page = analyst.get("/exports").text
        for words in ("Files of working figures that have left", digest, "by a.analyst"):
            self.assertIn(words, page)
        lead = self.signed_in("lead.sw", "lead", "--npu", "SW")
        self.assertNotIn(digest, lead.get("/exports").text)

    def test_records_that_left_are_listed_for_analysts(self):
        out = Path(self.installation.folder.name) / "records"
        self.installation.run("export", "microdata", "--survey", "victim_satisfaction", "--period", "2019-05",
                              "--format", "sav", "--out", out, "--asked-by", "s.patel")
        digest = hashlib.sha256(next(out.iterdir()).read_bytes()).hexdigest()
        lead = self.signed_in("lead.sw", "lead", "--npu", "SW")
        self.assertNotIn(digest, lead.get("/exports").text)
        page = self.signed_in("a.analyst", "analyst").get("/exports").text
        for words in (digest, "victim_satisfaction.2019-05.records.sav", "by s.patel ("):
            self.assertIn(words, page)


class Nothing(unittest.TestCase):
    def test_a_page_without_a_release_says_so(self):
        installation = Installation()
        self.addCleanup(installation.close)
        installation.key("wmnow")
        installation.start()
        status, _, body = installation.get("/exports")
        self.assertEqual(status, 200)
        self.assertIn(b"No month has been published yet", body)


if __name__ == "__main__":
    unittest.main()
