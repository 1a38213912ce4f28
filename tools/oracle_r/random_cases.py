"""Writes random cases in the form of tests/oracles/cases, over every option of a specification.

usage: random_cases.py FOLDER COUNT SEED
"""
import csv
import json
import os
import random
import sys

AREAS = ["BE", "BW", "CV", "DY", "St Paul's, east", "Wyre \"Old\" Town"]
SEXES = ["female", "male"]
AGES = ["18-34", "35-54", "55+", "75 and över"]
CHANNELS = ["999", "101", "online"]
MONTHS = ["2019-03", "2019-04", "2019-05", "2019-06"]
ANSWERS = ["1", "2", "3", "4", "5"]


def skewed(rng, values):
    return rng.choices(values, [rng.uniform(0.3, 3) for _ in values])[0]


def draw_rows(rng, n):
    """One row per response; blanks, don't knows, repeated people and unequal weights throughout."""
    blank = rng.choice([0.0, 0.0, 0.05, 0.2])
    areas = AREAS[: rng.randint(2, len(AREAS))]
    ages = AGES[: rng.randint(2, len(AGES))]
    months = MONTHS[: rng.randint(2, len(MONTHS))]
    lean = {key: rng.uniform(0.5, 2) for key in areas + SEXES + ages + CHANNELS}
    people = max(2, int(n * rng.choice([0.3, 0.7, 0.9])))
    spread = rng.choice([0.0, 0.4, 1.2])
    rows = []
    for _ in range(n):
        pick = lambda values: rng.choices(values, [lean[v] for v in values])[0]
        maybe = lambda value: "" if rng.random() < blank else value
        answer = rng.choices(ANSWERS + ["dk", "refused", ""], [4, 5, 2, 3, 3, 1, 0.5, 0.5])[0]
        rows.append({
            "id": str(len(rows) + 1), "area": maybe(pick(areas)), "sex": maybe(pick(SEXES)), "age": maybe(pick(ages)),
            "channel": pick(CHANNELS), "month": rng.choice(months), "person": "p%d" % rng.randint(1, people),
            "d": "%.6g" % rng.lognormvariate(0, spread), "q": answer,
            "q2": rng.choice(["yes", "no", "dk", ""]) if rng.random() < 0.9 else "yes"})
    return rows


def value_of(row, margin):
    parts = [row[column] for column in margin.split("|")]
    return "(missing)" if "" in parts else "|".join(parts)


def draw_margins(rng, rows, names, strength):
    """Targets near what was observed; `strength` says how far from it."""
    lines = []
    for name in names:
        seen = sorted({value_of(row, name) for row in rows} - {"(missing)"})
        total = rng.choice([1.0, 100.0, 8000.0, 1234567.0])
        share = {key: sum(value_of(row, name) == key for row in rows) * rng.lognormvariate(0, strength) for key in seen}
        whole = sum(share.values()) or 1.0
        lines += [(name, key, "%.7g" % (total * value / whole)) for key, value in share.items()]
    return lines


def weighting(rng, rows):
    made = {"method": rng.choice(["none", "base", "poststrat", "rake", "rake", "rake", "rake"])}
    if rng.random() < 0.6:
        made["base_weight"] = "d"
    margins = []
    if made["method"] in ("poststrat", "rake"):
        choices = ["area", "sex", "age", "channel", "area|sex", "sex|age", "month|area"]
        count = 1 if made["method"] == "poststrat" else rng.choice([1, 2, 2, 3, 3, 4])
        margins = draw_margins(rng, rows, rng.sample(choices, count), rng.choice([0.1, 0.3, 0.3, 0.8]))
        made["margins"] = "margins.csv"
        made["rescale"] = True
        if rng.random() < 0.15:
            margins.append((margins[0][0], "nobody here", margins[0][2]))
            made["absent"] = rng.choice(["renormalise", "renormalise", "error"])
        elif rng.random() < 0.05:
            margins.pop(0)
        elif rng.random() < 0.04:
            margins.append(margins[0])
        if rng.random() < 0.3:
            made["population_total"] = rng.choice([1, 5000, 2.5e6])
        if rng.random() < 0.3:
            made["bounds"] = rng.choice([[0.3, 3], [0.3, 3], [0.5, 2], [0.7, 1.5], [0.1, 6], [0.05, 10]])
        if rng.random() < 0.15:
            made["max_iterations"] = rng.choice([3, 8, 15, 30, 60, 500])
    if rng.random() < 0.12 or (made["method"] in ("none", "base") and rng.random() < 0.4):
        heaviest = max(float(row["d"]) for row in rows) if "base_weight" in made else 1.0
        mean = sum(float(row["d"]) for row in rows) / len(rows) if "base_weight" in made else 1.0
        made["trim"] = {"upper": round(rng.uniform(0.9 * mean, heaviest), 3), "strict": rng.random() < 0.5}
    return made, margins


def design(rng, rows):
    made = {}
    if rng.random() < 0.4:
        made["psu"] = "person"
    if rng.random() < 0.4:
        made["strata"] = rng.choice(["month", "channel"])
        if rng.random() < 0.25:
            rows[0][made["strata"]] = "alone"
        made["lonely_psu"] = rng.choice(["certainty", "adjust"])
    if rng.random() < 0.25:
        fraction = rng.random() < 0.3
        units = {}
        for row in rows:
            units.setdefault(row[made["strata"]] if "strata" in made else "", set()).add(
                row["person"] if "psu" in made else row["id"])
        sizes = {key: ("%.3g" % rng.uniform(0.05, 1)) if fraction else str(len(held) + rng.choice([0, 3, 500]))
                 for key, held in units.items()}
        for row in rows:
            row["size"] = sizes[row[made["strata"]] if "strata" in made else ""]
        made["fpc"] = "size"
    return made


def measures(rng):
    good = {"name": "good", "column": "q", "type": "prop", "positive": ["1", "2"], "valid": ANSWERS}
    scores = {"name": "mean", "column": "q", "type": "mean",
              "scores": {answer: rng.choice([0, 25, 33.3, 50, 75, 100, -5]) for answer in ANSWERS}}
    women = {"name": "women", "column": "sex", "type": "prop", "positive": ["female"], "valid": SEXES}
    second = {"name": "second", "column": "q2", "type": "prop", "positive": ["yes"], "valid": ["yes", "no"]}
    return rng.sample([good, scores, second], rng.randint(1, 3)) + ([women] if rng.random() < 0.1 else [])


def side(rng, rows):
    """A category that the column has, now and then one crossed with another that nobody is in."""
    columns = rng.sample(["area", "sex", "age", "channel", "month"], rng.choice([0, 1, 1, 2]))
    seen = {column: [row[column] for row in rows if row[column]] for column in columns}
    return {column: rng.choice(seen[column]) for column in columns if seen[column]}


def write_case(folder, rng):
    os.makedirs(folder, exist_ok=True)
    rows = draw_rows(rng, rng.choice([6, 15, 40, 120, 300, 600]))
    scheme, margins = weighting(rng, rows)
    spec = {"responses": "responses.csv", "weighting": scheme, "design": design(rng, rows), "measures": measures(rng),
            "domains": [[]] + rng.sample([["area"], ["channel"], ["sex", "age"], ["area", "sex"], ["month"]], 2)}
    if rng.random() < 0.3:
        spec["levels"] = {"area": AREAS, "sex": SEXES + ["other"]}
    if rng.random() < 0.6:
        spec["contrasts"] = [{"a": side(rng, rows), "b": side(rng, rows)} for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.3:
        spec["level"] = rng.choice([0.9, 0.99, 0.5])
    with open(os.path.join(folder, "case.json"), "w", encoding="utf-8") as file:
        json.dump(spec, file, indent=1, ensure_ascii=False)
    ends = rng.choice(["\n", "\r\n"])
    quoting = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    with open(os.path.join(folder, "responses.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator=ends, quoting=quoting)
        writer.writeheader()
        writer.writerows(rows)
    if margins:
        with open(os.path.join(folder, "margins.csv"), "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator=ends, quoting=quoting)
            writer.writerow(["margin", "category", "target"])
            writer.writerows(margins)


def main():
    root, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for number in range(count):
        write_case(os.path.join(root, "random_%d_%04d" % (seed, number)), random.Random("%d/%d" % (seed, number)))


if __name__ == "__main__":
    main()
