"""L1 and L2 of the domain's scenarios, by every way to a figure: pages, API, command line and files, as a reader and
a lead who see what is released and as an analyst who sees working figures too."""

import atexit
import csv
import functools
import html
import io
import json
import re
import shutil
import unittest
from pathlib import Path

from publication import answer_small_bases, copy_of
from signed_in import SignedIn
from soundings_program import FIXTURES, Installation, rows_of

OVERALL = "victim_satisfied_whole_experience"
ASKED = f"measure={OVERALL}&period=2019-05"
FINE = f"{ASKED}&by=npu,crime_group&weighting=none"
HIDDEN = ("hate", "violence")
MAY = "2019-05.r0"


def words(page):
    """The text of a page, without its tags."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))


def of_sandwell(rows):
    return {row["crime_group"]: row for row in rows if row["npu"] == "SW"}


@functools.cache
def small_bases():
    """L1 with April and May published, made once."""
    installation = Installation()
    atexit.register(installation.close)
    installation.release_items("whole_experience")
    answer_small_bases(installation)
    installation.publish("2019-04", "2019-05")
    return installation


@functools.cache
def april_and_may():
    """L2: the fixture with April and May published, made once."""
    installation = Installation()
    atexit.register(installation.close)
    installation.release_items("whole_experience", "ease_of_contact")
    installation.run("invitations", "import", FIXTURES / "files" / "invitations.csv")
    for name in ("victim_satisfaction_2018-11_2019-04", "victim_satisfaction_2019-05"):
        installation.run("import", "--survey", "victim_satisfaction", "--source", "wmnow",
                         FIXTURES / "deliveries" / f"{name}.ndjson")
    installation.publish("2019-04", "2019-05")
    return installation


class Lead(SignedIn):
    """What is published is made once and copied for each test."""
    options = ()

    def prepare(self):
        published = self.published()
        self.installation.definitions = published.definitions
        for file in Path(published.folder.name).glob("soundings.db*"):
            shutil.copy(file, self.installation.folder.name)

    def lead(self):
        return self.signed_in("lead.sw", "lead", "--npu", "SW")

    def analyst(self):
        return self.signed_in("a.analyst", "analyst")

    def csv(self, client, address):
        page = client.get(address)
        self.assertEqual(page.status, 200, page.text[:300])
        return list(csv.DictReader(io.StringIO(page.text)))

    def files(self, client):
        """Every file of the release, as the Exports page links it, by name."""
        links = re.findall(r'href="(/api/v1/releases/[^"]+/files/([^"]+))"', client.get("/exports").text)
        self.assertTrue(links)
        return {name: client.get(html.unescape(href)).body for href, name in links}


class SmallBases(Lead):
    """L1: burglary 17/41, vehicle 19/48, violence 8/22, hate 2/7, total 46/118 in Sandwell."""

    published = staticmethod(small_bases)

    def test_the_lead_opens_may_on_the_pages(self):
        lead = self.lead()
        page = lead.get("/npus/SW?period=2019-05")
        self.assertEqual(page.status, 200)
        text = words(page)
        self.assertIn("39.0%", text)
        self.assertIn("118", text)
        for hidden in ("36.4%", "28.6%"):  # of violence and of hate crime
            self.assertNotIn(hidden, text)
        for row in ("Burglary 41 41.5%", "Vehicle crime 48 39.6%", "Violence [c] [c]", "Hate crime [c] [c]"):
            self.assertIn(row, text)
        for tier in ("/npus/SW?period=2019-05&tier=working", f"/api/v1/estimates?{FINE}&tier=working"):
            self.assertEqual(lead.get(tier).status, 403, tier)

    def test_the_lead_asks_the_api(self):
        lead = self.lead()
        reported = json.loads(lead.api(f"/api/v1/estimates?{FINE}").text)["estimates"]
        rows = {one["domain"].get("crime_group"): one for one in reported if one["domain"].get("npu") == "SW"}
        self.assertEqual([(rows[crime]["value"], rows[crime]["n"]) for crime in (None, "burglary", "vehicle")],
                         [(39.0, 118), (41.5, 41), (39.6, 48)])
        for crime in ("burglary", "vehicle"):
            self.assertLess(rows[crime]["lo"], rows[crime]["value"])
            self.assertLess(rows[crime]["value"], rows[crime]["hi"])
        for crime in HIDDEN:
            self.assertEqual([rows[crime][part] for part in ("marks", "value", "lo", "hi", "n")],
                             [["c"], None, None, None, None])
        # "Not hate", and windows that differ by those answers: no number.
        for more in ("&by=crime_group&code=hate&against=rest&of=npu=SW", "&by=crime_group&against=rest&of=npu=SW"):
            self.assertEqual(lead.api(f"/api/v1/compare?{ASKED}{more}").status, 400, more)
        for period in ("2019-04/2019-05", "2-months-to-2019-05"):
            asked = f"/api/v1/estimates?measure={OVERALL}&period={period}&by=npu,crime_group"
            self.assertEqual(lead.api(asked).status, 400, period)

    def test_the_lead_takes_files(self):
        lead = self.lead()
        rows = of_sandwell(self.csv(lead, f"/api/v1/estimates?{FINE}&format=csv"))
        self.assertEqual((rows["burglary"]["n"], rows["vehicle"]["n"], rows[""]["n"]), ("41", "48", "118"))
        files = self.files(lead)
        tables = [name for name in files if "npu.crime_group" in name]
        self.assertTrue(tables)
        for name in tables:
            for row in csv.DictReader(io.StringIO(files[name].decode())):
                if row["npu"] == "SW" and row["crime_group"] in HIDDEN and not row.get("answer"):
                    self.assertEqual([row[part] for part in ("value", "lo", "hi", "n")], [""] * 4, name)
                    self.assertIn("c", row["marks"])
        for crime in HIDDEN:
            self.assertEqual([rows[crime][part] for part in ("value", "lo", "hi", "n", "unweighted")], [""] * 5)

    def test_the_analyst_sees_them_and_it_is_written_down(self):
        analyst = self.analyst()
        rows = of_sandwell(self.csv(analyst, f"/api/v1/estimates?{FINE}&format=csv&tier=working"))
        self.assertEqual([rows[crime]["n"] for crime in ("burglary", "vehicle", "violence", "hate")],
                         ["41", "48", "22", "7"])
        self.assertTrue(rows["violence"]["value"].startswith("36.3636"))
        self.assertIn("u", rows["violence"]["marks"])
        self.assertEqual({row["release"] for row in rows.values()}, {"working"})
        page = words(analyst.get("/npus/SW?period=2019-05&tier=working"))
        self.assertIn("Working figures: not for publication", page)
        self.assertIn("118", page)
        asked = [row["subject"] for row in self.audited("working_figures_read")]
        self.assertEqual(len(asked), 2)
        released = of_sandwell(self.csv(analyst, f"/api/v1/estimates?{FINE}&format=csv"))
        self.assertEqual(released["hate"]["n"], "")


class SmallBasesOfAReader(unittest.TestCase):
    """L1 for whoever does not sign in, over the API and on the command line."""

    @classmethod
    def setUpClass(cls):
        cls.installation = copy_of(small_bases())
        cls.addClassCleanup(cls.installation.close)
        cls.installation.start()

    def test_a_small_group_and_its_complement_are_in_no_row(self):
        asked = f"measure={OVERALL}&period=2019-05&by=npu,crime_group&weighting=none"
        reported = json.loads(self.installation.get("/api/v1/estimates?" + asked)[2])["estimates"]
        sandwell = {e["domain"].get("crime_group"): e for e in reported if e["domain"].get("npu") == "SW"}
        self.assertEqual([(sandwell[c]["value"], sandwell[c]["n"]) for c in (None, "burglary", "vehicle")],
                         [(39.0, 118), (41.5, 41), (39.6, 48)])
        for crime in ("hate", "violence"):
            row = sandwell[crime]
            self.assertEqual((row["marks"], row["value"], row["n"], row["lo"], row["hi"], row["unweighted"]),
                             (["c"], None, None, None, None, None))
        rows = self.installation.released(OVERALL, "2019-05", by=["npu", "crime_group"], weighting="none")
        for row in rows:
            if row["npu"] == "SW" and row["crime_group"] in ("hate", "violence"):
                numbers = [row[c] for c in row if c not in (
                    "period", "release", "survey", "measure", "item", "npu", "contact_channel", "crime_group",
                    "weighting", "level", "marks", "decimals")]
                self.assertEqual((set(numbers), row["marks"]), ({""}, "[c]"))

    def test_it_is_in_no_comparison_and_no_model(self):
        for more in ("&against=rest", "&against=force", "&against=hate", "&code=hate", "&of=npu=SW",
                     "&of=npu=SW&code=violence&against=hate"):
            with self.subTest(more):
                status, _, body = self.installation.get(
                    f"/api/v1/compare?measure={OVERALL}&period=2019-05&by=crime_group&weighting=none{more}")
                self.assertEqual((status, json.loads(body)["code"]), (400, "not_released"))
        self.assertEqual(self.installation.get(f"/api/v1/small-areas?measure={OVERALL}&period=2019-05&by=crime_group")[0],
                         403)

    def test_a_change_of_it_in_time_is_hidden(self):
        for against in ("previous", "2019-04"):
            status, _, body = self.installation.get(f"/api/v1/compare?measure={OVERALL}&period=2019-05&by=crime_group&of=npu=SW"
                                                    f"&weighting=none&against={against}")
            self.assertEqual(status, 200)
            rows = {row["estimate"]["domain"]["crime_group"]: row for row in json.loads(body)["comparisons"]}
            for crime in ("hate", "violence"):
                row = rows[crime]
                self.assertIn("c", row["marks"])
                for side in (row["estimate"], row["other"]):
                    self.assertEqual((side["n"], side["unweighted"], side["weighted"]), (None, None, None))
                self.assertEqual([found for found in row["differences"].values() if found], [])
            self.assertEqual(rows["burglary"]["estimate"]["n"], 41)

    def test_two_windows_that_differ_by_its_answers_are_not_released(self):
        for period in ("2019-04/2019-05", "2-months-to-2019-05"):
            status, _, body = self.installation.get(
                f"/api/v1/estimates?measure={OVERALL}&period={period}&by=npu,crime_group")
            self.assertEqual((status, json.loads(body)["code"]), (400, "not_released"), period)

    def test_a_series_shows_a_gap_where_a_month_is_hidden(self):
        rows = {row["period"]: row for row in rows_of(self.installation.run(
            "series", "--measure", OVERALL, "--of", "npu=SW,crime_group=hate", "--weighting", "none", "--format", "csv"))}
        self.assertEqual((rows["2019-04"]["value"], rows["2019-04"]["n"]), ("6.5", "31"))
        self.assertEqual([rows["2019-05"][c] for c in ("value", "n", "centre")], ["", "", ""])
        self.assertIn("[c]", rows["2019-05"]["marks"])

    def test_working_figures_have_it(self):
        rows = {row["crime_group"]: row for row in self.installation.estimate(
            OVERALL, "2019-05", by=["npu", "crime_group"], weighting="none") if row["npu"] == "SW"}
        self.assertEqual([rows[c]["n"] for c in ("burglary", "vehicle", "violence", "hate")], ["41", "48", "22", "7"])


class IsItWorse(Lead):
    """L2: 392 of 880 were satisfied in April and 381 of 904 in May; Solihull against the rest of the force."""

    published = staticmethod(april_and_may)

    def against(self, client, more, tier=""):
        return json.loads(client.api(f"/api/v1/compare?{ASKED}{more}{tier}").text)["comparisons"]

    def test_the_lead_reads_the_pages(self):
        lead = self.lead()
        overview = words(lead.get("/?period=2019-05&compare=previous"))
        self.assertIn("No clear change", overview)
        self.assertIn("11.3%", overview)
        hero = re.search(r'<section class="sd-hero.*?</section>', lead.page.text, re.S)
        self.assertTrue(hero)
        for channel in ("64.1", "69.3", "55.7"):
            self.assertNotIn(channel, hero.group(0))
        self.assertIn("Earlier results were by telephone and are not comparable [b].", overview)
        self.assertIn("Email link", overview)
        self.assertIn("from telephone. Earlier figures are not compared.", words(lead.get(f"/measures/{OVERALL}")))
        solihull = words(lead.get("/npus/SH?period=2019-05"))
        self.assertIn("51.1%", solihull)
        self.assertIn("40.9%", solihull)
        row = re.search(r'<tr[^>]*>(?:(?!</tr>).)*Victims satisfied overall.*?</tr>', lead.page.text, re.S).group(0)
        self.assertIn("Similar", html.unescape(re.sub(r"<[^>]+>", " ", row)))

    def test_the_lead_asks_the_api_and_takes_files(self):
        lead = self.lead()
        change = self.against(lead, "&against=previous&weighting=none")[0]
        self.assertEqual((change["estimate"]["n"], change["other"]["n"]), (904, 880))
        plain = change["differences"]["unweighted"]
        self.assertEqual([round(plain[part], 1) for part in ("difference", "lo", "hi")], [-2.4, -7.0, 2.2])
        self.assertEqual(change["reading"]["words"], "No clear change")
        rows = self.against(lead, "&by=npu")
        solihull = next(row for row in rows if row["estimate"]["domain"]["npu"] == "SH")
        printed = solihull["differences"]["weighted"]
        self.assertEqual([round(printed[part], 1) for part in ("difference", "lo", "hi")], [10.2, -0.8, 21.2])
        self.assertEqual(solihull["reading"]["kind"], "same")
        files = self.files(lead)
        rest = next(files[name] for name in files if name == "victim_satisfaction.2019-05.npu.against_rest.csv")
        found = [row for row in csv.DictReader(io.StringIO(rest.decode()))
                 if (row["npu"], row["item"]) == ("SH", "whole_experience")]
        self.assertEqual([(row["difference"], row["lo"], row["hi"], row["test"]) for row in found],
                         [("10.2", "-0.8", "21.2", "")])

    def test_the_analyst_sees_how_sure_it_is(self):
        analyst = self.analyst()
        change = self.against(analyst, "&against=previous&weighting=none", "&tier=working")[0]
        plain = change["differences"]["unweighted"]
        self.assertEqual(([round(plain[part], 1) for part in ("difference", "lo", "hi")], round(plain["p"], 2)),
                         ([-2.4, -7.0, 2.2], 0.31))
        rows = self.against(analyst, "&by=npu", "&tier=working")
        solihull = next(row for row in rows if row["estimate"]["domain"]["npu"] == "SH")["differences"]["weighted"]
        self.assertEqual(([round(solihull[part], 1) for part in ("difference", "lo", "hi")], round(solihull["p"], 3)),
                         ([10.2, -0.8, 21.2], 0.068))
        page = words(analyst.get("/?period=2019-05&compare=previous&tier=working"))
        self.assertIn("Working figures: not for publication", page)
        self.assertIn("No clear change", page)
        self.assertEqual(analyst.get("/npus/SH?period=2019-05&tier=working").status, 200)


if __name__ == "__main__":
    unittest.main()
