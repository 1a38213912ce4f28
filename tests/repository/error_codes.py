"""Every code that leaves the program stands in docs/errors.md, once, and nothing else stands there.

    python3 error_codes.py ROOT

Reads the forms in which modules write their codes; a new form of writing one belongs here too.
"""

import pathlib
import re
import sys

CODE = r'"([a-z][a-z0-9_]*)"'
FORMS = [
    re.compile(form)
    for form in (
        r"\{\s*(?:[1-5]\d\d|status),\s*" + CODE,  # Problem{404, "unknown_source", ...}
        r"\b(?:unavailable|fault)\(\s*" + CODE,
        r"\b(?:bad_value|broken_query|problem)\(\s*[^,()]+,\s*" + CODE,
        r"\bfaults\.at\(\s*[^,()]+,\s*" + CODE,
        r"\bcode\s*=\s*" + CODE,
        r"\bweighting_fault\s*=\s*" + CODE,
        r"\b(?:Finding|\w*Fault)\s*\{\s*" + CODE,
    )
]
# A constant that is named as its text: inline constexpr std::string_view partial = "partial";
NAMED = re.compile(r"\b([a-z][a-z0-9_]*)\s*=\s*\"\1\"\s*;")
# A function that names codes: std::string weighting_code(Kind kind) { switch ... return "..."; }
NAMING = re.compile(r"\b\w+_code\([^()]*\)[^;{]*\{.*?^\}", re.MULTILINE | re.DOTALL)
RETURNED = re.compile(r"\breturn\s+" + CODE)
# The checks of `soundings verify` and of `release verify`, and where they are made.
CHECKED_IN = ("verify.cpp", "readings_check.cpp", "counted_again.cpp")
CHECKS = [
    re.compile(form, re.MULTILINE)
    for form in (r"^\s*\{" + CODE + r",", r"\b(?:from_fault|check)\(\s*" + CODE, r"\.name\s*=\s*" + CODE)
]


def written(root):
    """Code -> the place it is first written."""
    codes = {}
    for folder in ("include", "src"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            text = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
            forms = FORMS + [NAMED]
            if path.name in CHECKED_IN:
                forms = forms + CHECKS
            matches = [match for form in forms for match in form.finditer(text)]
            for function in NAMING.finditer(text):
                matches += RETURNED.finditer(text, function.start(), function.end())
            for match in matches:
                line = text.count("\n", 0, match.start(1)) + 1
                codes.setdefault(match.group(1), f"{path.relative_to(root)}:{line}")
    return codes


def documented(root):
    """The codes in the first column of the tables."""
    text = (root / "docs" / "errors.md").read_text(encoding="utf-8")
    return re.findall(r"^\|\s*`([a-z][a-z0-9_]*)`", text, re.MULTILINE)


def faults(root):
    codes = written(root)
    listed = documented(root)
    known = set(listed)
    found = [f"{place}: {code} is not in docs/errors.md"
             for code, place in codes.items() if code not in known]
    found += [f"docs/errors.md: no module writes {code}" for code in sorted(known - codes.keys())]
    found += [f"docs/errors.md: {code} stands {listed.count(code)} times"
              for code in sorted(known) if listed.count(code) > 1]
    return found


def main():
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    found = faults(pathlib.Path(sys.argv[1]))
    for fault in found:
        print(fault)
    if found:
        sys.exit(1)


if __name__ == "__main__":
    main()
