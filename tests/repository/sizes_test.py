"""No file, header or folder grows beyond what can be read at once without saying why.

    sizes_test.py ROOT
"""

import pathlib
import re
import sys
import tempfile

SOURCE_LINES, TEST_LINES, FACE_LINES, FOLDER_FILES = 400, 450, 150, 30
SOURCES = {".h", ".cpp", ".in", ".js", ".css", ".html", ".sql"}
TESTS = {".h", ".cpp", ".py", ".mjs"}
REASON = "400 lines because"  # in the opening comment of a longer file
TOP = ("src", "include", "tests", "tools", "survey_defs", "docs")
EXEMPT = {"docs/decisions"}  # a file for each decision


def length(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def files_of(root, top):
    return [path for path in sorted((root / top).rglob("*"))
            if path.is_file() and not {"node_modules", "__pycache__"} & set(path.parts)]


def opening_comment(path):
    return " ".join(path.read_text(encoding="utf-8").split("\n\n")[0].split())


def long_files(root):
    for top, suffixes, limit in (("src", SOURCES, SOURCE_LINES), ("include", SOURCES, SOURCE_LINES),
                                 ("tests", TESTS, TEST_LINES)):
        for path in files_of(root, top):
            if path.suffix in suffixes and length(path) > limit and REASON not in opening_comment(path):
                yield f"{path.relative_to(root)}: {length(path)} lines, {limit} at most without a reason"


def long_faces(root):
    for path in files_of(root, "include"):
        if length(path) > FACE_LINES:
            yield f"{path.relative_to(root)}: a header of {length(path)} lines, {FACE_LINES} at most"


def full_folders(root):
    """A folder with more files is named, in backticks, by the paragraph of ARCHITECTURE.md about them."""
    page = (root / "ARCHITECTURE.md").read_text(encoding="utf-8")
    found = re.search(r"A folder has thirty files at most, but for these:.*?\n\n", page, re.DOTALL)
    named = set(re.findall(r"`([a-z_/]+)`", found.group())) if found else set()
    for top in TOP:
        folders = {}
        for path in files_of(root, top):
            folders.setdefault(path.parent.relative_to(root).as_posix(), []).append(path)
        for folder, files in sorted(folders.items()):
            if len(files) > FOLDER_FILES and not {folder, folder.removeprefix("src/")} & named and folder not in EXEMPT:
                yield f"{folder}: {len(files)} files, {FOLDER_FILES} at most without a reason in ARCHITECTURE.md"


def faults(root):
    return [*long_files(root), *long_faces(root), *full_folders(root)]


def check_itself():
    """One of each kind that must be found, and one of each that has its reason."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for top in (*TOP, "src/full", "src/named", "include/faces"):
            (root / top).mkdir(exist_ok=True)
        (root / "ARCHITECTURE.md").write_text("A folder has thirty files at most, but for these: `named`.\n\n`full`\n")
        (root / "src/long.cpp").write_text("// Long.\n\n" + "int i;\n" * SOURCE_LINES)
        (root / "src/reasoned.cpp").write_text(f"// More than {REASON} of this.\n\n" + "int i;\n" * SOURCE_LINES)
        (root / "tests/long_test.py").write_text("x = 1\n" * (TEST_LINES + 1))
        (root / "include/faces/wide.h").write_text("// Wide.\n" * (FACE_LINES + 1))
        for number in range(FOLDER_FILES + 1):
            (root / f"src/full/{number}.cpp").touch()
            (root / f"src/named/{number}.cpp").touch()
        found = [fault.split(":")[0] for fault in faults(root)]
    if found != ["src/long.cpp", "tests/long_test.py", "include/faces/wide.h", "src/full"]:
        sys.exit(f"the check itself is wrong: {found}")


def main():
    check_itself()
    found = faults(pathlib.Path(sys.argv[1]))
    print("\n".join(found) or "nothing is too long")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
