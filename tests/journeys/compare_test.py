"""Comparisons and series of working figures: April against May, NPUs against the rest of the force, and what is
refused."""

import json
import unittest

from soundings_program import FIXTURES, Installation, Refusal, rows_of

OVERALL = "victim_satisfied_whole_experience"
CONFIDENCE = "public_voice_confidence_in_wmp"


class Asked(unittest.TestCase):
    """What an address of the API says of working figures, each class with a database of its own."""

    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        cls.addClassCleanup(cls.installation.close)
        cls.bring_in()

    def read(self, address):
        reported = self.installation.asked(address)
        self.assertNotIsInstance(reported, Refusal, address)
        return reported

    def refused(self, address, code):
        refusal = self.installation.asked(address)
        self.assertIsInstance(refusal, Refusal, address)
        self.assertEqual(refusal.code, code)
        return refusal.message


class LiveChat(Asked):
    """Apart from the surveys of victims and confidence, as it has seven times their answers."""

    @classmethod
    def bring_in(cls):
        cls.installation.run("series", "import", FIXTURES / "files" / "livechat_conversations.csv")
        cls.installation.run("import", "--survey", "livechat", FIXTURES / "files" / "livechat_2018-08_2019-05.csv")

    def test_the_first_year(self):
        reported = self.read("/api/v1/compare?measure=livechat_rated_excellent_or_good&period=2019-05"
                         "&against=year_before")
        one = reported["comparisons"][0]
        self.assertEqual(one["reading"]["words"], "First year")
        self.assertIsNone(one["reading"]["difference"])

    def test_it_is_not_weighted(self):
        self.refused("/api/v1/weights?survey=livechat&period=2019-05", "not_weighted")


class Compare(Asked):
    @classmethod
    def bring_in(cls):
        cls.installation.run("invitations", "import", FIXTURES / "files" / "invitations.csv")
        for survey, names in {
            "victim_satisfaction": ["victim_satisfaction_2018-11_2019-04", "victim_satisfaction_2019-05"],
            "public_voice": ["public_voice_waves_1-4"],
        }.items():
            for name in names:
                cls.installation.run("import", "--survey", survey, "--source", "wmnow",
                                     FIXTURES / "deliveries" / f"{name}.ndjson")

    def test_may_against_april_is_no_clear_change(self):
        reported = self.read(f"/api/v1/compare?measure={OVERALL}&period=2019-05&against=previous&weighting=none")
        one = reported["comparisons"][0]
        self.assertEqual((one["estimate"]["n"], one["other"]["n"]), (904, 880))
        self.assertEqual(one["differences"]["unweighted"]["text"],
                         {"difference": "\u22122.4 points", "range": "\u22127.0 to +2.2", "p": "0.31", "q": "0.31"})
        self.assertEqual(one["reading"]["words"], "No clear change")
        self.assertEqual((one["reading"]["kind"], one["reading"]["tone"]), ("same", "same"))
        self.assertEqual(one["reading"]["sentence"],
                         "Victims satisfied overall, West Midlands: 42.1% in May 2019 against 44.5% in "
                         "April 2019. No clear change.")

    def test_the_terminal_says_what_the_document_says(self):
        shown = self.installation.working("compare", "--measure", OVERALL, "--period", "2019-05", "--against", "previous",
                               "--weighting", "none", "--format", "table")
        for words in ("42.1%", "44.5%", "\u22122.4 points", "\u22127.0 to +2.2", "0.31", "No clear change"):
            self.assertIn(words, shown)
        printed = self.installation.working("compare", "--measure", OVERALL, "--period", "2019-05", "--against", "2019-04",
                                 "--weighting", "none", "--format", "json")
        row = rows_of(self.installation.working("compare", "--measure", OVERALL, "--period", "2019-05", "--against", "2019-04",
                                              "--weighting", "none", "--format", "csv"))[0]
        difference = json.loads(printed)["comparisons"][0]["differences"]["unweighted"]
        self.assertEqual(float(row["difference"]), difference["difference"])
        self.assertEqual((row["reading"], row["verdict"], row["marks"]), ("No clear change", "same", "[p]"))

    def test_solihull_against_the_rest_of_the_force_is_similar(self):
        reported = self.read(f"/api/v1/compare/npus?measure={OVERALL}&period=2019-05")
        self.assertEqual(reported["family"], 8)
        self.assertEqual(reported["note"], "Readings allow for eight comparisons at once.")
        self.assertEqual(reported["force"]["n"], 904)
        one = next(c for c in reported["comparisons"] if c["estimate"]["domain"] == {"npu": "SH"})
        self.assertEqual(one["estimate"]["weighted"]["text"]["value"], "51.1%")
        self.assertEqual(one["other"]["weighted"]["text"]["value"], "40.9%")
        self.assertEqual(one["other"]["name"], "the rest of the force")
        weighted = one["differences"]["weighted"]
        self.assertEqual((weighted["text"]["difference"], weighted["text"]["range"], weighted["text"]["p"]),
                         ("+10.2 points", "\u22120.8 to +21.2", "0.068"))
        self.assertAlmostEqual(weighted["q"], 0.546679088548, places=9)
        self.assertEqual(one["reading"]["words"], "Similar")

    def test_solihull_less_the_force_it_is_part_of(self):
        reported = self.read(f"/api/v1/compare?measure={OVERALL}&period=2019-05&by=npu&code=SH&against=force")
        weighted = reported["comparisons"][0]["differences"]["weighted"]
        self.assertEqual((weighted["text"]["difference"], weighted["text"]["range"], weighted["text"]["p"]),
                         ("+9.6 points", "\u22120.7 to +19.8", "0.068"))
        self.assertAlmostEqual(weighted["covariance"], 1.847680986369, places=7)

    def test_the_funnel_and_the_gap_of_the_eight_npus(self):
        reported = self.read(f"/api/v1/compare/npus?measure={OVERALL}&period=2019-05")
        self.assertEqual(len(reported["funnel"]["areas"]), 8)
        for area in reported["funnel"]["areas"]:
            self.assertEqual(area["flag"], "within")
            self.assertLess(area["lo998"], area["lo95"])
        gap = reported["disparity"]
        self.assertEqual((gap["highest"], gap["lowest"], gap["draws"]), ("SH", "BW", 4000))
        self.assertEqual(gap["words"], "No wider than chance")
        again = self.read(f"/api/v1/compare/npus?measure={OVERALL}&period=2019-05")["disparity"]
        self.assertEqual(again, gap)

    def test_confidence_by_contact_channel(self):
        reported = self.read(f"/api/v1/compare?measure={CONFIDENCE}&period=waves-1-4&by=contact_channel")
        names = [c["estimate"]["domain"]["contact_channel"] for c in reported["comparisons"]]
        self.assertLessEqual({"999", "101", "online"}, set(names))
        for one in reported["comparisons"]:
            self.assertIn(one["reading"]["words"],
                          {"Higher", "Lower", "Similar", "Not clearly different", "Too few to say", "Cannot say",
                           "Hidden"})
            if one["reading"]["verdict"] in ("higher", "lower", "same"):
                self.assertEqual(one["reading"]["verdict"] != "same", one["differences"]["weighted"]["q"] <= 0.05)
        pair = self.read(f"/api/v1/compare?measure={CONFIDENCE}&period=waves-1-4&by=contact_channel"
                         "&code=999&against=101")
        self.assertEqual(pair["comparisons"][0]["other"]["domain"], {"contact_channel": "101"})

    def test_the_channel_measures_are_no_breakdown_of_the_overall_figure(self):
        for channel in ("999", "101", "online"):
            detail = self.refused(f"/api/v1/compare?measure={OVERALL}&period=2019-05"
                                  f"&against=victim_satisfied_contact_{channel}",
                                  "comparison_of_different_questions")
            self.assertIn("different questions", detail)
        reported = self.read("/api/v1/compare?measure=victim_satisfied_contact_999&period=2019-05"
                         "&against=victim_satisfied_contact_101")
        one = reported["comparisons"][0]
        self.assertEqual((one["estimate"]["n"], one["other"]["n"]), (312, 342))
        self.assertEqual(one["estimate"]["unweighted"]["text"]["value"], "64.1%")
        self.assertEqual(one["other"]["unweighted"]["text"]["value"], "69.3%")

    def test_the_three_confidence_questions_are_never_compared(self):
        self.refused(f"/api/v1/compare?measure={CONFIDENCE}&period=wave-4&against=public_voice_wmp_good_job",
                     "comparison_of_different_questions")
        self.refused(f"/api/v1/compare?measure={CONFIDENCE}&period=wave-3"
                     "&against=how_are_we_doing_confidence_in_local_police",
                     "comparison_of_different_questions")

    def test_what_is_refused(self):
        base = f"/api/v1/compare?measure={OVERALL}&"
        detail = self.refused(base + "period=2019-05&against=year_before", "comparison_across_break")
        self.assertEqual(detail, "We cannot compare May 2019 with May 2018. The way of asking is assumed to "
                                 "have changed in between.")
        self.refused(base + "period=2019-02/2019-05&against=2018-12/2019-03", "comparison_of_overlapping_periods")
        self.refused(base + "period=2019-05&against=2019-05", "comparison_with_itself")
        self.refused(base + "period=2019-05&against=somebody", "unknown_against")
        self.refused(base + "period=2019-05&by=npu&code=XX", "unknown_code")
        self.refused(base + "period=may&against=rest", "period_malformed")
        self.refused("/api/v1/compare?measure=livechat_rated_excellent_or_good&period=2019-05",
                     "comparison_needs_domain")
        done = self.installation.working("compare", "--measure", OVERALL, "--period", "2019-05", "--against", "year_before",
                              check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("comparison_across_break", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_the_series_of_overall_satisfaction(self):
        reported = self.read(f"/api/v1/series?measure={OVERALL}&weighting=none")
        self.assertEqual([e["period"] for e in reported["estimates"]],
                         ["2018-11", "2018-12", "2019-01", "2019-02", "2019-03", "2019-04", "2019-05"])
        self.assertEqual([e["n"] for e in reported["estimates"]], [862, 871, 907, 894, 911, 880, 904])
        first = reported["estimates"][0]
        self.assertIn("b", first["marks"])
        self.assertNotIn("b", reported["estimates"][1]["marks"])
        self.assertTrue(reported["breaks"][0]["assumed"])
        self.assertIn("is assumed", reported["breaks"][0]["note"])
        self.assertEqual((reported["baseline"]["period"], reported["baseline"]["assumed"], reported["baseline"]["comparable"]),
                         ("2018-11/2019-01", True, True))
        centre = sum(100 * g / n for g, n in [(398, 862), (428, 871), (439, 907), (420, 894), (418, 911),
                                              (392, 880), (381, 904)]) / 7
        for estimate in reported["estimates"]:
            self.assertAlmostEqual(estimate["signal"]["centre"], centre, places=7)
            self.assertFalse(estimate["signal"]["firm"])
            self.assertFalse(estimate["signal"]["steps"])
        shown = self.installation.working("series", "--measure", OVERALL, "--format", "table")
        self.assertIn("Baseline November 2018 to January 2019 (assumed)", shown)
        self.assertIn("Limits of fewer than twelve points are not firm.", shown)

    def test_a_series_of_one_npu_by_quarter_and_of_waves(self):
        reported = self.read(f"/api/v1/series?measure={OVERALL}&npu=SH&grain=quarter")
        self.assertEqual([e["period"] for e in reported["estimates"] if e["weighting"] != "none"],
                         ["2019-01/2019-03"])
        waves = self.read(f"/api/v1/series?measure={CONFIDENCE}&contact_channel=999")
        self.assertEqual(waves["grain"], "wave")
        self.assertEqual(len({e["period"] for e in waves["estimates"]}), 4)
        rows = rows_of(self.installation.working("series", "--measure", OVERALL, "--of", "npu=SH", "--format", "csv"))
        self.assertEqual({r["npu"] for r in rows}, {"SH"})
        self.assertEqual(len(rows), 14)
        self.assertTrue(all(r["centre"] for r in rows))
        self.refused(f"/api/v1/series?measure={OVERALL}&npu=XX", "unknown_code")
        crossed = self.read(f"/api/v1/series?measure={OVERALL}&npu=BE&contact_channel=101&weighting=none")
        self.assertEqual({tuple(e["domain"].values()) for e in crossed["estimates"]}, {("101", "BE")})
        crimes = self.read(f"/api/v1/series?measure={OVERALL}&of=crime_group=burglary&level=0.9&weighting=none")
        self.assertEqual({(e["domain"]["crime_group"], e["level"]) for e in crimes["estimates"]}, {("burglary", 0.9)})
        self.refused(f"/api/v1/series?measure={OVERALL}&npu=SH&of=contact_channel=999,crime_group=hate",
                     "too_many_domains")
        self.refused(f"/api/v1/series?measure={OVERALL}&of=npu=SH,npu=BE", "of_malformed")
        self.refused(f"/api/v1/series?measure={OVERALL}&of=burglary", "of_malformed")
        self.refused(f"/api/v1/series?measure={OVERALL}&grain=year", "unknown_grain")
        self.refused(f"/api/v1/series?measure={OVERALL}&from=wave-1", "wrong_period_kind")


    def test_every_statistic_that_is_one_figure_is_compared_and_followed(self):
        reported = self.read(f"/api/v1/compare?measure={OVERALL}&period=2019-05&against=previous&statistic=net")
        one = reported["comparisons"][0]
        self.assertEqual(reported["statistic"], "net")
        self.assertIn(": net, per cent positive less per cent negative, West Midlands", one["reading"]["sentence"])
        self.assertLess(one["estimate"]["unweighted"]["value"], 20)
        series = self.read(f"/api/v1/series?measure={OVERALL}&statistic=mean&weighting=none")
        self.assertEqual((series["statistic"], {e["interval"] for e in series["estimates"]}), ("mean", {"wald"}))
        shown = self.installation.working("series", "--measure", OVERALL, "--statistic", "pct_negative", "--format", "table")
        self.assertIn("Victims satisfied overall: per cent negative, West Midlands", shown)
        for address in ("compare?period=2019-05&against=previous&", "series?"):
            self.refused(f"/api/v1/{address}measure={OVERALL}&statistic=distribution", "several_figures")
            self.refused(f"/api/v1/{address}measure={OVERALL}&statistic=median", "unknown_statistic")

    def test_birmingham_east_by_999_against_101(self):
        reported = self.read(f"/api/v1/compare?measure={CONFIDENCE}&period=waves-1-4&by=contact_channel&code=999"
                         "&against=101&of=npu=BE")
        one = reported["comparisons"][0]
        self.assertEqual(one["estimate"]["domain"], {"contact_channel": "999", "npu": "BE"})
        self.assertEqual(one["other"]["domain"], {"contact_channel": "101", "npu": "BE"})
        table = self.read(f"/api/v1/estimates?measure={CONFIDENCE}&period=waves-1-4&by=npu,contact_channel"
                          "&weighting=none&reading=none")["estimates"]
        self.assertEqual([e["n"] for e in table if e["domain"] == {"contact_channel": "999", "npu": "BE"}],
                         [one["estimate"]["n"]])
        slices = self.read("/api/v1/compare?measure=victim_satisfied_contact_999&period=2019-05"
                           "&against=victim_satisfied_contact_101&of=npu=BE&weighting=none")["comparisons"][0]
        self.assertEqual((slices["estimate"]["n"], slices["other"]["n"]), (51, 56))
        shown = self.installation.working("compare", "--measure", CONFIDENCE, "--period", "waves-1-4", "--by",
                               "contact_channel", "--of", "npu=BE", "--format", "table")
        self.assertIn("everyone else, Birmingham East", shown)

    def test_each_estimate_has_the_reading_of_its_comparison(self):
        table = self.read(f"/api/v1/estimates?measure={OVERALL}&period=2019-05&by=npu")
        compared = self.read(f"/api/v1/compare/npus?measure={OVERALL}&period=2019-05")["comparisons"]
        self.assertEqual(table["readings"], {"against": "rest", "family": 8,
                                             "note": "Readings allow for eight comparisons at once."})
        for estimate in table["estimates"]:
            if not estimate["domain"]:
                self.assertIsNone(estimate["reading"])
                continue
            one = next(c for c in compared if c["estimate"]["domain"] == estimate["domain"])
            side = "unweighted" if estimate["weighting"] == "none" else "weighted"
            reading, difference = estimate["reading"], one["differences"][side]
            self.assertEqual((estimate["value"], estimate["n"]), (one["estimate"][side]["value"], one["estimate"]["n"]))
            self.assertEqual(reading["value"], one["other"][side]["value"])
            for name in ("difference", "lo", "hi", "verdict", "words"):
                self.assertEqual(reading[name], difference[name])
        alone = self.read(f"/api/v1/estimates?measure={OVERALL}&period=2019-05&weighting=none")["estimates"][0]
        self.assertEqual((alone["n"], alone["response_rate"], alone["reading"]["words"]), (904, 11.3, "No clear change"))
        self.assertEqual(round(alone["reading"]["difference"], 1), -2.4)
        year = self.read(f"/api/v1/estimates?measure={OVERALL}&period=2018-11")
        self.assertEqual(year["readings"]["code"], "comparison_across_break")
        self.assertEqual({e["reading"] for e in year["estimates"]}, {None})
        self.refused(f"/api/v1/estimates?measure={OVERALL}&period=2018-11&reading=previous", "comparison_across_break")
        self.refused(f"/api/v1/estimates?measure={OVERALL}&period=2019-05&reading=999", "unknown_against")
        for against in ("rest", "force"):
            self.refused(f"/api/v1/estimates?measure={OVERALL}&period=2019-05&reading={against}", "comparison_needs_domain")
        self.refused(f"/api/v1/estimates?measure={OVERALL}&period=2019-05&by=npu,contact_channel&reading=rest",
                     "too_many_domains")
        none = self.read(f"/api/v1/estimates?measure={OVERALL}&period=2019-05&by=npu&reading=none")
        self.assertEqual((none["readings"], {e["reading"] for e in none["estimates"]}), (None, {None}))
        shown = self.installation.working("estimate", "--measure", OVERALL, "--period", "2019-05", "--by", "npu", "--format", "table")
        for words in ("Reading", "Similar", "the rest of the force", "Readings allow for eight comparisons at once."):
            self.assertIn(words, shown)

    def test_weighted_figures_of_two_domains_are_given_in_full(self):
        for by in ("contact_channel,crime_group", "npu,contact_channel"):
            crossed = self.read(f"/api/v1/estimates?measure={OVERALL}&period=2019-05&by={by}&reading=none")["estimates"]
            reported = [e for e in crossed if e["weighting"] != "none" and len(e["domain"]) == 2 and e["n"]]
            self.assertTrue(reported)
            for estimate in reported:
                self.assertIsNotNone(estimate["n_kish"], estimate)
            self.assertTrue(any(e["value"] != round(e["value"], 3) for e in reported))

    def test_small_areas_are_modelled_apart_from_their_direct_estimates(self):
        reported = self.read(f"/api/v1/small-areas?measure={OVERALL}&period=2019-05")
        self.assertEqual((reported["by"], len(reported["areas"]), reported["left_out"]), ("npu", 8, []))
        direct = {e["domain"].get("npu"): e["value"] for e in self.read(
            f"/api/v1/estimates?measure={OVERALL}&period=2019-05&by=npu")["estimates"] if e["weighting"] != "none"}
        for area in reported["areas"]:
            self.assertNotIn("value", area)
            ends = sorted((direct[area["domain"]["npu"]], reported["model"]["mean"]))
            self.assertLessEqual(ends[0] - 1e-7, area["modelled"])
            self.assertLessEqual(area["modelled"], ends[1] + 1e-7)
        asked = ("small-areas", "--measure", OVERALL, "--period", "2019-05", "--format")
        rows = rows_of(self.installation.working(*asked, "csv"))
        self.assertEqual([float(r["modelled"]) for r in rows], [a["modelled"] for a in reported["areas"]])
        self.assertIn("Modelled: each area is drawn", self.installation.working(*asked, "table"))
        self.refused(f"/api/v1/small-areas?measure={OVERALL}&period=2019-05&statistic=mean", "small_areas_of_shares")

    def test_what_weighting_did_is_reported_alike_in_every_format(self):
        reported = self.read("/api/v1/weights?survey=public_voice&period=wave-4")
        printed = self.installation.working("weights", "--survey", "public_voice", "--period", "wave-4", "--format", "csv")
        for row in rows_of(printed):
            margin = next((m for m in reported["margins"] if m["margin"] == row["name"]), {})
            found = {"weights": reported["weights"], "margin": margin,
                     "target": next((t for t in margin.get("targets", []) if t["category"] == row["category"]), {}),
                     "measure": next((m for m in reported["measures"] if m["measure"] == row["name"]), {})}
            self.assertEqual(found[row["section"]][row["key"]], float(row["value"]), row)
        self.assertIn("ONS mid-2018", reported["margins"][0]["sources"][0]["source"])
        self.refused("/api/v1/weights?survey=nobody&period=2019-05", "unknown_survey")

    def test_a_level_is_named_and_checked_wherever_it_is_asked(self):
        for address in ("estimates?period=2019-05&", "compare?period=2019-05&against=previous&", "series?"):
            base = f"/api/v1/{address}measure={OVERALL}&level="
            self.assertEqual(self.read(base + "0.99")[
                "comparisons" if address.startswith("compare") else "estimates"] != [], True)
            self.assertEqual(self.refused(base + "0.5", "level_out_of_range"),
                             'level "0.5": a level lies from 0.8 to 0.9999, such as 0.95')
            self.refused(base + "wide", "level_out_of_range")
        wide, usual = (self.read(f"/api/v1/estimates?measure={OVERALL}&period=2019-05&level={level}")["estimates"][0]
                       for level in ("0.99", "0.95"))
        self.assertLess(wide["lo"], usual["lo"])
        self.assertEqual(wide["se"], usual["se"])
        for command in (("estimate", "--period", "2019-05"), ("series",),
                        ("compare", "--period", "2019-05", "--against", "previous")):
            self.assertIn("99% range", self.installation.working(*command, "--measure", OVERALL, "--level", "0.99",
                                                      "--format", "table"))
            done = self.installation.working(*command, "--measure", OVERALL, "--level", "0.5", check=False)
            self.assertEqual((done.returncode, "level_out_of_range" in done.stderr), (1, True))

    def test_every_form_of_a_period_is_named_where_one_is_wrong(self):
        detail = self.refused(f"/api/v1/estimates?measure={OVERALL}&period=may", "period_malformed")
        done = self.installation.working("compare", "--measure", OVERALL, "--period", "may", check=False)
        self.assertEqual(done.returncode, 2)
        for form in ("2019-05", "2018-11/2019-01", "2019-Q2", "3-months-to-2019-05", "year-ending-2018-12",
                     "financial-year-to-2019-05", "wave-3", "waves-1-4"):
            self.assertIn(form, detail)
            self.assertIn(form, done.stderr)
            wave = form.startswith("wave")
            self.read(f"/api/v1/estimates?measure={CONFIDENCE if wave else OVERALL}&period={form}")


if __name__ == "__main__":
    unittest.main()
