#!/usr/bin/env python3
"""Plants one breach of each kind in a copy of the sources. The layer check passes before, and then
fails and names every planted line. Run with the repository as its argument."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

BREACHES = [
    ("SQLite in the rules of the store", "src/store/rules/outcome.cpp", "<sqlite3.h>"),
    ("SQLite in the counts of the store", "src/store/counts/people.h", "<SQLiteCpp/SQLiteCpp.h>"),
    ("the engine in the rules of the store", "src/store/rules/coding.h", '"sqlite/database.h"'),
    ("another module in the rules of the store", "src/store/rules/coding.h",
     '"soundings/receive/receive.h"'),
    ("Poco outside serve/http", "src/serve/server.cpp", "<Poco/Net/HTTPServer.h>"),
    ("JSON in a face", "include/soundings/store/ledger.h", "<nlohmann/json.hpp>"),
    ("SQLite in a face", "include/soundings/store/held.h", "<SQLiteCpp/Exception.h>"),
    ("a module that may not be seen", "src/estimate/estimate.cpp", '"soundings/store/ledger.h"'),
    ("the counted cells in serve", "src/serve/server.cpp", '"soundings/store/cells.h"'),
    ("the opening of a database in figures", "src/figures/answer/figures.cpp",
     '"soundings/store/engine.h"'),
    ("COIN-OR outside disclose", "src/estimate/estimate.cpp", "<CbcModel.hpp>"),
    ("COIN-OR in a header", "src/disclose/joint/linear.h", "<OsiClpSolverInterface.hpp>"),
    ("libxlsxwriter beside its folder", "src/report/lines.cpp", "<xlsxwriter.h>"),
    ("libxlsxwriter in a header", "src/report/xlsx/text.h", "<xlsxwriter.h>"),
    ("libreadstat beside its folder", "src/report/records/csv.cpp", "<readstat.h>"),
    ("libreadstat in a header", "src/report/records/record_files.h", "<readstat.h>"),
]


def copy_sources(root, copy):
    for folder in ("include", "src"):
        for file in (root / folder).rglob("*"):
            if file.suffix in (".h", ".cpp") and "node_modules" not in file.parts:
                target = copy / file.relative_to(root)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)


def check(root, copy):
    done = subprocess.run(
        ["cmake", f"-DROOT={copy}", "-P", root / "tools" / "check_layers.cmake"],
        capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def plant(copy):
    """Writes every breach into the copy, at the head of its file: each kind with FILE:LINE."""
    planted = []
    for name in dict.fromkeys(name for _, name, _ in BREACHES):
        here = [(kind, included) for kind, at, included in BREACHES if at == name]
        file = copy / name
        lines = "".join(f"#include {included}\n" for _, included in here)
        file.write_text(lines + file.read_text(encoding="utf-8"), encoding="utf-8")
        planted += [(kind, f"{name}:{line}") for line, (kind, _) in enumerate(here, 1)]
    return planted


def main(root):
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder)
        copy_sources(root, copy)
        code, said = check(root, copy)
        if code != 0:
            faults.append(f"the sources as they are do not pass:\n{said}")
        planted = plant(copy)
        code, said = check(root, copy)
        if code == 0:
            faults.append("the sources with every breach in them pass")
        for kind, line in planted:
            if f"{line}: " not in said:
                faults.append(f"{kind}: {line} is not named")
        if faults:
            faults.append(said)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
