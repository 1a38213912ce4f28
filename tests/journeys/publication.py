"""What journeys of releases share: a force with few tables to publish, and the files that leave."""

import csv
import json
import shutil
from pathlib import Path

from soundings_program import FIXTURES, NPUS, Installation, victim_response

OVERALL = "whole_experience"

# Fewer tables than are published: a month is frozen in a second, and killed and made again often.
FEW_TABLES = [
    {"by": [], "class": "A", "weighted": True, "answers": True},
    {"by": ["npu"], "class": "A", "weighted": True, "answers": True},
    {"by": ["crime_group"], "class": "B", "weighted": True},
    {"by": ["sex"], "class": "B"},
    {"by": ["npu", "crime_group"], "class": "B"},
]


# L1 of the domain's scenarios: who answered in Sandwell, and in the first of the other NPUs, and how many were
# satisfied. Further NPUs have more in each crime group, by their place among the NPUs, as no two areas are alike:
# between areas of equal numbers the search for witnesses has nothing to choose by, and takes half a minute.
SANDWELL = [("burglary", 17, 41), ("vehicle", 19, 48), ("violence", 8, 22), ("hate", 2, 7)]
ELSEWHERE = [("burglary", 16, 40), ("vehicle", 18, 40), ("violence", 10, 30), ("hate", 8, 20)]


def answer_small_bases(installation):
    """April and May 2019 of L1. In April 31 victims of hate crime answered in Sandwell, so that they are shown."""
    batch = []
    for month in ("04", "05"):
        for more, npu in enumerate(NPUS):
            for crime, satisfied, answered in SANDWELL if npu == "Sandwell" else [
                    (crime, satisfied + more, answered + 2 * more) for crime, satisfied, answered in ELSEWHERE]:
                answered = 31 if (npu, month, crime) == ("Sandwell", "04", "hate") else answered
                for number in range(answered):
                    batch.append(victim_response(
                        f"{month}-{npu}-{crime}-{number}", completed_at=f"2019-{month}-14T09:12:44Z", npu=npu,
                        crime_group=crime,
                        answers={"police_attended": 2, "whole_experience": 2 if number < satisfied else 6}))
    file = Path(installation.folder.name) / "small.ndjson"
    file.write_text("\n".join(json.dumps(response) for response in batch))
    installation.run("import", "--survey", "victim_satisfaction", "--source", "wmnow", file)


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
