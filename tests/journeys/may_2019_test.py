"""May 2019, from posted responses to printed figures: every number of fixtures/README.md is recomputed
through the whole engine and compared, as working figures in full and as released ones in print."""

import csv
import json
import re
import unittest
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from soundings_program import FIXTURES, Installation, rows_of

NPUS = ["BE", "BW", "CV", "DY", "SW", "SH", "WS", "WV"]
OVERALL = "victim_satisfied_whole_experience"

# measure: satisfied and answered by NPU, unweighted and weighted per cent of the force
MAY = {
    OVERALL: ([57, 65, 56, 46, 46, 45, 35, 31], [148, 171, 124, 96, 118, 88, 84, 75], "42.1", "41.6"),
    "victim_satisfied_feedback":
        ([47, 58, 47, 39, 38, 27, 31, 28], [147, 170, 124, 96, 118, 88, 84, 75], "34.9", "34.9"),
    "victim_satisfied_treatment":
        ([88, 100, 79, 63, 70, 48, 52, 43], [148, 171, 124, 96, 118, 88, 84, 75], "60.1", "60.1"),
    "victim_satisfied_initial_actions":
        ([39, 45, 29, 28, 32, 24, 24, 19], [90, 104, 75, 58, 72, 53, 51, 45], "43.8", "43.8"),
    "victim_satisfied_contact_999":
        ([33, 38, 26, 21, 25, 20, 19, 18], [51, 60, 41, 33, 41, 30, 29, 27], "64.1", "64.1"),
    "victim_satisfied_contact_101":
        ([39, 43, 33, 27, 29, 23, 23, 20], [56, 64, 48, 37, 44, 33, 32, 28], "69.3", "69.3"),
    "victim_satisfied_contact_online":
        ([15, 16, 12, 9, 10, 10, 9, 7], [26, 30, 22, 16, 20, 17, 15, 12], "55.7", "55.7"),
}

# month: satisfied and answered, and what a release prints of them
MONTHS = {"2018-11": (398, 862, "46.2"), "2018-12": (428, 871, "49.1"), "2019-01": (439, 907, "48.4"),
          "2019-02": (420, 894, "47.0"), "2019-03": (418, 911, "45.9"), "2019-04": (392, 880, "44.5"),
          "2019-05": (381, 904, "42.1")}
BY_NPU = {"BE": "38.5 31.0 46.6", "BW": "38.0 31.0 45.5", "CV": "45.2 36.6 54.0",
          "DY": "47.9 38.1 57.9", "SW": "39.0 30.6 48.1", "SH": "51.1 40.7 61.5",
          "WS": "41.7 31.6 52.5", "WV": "41.3 30.7 52.8"}
RELEASE = "2019-05.r0"
NOT_RELEASED = ("n_eff", "deff", "se", "n_kish", "deff_kish", "df")

# fixtures/published/survey_figures.csv item and breakdown -> measure and period
PUBLISHED = {
    ("victim_satisfaction", "whole_experience", "overall"): (OVERALL, "2019-05"),
    ("victim_satisfaction", "contact", "channel=999"): ("victim_satisfied_contact_999", "2019-05"),
    ("victim_satisfaction", "contact", "channel=101"): ("victim_satisfied_contact_101", "2019-05"),
    ("victim_satisfaction", "contact", "channel=online"): ("victim_satisfied_contact_online", "2019-05"),
    ("victim_satisfaction", "actions", "overall"): ("victim_satisfied_initial_actions", "2019-05"),
    ("victim_satisfaction", "follow_up", "overall"): ("victim_satisfied_feedback", "2019-05"),
    ("victim_satisfaction", "treatment", "overall"): ("victim_satisfied_treatment", "2019-05"),
    ("livechat", "rating", "overall"): ("livechat_rated_excellent_or_good", "2018-08/2019-06"),
    ("livechat", "would_use_again", "overall"):
        ("livechat_would_use_online_services_again", "2018-08/2019-06"),
    ("public_voice", "local_police_good_job", "overall"):
        ("public_voice_local_police_good_job", "waves-1-4"),
    ("public_voice", "confidence_in_wmp", "overall"): ("public_voice_confidence_in_wmp", "waves-1-4"),
    ("public_voice", "wmp_good_job", "overall"): ("public_voice_wmp_good_job", "waves-1-4"),
    ("how_are_we_doing", "local_police_good_job", "overall"):
        ("how_are_we_doing_local_police_good_job", "wave-3"),
    ("how_are_we_doing", "confidence_in_local_police", "overall"):
        ("how_are_we_doing_confidence_in_local_police", "wave-3"),
}


def printed(value, decimals):
    return str(Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def pick(rows, weighting, **key):
    """The one row of a weighting and a domain; domains that are not named are all areas."""
    wanted = {"npu": "", "contact_channel": "", "crime_group": "", **key}
    found = [r for r in rows if r["weighting"] == weighting and all(r[k] == v for k, v in wanted.items())]
    if len(found) != 1:
        raise AssertionError(f"{len(found)} rows for {weighting} {wanted}")
    return found[0]


class May2019(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        cls.installation.release_items("whole_experience")
        files = FIXTURES / "files"
        cls.installation.run("invitations", "import", files / "invitations.csv")
        cls.installation.run("series", "import", files / "livechat_conversations.csv")
        cls.installation.run("import", "--survey", "how_are_we_doing", files / "how_are_we_doing_wave_3.csv")
        cls.installation.run("import", "--survey", "livechat", files / "livechat_2018-08_2019-05.csv")
        cls.installation.key("wmnow")
        cls.installation.start()
        for survey, names in {
            "victim_satisfaction": ["victim_satisfaction_2018-11_2019-04", "victim_satisfaction_2019-05",
                                    "victim_satisfaction_awkward"],
            "citizen_satisfaction_pilot": ["citizen_satisfaction_pilot"],
            "public_voice": ["public_voice_waves_1-4"],
        }.items():
            for name in names:
                cls.post_file(survey, FIXTURES / "deliveries" / f"{name}.ndjson")
        cls.installation.publish(*MONTHS)

    @classmethod
    def tearDownClass(cls):
        cls.installation.close()

    @classmethod
    def post_file(cls, survey, file):
        connection = cls.installation.connect()
        for number, line in enumerate(file.read_bytes().splitlines(), 1):
            status, _, reply = cls.installation.post("wmnow", survey, line, f"{file.stem.replace('-', '_')}_{number}",
                                              connection=connection)
            if status not in (200, 202):
                raise AssertionError(f"{file.name} line {number}: {status} {reply}")
        connection.close()

    def test_the_headline_figure_of_may_2019_to_the_printed_digit(self):
        row = pick(self.installation.estimate(OVERALL, "2019-05"), "invited_by_npu")
        self.assertAlmostEqual(float(row["value"]) / 100, 0.415745, delta=5e-7)
        self.assertEqual(printed(row["unweighted"], 1), "42.1")
        self.assertEqual(printed(row["se"], 4), "1.6495")
        self.assertEqual(row["n"], "904")
        self.assertEqual(printed(row["n_eff"], 1), "892.7")
        self.assertEqual(printed(row["n_kish"], 1), "885.6")
        self.assertEqual(printed(row["deff"], 4), "1.0115")
        self.assertEqual(printed(row["deff_kish"], 4), "1.0208")
        self.assertEqual((printed(row["lo"], 1), printed(row["hi"], 1)), ("38.4", "44.8"))
        self.assertEqual(row["df"], "903")
        self.assertEqual(printed(row["response_rate"], 1), "11.3")
        self.assertEqual(printed(row["value"], int(row["decimals"])), "42")

    def test_the_eight_npus_of_may_2019(self):
        rows = self.installation.estimate(OVERALL, "2019-05", by=["npu"])
        for npu, figures in BY_NPU.items():
            row = pick(rows, "invited_by_npu", npu=npu)
            self.assertEqual(" ".join(printed(row[c], 1) for c in ("value", "lo", "hi")), figures, npu)

    def test_every_item_of_may_2019_by_npu(self):
        for measure, (satisfied, answered, unweighted, weighted) in MAY.items():
            rows = self.installation.estimate(measure, "2019-05", by=["npu"])
            for npu, good, of in zip(NPUS, satisfied, answered):
                row = pick(rows, "none", npu=npu)
                self.assertEqual(row["n"], str(of), (measure, npu))
                self.assertAlmostEqual(float(row["value"]), 100 * good / of, places=7, msg=(measure, npu))
            force = {w: pick(rows, w)["value"] for w in ("none", "invited_by_npu")}
            self.assertEqual(printed(force["none"], 1), unweighted, measure)
            self.assertEqual(printed(force["invited_by_npu"], 1), weighted, measure)

    def test_the_months_before_may_2019(self):
        for month, (good, of, per_cent) in MONTHS.items():
            row = pick(self.installation.estimate(OVERALL, month), "none")
            self.assertEqual(row["n"], str(of))
            self.assertAlmostEqual(float(row["value"]), 100 * good / of, places=7)
            row = pick(self.installation.released(OVERALL, month), "none")
            self.assertEqual((row["release"], printed(row["value"], 1), row["n"]), (f"{month}.r0", per_cent, str(of)))

    def test_the_released_figure_of_may_2019_as_it_is_printed(self):
        row = pick(self.installation.released(OVERALL, "2019-05"), "invited_by_npu")
        self.assertEqual([row[c] for c in ("release", "value", "lo", "hi", "unweighted", "n", "marks")],
                         [RELEASE, "41.6", "38.4", "44.8", "42.1", "904", ""])
        for npu, figures in BY_NPU.items():
            row = pick(self.installation.released(OVERALL, "2019-05", by=["npu"]), "invited_by_npu", npu=npu)
            self.assertEqual(" ".join(printed(row[c], 1) for c in ("value", "lo", "hi")), figures, npu)

    def test_every_released_item_of_may_2019_by_npu_is_the_working_one_in_print(self):
        installation = Installation()
        self.addCleanup(installation.close)
        installation.release_items("whole_experience", "follow_up", "treatment", "actions")
        installation.run("invitations", "import", FIXTURES / "files" / "invitations.csv")
        installation.run("import", "--survey", "victim_satisfaction", "--source", "wmnow",
                         FIXTURES / "deliveries" / "victim_satisfaction_2019-05.ndjson")
        installation.publish("2019-05")
        for measure, (satisfied, answered, unweighted, weighted) in MAY.items():
            if measure.startswith("victim_satisfied_contact_"):
                continue
            rows = installation.released(measure, "2019-05", by=["npu"])
            for npu, good, of in zip(NPUS, satisfied, answered):
                row = pick(rows, "none", npu=npu)
                self.assertEqual((row["n"], printed(row["value"], 1)), (str(of), printed(Decimal(100 * good) / of, 1)), (measure, npu))
            self.assertEqual([printed(pick(rows, w)["value"], 1) for w in ("none", "invited_by_npu")], [unweighted, weighted])
            for row in rows:
                self.assertEqual([row[c] for c in NOT_RELEASED], [""] * len(NOT_RELEASED))
                self.assertEqual((row["release"], "p" in row["marks"]), (RELEASE, False))

    def test_solihull_less_the_rest_of_the_force_as_it_is_released(self):
        rows = rows_of(self.installation.run("compare", "--measure", OVERALL, "--period", "2019-05", "--format", "csv"))
        row = next(r for r in rows if (r["code"], r["weighting"]) == ("SH", "invited_by_npu"))
        self.assertEqual([row[c] for c in ("release", "difference", "difference_lo", "difference_hi", "p", "q")],
                         [RELEASE, "10.2", "-0.8", "21.2", "", ""])

    def test_the_published_survey_rows_unweighted_and_weighted(self):
        with open(FIXTURES / "published" / "survey_figures.csv", newline="") as file:
            published = {(r["survey"], r["item"], r["breakdown"]): r for r in csv.DictReader(file)}
        schemes = {"victim_satisfaction": "invited_by_npu", "public_voice": "raked_population"}
        reproduced = 0
        for key, (measure, period) in PUBLISHED.items():
            rows = self.installation.estimate(measure, period)
            decimals = len(published[key]["value"].partition(".")[2])
            for weighting in {"none", schemes.get(key[0], "none")}:
                self.assertEqual(printed(pick(rows, weighting)["value"], decimals),
                                 published[key]["value"], (measure, weighting))
            reproduced += 1
        base = pick(self.installation.estimate("livechat_rated_excellent_or_good", "2018-08/2019-06"), "none")
        self.assertEqual(base["n"], published[("livechat", "survey_completed", "overall")]["value"])
        self.assertEqual(printed(base["response_rate"], 0),
                         published[("livechat", "survey_completed", "overall")]["response_rate"])
        self.assertEqual(round(100 * int(base["n"]) / float(base["response_rate"])),
                         int(published[("livechat", "conversations", "overall")]["value"]))
        self.assertEqual(reproduced + 2, 16)

    def test_poll_members_raked_as_an_alternative(self):
        measure = "how_are_we_doing_confidence_in_local_police"
        raked = pick(self.installation.estimate(measure, "wave-3", weighting="raked_population"),
                     "raked_population")
        self.assertEqual(raked["n"], "5607")
        self.assertGreater(float(raked["deff_kish"]), 1.0)

    def test_confidence_by_contact_channel_comes_from_the_public_voice_item(self):
        rows = self.installation.estimate("public_voice_confidence_in_wmp", "waves-1-4", by=["contact_channel"])
        shown = [r for r in rows if r["weighting"] == "raked_population" and r["contact_channel"]]
        self.assertEqual({r["item"] for r in shown}, {"confidence_in_wmp"})
        self.assertIn("none", {r["contact_channel"] for r in shown})

    def test_contact_figures_are_never_a_breakdown_of_the_overall_figure(self):
        for row in self.headline():
            if row["measure"] == OVERALL and row["value"]:
                self.assertNotIn((row["contact_channel"], printed(row["value"], 1)),
                                 {("999", "64.1"), ("101", "69.3"), ("online", "55.7")})
            if row["measure"].startswith("victim_satisfied_contact_"):
                self.assertEqual(row["item"], "ease_of_contact")

    def headline(self):
        text = self.installation.get("/api/v1/headline/2019-05.csv")[2].decode("utf-8")
        return list(csv.DictReader(text.splitlines()))

    def test_the_headline_export_has_the_contract_columns_and_both_ways_to_ask_agree(self):
        status, headers, body = self.installation.get("/api/v1/headline/2019-05.csv")
        self.assertEqual(status, 200)
        self.assertTrue(headers["Content-Type"].startswith("text/csv"))
        self.assertEqual(body.decode().splitlines()[0],
                         "period,release,survey,measure,item,npu,contact_channel,crime_group,weighting,"
                         "value,lo,hi,level,n,n_eff,deff,unweighted,response_rate,marks,decimals")
        self.assertEqual(body.decode().splitlines(),
                         self.installation.run("headline", "--period", "2019-05").splitlines())
        for row in self.headline():
            self.assertEqual((row["n_eff"], row["deff"], "p" in row["marks"]), ("", "", False))
        self.assertEqual({r["release"] for r in self.headline() if r["survey"] == "victim_satisfaction"}, {RELEASE})
        row = next(r for r in self.headline() if (r["measure"], r["weighting"], r["npu"], r["contact_channel"],
                                                  r["crime_group"]) == (OVERALL, "invited_by_npu", "", "", ""))
        self.assertEqual([row[c] for c in ("value", "lo", "hi", "n", "unweighted")],
                         ["41.6", "38.4", "44.8", "904", "42.1"])

    def test_the_working_headline_says_that_it_is_one(self):
        rows = rows_of(self.installation.working("headline", "--period", "2019-05"))
        self.assertEqual({r["release"] for r in rows}, {"working"})
        self.assertTrue(all("p" in r["marks"] for r in rows))

    def test_sandwells_hate_crime_row_and_its_complement_are_hidden(self):
        rows = self.installation.released(OVERALL, "2019-05", by=["npu", "crime_group"])
        hidden = {r["crime_group"] for r in rows if r["npu"] == "SW" and "c" in r["marks"]}
        self.assertLessEqual({"hate", "violence"}, hidden)
        for row in rows:
            if "c" in row["marks"]:
                for column in ("value", "lo", "hi", "n", "n_eff", "deff", "unweighted", "response_rate",
                               "se", "n_kish", "deff_kish", "df"):
                    self.assertEqual(row[column], "", (row["npu"], row["crime_group"], column))

    def test_no_hidden_cell_of_npu_by_channel_can_be_worked_out(self):
        rows = [r for r in self.installation.released(OVERALL, "2019-05", by=["npu", "contact_channel"])
                if r["weighting"] == "none"]
        self.assertTrue([r for r in rows if "c" in r["marks"]], "the fixture has small cells")
        for quantity in ("base", "positive"):
            self.assertEqual(worked_out(rows, quantity), [], quantity)

    def test_the_outcomes_sum_to_what_arrived(self):
        self.assertNotIn("FAIL", self.installation.verified())

    def test_every_month_that_the_pages_offer_has_its_pages_and_its_export(self):
        months = re.findall(r'<option value="(\d{4}-\d\d)"', self.installation.get("/")[2].decode())
        self.assertEqual((months[0], months[-1], len(months)), ("2019-05", "2018-11", 7))
        for month in months:
            for path in (f"/?period={month}", f"/npus/SH?period={month}",
                         f"/api/v1/headline/{month}.csv", f"/api/v1/headline/{month}.json"):
                self.assertEqual(self.installation.get(path)[0], 200, path)

    def test_a_month_that_is_not_released_has_no_export_and_says_what_is(self):
        for path in ("headline/2018-10.csv", f"estimates?measure={OVERALL}&period=2019-07"):
            status, _, body = self.installation.get("/api/v1/" + path)
            problem = json.loads(body)
            self.assertEqual((status, problem["code"]), (400, "not_released"))
            self.assertIn(RELEASE, problem["detail"])

    def test_the_pages_show_the_figure_with_its_range_and_base(self):
        for path, expected in {
            "/?period=2019-05": ("42%", "38 to 45", "904 answers", RELEASE),
            "/npus/SH?period=2019-05": ("Solihull", "51.1%", "40.7 to 61.5", "88"),
        }.items():
            status, _, body = self.installation.get(path)
            self.assertEqual(status, 200)
            self.assertEqual([words for words in expected if words not in body.decode()], [], path)


def quantity_of(row, quantity):
    """Base or positive answers of a shown row, exactly; None for a hidden one."""
    if "c" in row["marks"]:
        return None
    n = int(row["n"] or 0)
    if quantity == "base":
        return Fraction(n)
    return Fraction(round(float(row["value"] or 0) * n / 100))


def worked_out(rows, quantity):
    """Hidden cells that the shown rows, columns and totals pin to one value.

    Every row and column sum is an equation over the cells it holds and its own total.
    Exact elimination over all of them leaves a hidden cell alone in a row when it can be
    solved for.
    """
    keys = [(r["npu"], r["contact_channel"]) for r in rows]
    known = {key: quantity_of(row, quantity) for key, row in zip(keys, rows)}
    npus = sorted({k[0] for k in keys if k[0]})
    channels = sorted({k[1] for k in keys if k[1]})
    sums = [[((npu, c), 1) for c in channels] + [((npu, ""), -1)] for npu in npus]
    sums += [[((npu, c), 1) for npu in npus] + [(("", c), -1)] for c in channels]
    sums += [[((npu, ""), 1) for npu in npus] + [(("", ""), -1)]]
    sums += [[(("", c), 1) for c in channels] + [(("", ""), -1)]]
    unknown = [key for key in keys if known[key] is None]
    place = {key: i for i, key in enumerate(unknown)}
    matrix = []
    for terms in sums:
        line, rest = [Fraction(0)] * len(unknown), Fraction(0)
        for key, sign in terms:
            if key not in known:
                continue
            if known[key] is None:
                line[place[key]] += sign
            else:
                rest -= sign * known[key]
        matrix.append(line + [rest])
    solved, lead = [], 0
    for column in range(len(unknown)):
        pivot = next((r for r in range(lead, len(matrix)) if matrix[r][column] != 0), None)
        if pivot is None:
            continue
        matrix[lead], matrix[pivot] = matrix[pivot], matrix[lead]
        scale = matrix[lead][column]
        matrix[lead] = [v / scale for v in matrix[lead]]
        for r in range(len(matrix)):
            if r != lead and matrix[r][column] != 0:
                factor = matrix[r][column]
                matrix[r] = [a - factor * b for a, b in zip(matrix[r], matrix[lead])]
        lead += 1
    for line in matrix[:lead]:
        alone = [i for i, v in enumerate(line[:-1]) if v != 0]
        if len(alone) == 1:
            solved.append((unknown[alone[0]], line[-1]))
    return solved


if __name__ == "__main__":
    unittest.main()
