"""No name of the program is made of a word that was given up for the field's own term.

    words_test.py ROOT
"""

import pathlib
import re
import sys

# Each with what is said instead.
RETIRED = {
    "desk": "operator", "door": "listener", "echoes": "repeats", "keeper": "what it does", "recross": "cross_tabulate",
    "remark": "finding", "tell": "write, show or reply", "tells": "shows", "told": "written, shown or named",
    "visitor": "peer",
}
NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
PART = re.compile(r"[A-Z]?[a-z]+")


def retired_names(text):
    """Names of some C++ that hold a retired word, with the line each first stands in."""
    code = NO_CODE.sub(lambda found: "\n" * found.group().count("\n"), text)
    names = {}
    for number, line in enumerate(code.split("\n"), start=1):
        for name in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", line):
            if any(part.lower() in RETIRED for part in PART.findall(name)):
                names.setdefault(name, number)
    return names


def check_itself():
    """What the check must find, and what it must not."""
    found = retired_names('int told_once; // told\nconst char* s = "tell";\nclass FrontDesk {};\nint untold, retell;\n')
    if found != {"told_once": 1, "FrontDesk": 3}:
        sys.exit(f"the check itself is wrong: {found}")


def main():
    check_itself()
    root = pathlib.Path(sys.argv[1])
    faults = []
    for folder in ("include", "src"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                for name, line in retired_names(path.read_text(encoding="utf-8")).items():
                    faults.append(f"{path.relative_to(root)}:{line}: {name}")
    print("\n".join(faults) or "no retired word")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
