"""The law that figures as they are given out are those of the rows: the fixtures' responses, written as a plain
CSV file and weighted by `soundings analyse` to the scheme's own targets, give what the addresses give
of the counted cells."""

import csv
import json
import re
import tempfile
import unittest
from pathlib import Path

from soundings_program import DEFINITIONS, FIXTURES, Installation, run

TOLERANCE = 1e-9


def responses(file):
    """Every response of a file of deliveries; a line is one or an array of them."""
    for line in (FIXTURES / "deliveries" / file).read_text().splitlines():
        body = json.loads(line)
        yield from body if isinstance(body, list) else [body]


def spelling(text):
    return re.sub(r"[^a-z0-9]", "", str(text).lower())


class Words:
    """Codes by the spellings that the definitions give them."""

    def __init__(self, survey):
        self.survey = json.loads((DEFINITIONS / "surveys" / f"{survey}.json").read_text())
        areas = json.loads((DEFINITIONS / "areas.json").read_text())["areas"]
        self.npus = {a["id"]: a for a in areas if a["level"] == "npu"}
        self.area = {spelling(word): a["id"] for a in self.npus.values()
                     for word in [a["id"], a["name"], *a.get("aliases", [])]}

    def npu(self, response):
        return self.area.get(spelling(response["npu"].removesuffix(" NPU")), "")

    def coded(self, domain, response):
        found = next(d for d in self.survey["domains"] if d["id"] == domain)
        if found.get("derived_from") == "age":
            age = response.get("age")
            return next((c["code"] for c in found["codes"]
                         if age is not None and c["from"] <= int(age) <= c["to"]), "")
        if found.get("derived_from") == "npu":
            npu = self.npu(response)
            return self.npus[npu]["local_authority"] if npu else ""
        wanted = spelling(response.get(domain, ""))
        return next((c["code"] for c in found["codes"]
                     if wanted in [spelling(w) for w in [c["code"], c["label"]["en"], *c.get("also", [])]]
                     and c["code"] not in found.get("unweighted", [])), "")

    def answer(self, item, response):
        scale = self.survey["scales"][next(i["scale"] for i in self.survey["items"] if i["id"] == item)]
        given = response["answers"].get(item)
        return next((str(c["code"]) for c in scale["codes"]
                     if str(given) == str(c["code"]) or given in c["label"].values()), "")


def analysed(rows, margins, method, bounds=None):
    """`soundings analyse` of rows: domain text -> its estimate."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, table in (("responses.csv", rows), ("margins.csv", margins)):
            with open(folder / file, "w", newline="") as out:
                writer = csv.DictWriter(out, fieldnames=list(table[0]))
                writer.writeheader()
                writer.writerows(table)
        weighting = {"method": method, "margins": "margins.csv", **({"bounds": bounds} if bounds else {})}
        (folder / "spec.json").write_text(json.dumps({
            "responses": "responses.csv",
            "weighting": weighting,
            "measures": [{"name": "m", "column": "answer", "type": "prop", "positive": rows[0]["positive"].split(),
                          "valid": [str(n) for n in range(1, 8)]}],
            "domains": [[], ["npu"]]}))
        run("analyse", folder / "spec.json", "-o", folder / "out")
        with open(folder / "out" / "estimates.csv", newline="") as out:
            return {row["domain"]: row for row in csv.DictReader(out)}


class EstimatesEqualRows(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        cls.installation.run("invitations", "import", FIXTURES / "files" / "invitations.csv")
        for survey, file in (("victim_satisfaction", "victim_satisfaction_2019-05.ndjson"),
                             ("public_voice", "public_voice_waves_1-4.ndjson")):
            cls.installation.run("import", "--survey", survey, FIXTURES / "deliveries" / file)

    @classmethod
    def tearDownClass(cls):
        cls.installation.close()

    def check(self, measure, period, scheme, rows):
        """Every weighted figure of the force and the NPUs, as --working prints it, against the rows'."""
        asked = self.installation.asked(f"/api/v1/estimates?measure={measure}&period={period}&by=npu"
                                        f"&weighting={scheme}&reading=none")
        reported = [e for e in asked["estimates"] if e["weighting"] == scheme]
        self.assertEqual(len(reported), 9)
        for estimate in reported:
            row = rows["all" if not estimate["domain"] else f"npu={estimate['domain']['npu']}"]
            with self.subTest(measure, domain=estimate["domain"]):
                self.assertEqual((row["status"], int(row["n_base"])), ("ok", estimate["n"]))
                for name, column, scale in (("value", "est", 100), ("se", "se", 100), ("deff", "deff", 1),
                                            ("n_kish", "neff_kish", 1), ("df", "df", 1), ("lo", "wilson_lo", 100),
                                            ("hi", "wilson_hi", 100)):
                    wanted = scale * float(row[column])
                    self.assertLess(abs(estimate[name] / wanted - 1), TOLERANCE, name)

    def test_victims_post_stratified_to_invitations(self):
        words = Words("victim_satisfaction")
        rows = [{"npu": words.npu(r), "answer": words.answer("whole_experience", r), "positive": "1 2 3"}
                for r in responses("victim_satisfaction_2019-05.ndjson")]
        invited = {}
        with open(FIXTURES / "files" / "invitations.csv", newline="") as file:
            for line in csv.DictReader(file):
                if (line["survey"], line["wave_or_month"]) == ("victim_satisfaction", "2019-05"):
                    eligible = int(line["invited"]) - int(line["bounced"]) - int(line["ineligible"])
                    invited[line["npu"]] = invited.get(line["npu"], 0) + eligible
        margins = [{"margin": "npu", "category": npu, "target": count} for npu, count in invited.items()]
        self.check("victim_satisfied_whole_experience", "2019-05", "invited_by_npu",
                   analysed(rows, margins, "poststrat"))

    def test_a_wave_raked_to_the_population(self):
        words = Words("public_voice")
        domains = ["age_band", "sex", "ethnic_group", "local_authority"]
        rows = [{"npu": words.npu(r), "answer": words.answer("confidence_in_wmp", r), "positive": "1 2",
                 **{domain: words.coded(domain, r) for domain in domains}}
                for r in responses("public_voice_waves_1-4.ndjson") if r["completed_at"].startswith("2019-05")]
        with open(DEFINITIONS / "weighting" / "population_16_and_over.csv", newline="") as file:
            targets = list(csv.DictReader(file))
        population = sum(float(t["target"]) for t in targets if t["margin"] == "age_band")
        margins = [{"margin": t["margin"], "category": t["category"],
                    "target": float(t["target"]) * (population if t["kind"] == "share" else 1)} for t in targets]
        self.check("public_voice_confidence_in_wmp", "wave-4", "raked_population",
                   analysed(rows, margins, "rake", [0.3, 3.0]))


if __name__ == "__main__":
    unittest.main()
