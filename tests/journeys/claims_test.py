"""What a report says, held against imported series: the published series and statements of June 2019 through the
command line, unseen sentences, files with faults, and a running server beside it."""

import csv
import json
import sqlite3
import tempfile
import unittest
from pathlib import Path

from soundings_program import FIXTURES, Installation

SERIES = FIXTURES / "published" / "headline_series.csv"
STATEMENTS = FIXTURES / "published" / "statements.csv"
MEANT = {"yes": "holds", "no": "contradicted", "rounding": "rounding", "not_checkable": "no_source"}
HEADER = "aim,measure,area,period_type,period,value,unit,approximate,source,evidence\n"


class Claims(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        folder = tempfile.TemporaryDirectory(prefix="soundings-claims-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def published(self):
        self.assertIn("329 rows imported: 329 new", self.installation.run("series", "import", SERIES))

    def check(self, path, *more):
        """The lines of a check, each as its columns, and the totals."""
        done = self.installation.run("claims", "check", path, *more, check=False)
        *lines, totals = done.stdout.splitlines()
        return done, [line.split("\t") for line in lines], totals

    def test_every_published_statement_comes_to_what_was_found_by_hand(self):
        self.published()
        done, lines, totals = self.check(STATEMENTS)
        with open(STATEMENTS, encoding="utf-8", newline="") as rows:
            by_hand = {row["id"]: MEANT[row["agrees"]] for row in csv.DictReader(rows)}
        self.assertEqual({line[0]: line[1] for line in lines}, by_hand)
        self.assertEqual(totals, "132 claims: 50 holds, 3 rounding, 7 contradicted, 72 no_source")
        self.assertEqual(done.returncode, 1)
        shown = {line[0]: line[4] for line in lines}
        self.assertIn("8,726 / 2,897,303 x 1,000 = 3.01", shown["S030"])
        self.assertIn("1,094 / 1,232 - 1 = -11.2%", shown["S051"])
        self.assertIn("129 / 1,030 = 12.5%", shown["S069"])

    def test_sentences_are_checked_a_line_each(self):
        self.published()
        path = self.file("commentary.txt",
                         "Burglary has risen by 30% since the year ending March 2016.\n\n"
                         "Burglary has fallen by 30% since the year ending March 2016.\n"
                         "The fear of crime is not measured.\n"
                         "Confidence fell from 75% to 72% between the year ending March 2016 and the year ending "
                         "December 2018, according to the Crime Survey.\n")
        done, lines, totals = self.check(path)
        self.assertEqual([(line[0], line[1]) for line in lines],
                         [("1", "holds"), ("3", "contradicted"), ("4", "no_source"), ("5", "holds")])
        self.assertEqual(totals, "4 claims: 2 holds, 0 rounding, 1 contradicted, 1 no_source")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.check(self.file("true.txt", "There were 28,967 burglaries in the year ending March "
                                                          "2019.\n"))[0].returncode, 0)

    def test_points_after_the_report_are_not_used(self):
        self.published()
        path = self.file("late.txt", "In 2018, 55 people were killed on the roads.\n")
        self.assertEqual(self.check(path)[1][0][1], "no_source")
        self.assertIn("is dated after the report", self.check(path)[1][0][4])
        self.assertEqual(self.check(path, "--report-date", "2019-10-01")[1][0][1], "holds")

    def test_a_file_in_utf_16_is_read_and_a_binary_one_refused(self):
        self.published()
        path = self.folder / "utf16.txt"
        path.write_bytes("There were 28,976 burglaries in the year ending March 2019.\n".encode("utf-16"))
        done, lines, _ = self.check(path)
        self.assertEqual((done.returncode, lines[0][1]), (1, "contradicted"))
        path.write_bytes(b"PK\x03\x04\x00\x00\x08\x00binary")
        done = self.installation.run("claims", "check", path, check=False)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("is no text", done.stderr)

    def test_a_day_that_is_none_is_no_report_date(self):
        self.published()
        path = self.file("a.txt", "There were 28,967 burglaries.\n")
        for date in ("2019-02-30", "2019-06-00", "2019-06/18", "2019-13"):
            done = self.installation.run("claims", "check", path, "--report-date", date, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertIn("--report-date takes a day or a month", done.stderr)

    def test_a_file_of_series_stands_in_for_a_database(self):
        done = self.installation.run("claims", "check", STATEMENTS, "--series", SERIES, check=False)
        self.assertTrue(done.stdout.endswith("132 claims: 50 holds, 3 rounding, 7 contradicted, 72 no_source\n"))

    def test_series_are_imported_and_listed_while_a_server_runs(self):
        self.installation.start()
        self.published()
        again = self.installation.run("series", "import", SERIES)
        self.assertIn("0 new, 0 changed, 329 as before", again)
        listed = self.installation.run("series", "list")
        self.assertIn("Birmingham West", listed)
        self.assertIn("~24,000", listed)
        points = json.loads(self.installation.run("series", "list", "--json"))["points"]
        self.assertEqual(len(points), 329)
        one = next(p for p in points if p["series"] == "burglary" and p["period"] == "2019-03")
        self.assertEqual((one["value"], one["approximate"], one["source"]), ("28967", False, "West Midlands Police"))
        self.installation.verified()

    def test_a_changed_point_is_in_the_audit_with_both_values(self):
        row = "burglary,burglary,West Midlands force,year_ending,2019-03,{},count,{},West Midlands Police,chart\n"
        self.installation.run("series", "import", self.file("a.csv", HEADER + row.format("28967", "no")))
        said = self.installation.run("series", "import", self.file("b.csv", HEADER + row.format('"~29,000"', "")))
        self.assertIn("0 new, 1 changed, 0 as before\n"
                      "  burglary year_ending 2019-03 West Midlands force: 28967 count -> ~29000 count\n", said)
        audit = json.loads(self.installation.run("audit", "--action", "external_series_put", "--json"))["rows"]
        self.assertEqual(audit[0]["detail"], "0 rows new, 1 changed, 0 as before: year_ending 2019-03 West Midlands "
                                             "force 28967 count -> ~29000 count")

    def test_a_source_that_says_otherwise_is_refused_until_one_of_the_two_gives_way(self):
        right = "burglary,burglary,West Midlands force,year_ending,2019-03,28967,count,no,West Midlands Police,chart\n"
        wrong = right.replace("28967", "31000").replace("Police", "Plice")
        self.installation.run("series", "import", self.file("right.csv", HEADER + right))
        self.installation.start()
        slip = self.file("slip.csv", HEADER + wrong)
        done = self.installation.run("series", "import", slip, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("line 2: burglary, year_ending 2019-03 West Midlands force: this line says 31000 count of West "
                      "Midlands Plice (chart), and kept is 28967 count of West Midlands Police (chart); correct the "
                      "line, import with --replace", done.stderr)
        self.assertIn("(point_conflicts)\n1 fault; nothing imported", done.stderr)
        self.assertEqual(self.values(), ["28967"])
        said = self.installation.run("series", "import", slip, "--replace")
        self.assertIn("1 rows imported: 1 new, 0 changed, 0 as before; 1 kept point replaced\n  burglary year_ending "
                      "2019-03 West Midlands force: 28967 count of West Midlands Police (chart) -> 31000 count of "
                      "West Midlands Plice (chart)\n", said)
        self.assertEqual(self.values(), ["31000"])
        self.removed_by_its_source()
        self.installation.run("series", "import", self.file("right.csv", HEADER + right))
        self.assertEqual(self.values(), ["28967"])
        self.installation.verified()

    def values(self):
        return [point["value"] for point in json.loads(self.installation.run("series", "list", "--json"))["points"]]

    def removed_by_its_source(self):
        """Shown first, then removed with the values in the audit."""
        meant = ["series", "remove", "--series", "burglary", "--area", "west midlands", "--period", "2019-03",
                 "--source", "West Midlands Plice", "--reason", "a typing error"]
        shown = self.installation.run(*meant, check=False)
        self.assertIn("31000 count of West Midlands Plice (chart)\n", shown.stdout)
        self.assertIn("Nothing was changed. With --apply 1 point goes.", shown.stderr)
        self.assertEqual(self.values(), ["31000"])
        self.assertIn("1 point removed", self.installation.run(*meant, "--apply", "--by", "s.patel"))
        self.assertEqual(self.values(), [])
        row, = json.loads(self.installation.run("audit", "--action", "external_points_removed", "--json"))["rows"]
        self.assertEqual((row["subject"], row["detail"]),
                         ("burglary", "a typing error; 1 removed: year_ending 2019-03 West Midlands force 31000 count "
                                      "of West Midlands Plice (chart)"))
        again = self.installation.run(*meant, "--apply", check=False)
        self.assertEqual(again.returncode, 1)
        self.assertIn("(unknown_point)", again.stderr)

    def test_points_that_disagree_since_earlier_are_named_where_they_are_listed_and_used(self):
        right = "burglary,burglary,West Midlands force,year_ending,2019-03,28967,count,no,West Midlands Police,chart\n"
        self.installation.run("series", "import", self.file("right.csv", HEADER + right))
        with sqlite3.connect(self.installation.database) as database:
            database.execute("INSERT INTO external_point SELECT series, area, kind, period, 'West Midlands Plice', "
                             "evidence, aim, '31000', unit, approximate FROM external_point")
        listed = self.installation.run("series", "list", check=False)
        warning = ("Kept points disagree: burglary, year_ending 2019-03 West Midlands force: 31000 count of "
                   "West Midlands Plice (chart), and 28967 count of West Midlands Police (chart) (point_conflicts)")
        self.assertIn(warning, listed.stderr)
        self.assertIn(warning, self.check(self.file("a.txt", "There were 28,967 burglaries.\n"))[0].stderr)
        one, = json.loads(self.installation.run("series", "list", "--json"))["disagreements"]
        self.assertEqual([value["value"] for value in one["values"]], ["31000", "28967"])
        self.assertEqual(self.installation.run("series", "import", self.file("b.csv", HEADER + right),
                                               check=False).returncode, 1)
        self.installation.run("series", "import", self.file("b.csv", HEADER + right), "--replace")
        self.assertEqual(self.values(), ["28967"])

    def test_faults_name_the_row_the_field_the_value_and_the_rule(self):
        good = "burglary,burglary,West Midlands force,year_ending,2019-03,28967,count,no,West Midlands Police,chart\n"
        slips = [
            (",burglary,West", ",burglry,West", "measure takes an external series of the definitions; given "
             "\"burglry\"; did you mean burglary? (series_unknown)"),
            ("West Midlands force", "Brum Est", "area takes an area or force of the definitions; given \"Brum Est\""),
            ("year_ending", "year_end", "period_type takes month, quarter, year_ending"),
            ("2019-03", "2019-13", "period of a year_ending is written 2019-03; given \"2019-13\" "
             "(period_malformed)"),
            ("28967", "28.9.67", "value takes a number, as 28967, 28,967, 9.3 or ~24,000; given \"28.9.67\" "
             "(number_malformed)"),
            (",count,", ",percent,", "unit of burglary is \"count\"; given \"percent\" (unit_differs)"),
            (",no,", ",maybe,", "approximate takes yes or no; given \"maybe\" (approximate_malformed)"),
            ("burglary,burglary", "robbery,burglary", "aim of burglary is burglary; given \"robbery\" (aim_differs)"),
            ("West Midlands Police", "", "source says who counted the figure, and is empty (source_missing)"),
            (",chart", ",rumour", "evidence takes chart, table, dashboard or commentary; given \"rumour\" "
             "(evidence_unknown)"),
        ]
        for before, after, message in slips:
            with self.subTest(after=after):
                path = self.file("slip.csv", HEADER + good.replace(before, after, 1))
                done = self.installation.run("series", "import", path, check=False)
                self.assertEqual(done.returncode, 1)
                self.assertIn("line 2: " + message, done.stderr)
        done = self.installation.run("series", "import", self.file("twice.csv", HEADER + good + good), check=False)
        self.assertIn("line 3: an earlier row speaks of the same place and period (row_repeated)", done.stderr)
        self.assertEqual(self.installation.run("series", "list", "--series", "burglary", check=False).stdout.count(
            "burglary"), 0)

    def test_a_value_that_its_unit_cannot_have_is_refused_by_name_and_rule(self):
        slips = [
            ("robbery,robbery,{},year_ending,2019-03,-5,count", "value of robbery, in count, is a whole number, 0 or more; given "
             "\"-5\" (value_impossible)"),
            ("robbery,robbery,{},year_ending,2019-03,12.7,count", "a whole number, 0 or more; given \"12.7\""),
            ("recorded_crime,knife_crime,{},year_ending,2018-03,-319,offences", "in offences, is a whole number, 0 or more"),
            ("recorded_crime,impact_area_share_of_crime,{},point_in_time,2019-06,2500,percent",
             "in percent, is a number from 0 to 100; given \"2500\""),
            ("recorded_crime,impact_area_share_of_crime,{},point_in_time,2019-06,-1,percent", "from 0 to 100; given \"-1\""),
            ("burglary,burglary_rate,{},year_ending,2019-03,-0.1,\"per 1,000 population\"",
             "in per 1,000 population, is a number, 0 or more; given \"-0.1\""),
            ("participation,wmnow_average_message_rating,{},point_in_time,2019-06,6.2,rating out of 6",
             "is a number from 0 to 6; given \"6.2\""),
            ("participation,wmnow_alerts_sent_change,{},point_in_time,2019-06,-1.5,count", "is a whole number; given \"-1.5\""),
            ("robbery,robbery,{},year_ending,2019-03,8700000000000000000000,count", "is a number of at most 12 digits and 6 "
             "decimals; given \"8700000000000000000000\""),
            ("burglary,burglary_rate,{},year_ending,2019-03,0.00000000000000000001,\"per 1,000 population\"",
             "at most 12 digits and 6 decimals"),
            ("robbery,robbery,{},year_ending,9999-03,5,count", "period lies in the years 1900 to 2099; given \"9999-03\" "
             "(period_impossible)"),
            ("robbery,robbery,{},year_ending,2019-03,~~5,count", "given \"~~5\" (number_malformed)"),
        ]
        for row, message in slips:
            with self.subTest(row=row):
                path = self.file("slip.csv", HEADER + row.format("West Midlands force") + ",no,West Midlands Police,chart\n")
                done = self.installation.run("series", "import", path, check=False)
                self.assertEqual(done.returncode, 1)
                self.assertIn("line 2: ", done.stderr)
                self.assertIn(message, done.stderr)
        good = ("participation,wmnow_alerts_sent_change,West Midlands force,point_in_time,2019-06,-14,count,no,WMNow,dashboard\n"
                "robbery,robbery_monthly_average,West Midlands force,last_12_months,2019-05,716.5,count,no,WMP,commentary\n"
                "robbery,robbery,West Midlands force,year_ending,2019-03,0,count,no,West Midlands Police,chart\n")
        self.assertIn("3 new", self.installation.run("series", "import", self.file("good.csv", HEADER + good)))

    def test_statements_are_made_of_the_series_and_pass_their_own_check(self):
        self.published()
        done = self.installation.run("claims", "statements", check=False)
        self.assertEqual(done.returncode, 0)
        lines = [line.split("\t") for line in done.stdout.splitlines()]
        texts = [line[4] for line in lines]
        self.assertIn("Burglary rose by 30% between the year ending March 2016 and the year ending March 2019, from "
                      "22,317 to 28,967.", texts)
        self.assertIn("The burglary rate was above that of the force (10.0 per 1,000 population) in Birmingham West "
                      "(12.4), Sandwell (10.9) and Solihull (10.5) in the year ending March 2019.", texts)
        checked = self.check(self.file("made.txt", "\n".join(texts) + "\n"))
        self.assertEqual([line for line in checked[1] if line[1] not in ("holds", "rounding")], [])
        self.assertIn("The robbery rate stood at 2.7", done.stderr)


if __name__ == "__main__":
    unittest.main()
