"""Counts a JUnit file: prints "PASSED FAILED". A missing, broken or empty file is one failure, and
so is a test that did not run: a suite that says nothing has not passed."""

import sys
import xml.etree.ElementTree as ElementTree


def count(path):
    try:
        cases = list(ElementTree.parse(path).iter("testcase"))
    except (OSError, ElementTree.ParseError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 0, 1
    if not cases:
        print(f"{path}: no test ran", file=sys.stderr)
        return 0, 1
    failed = sum(
        1
        for case in cases
        if case.get("status") in ("fail", "notrun", "disabled")
        or any(case.find(tag) is not None for tag in ("failure", "error", "skipped"))
    )
    return len(cases) - failed, failed


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit("count_junit.py FILE: prints how many tests passed and failed")
    print(*count(sys.argv[1]))
