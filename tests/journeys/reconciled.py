"""What the journeys of failures end with: a ledger that reconciles to the row, and its figures in
the test's output."""

import contextlib
import sqlite3


def figures(test, **values):
    print(f"{test}: " + ", ".join(f"{name} {value}" for name, value in values.items()), flush=True)


def reconciled(test, installation):
    """R17: the five outcomes sum to what arrived, and the counts to the responses."""
    lines = installation.verified().splitlines()
    test.assertTrue(lines and all(line.startswith("ok ") for line in lines), lines)
    with contextlib.closing(sqlite3.connect(f"file:{installation.database}?mode=ro", uri=True)) as database:
        received, = database.execute("SELECT sum(items) FROM delivery").fetchone()
        outcomes, = database.execute("SELECT sum(items) FROM tally").fetchone()
        counted, = database.execute("SELECT sum(delta) FROM count_log").fetchone()
        current, = database.execute("SELECT count(*) FROM response WHERE current = 1").fetchone()
    test.assertEqual((received, counted), (outcomes, current))
    return received
