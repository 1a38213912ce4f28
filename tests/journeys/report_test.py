"""The report of June 2019, made whole from the fixtures: its figures against the published ones, what people write in
it, who may do what, and that a published report never changes."""

import base64
import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
import unittest
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from sign_in_test import SignedIn
from soundings_program import FIXTURES, SOURCE, Installation

PUBLISHED = FIXTURES / "published"
DAY = "2019-06-18"
MONTHS = ("2018-11", "2018-12", "2019-01", "2019-02", "2019-03", "2019-04", "2019-05")
AIMS = [aim["id"] for aim in json.loads((SOURCE / "survey_defs" / "aims.json").read_text())["aims"]]
# What the report of 2019 said and arithmetic does not bear out, as sentences somebody might type.
UNTRUE = {
    "robbery": ["There were 8,726 robberies in the year ending March 2019, a robbery rate of 2.7 per 1,000 population."],
    "young_entrants": ["First-time entrants fell by 13% between 2015/16 and 2017/18, from 1,232 to 1,094."],
    "confidence": ["How are we doing had a response rate of 11.4% in wave 3, when all 78,402 members were contacted."],
    "participation": ["There were 102 Active Citizens projects in 2017/18."],
}


# Published points of charts and tables that the report does not show, by series: docs/reports.md says why.
DIFFERENCES = {"road_killed": 3, "road_killed_or_seriously_injured": 3, "proven_reoffending_rate_adult": 6,
               "active_citizens_projects": 8}


def force(area):
    return "West Midlands force" if area == "West Midlands" else area


def seen_in(page):
    """The digest of the words that a form shows."""
    return re.search(r'name="seen" value="([0-9a-f]{64})"', page).group(1)


def copied(installation):
    """Another installation with the same database and definitions."""
    made = Installation(installation.definitions)
    for file in Path(installation.folder.name).glob("soundings.db*"):
        shutil.copy(file, made.folder.name)
    return made


class June2019:
    """Everything that the report is made of, published once for all journeys of this file."""

    made = None

    @classmethod
    def installation(cls):
        if cls.made is None:
            cls.made = Installation()
            definitions = Path(cls.made.folder.name) / "survey_defs"
            subprocess.run([sys.executable, SOURCE / "tests" / "support" / "one_way_sets.py",
                            SOURCE / "survey_defs", definitions], check=True)
            cls.made.definitions = definitions
            for survey, file in (("victim_satisfaction", "victim_satisfaction_2018-11_2019-04"),
                                 ("victim_satisfaction", "victim_satisfaction_2019-05"),
                                 ("public_voice", "public_voice_waves_1-4")):
                cls.made.run("import", "--survey", survey, "--source", "wmnow",
                             FIXTURES / "deliveries" / f"{file}.ndjson")
            files = FIXTURES / "files"
            cls.made.run("import", "--survey", "how_are_we_doing", files / "how_are_we_doing_wave_3.csv")
            cls.made.run("invitations", "import", files / "invitations.csv")
            cls.made.run("series", "import", PUBLISHED / "headline_series.csv")
            cls.made.publish(*MONTHS)
        return copied(cls.made)


def tearDownModule():
    if June2019.made:
        June2019.made.close()


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


class Report(unittest.TestCase):
    def setUp(self):
        self.installation = June2019.installation()
        self.addCleanup(self.installation.close)
        self.assertEqual(self.installation.run("report", "new", "--day", DAY),
                         "2019-06.1 is draft 1, for 2019-06-18, with the figures of 2019-05.r0\n")

    def shown(self, report="2019-06.1"):
        return json.loads(self.installation.run("report", "show", report, "--json"))

    def aim(self, name, report="2019-06.1"):
        return next(aim for aim in self.shown(report)["aims"] if aim["aim"] == name)

    def file(self, name, text):
        path = Path(self.installation.folder.name) / name
        path.write_text(text)
        return path

    def write(self, aim, commentary, report="2019-06.1"):
        return self.installation.run("report", "comment", report, aim, "--commentary",
                                     self.file("words.txt", commentary))


class Figures(Report):
    def test_every_aim_has_its_sheet_and_one_says_that_nothing_measures_it(self):
        report = self.shown()
        self.assertEqual([aim["aim"] for aim in report["aims"]], AIMS)
        for aim in report["aims"]:
            if aim["aim"] == "fear_of_crime":
                self.assertIn("No survey and no imported series measures the fear of crime", aim["no_source"])
                self.assertEqual((aim["charts"], aim["figures"], aim["sentences"]), ([], [], []))
            else:
                self.assertTrue(aim["measure"], aim["aim"])
                self.assertTrue(aim["sources"], aim["aim"])
                self.assertTrue(aim["figures"], aim["aim"])
                self.assertTrue(aim["sentences"], aim["aim"])

    def test_each_published_point_is_in_the_report_but_for_those_that_docs_reports_md_lists(self):
        drawn, told = {}, {}
        for aim in self.shown()["aims"]:
            for chart in aim["charts"]:
                for line in chart["lines"]:
                    for point in line["points"]:
                        drawn.setdefault((chart["subject"], force(line["area"])), Counter())[point["value"]] += 1
                for area in chart["areas"]:
                    drawn.setdefault((chart["subject"], area["area"]), Counter())[area["value"]] += 1
                if chart["kind"] == "areas" and "reference" in chart:
                    told.setdefault(chart["subject"], set()).add(chart["reference"]["value"])
            for figure in aim["figures"]:
                told.setdefault(figure["subject"], set()).update(
                    float(number.replace(",", "")) for text in (figure["value"], figure["baseline"])
                    for number in re.findall(r"[\d,]+(?:\.\d+)?", text))
        published = {}
        with open(PUBLISHED / "headline_series.csv", newline="") as rows:
            for row in csv.DictReader(rows):
                if row["evidence"] in ("chart", "table"):
                    published.setdefault((row["measure"], row["area"]), Counter())[float(row["value"])] += 1
        self.assertGreater(sum(sum(values.values()) for values in published.values()), 200)
        missing = Counter()
        for (measure, area), values in published.items():
            there = drawn.get((measure, area), Counter())
            for value, times in (values - there).items():
                if there[value] or value not in told.get(measure, ()):
                    missing[measure] += times
        self.assertEqual(missing, DIFFERENCES)
        documented = (SOURCE / "docs" / "reports.md").read_text()
        for measure in DIFFERENCES:
            self.assertIn(f"`{measure}`", documented)

    def test_road_casualties_that_were_published_after_the_report_are_refused(self):
        charts = [chart for chart in self.aim("road_safety")["charts"] if chart["kind"] == "lines"]
        self.assertEqual(len(charts), 2)
        for chart in charts:
            periods = [point["period"] for point in chart["lines"][0]["points"]]
            self.assertEqual(periods, ["2012", "2013", "2014", "2015", "2016", "2017"])
            self.assertIn("Left out, because they were first published after the report: 2018, 2019 and 2020.",
                          chart["note"])

    def test_no_question_of_confidence_shares_a_line_with_another(self):
        for aim in self.shown()["aims"]:
            for chart in aim["charts"]:
                self.assertTrue(chart["subject"])
                self.assertLessEqual(len({chart["subject"]}), 1)
        subjects = [chart["subject"] for chart in self.aim("confidence")["charts"]]
        self.assertEqual(len(subjects), len(set((chart["subject"], chart["kind"])
                                                for chart in self.aim("confidence")["charts"])))

    def test_nothing_is_compared_across_a_break(self):
        chart, = [one for one in self.aim("reoffending")["charts"] if one["subject"] == "proven_reoffending_rate_adult"]
        before = [point for point in chart["lines"][0]["points"] if point["before_break"]]
        self.assertTrue(before)
        self.assertIn("[b]", chart["note"])
        victims = self.aim("victim_satisfaction")
        self.assertTrue(any("11.3%" in note and "[b] We cannot compare October 2018 with November 2018. The way of asking is assumed to have "
                            "changed in between." in note for note in victims["notes"]), victims["notes"])

    def test_the_disparity_of_confidence_stands_beside_the_gap_that_chance_gives(self):
        aim = self.aim("disparity_of_confidence")
        figure, = aim["figures"]
        chart, = aim["charts"]
        self.assertEqual(len(chart["areas"]), 8)
        # The release prints these shares whole: no decimal of their difference is known, nor is which side of the limit it lies on.
        shares = [int(area["text"].removesuffix("%")) for area in chart["areas"]]
        gap = max(shares) - min(shares)
        self.assertEqual((figure["value"], figure["range"]), (f"{gap} points", f"{gap - 1} to {gap + 1} before rounding"))
        self.assertRegex(figure["change"], r"^chance alone: \d+ as a rule, up to \d+ points 19 times in 20$")
        self.assertEqual(figure["reading"], "Cannot be told")
        self.assertEqual([one["kind"] for one in aim["sentences"]], ["gap"])
        self.assertIn(f"was {gap} points in", aim["sentences"][0]["text"])
        self.assertIn("we cannot tell", " ".join(aim["notes"]))

    def test_a_sentence_that_its_own_figures_contradict_is_left_out_and_named(self):
        aim = self.aim("robbery")
        rate, = [one for one in aim["withheld"] if "stood at 2.7" in one["text"]]
        self.assertNotIn(rate["text"], [one["text"] for one in aim["sentences"]])
        self.assertEqual(rate["figure"], "2.7 in the year ending March 2019")
        self.assertEqual(rate["arithmetic"], "8,726 / 2,897,303 x 1,000 = 3.01, not 2.7")
        said = self.installation.run("report", "show", "2019-06.1")
        self.assertIn("left out: " + rate["text"], said)
        self.assertIn(rate["arithmetic"], said)
        path = Path(self.installation.folder.name) / "draft.html"
        self.installation.run("report", "export", "2019-06.1", "--out", path)
        self.assertNotIn(rate["text"], path.read_text())

    def test_a_figure_that_other_figures_contradict_is_marked_wherever_the_report_prints_it(self):
        for name, subject, value in (("complaints_number", "allegations_recorded", "1,030"), ("robbery", "robbery_rate", "2.7 per")):
            aim = self.aim(name)
            figure, = [one for one in aim["figures"] if one["subject"] == subject and one["value"].startswith(value)]
            self.assertEqual(figure["reading"], "Does not agree")
            left_out, = [one for one in aim["withheld"] if "stood at " + value in one["text"]]
            self.assertTrue(any(left_out["arithmetic"] in note for note in aim["notes"]), aim["notes"])
            self.assertNotIn("stood at " + value, " ".join(one["text"] for one in aim["sentences"]))
        said = self.installation.run("report", "show", "2019-06.1")
        self.assertIn("so it counts the year and not the quarter", said)
        path = Path(self.installation.folder.name) / "draft.html"
        self.installation.run("report", "export", "2019-06.1", "--out", path)
        rows = [row for row in re.findall(r"<tr role.*?</tr>", path.read_text()) if "The number of allegations recorded" in row]
        self.assertEqual(len(rows), 2)
        for row in rows:
            self.assertIn("Does not agree", row)

    def test_a_note_says_what_a_figure_contradicts_and_a_sentence_that_was_not_read_marks_none(self):
        notes = self.aim("confidence")["notes"]
        waves, = [note for note in notes if note.startswith("The number of Public Voice waves, 4")]
        self.assertIn("does not agree with the cycle that was published beside it: one every 3 months, November 2018 to June 2019, "
                      "makes 3, not 4. Charts show each one of which there are figures.", waves)
        rate, = [note for note in notes if note.startswith("The response rate of How are we doing, 11.4")]
        self.assertIn("5,607 / 78,402 = 7.15%, not 11.4. It was taken for a share of this series: The number of WMNow users. "
                      "As a share of another number it may be right.", rate)
        for aim in self.shown()["aims"]:
            marked = [figure["title"] for figure in aim["figures"] if figure["reading"] == "Does not agree"]
            for one in aim["withheld"]:
                if "not read" in one["arithmetic"]:
                    self.assertFalse(any(one["text"].startswith(title) for title in marked), one["text"])
            self.assertNotIn("not read", " ".join(aim["notes"]))

    def test_areas_have_ranges_and_bases_of_the_release_alone(self):
        chart, = [one for one in self.aim("victim_satisfaction")["charts"] if one["kind"] == "areas"]
        self.assertEqual([(area["area"], area["text"], area["range"], area["answers"]) for area in chart["areas"][:2]],
                         [("Solihull", "51.1%", "40.7 to 61.5", "88 answers"),
                          ("Dudley", "47.9%", "38.1 to 57.9", "96 answers")])
        self.assertEqual({area["reading"] for area in chart["areas"]}, {"Similar"})
        self.assertEqual(chart["reference"]["text"], "Force 41.6%")

    def test_is_it_worse_says_no_clear_change_and_draws_no_arrow(self):
        # Scenario L2, of weighted figures as the release prints them.
        aim = self.aim("victim_satisfaction")
        previous, = [one for one in aim["sentences"] if one["kind"] == "previous"]
        self.assertIn("41.6% in May 2019 and 43.8% in April 2019: no clear change", previous["text"])
        self.assertIn("\u22126.8 to +2.4, \u22122.2 points", previous["text"])
        self.assertEqual(previous["verdict"], "No clear change")
        areas, = [one for one in aim["sentences"] if one["kind"] == "areas"]
        self.assertEqual(areas["text"], "In May 2019 no area was clearly different from the rest of the force.")
        sheet = self.write("victim_satisfaction", "Satisfaction with the whole experience fell from 43.8% in April 2019 "
                                                  "to 41.6% in May 2019.\n")
        self.assertIn("No clear change: \u22122.2 points, 95% range \u22126.8 to +2.4", sheet)


class Words(Report):
    def test_a_sentence_that_does_not_agree_is_shown_with_its_figure_and_blocks_the_sign_off(self):
        said = self.write("burglary", "Burglary rose by 30% between the year ending March 2016 and the year ending "
                                      "March 2019. There were 28,976 burglaries in the year ending March 2019.\n")
        self.assertIn("says: There were 28,976 burglaries", said)
        self.assertIn("28,967", said)
        refused = self.installation.run("report", "sign", "2019-06.1", "burglary", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("claim_contradicted", refused.stderr)
        self.assertEqual([check["verdict"] for check in self.aim("burglary")["checks"]], ["holds", "contradicted"])
        self.write("burglary", "There were 28,967 burglaries in the year ending March 2019.\n")
        self.assertEqual(self.installation.run("report", "sign", "2019-06.1", "burglary"),
                         "burglary of 2019-06.1 is signed off\n")
        self.assertTrue(self.aim("burglary")["sign_off"]["stands"])

    def test_a_sentence_with_numbers_that_was_not_checked_is_named_and_blocks_nothing(self):
        said = self.write("burglary", "Patrols rose by 12% in May 2019.\nWe thank everybody.\n")
        self.assertIn("not checked: Patrols rose by 12% in May 2019.", said)
        self.assertNotIn("not checked: We thank", said)
        shown = self.installation.run("report", "show", "2019-06.1")
        self.assertIn("not checked: Patrols rose by 12%", shown)
        self.assertIn("not all checked", shown)
        self.assertEqual([check["unchecked"] for check in self.aim("burglary")["checks"]], [True, False])
        self.installation.run("report", "sign", "2019-06.1", "burglary")

    def test_the_aim_itself_names_its_leading_measure(self):
        for sentence in ("Satisfaction fell from 43.8% in April to 41.6% in May 2019.",
                         "The drop in satisfaction from 44.5% to 42.1% is clear.",
                         "Satisfaction in Solihull (51.1%) was higher than in the rest of the force.",
                         "Victims in Solihull are happier than anywhere else."):
            with self.subTest(sentence=sentence):
                self.assertIn("says: " + sentence, self.write("victim_satisfaction", sentence + "\n"))

    def test_a_survey_figure_that_is_typed_wrong_is_found_too(self):
        said = self.write("victim_satisfaction",
                          "Satisfaction with the whole experience was 42% in May 2019.\n"
                          "Satisfaction with treatment was 61.0% in May 2019.\n")
        self.assertNotIn("42%", said)
        self.assertIn("says: Satisfaction with treatment was 61.0%", said)
        self.assertIn("60.", said)

    def test_a_file_of_sentences_is_held_against_a_release(self):
        text = self.file("sentences.txt",
                         "Satisfaction with the whole experience was 41.6% in May 2019.\n"
                         "Satisfaction with treatment was 61.0% in May 2019.\n"
                         "Satisfaction with the whole experience fell from 43.8% in April 2019 to 41.6% in May 2019.\n")
        checked = self.installation.run("claims", "check", text, "--release", "2019-05.r0", check=False)
        self.assertIn(": 1 holds, 0 rounding, 2 contradicted, 0 no_source", checked.stdout.splitlines()[-1])
        self.assertIn("60.", checked.stdout)
        unknown = self.installation.run("claims", "check", text, "--release", "2019-05.r7", check=False)
        self.assertEqual(unknown.returncode, 1)
        self.assertIn("unknown_release", unknown.stderr)

    def test_what_the_report_of_2019_got_wrong_is_warned_about(self):
        # Scenario A4: the rows by `claims check`, the sentences as somebody would type them.
        checked = self.installation.run("claims", "check", PUBLISHED / "statements.csv", check=False).stdout
        with open(PUBLISHED / "statements.csv", newline="") as rows:
            expected = {row["id"]: row["agrees"] for row in csv.DictReader(rows)}
        found = {line.split("\t")[0]: line.split("\t")[1] for line in checked.splitlines() if "\t" in line}
        untrue = {row for row, agrees in expected.items() if agrees == "no"}
        self.assertEqual(len(untrue), 7)
        self.assertEqual({row for row, verdict in found.items() if verdict == "contradicted"}, untrue)
        self.assertEqual({row for row, agrees in expected.items() if agrees == "yes"} - {
            row for row, verdict in found.items() if verdict == "holds"}, set())
        for aim, sentences in UNTRUE.items():
            for sentence in sentences:
                self.assertIn("says: ", self.write(aim, sentence + "\n"), sentence)

    def test_each_sentence_that_is_made_agrees_with_the_figures_when_it_is_typed(self):
        for aim in self.shown()["aims"]:
            typed = [one["text"] for one in aim["sentences"] if one["kind"] not in ("gap",)]
            if typed:
                self.write(aim["aim"], "\n".join(typed) + "\n")
        self.assertEqual([(aim["aim"], check["sentence"], check["arithmetic"]) for aim in self.shown()["aims"]
                          for check in aim["checks"] if check["blocks"]], [])

    def test_changed_words_and_changed_figures_take_a_sign_off_away(self):
        self.installation.run("report", "sign", "2019-06.1", "robbery")
        self.assertTrue(self.aim("robbery")["sign_off"]["stands"])
        self.write("robbery", "Work with schools goes on.\n")
        self.assertFalse(self.aim("robbery")["sign_off"]["stands"])
        self.installation.run("report", "sign", "2019-06.1", "robbery")
        self.installation.run("report", "sign", "2019-06.1", "burglary")
        rows = (PUBLISHED / "headline_series.csv").read_text().replace(",28967,", ",28968,")
        self.installation.run("series", "import", self.file("later.csv", rows))
        self.assertFalse(self.aim("burglary")["sign_off"]["stands"])
        self.assertTrue(self.aim("robbery")["sign_off"]["stands"])


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
                      ["sign", "2019-06.1", "burglary"], ["publish", "2019-06.1"]):
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
