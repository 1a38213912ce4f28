"""The report of June 2019, made whole from the fixtures: its figures against the published ones, and what people
write in it."""

import csv
import re
import unittest
from collections import Counter
from pathlib import Path

from june_2019 import AIMS, PUBLISHED, Report
from soundings_program import SOURCE

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
        drawn, written = {}, {}
        for aim in self.shown()["aims"]:
            for chart in aim["charts"]:
                for line in chart["lines"]:
                    for point in line["points"]:
                        drawn.setdefault((chart["subject"], force(line["area"])), Counter())[point["value"]] += 1
                for area in chart["areas"]:
                    drawn.setdefault((chart["subject"], area["area"]), Counter())[area["value"]] += 1
                if chart["kind"] == "areas" and "reference" in chart:
                    written.setdefault(chart["subject"], set()).add(chart["reference"]["value"])
            for figure in aim["figures"]:
                written.setdefault(figure["subject"], set()).update(
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
                if there[value] or value not in written.get(measure, ()):
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
        others = self.installation.run("report", "sign", "2019-06.1", "--every", check=False)
        self.assertEqual(others.returncode, 1)
        self.assertIn("burglary: a sentence does not agree with its figure", others.stderr)
        self.assertEqual(others.stdout.splitlines(),
                         [f"{aim} of 2019-06.1 is signed off" for aim in AIMS if aim != "burglary"])
        self.assertEqual([aim["aim"] for aim in self.shown()["aims"] if not aim["sign_off"].get("stands")], ["burglary"])
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


if __name__ == "__main__":
    unittest.main()
