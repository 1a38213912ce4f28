"""usage: count.py DATABASE SURVEY YEAR MONTH
The peer: SQLite counts one month's responses by their first two domains from the rows themselves,
on a connection kept open. Prints the median of nine runs in milliseconds.
"""
import sqlite3
import sys
import time

database, survey, year, month = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
query = """SELECT substr(codes, 1, 1), substr(codes, 2, 1), count(*) FROM response
           WHERE survey = (SELECT no FROM survey WHERE id = ?) AND month = ? AND current = 1
           GROUP BY 1, 2"""
took = []
for _ in range(9):
    begin = time.perf_counter()
    rows = connection.execute(query, (survey, year * 12 + month - 1)).fetchall()
    took.append((time.perf_counter() - begin) * 1000)
took.sort()
print(f'{{"cells":{len(rows)},"ms":{took[4]:.3f}}}')
