"""usage: row_cost.py DATABASE
What each part of a kept response costs the writer: the rows of a finished ledger are put into empty
ledgers of the same schema again, 32 responses a commit, once with every table and once with one
part left out each time. Prints microseconds of processor time a response, the median of three
rounds, as one line of JSON; a part's cost is the difference.
"""
import json
import os
import sqlite3
import sys
import tempfile
import time

PARTS = {
    "delivery": ["delivery"],
    "ledger row": ["submission"],
    "response": ["response", "comment", "finding"],
    "cells": ["count_log"],
    "audit": ["audit"],
}
GROUP = 32
MOST = 20000


def rows_of(source, table, groups):
    """The table's rows cut into as many runs as there are groups of responses."""
    limit = MOST if table != "audit" else MOST // GROUP
    rows = source.execute(f"SELECT * FROM {table} LIMIT {limit}").fetchall()
    size = max(1, -(-len(rows) // groups))
    return [rows[i * size : (i + 1) * size] for i in range(groups)]


def insert(schema, rows, groups):
    with tempfile.TemporaryDirectory() as folder:
        target = sqlite3.connect(os.path.join(folder, "a.db"), isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-32768"):
            target.execute(f"PRAGMA {pragma}")
        for statement in schema:
            target.execute(statement)
        marks = {t: ",".join("?" * len(r[0][0])) for t, r in rows.items() if r[0]}
        begin = time.process_time()
        for group in range(groups):
            target.execute("BEGIN IMMEDIATE")
            for table, runs in rows.items():
                if runs[group]:
                    target.executemany(f"INSERT INTO {table} VALUES ({marks[table]})", runs[group])
            target.execute("COMMIT")
        took = time.process_time() - begin
        target.close()
        return took * 1e6 / (groups * GROUP)


def main():
    source = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    schema = [s for (s,) in source.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")]
    responses = min(MOST, source.execute("SELECT count(*) FROM response").fetchone()[0])
    groups = responses // GROUP
    tables = [t for part in PARTS.values() for t in part]
    rows = {t: rows_of(source, t, groups) for t in tables}
    rounds = []
    for _ in range(3):
        whole = insert(schema, rows, groups)
        cost = {"all": whole}
        for part, left_out in PARTS.items():
            rest = {t: r for t, r in rows.items() if t not in left_out}
            cost[part] = whole - insert(schema, rest, groups)
        rounds.append(cost)
    print(json.dumps({k: round(sorted(r[k] for r in rounds)[1], 1) for k in rounds[0]}))


main()
