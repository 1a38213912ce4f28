"""The report of June 2019 is signed off and published, and a published report never changes."""

import base64
import hashlib
import json
import re
import unittest
from html.parser import HTMLParser
from pathlib import Path

from june_2019 import DAY, PUBLISHED, Report


class Outside(HTMLParser):
    """What a file would fetch or run."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag in ("script", "iframe", "object", "embed", "img", "link", "form"):
            self.found.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "action", "style", "background") and not (value or "").startswith("#"):
                self.found.append(f"{tag} {name}={value}")
            if name.startswith("on"):
                self.found.append(f"{tag} {name}")


class Publication(Report):
    def publish(self):
        self.write("burglary", "Work with landlords goes on.\n")
        self.installation.run("report", "sign", "2019-06.1", "--every")
        return self.installation.run("report", "publish", "2019-06.1", "--reason", "agreed by the board", "--sample")

    def exported(self, report, name):
        path = Path(self.installation.folder.name) / name
        self.installation.run("report", "export", report, "--out", path)
        return path.read_bytes()

    def test_a_report_is_published_when_all_aims_are_signed_off_and_never_changes(self):
        refused = self.installation.run("report", "publish", "2019-06.1", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("aims_not_signed_off", refused.stderr)
        self.assertIn("Burglary; ", refused.stderr)
        self.assertNotIn("hidden_crime", refused.stderr)
        said = self.publish()
        first = self.exported("2019-06.1", "first.html")
        self.assertIn(hashlib.sha256(first).hexdigest(), said)
        self.assertIn(b"Published ", first)
        self.assertIn(b"Work with landlords goes on.", first)
        rows = (PUBLISHED / "headline_series.csv").read_text().replace(",28967,", ",29999,")
        self.installation.run("series", "import", self.file("later.csv", rows))
        self.installation.run("series", "remove", "--series", "robbery", "--reason", "a typing error", "--apply")
        self.assertEqual(self.exported("2019-06.1", "again.html"), first)
        for words in (["comment", "2019-06.1", "burglary", "--commentary", self.file("late.txt", "Late.\n")],
                      ["sign", "2019-06.1", "burglary"], ["sign", "2019-06.1", "--every"], ["publish", "2019-06.1"]):
            done = self.installation.run("report", *words, check=False)
            self.assertEqual(done.returncode, 1, words)
            self.assertIn("report_published", done.stderr)
        self.assertIn("2019-06.2 is draft 2", self.installation.run("report", "new", "--day", DAY))
        self.assertIn("29,999", self.exported("2019-06.2", "second.html").decode())
        self.assertIn("Work with landlords goes on.", self.exported("2019-06.2", "second.html").decode())
        self.assertEqual(self.exported("2019-06.1", "still.html"), first)
        actions = [row["action"] for row in json.loads(self.installation.run("audit", "--json", "--limit", "400"))["rows"]]
        for action in ("report_drafted", "report_words_written", "report_signed_off", "report_published", "report_exported"):
            self.assertIn(action, actions)
        self.assertIn("reports_unchanged", self.installation.run("verify"))

    def test_a_report_whose_sentence_a_later_figure_contradicts_is_not_published(self):
        self.write("burglary", "There were 8,726 robberies in the year ending March 2019.\n")
        self.installation.run("report", "sign", "2019-06.1", "--every")
        rows = (PUBLISHED / "headline_series.csv").read_text().replace(",8726,", ",8927,")
        self.installation.run("series", "import", "--replace", self.file("later.csv", rows))
        self.installation.run("report", "sign", "2019-06.1", "robbery")
        refused = self.installation.run("report", "publish", "2019-06.1", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("claim_contradicted", refused.stderr)
        self.assertIn("Burglary", refused.stderr)

    def test_equal_material_gives_equal_bytes(self):
        self.assertEqual(self.exported("2019-06.1", "one.html"), self.exported("2019-06.1", "two.html"))

    def test_the_file_needs_nothing_but_itself(self):
        self.publish()
        text = self.exported("2019-06.1", "out.html").decode()
        outside = Outside(text)
        self.assertEqual(outside.found, [])
        self.assertEqual(outside.tags.count("h1"), 1)
        self.assertNotIn("@import", text)
        self.assertNotIn("url(", text)
        style = re.search(r"<style>(.*?)</style>", text, re.S).group(1)
        allowed = re.search(r"style-src '(sha256-[^']+)'", text).group(1)
        self.assertEqual(allowed, "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode())
        self.assertIn("Sample data", text)
        self.assertIn("Disparities of confidence", text)
        self.assertNotIn("Working figures", text)
        self.assertEqual(len(re.findall(r"<svg class=\"rp-wide\"", text)), len(re.findall(r"<figure ", text)))

    def test_a_revision_lists_what_it_prints_otherwise_than_the_published_report(self):
        self.assertNotIn("revision", self.shown())
        self.publish()
        self.installation.run("report", "new", "--day", DAY)
        self.assertEqual(self.shown("2019-06.2")["revision"], {"of": "2019-06.1", "changes": []})
        self.assertIn(b"No figure differs from those of report 2019-06.1.", self.exported("2019-06.2", "same.html"))
        rows = (PUBLISHED / "headline_series.csv").read_text()
        for before, after in ((",28967,", ",29999,"), (",8726,", ",8727,"), (",24000,count,yes", ",24100,count,yes")):
            self.assertIn(before, rows)
            rows = rows.replace(before, after, 1)
        self.installation.run("series", "import", self.file("later.csv", rows))
        changes = [
            {"figure": "Burglary, West Midlands, year ending March 2019", "before": "28,967", "now": "29,999"},
            {"figure": "Burglary, West Midlands, year ending March 2014", "before": "about 24,000", "now": "about 24,100"},
            {"figure": "Robbery, West Midlands, year ending March 2019", "before": "8,726", "now": "8,727"}]
        self.assertEqual(self.shown("2019-06.2")["revision"]["changes"], changes)
        said = self.installation.run("report", "show", "2019-06.2")
        self.assertIn("3 figures differ from those of 2019-06.1", said)
        draft = self.exported("2019-06.2", "draft.html").decode()
        self.installation.run("report", "sign", "2019-06.2", "--every")
        self.installation.run("report", "publish", "2019-06.2", "--reason", "later figures", "--sample")
        for text in (draft, self.exported("2019-06.2", "final.html").decode()):
            self.assertIn("Changed since report 2019-06.1", text)
            for change in changes:
                self.assertIn(f'<tr><th scope="row">{change["figure"]}</th><td class="rp-num">{change["before"]}</td>'
                              f'<td class="rp-num">{change["now"]}</td></tr>', text)
        self.installation.run("report", "new", "--day", DAY)
        self.assertEqual(self.shown("2019-06.3")["revision"], {"of": "2019-06.2", "changes": []})

    def test_each_file_of_a_report_that_left_is_listed_with_its_hash(self):
        draft = self.exported("2019-06.1", "draft.html")
        self.publish()
        final = self.exported("2019-06.1", "final.html")
        files = {file["name"]: file for file in json.loads(self.installation.run("export", "list", "--json"))["files"]}
        for name, taken in (("report-2019-06.1-draft.html", draft), ("report-2019-06.1.html", final)):
            self.assertEqual((files[name]["of"], files[name]["bytes"], files[name]["sha256"]),
                             ("2019-06.1", len(taken), hashlib.sha256(taken).hexdigest()))

    def test_a_folder_in_the_place_of_a_file_is_refused_and_nothing_is_left(self):
        folder = Path(self.installation.folder.name) / "taken"
        folder.mkdir()
        for words in (["report", "export", "2019-06.1", "--out", folder],
                      ["release", "export", "2019-05.r0", "--format", "xlsx", "--out", folder]):
            done = self.installation.run(*words, check=False)
            self.assertEqual(done.returncode, 1, words)
            self.assertIn("taken is a folder; name a file (output_is_folder)", done.stderr)
        file = self.file("file", "kept\n")
        done = self.installation.run("release", "export", "2019-05.r0", "--out", file, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("is a file; name a folder (output_is_file)", done.stderr)
        self.assertEqual(file.read_text(), "kept\n")
        self.assertEqual(list(folder.iterdir()) + list(folder.parent.glob("*.part")), [])
        self.assertEqual(json.loads(self.installation.run("export", "list", "--json"))["files"], [])

    def test_a_superseded_draft_is_not_changed(self):
        self.installation.run("report", "new", "--day", DAY)
        done = self.installation.run("report", "sign", "2019-06.1", "burglary", check=False)
        self.assertIn("report_superseded", done.stderr)

    def test_the_month_of_a_release_has_ended_before_the_day_of_its_report(self):
        for day, release in (("2019-04-01", "2019-03.r0"), ("2019-04-30", "2019-03.r0"), ("2019-05-02", "2019-04.r0")):
            self.assertIn(f"for {day}, with the figures of {release}", self.installation.run("report", "new", "--day", day))
        for day, words in (("2019-05-01", "1 May 2019"), ("2019-05-31", "31 May 2019"), ("2019-04-30", "30 April 2019")):
            done = self.installation.run("report", "new", "--day", day, "--release", "2019-05.r0", check=False)
            self.assertEqual(done.returncode, 1, day)
            self.assertIn(f"Release 2019-05.r0 is of May 2019, and the report of {words} takes a month that ended before "
                          "that day. (release_after_report)", done.stderr)
        done = self.installation.run("report", "new", "--day", "2018-11-30", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("No release of a month that ended before 30 November 2018 is published. (unknown_release)", done.stderr)

    def test_a_report_before_its_release_and_an_unknown_one_are_refused(self):
        for words, code in ((["new", "--day", "2019-04-01", "--release", "2019-05.r0"], "release_after_report"),
                            (["new", "--day", "soon"], "report_day_malformed"),
                            (["new", "--day", "3019-01-01"], "report_day_too_late"),
                            (["new", "--day", "2020-06-01", "--release", "2019-05.r0"], "report_day_too_late"),
                            (["new", "--day", DAY, "--release", "2031-01.r0"], "release_after_report"),
                            (["new", "--day", "2031-02-01", "--release", "2031-01.r0"], "unknown_release"),
                            (["sign", "2019-06.7", "burglary"], "unknown_report"),
                            (["sign", "2019-06.1", "luck"], "unknown_aim")):
            done = self.installation.run("report", *words, check=False)
            self.assertEqual(done.returncode, 1, words)
            self.assertIn(code, done.stderr)
        self.assertIn("for 2020-05-31", self.installation.run("report", "new", "--day", "2020-05-31"))


if __name__ == "__main__":
    unittest.main()
