"""A database that is marked as sample data: every file that an export makes and every link of the Exports page says so,
no flag given, and none of a database without the mark."""

import csv
import html
import io
import json
import re
import unittest
from pathlib import Path

from publication import fixture
from signed_in import SignedIn
from soundings_program import FIXTURES
from workbook_reader import Workbook

MAY = "2019-05.r0"
PRINTED = re.compile(r'Sample data|"data": ?"sample"')
SURVEY = ("--survey", "victim_satisfaction", "--period", "2019-05")
MEASURE = ("--measure", "victim_satisfied_whole_experience")


def says_sample(name, content):
    """Whether a file says that its answers are invented; a table says so in every row, that of Triple-S, whose columns
    its description fixes, in its header."""
    if name.endswith(".xlsx"):
        return any(PRINTED.search(text) for text in Workbook(content).texts)
    if not name.endswith(".csv"):
        return PRINTED.search(content.decode("latin-1")) is not None
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    if name.endswith(".triple-s.csv"):
        return any("Sample data" in column for column in rows[0])
    marked = [row.get("data") == "sample" or "Sample data" in (row.get("notice") or "") for row in rows]
    assert rows and len(set(marked)) == 1, name
    return marked[0]


def files_of(installation):
    """Whatever the commands write of this database, by name. No command is given --sample."""
    folder = Path(installation.folder.name)
    made = {}
    installation.run("release", "export", MAY, "--format", "all", "--out", folder / "release")
    for form in ("csv", "sav", "triple-s"):
        installation.run("export", "microdata", *SURVEY, "--format", form, "--out", folder / form, "--asked-by", "s.patel")
    for out in ("release", "csv", "sav", "triple-s"):
        made.update({f"{out}/{file.name}": file.read_bytes() for file in (folder / out).iterdir()})
    for form in ("csv", "json"):
        headline = folder / f"headline.{form}"
        installation.run("headline", "--period", "2019-05", "--format", form, "-o", headline)
        made[headline.name] = headline.read_bytes()
        for command, *asked in (("estimate", *MEASURE, "--period", "2019-05", "--by", "npu"),
                                ("series", *MEASURE), ("weights", *SURVEY),
                                ("compare", *MEASURE, "--period", "2019-05", "--against", "rest", "--by", "npu"),
                                ("small-areas", *MEASURE, "--period", "2019-05")):
            made[f"{command}.{form}"] = installation.working(command, *asked, "--format", form).encode()
    made["estimate.txt"] = installation.run("estimate", *MEASURE, "--period", "2019-05", "--format", "table").encode()
    made["weights.md"] = installation.working("weights", *SURVEY, "--format", "markdown").encode()
    installation.run("report", "new", "--day", "2019-06-18")
    made["diff.txt"] = installation.run("release", "diff", MAY, MAY).encode()
    made["diff.json"] = installation.run("release", "diff", MAY, MAY, "--json").encode()
    made["provisional.json"] = installation.run("provisional", "list", "--json").encode()
    made["report.json"] = installation.run("report", "show", "2019-06.1", "--json").encode()
    made["headline.csv-metadata.json"] = (folder / "headline.csv-metadata.json").read_bytes()
    installation.run("report", "export", "2019-06.1", "--out", folder / "draft.html")
    installation.run("report", "sign", "2019-06.1", "--every")
    installation.run("report", "publish", "2019-06.1")
    installation.run("report", "export", "2019-06.1", "--out", folder / "published.html")
    made.update({name: (folder / name).read_bytes() for name in ("draft.html", "published.html")})
    return made


class Sample(SignedIn):
    marked = True
    maxDiff = None

    def setUp(self):
        self.installation = fixture()
        self.addCleanup(self.installation.close)
        if self.marked:
            self.installation.run("sample", "mark", "--by", "s.patel")
        self.installation.run("publish", "--period", "2019-05")

    def held(self, files):
        self.assertEqual({name: says_sample(name, content) for name, content in files.items()},
                         dict.fromkeys(files, self.marked))

    def test_every_file_of_an_export(self):
        files = files_of(self.installation)
        self.assertGreater(len(files), 50)
        self.held(files)
        self.assertIn("ok", self.installation.run("release", "verify", MAY))

    def test_every_link_of_the_exports_page(self):
        self.installation.start("--sign-in-required")
        self.addCleanup(self.installation.stop)
        analyst = self.signed_in("a.analyst", "analyst")
        links = {html.unescape(found) for found in re.findall(r'href="(/api/v1/[^"]+)"', analyst.get("/exports").text)}
        self.assertGreater(len(links), 20)
        self.assertTrue([link for link in links if "tier=working" in link])
        files = {"/exports": analyst.page.body}
        for link in sorted(links):
            self.assertEqual(analyst.get(link).status, 200, link)
            is_table = analyst.page.headers["Content-Type"].startswith("text/csv")
            files[link + (" as .csv" if is_table else "")] = analyst.page.body
            if described := re.match(r'<([^>]+-metadata\.json)>', analyst.page.headers["Link"] or ""):
                files[described.group(1)] = analyst.get(described.group(1)).body
        for address in ("/api/v1/overview", "/api/v1/npus/SW/summary", "/api/v1/releases", "/api/v1/provisional",
                        "/api/v1/periods", "/api/v1/series?measure=victim_satisfied_whole_experience"):
            files[address] = analyst.get(address).body
            self.assertEqual(analyst.page.status, 200, address)
        self.held(files)


class Unmarked(Sample):
    marked = False


class Mark(unittest.TestCase):
    def test_it_comes_later_stays_and_stands_in_the_audit(self):
        installation = fixture()
        self.addCleanup(installation.close)
        installation.run("publish", "--period", "2019-05")
        installation.start()
        self.addCleanup(installation.stop)
        self.assertFalse(says_sample("/", installation.get("/")[2]))
        before = installation.get(f"/api/v1/releases/{MAY}/files/manifest.json")[2]
        self.assertEqual(installation.run("sample", "mark", "--reason", "a demonstration"),
                         "the database is marked as sample data\n")
        self.assertEqual(installation.run("sample", "mark"), "the database was marked as sample data already\n")
        self.assertTrue(says_sample("/", installation.get("/")[2]))
        self.assertEqual(installation.get(f"/api/v1/releases/{MAY}/files/manifest.json")[2], before)
        rows = json.loads(installation.run("audit", "--action", "sample_marked", "--json"))["rows"]
        self.assertEqual([row["detail"] for row in rows], ["a demonstration"])
        folder = Path(installation.folder.name) / "out"
        installation.run("release", "export", MAY, "--out", folder)
        said = {file.name for file in folder.iterdir() if says_sample(file.name, file.read_bytes())}
        self.assertEqual(said, {file.name for file in folder.iterdir() if file.name.endswith("-metadata.json")})
        self.assertIn("ok", installation.run("release", "verify", MAY))


if __name__ == "__main__":
    unittest.main()
