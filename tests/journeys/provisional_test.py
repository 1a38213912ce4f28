"""Provisional figures: a look a day, what a lead reads of it and an anonymous reader does not, and the end of it with
the month's release. The days are those of a clock that is moved."""

import json
import os
import unittest
from pathlib import Path

from publication import FEW_TABLES
from soundings_program import Installation, run, victim_response
from web_client import WebClient, made_account

SURVEY = "victim_satisfaction"
PRELOAD = os.environ["SOUNDINGS_MOVED_CLOCK"]
SO_FAR = "So far in June 2019: about"


def answers(first, count, satisfied, npu="Sandwell", month="06"):
    """Every so many of them are satisfied: two of five, say."""
    for k in range(first, first + count):
        yield victim_response(f"r-{month}-{npu}-{k}", npu=npu, completed_at=f"2019-{month}-14T09:12:44Z",
                              answers={"whole_experience": 2 if k % 5 < satisfied else 6})


class Provisional(unittest.TestCase):
    def setUp(self):
        self.place = Installation()
        self.addCleanup(self.place.close)
        self.place.own_definitions()
        self.place.define("releases/victim_satisfaction.json", items=["whole_experience"], tables=FEW_TABLES, windows=[])

    def on_day(self, day, *arguments, check=True):
        os.environ.update(MOVED_CLOCK_DAYS=str(day), LD_PRELOAD=PRELOAD)
        try:
            done = run(*arguments, *self.place.place(), check=False)
        finally:
            del os.environ["MOVED_CLOCK_DAYS"], os.environ["LD_PRELOAD"]
        self.assertTrue(done.returncode == 0 or not check, done.stderr)
        return done

    def take(self, rows):
        file = Path(self.place.folder.name) / "answers.ndjson"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
        self.place.run("import", "--survey", SURVEY, "--source", "wmnow", file)

    def printed(self):
        listed = json.loads(self.place.run("provisional", "list", "--json"))["provisional"]
        return {line["area"] or "force": (line["value"], line["n"]) for line in listed}

    def test_a_month_is_read_from_day_to_day_and_then_released(self):
        self.take([*answers(0, 200, 2, month="05"), *answers(0, 60, 2), *answers(0, 47, 3, npu="Walsall")])
        self.assertIn("0 figures are printed", self.on_day(0, "provisional", "look").stdout)
        again = self.on_day(0, "provisional", "look", check=False)
        self.assertEqual(again.returncode, 1)
        self.assertIn("looked_at_today", again.stderr)
        self.take(answers(60, 9, 2))
        self.assertIn("0 figures are printed", self.on_day(1, "provisional", "look").stdout)
        self.take([*answers(69, 6, 2), *answers(47, 10, 3, npu="Walsall")])
        self.place.run("publish", "--period", "2019-05")
        # Those of the first look, now that ten have come after it; not today's 75 and 57.
        self.assertIn("2 figures are printed", self.on_day(2, "provisional", "look").stdout)
        self.assertEqual(self.printed(), {"SW": (40, 60), "WS": (62, 40), "force": (49, 100)})

        lead = made_account(self.place, "lead.sw", "lead", "--npu", "SW")
        self.place.start()
        client = WebClient(self.place.port)
        for address in ("/", "/npus/SW"):
            self.assertNotIn(SO_FAR, client.get(address).text)
        self.assertNotIn('"value"', client.get("/api/v1/provisional").text)
        client.sign_in(lead)
        self.assertIn(f"{SO_FAR} 49% of about 100 answers", client.get("/").text)
        self.assertIn(f"{SO_FAR} 40% of about 60 answers", client.get("/npus/SW").text)
        self.assertNotIn(SO_FAR, client.get("/npus/DU").text)
        self.assertEqual(client.get("/?tier=working").status, 403)
        served = json.loads(client.get("/api/v1/provisional").text)["provisional"]
        self.assertEqual(served, json.loads(self.place.run("provisional", "list", "--json"))["provisional"])
        self.place.run("publish", "--period", "2019-06")
        for address in ("/", "/npus/SW"):
            self.assertNotIn("So far", client.get(address).text)
        self.place.stop()
        self.assertEqual(self.printed(), {})
        self.place.verified()

    def test_a_small_force_with_provisional_figures_is_released(self):
        # Ten after the first look, of whom one is satisfied: the force less Sandwell would reveal too much of Dudley.
        self.take([*answers(0, 100, 2), *answers(0, 9, 0, npu="Dudley")])
        self.on_day(0, "provisional", "look")
        self.take([*answers(100, 1, 1), *answers(101, 9, 0)])
        self.assertIn("1 figures are printed", self.on_day(1, "provisional", "look").stdout)
        self.place.run("publish", "--period", "2019-06")
        force = next(row for row in self.place.released("victim_satisfied_whole_experience", "2019-06"))
        self.assertEqual(force["n"], "120")  # 119, and it is printed to the nearest twenty
        self.place.run("release", "verify", "2019-06.r0")
        self.assertEqual(self.printed(), {})
        self.place.verified()

    def test_a_server_looks_by_itself_and_the_audit_has_it(self):
        self.take(answers(0, 60, 2))
        self.place.start()
        self.place.wait_until_logged('"provisional_figures"')
        self.place.stop()
        rows = json.loads(self.place.run("audit", "--action", "provisional_figures_looked_at", "--json"))["rows"]
        self.assertEqual([row["detail"] for row in rows], ["0 printed"])


if __name__ == "__main__":
    unittest.main()
