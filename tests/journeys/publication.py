"""What journeys of releases share: a force with few tables to publish, and the files that leave."""

import csv
import shutil
from pathlib import Path

from soundings_program import FIXTURES, Installation

OVERALL = "whole_experience"

# Fewer tables than are published: a month is frozen in a second, and killed and made again often.
FEW_TABLES = [
    {"by": [], "class": "A", "weighted": True, "answers": True},
    {"by": ["npu"], "class": "A", "weighted": True, "answers": True},
    {"by": ["crime_group"], "class": "B", "weighted": True},
    {"by": ["sex"], "class": "B"},
    {"by": ["npu", "crime_group"], "class": "B"},
]


def fixture():
    """An installation with the answers and invitations of the victim survey, and the pilot's."""
    installation = Installation()
    installation.own_definitions()
    installation.define("releases/victim_satisfaction.json", items=[OVERALL], tables=FEW_TABLES, windows=[])
    installation.define("releases/citizen_satisfaction_pilot.json", windows=[],
                        tables=[{"by": [], "class": "A"}, {"by": ["npu"], "class": "A"}])
    for survey, file in (("victim_satisfaction", "victim_satisfaction_2019-05"),
                         ("citizen_satisfaction_pilot", "citizen_satisfaction_pilot")):
        installation.run("import", "--survey", survey, "--source", "wmnow",
                         FIXTURES / "deliveries" / f"{file}.ndjson")
    installation.run("invitations", "import", FIXTURES / "files" / "invitations.csv")
    return installation


def copy_of(installation):
    """Another installation with the same database and definitions."""
    made = Installation(installation.definitions)
    for file in Path(installation.folder.name).glob("soundings.db*"):
        shutil.copy(file, made.folder.name)
    return made


def exported_as(installation, release, name="out"):
    """The published files of a release by name, as they leave; not what describes them."""
    folder = Path(installation.folder.name) / f"{name}-{release}"
    installation.run("release", "export", release, "--out", folder)
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())
            if not file.name.endswith("-metadata.json")}


def rows_of(files, name):
    return list(csv.DictReader(files[name].decode().splitlines()))
