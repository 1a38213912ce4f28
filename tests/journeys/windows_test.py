"""Periods longer than a month: the windows that a release has printed of areas are offered on the pages of figures and
shown; a period that no release has is refused."""

import html
import json
import re
import unittest
from pathlib import Path

from signed_in import SignedIn
from soundings_program import NPUS, victim_response

MONTHS = [f"2018-{month}" for month in (11, 12)] + [f"2019-{month:02}" for month in range(1, 11)]
ANSWERED = 12  # in each NPU in each month
YEAR, QUARTER, SINCE = "2018-11/2019-10", "2019-08/2019-10", "2019-01/2019-10"


def words(page):
    """The text of a page, without its tags."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))


class Windows(SignedIn):
    options = ()

    def prepare(self):
        installation = self.installation
        installation.own_definitions()
        installation.define("releases/victim_satisfaction.json", items=["whole_experience"],
                            tables=[{"by": [], "class": "A"}, {"by": ["npu"], "class": "A"}],
                            windows=[{"kind": "months", "count": 12}, {"kind": "months", "count": 3},
                                     {"kind": "since", "from": "2019-01"}])
        batch = [victim_response(f"{month}-{npu}-{number}", completed_at=f"{month}-14T09:12:44Z", npu=npu,
                                 answers={"police_attended": 2, "whole_experience": 2 if number % 2 else 6})
                 for month in MONTHS for npu in NPUS for number in range(ANSWERED)]
        file = Path(installation.folder.name) / "year.ndjson"
        file.write_text("\n".join(json.dumps(response) for response in batch))
        installation.run("import", "--survey", "victim_satisfaction", "--source", "wmnow", file)
        for month in MONTHS:
            installation.run("publish", "--period", month)

    def test_an_npu_is_shown_over_the_windows_of_its_release(self):
        client = self.client()
        page = client.get("/npus/BE")
        offered = dict(re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', html.unescape(page.text)))
        self.assertEqual({period: offered.get(period) for period in (YEAR, QUARTER, SINCE, "2019-10")},
                         {YEAR: "Year ending October 2019", QUARTER: "Three months to October 2019",
                          SINCE: "Since January 2019, to October 2019", "2019-10": "October 2019"})
        self.assertNotIn("2018-12/2019-10", offered)
        for period, months in ((YEAR, 12), (QUARTER, 3), (SINCE, 10)):
            page = client.get(f"/npus/BE?period={period}")
            self.assertEqual(page.status, 200, period)
            self.assertIn(f'<option value="{period}" selected>', html.unescape(page.text))
            self.assertIn(f" {ANSWERED * months} ", words(page), period)
            for other in ("/npus", "/channels", "/measures/victim_satisfied_whole_experience"):
                self.assertEqual(client.get(f"{other}?period={period}").status, 200, (other, period))

    def test_a_period_that_no_release_has_is_refused_at_the_field(self):
        client = self.client()
        for period in ("2018-12/2019-10", "2018-10/2019-10", "2019-11"):
            page = client.get(f"/npus/BE?period={period}")
            self.assertEqual(page.status, 400, period)
            self.assertIn('id="period-error"', page.text, period)
            self.assertIn("Choose a month from November 2018 to October 2019, or a longer period of the list",
                          words(page), period)


if __name__ == "__main__":
    unittest.main()
