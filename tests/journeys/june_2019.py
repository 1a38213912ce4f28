"""What journeys of the report share: everything that the report of June 2019 is made of, published once."""

import atexit
import json
import subprocess
import sys
import unittest
from pathlib import Path

from publication import copy_of
from soundings_program import FIXTURES, SOURCE, Installation

PUBLISHED = FIXTURES / "published"
DAY = "2019-06-18"
MONTHS = ("2018-11", "2018-12", "2019-01", "2019-02", "2019-03", "2019-04", "2019-05")
AIMS = [aim["id"] for aim in json.loads((SOURCE / "survey_defs" / "aims.json").read_text())["aims"]]


class June2019:
    """Everything that the report is made of, published once for all tests of a file."""

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
            atexit.register(cls.made.close)
        return copy_of(cls.made)


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
