"""Writes people_2019-05.csv, the May 2019 victim survey of fixtures/ as the release tests read it:
one row a response, coded as survey_defs codes it, with no text and no ids.

    python3 tests/disclose/data/make_people.py > tests/disclose/data/people_2019-05.csv

Columns: npu, contact_channel, crime_group, age_band, sex, ethnic_group, then the answers to
whole_experience, treatment, follow_up and actions (empty: none; dont_know). Codes without a row of
their own (other, prefer not to say, not given) are `rest`.
"""

import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[3]
ITEMS = ["whole_experience", "treatment", "follow_up", "actions"]
AGES = [("18-24", 24), ("25-34", 34), ("35-44", 44), ("45-54", 54), ("55-64", 64), ("65-74", 74),
        ("75+", 200)]
ATTENDED = ("1", "yes", "y", "true")
NO_ROW = ("other", "prefer_not_to_say")


def key(text):
    return re.sub("[^a-z0-9]", "", str(text).lower())


def names(codes):
    """Every spelling of a code -> the code."""
    return {key(name): str(code["code"]) for code in codes
            for name in [code["code"], *code["label"].values(), *code.get("also", [])]}


def age_band(age):
    if age is None:
        return "rest"
    return next((band for band, last in AGES if int(age) <= last), "rest")


def main():
    survey = json.loads((ROOT / "survey_defs/surveys/victim_satisfaction.json").read_text())
    areas = json.loads((ROOT / "survey_defs/areas.json").read_text())["areas"]
    npus = {key(name): area["id"] for area in areas if area["level"] == "npu"
            for name in [area["name"], area["id"], *area.get("aliases", [])]}
    domains = {domain["id"]: names(domain.get("codes", [])) for domain in survey["domains"]}
    scale = survey["scales"]["sat7"]
    excluded = names(scale["excluded"])
    answers = names(scale["codes"])
    answers |= {name: "dont_know" for name, code in excluded.items() if code == "97"}

    def code(response, domain):
        found = domains[domain].get(key(response.get(domain) or ""), "rest")
        return "rest" if found in NO_ROW and domain != "crime_group" else found

    print("npu,contact_channel,crime_group,age_band,sex,ethnic_group," + ",".join(ITEMS))
    deliveries = ROOT / "fixtures/deliveries/victim_satisfaction_2019-05.ndjson"
    for line in deliveries.read_text().splitlines():
        response = json.loads(line)
        given = [answers.get(key(response["answers"].get(item, "")), "") for item in ITEMS]
        if key(response["answers"].get("police_attended", "")) not in ATTENDED:
            given[3] = ""
        print(",".join([npus[re.sub("npu$", "", key(response["npu"]))],
                        code(response, "contact_channel"), code(response, "crime_group"),
                        age_band(response.get("age")), code(response, "sex"),
                        code(response, "ethnic_group"), *given]))


if __name__ == "__main__":
    main()
