"""Runs `soundings analyse` over every case in a folder that R has answered and names each number that differs.

usage: compare_cases.py PROGRAM FOLDER. Exit: 0 nothing differs, 1 something does.
"""
import csv
import math
import os
import subprocess
import sys

FILES = {"expected.csv": "estimates.csv", "expected_diff.csv": "contrasts.csv", "expected_weights.csv": "weights.csv",
         "expected_test.csv": "tests.csv"}
EXACT = {"domain", "measure", "a", "b", "by", "n_domain", "n_base", "n_pos", "n_a", "n_b", "n", "df", "status", "answers", "groups"}
TO_10 = {"est", "est_a", "est_b", "sum_w", "sum_base", "g"}
TO_8 = {"se", "deff", "deff_kish", "neff_kish"}


def rows_of(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def differs(column, theirs, ours, se):
    """Whether a field is further from R's than docs/methods/analyse.md allows."""
    expected, given = number(theirs), number(ours)
    if column in EXACT or expected is None or given is None:
        return theirs != ours
    if not math.isfinite(expected) or not math.isfinite(given):
        return theirs != ours
    off = abs(expected - given)
    if column in TO_10:
        return off > 1e-10 * abs(expected)
    if column in TO_8:
        return off > 1e-8 * abs(expected) and max(abs(expected), abs(given)) > 1e-12
    if column == "cov":
        return off > 1e-8 * max((se or 0) ** 2, abs(expected))
    if column == "t":
        return off > 1e-7 * max(1, abs(expected)) and (se or 0) > 1e-12
    return off > 1e-7 * max(1, abs(expected) if column == "diff" or column.startswith("wald") else 1)


def compare_rows(name, theirs, ours):
    found = []
    if len(theirs) != len(ours):
        return ["%s: R has %d rows, we %d" % (name, len(theirs), len(ours))]
    for line, (expected, given) in enumerate(zip(theirs, ours), 1):
        for column, value in expected.items():
            if column != "se_rake10" and differs(column, value, given.get(column, "no such column"), number(expected.get("se", ""))):
                label = "|".join(expected.get(key, "") for key in ("domain", "a", "b", "measure")).strip("|")
                found.append("%s:%d %s [%s]: R %s, we %s" % (name, line, column, label, value, given.get(column)))
    return found


def compare_diagnostics(theirs, ours):
    given = {}
    for row in ours:
        given.setdefault(row["key"], row["value"])
    found = []
    for row in theirs:
        key, value, mine = row["key"], row["value"], given.get(row["key"], "no such key")
        if key == "message":
            continue
        both = number(value), number(mine)
        if None in both:
            same = value == mine
        elif key == "max_margin_gap_rel":
            same = abs(both[0] - both[1]) <= 0.01 * abs(both[0])
        else:
            same = abs(both[0] - both[1]) <= 1e-9 * max(abs(both[0]), 1e-4)
        if not same:
            found.append("diagnostics %s: R %s, we %s" % (key, value, mine))
    return found


def compare_case(program, folder):
    out = os.path.join(folder, "ours")
    run = subprocess.run([program, "analyse", os.path.join(folder, "case.json"), "-o", out], capture_output=True, text=True)
    theirs = rows_of(os.path.join(folder, "expected_diag.csv"))
    if run.returncode not in (0, 1):
        return ["exit %d: %s" % (run.returncode, run.stderr.strip())]
    found = compare_diagnostics(theirs, rows_of(os.path.join(out, "diagnostics.csv")))
    if found and (run.returncode == 1) != (theirs[0]["value"] != "ok"):
        return found[:1] + [run.stderr.strip(), "R: " + "; ".join(row["value"] for row in theirs if row["key"] == "message")]
    for expected, given in FILES.items():
        found += compare_rows(given, rows_of(os.path.join(folder, expected)), rows_of(os.path.join(out, given)))
    return found


def main():
    program, root = sys.argv[1:3]
    cases = differing = 0
    for name in sorted(os.listdir(root)):
        folder = os.path.join(root, name)
        if not os.path.exists(os.path.join(folder, "expected_diag.csv")):
            print(name + ": R gave up" if os.path.isdir(folder) else name)
            continue
        found = compare_case(program, folder)
        cases += 1
        differing += bool(found)
        for line in found[:8]:
            print(name + ": " + line)
        if len(found) > 8:
            print(name + ": and %d more" % (len(found) - 8))
    print("%d cases, %d differ" % (cases, differing))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
