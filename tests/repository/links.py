"""Every page of ours that a page, a source or a definition names is there.

    python3 links.py ROOT
"""

import pathlib
import re
import sys

PLACES = ("include", "src", "survey_defs", "tools", "fixtures", "docs", "tests")
NAMED = re.compile(r"\b(docs/[\w./-]+\.md)\b")
LINKED = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def texts(root):
    yield from (path for path in root.glob("*.md"))
    for place in PLACES:
        for path in sorted((root / place).rglob("*")):
            if path.is_file() and path.suffix in (".h", ".cpp", ".md", ".py", ".cmake", ".json", ""):
                yield path


def missing(root):
    found = []
    for path in texts(root):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        where = path.relative_to(root)
        for name in sorted(set(NAMED.findall(text))):
            if not (root / name).is_file():
                found.append(f"{where}: names {name}, which is not there")
        if path.suffix == ".md":
            for target in sorted(set(LINKED.findall(text))):
                if not (path.parent / target).exists():
                    found.append(f"{where}: links to {target}, which is not there")
    return found


def main():
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    found = missing(pathlib.Path(sys.argv[1]))
    for fault in found:
        print(fault)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
