#!/usr/bin/env python3
"""Plants one breach of each kind in a copy of the sources. The layer check must then fail and name
the file with the breach. Run with the repository as its argument."""
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


def main(root):
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder)
        copy_sources(root, copy)
        code, said = check(root, copy)
        if code != 0:
            faults.append(f"the sources as they are do not pass:\n{said}")
        for kind, name, included in BREACHES:
            file = copy / name
            text = file.read_text(encoding="utf-8")
            file.write_text(f"#include {included}\n{text}", encoding="utf-8")
            code, said = check(root, copy)
            if code == 0 or f"{name}:1: " not in said:
                faults.append(f"{kind}: {name} is not named:\n{said}")
            file.write_text(text, encoding="utf-8")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
