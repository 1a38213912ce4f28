"""No name, comment or document has a word that was given up for the field's own term.

    words_test.py ROOT

String literals are exempt, since they hold what users see and what others sent; so are quotations, `code` and the
titles of decisions. A migration of the database never changes, so that SQL is not read.
"""

import io
import pathlib
import re
import sys
import tokenize

# Each with what is said instead.
RETIRED = {
    "desk desks": "operator", "door doors": "listener", "echoes": "repeats", "keeper keepers": "what it does",
    "recross recrossed": "cross_tabulate", "remark remarks": "finding",
    "tell tells told telling": "write, print, show, reveal, distinguish or notify",
    "visitor visitors": "peer, client or reader",
}
INSTEAD = {word: instead for words, instead in RETIRED.items() for word in words.split()}
# Words of others and of pages: the survey's item about the Victims' Code, a reading, a line of the weighting report.
EXCEPTIONS = re.compile("told_of_victims_code|Told of Victims|Cannot be told|responses tell as much as")

PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
LITERAL = r'"(?:\\.|[^"\\\n])*"'
# Comments are the first group; all else that a pattern finds is a literal.
SLASHES = re.compile(r'(//[^\n]*|/\*.*?\*/)|R"([^\s(]*)\(.*?\)\2"|`[^`]*`|\'(?:\\.[^\'\n]*|[^\'\\\n])\'|' + LITERAL,
                     re.DOTALL)
SCRIPT_SLASHES = re.compile(SLASHES.pattern + r"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
HASHES = re.compile(r"((?<!\S)#[^\n]*)|'[^'\n]*'|" + LITERAL)
PROSE = re.compile(r'```.*?```|`[^`\n]*`|"[^"\n]*"|\[\d+\]\(decisions/[^)]*\) \|[^|\n]*|\S*decisions/\S*', re.DOTALL)


def blank(found):
    return "\n" * found.group().count("\n")


def of_prose(text):
    return PROSE.sub(blank, text)


def of_code(pattern):
    """What is left of some code without its literals."""
    return lambda text: pattern.sub(lambda found: of_prose(found.group()) if found.group(1) else blank(found), text)


def of_python(text):
    """Names, comments and docstrings, each in its line."""
    lines = [""] * (text.count("\n") + 2)
    begins = True  # a statement, so that a string is a docstring
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        is_docstring = token.type == tokenize.STRING and begins
        if is_docstring or token.type in (tokenize.NAME, tokenize.COMMENT):
            said = token.string if token.type == tokenize.NAME else of_prose(token.string.strip('"'))
            for number, line in enumerate(said.split("\n"), start=token.start[0] - 1):
                lines[number] += " " + line
        begins = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT) or (
            begins and token.type in (tokenize.NL, tokenize.COMMENT))
    return "\n".join(lines)


READERS = {
    ".h": of_code(SLASHES), ".cpp": of_code(SLASHES), ".js": of_code(SCRIPT_SLASHES), ".mjs": of_code(SCRIPT_SLASHES),
    ".css": of_code(SCRIPT_SLASHES),
    ".R": of_code(HASHES), ".cmake": of_code(HASHES), ".py": of_python, ".md": of_prose,
}


def reader_of(path, text):
    """None for what is not read. A file without a suffix is what its first line says."""
    if path.suffix or not text.startswith("#!"):
        return READERS.get(".cmake" if path.name == "CMakeLists.txt" else path.suffix)
    return of_python if "python" in text.split("\n", 1)[0] else of_code(HASHES)


def retired(text):
    """Line and word, in order."""
    return [(number, part) for number, line in enumerate(text.split("\n"), start=1)
            for part in PART.findall(EXCEPTIONS.sub("", line)) if part.lower() in INSTEAD]


def faults_of(path, text):
    reader = reader_of(path, text)
    if reader is None:
        return []
    return [(0, word) for _, word in retired(str(path))] + retired(reader(text))


# A file of each kind, with all that is to be found in it.
SAMPLES = [
    ("a.cpp", 'int told_once; // it tells a "door"\nauto s = "tell // tell";\nclass FrontDesk {};\nint untold, TOLD;\n'
              'auto r = R"x(a "door)x"; char c = \'"\'; /* the\nvisitors */ int n = 1\'000; int keeper; // a door\n',
     [(1, "told"), (1, "tells"), (3, "Desk"), (4, "TOLD"), (6, "visitors"), (6, "keeper"), (6, "door")]),
    ("desk.h", "// docs/decisions/0010-the-operators-door.md\n", [(0, "desk")]),
    ("a.py", '"""It tells a "door" of\nvisitors."""\n\n\ndef told(remark):  # a desk\n    """A keeper."""\n'
             '    return call("tell",\n                "tell") + doors\n',
     [(1, "tells"), (2, "visitors"), (5, "told"), (5, "remark"), (5, "desk"), (6, "keeper"), (8, "doors")]),
    ("a.mjs", "const told = 'tell' + `a\ndoor`; // it's a desk\n", [(1, "told"), (2, "desk")]),
    ("a.css", ".sd-door a::after { content: 'tell'; } /* a desk */\n", [(1, "door"), (1, "desk")]),
    ("a.R", "told <- 'tell' # it's \"told\" twice, then tells\n", [(1, "told"), (1, "tells")]),
    ("run", "#!/bin/sh\necho 'tell' \"door\" # remarks\ncat <<OUT\nIt is told.\nOUT\n", [(2, "remarks"), (4, "told")]),
    ("tool", "#!/usr/bin/env python3\ntold = 'tell'\n", [(2, "told")]),
    ("corpus", "told\n", []),
    ("a.md", 'It tells of `doors` and "desks".\n| [0006](decisions/0006-the-door.md) | A door | a keeper |\n'
             "```\ntell\n```\nThe item told_of_victims_code was told. Cannot be told\n",
     [(1, "tells"), (2, "keeper"), (6, "told")]),
]


def check_itself():
    for name, text, wanted in SAMPLES:
        found = faults_of(pathlib.PurePath(name), text)
        if found != wanted:
            sys.exit(f"the check itself is wrong: {name}: {found}")


def files(root):
    yield from (path for path in root.glob("*.md") if path.name != "CHANGELOG.md")
    yield from (path for path in (root / "docs").rglob("*.md") if path.parent.name != "decisions")
    for folder in ("include", "src", "tests", "tools"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and path.name != pathlib.Path(__file__).name and "node_modules" not in path.parts:
                yield path


def main():
    check_itself()
    root = pathlib.Path(sys.argv[1]).resolve()
    faults = []
    for path in sorted(files(root)):
        where = path.relative_to(root)
        for line, word in faults_of(where, path.read_text(encoding="utf-8", errors="replace")):
            faults.append(f"{where}:{line}: {word}; say {INSTEAD[word.lower()]}")
    print("\n".join(faults) or "no retired word")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
