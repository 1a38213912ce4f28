"""A small force publishes: an area of seven people, two areas, a handful of people in a month. What cannot be shown
safely is left out and named, the rest leaves, and nobody who reads it learns of the few."""

import json
import os
import random
import subprocess
import unittest
from pathlib import Path

from publication import FEW_TABLES, OVERALL, exported_as, rows_of
from soundings_program import Installation, victim_response

ATTACK = Path(__file__).parents[1] / "attacks" / "attack.py"
# The attacker needs Debian's numpy and scipy, which only Debian's own Python sees.
PYTHON = os.environ.get("SOUNDINGS_ATTACKER_PYTHON", "/usr/bin/python3")
MAY = "2019-05.r0"
AREAS_ALONE = FEW_TABLES[:2]


def answers(sizes):
    """People of each NPU, of differing minds."""
    chance = random.Random(7)
    for npu, count in sizes.items():
        for at in range(count):
            yield victim_response(f"{npu}-{at}", npu=npu, respondent_id=f"member-{npu}-{at}",
                                  crime_group=chance.choice(["burglary", "burglary", "vehicle", "violence", "hate"]),
                                  sex=chance.choice(["female", "male"]),
                                  answers={OVERALL: chance.choice([1, 2, 3, 3, 5, 6])})


class SmallForce(unittest.TestCase):
    def publish(self, tables, **sizes):
        place = Installation()
        self.addCleanup(place.close)
        place.own_definitions()
        place.define("releases/victim_satisfaction.json", items=[OVERALL], tables=tables, windows=[])
        file = Path(place.folder.name) / "answers.ndjson"
        file.write_text("".join(json.dumps(row) + "\n" for row in answers(sizes)))
        place.run("import", "--survey", "victim_satisfaction", "--source", "wmnow", file)
        place.publish("2019-05")
        place.run("release", "verify", MAY)
        files = exported_as(place, MAY)
        self.assertEqual(self.attacked(place, files), "held")
        tables = json.loads(files["manifest.json"])["surveys"][0]["tables"]
        return files, {table["table"].split()[1]: table["fate"] for table in tables}

    def attacked(self, place, files):
        primitives = Path(place.folder.name) / "primitives.csv"
        primitives.write_bytes(files["victim_satisfaction.primitives.csv"])
        # It takes no number for larger than the largest printed one, which no reader of a hidden force knows.
        another = Path(place.folder.name) / "another.csv"
        another.write_text(f"release,layer,item,d1,c1,d2,c2,quantity,value,unit,w\nr,another,{OVERALL},,,,,n,1000,1,\n")
        said = subprocess.run([PYTHON, "-B", ATTACK, primitives, another], capture_output=True, text=True, timeout=600,
                              check=False)
        return said.stdout.split()[-1]

    def force(self, files):
        return next(row for row in rows_of(files, "victim_satisfaction.2019-05.force.csv") if row["weighting"] == "none")

    def test_two_areas_one_of_seven_people(self):
        for tables in (AREAS_ALONE, FEW_TABLES):
            files, fates = self.publish(tables, Sandwell=7, Walsall=70)
            self.assertEqual(fates["npu"], "not released this month")
            self.assertEqual(self.force(files)["n"], "77")
            self.assertNotIn("victim_satisfaction.2019-05.npu.csv", files)

    def test_three_areas_one_of_seven_people(self):
        files, fates = self.publish(FEW_TABLES, Sandwell=7, Walsall=70, Dudley=60)
        self.assertEqual(fates["npu"], "released")
        rows = {row["npu"]: row for row in rows_of(files, "victim_satisfaction.2019-05.npu.csv")}
        self.assertEqual((rows["SW"]["n"], rows["SW"]["marks"]), ("", "c"))
        self.assertEqual((rows["WS"]["n"], rows["WS"]["class"]), ("80", "C"))

    def test_a_handful_of_people_in_a_month(self):
        for sizes in ({"Sandwell": 3}, {"Sandwell": 2, "Walsall": 2, "Dudley": 1}):
            files, _ = self.publish(FEW_TABLES, **sizes)
            self.assertEqual((self.force(files)["n"], self.force(files)["value"]), ("", ""))


if __name__ == "__main__":
    unittest.main()
