"""A release as a workbook: every cell is the CSV's, nothing hidden is in any part of it, no text is
a formula, the bytes are always the same, and LibreOffice reads the same numbers."""

import csv
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from publication import OVERALL, copy_of, exported_as, fixture
from soundings_program import PROGRAM
from workbook_reader import Workbook

MAY = "2019-05.r0"
NUMBERS = {"value": "Value", "difference": "Difference from the rest of the force", "lo": "Range from",
           "hi": "Range to", "n": "Answers", "unweighted": "Value without weights",
           "response_rate": "Response rate, per cent", "rest": "Rest of the force",
           "rest_lo": "Rest of the force, range from", "rest_hi": "Rest of the force, range to"}
CODES = {"period": "Period", "item": "Question code", "answer": "Answer code", "weighting": "Weighting code",
         "class": "Class", "release": "Release"}
# What a sheet says in its title, in its notes or by the format of its numbers.
ELSEWHERE = {"survey", "measure", "level", "decimals", "marks", "test"}
HOSTILE = ["=1+1", "+2", "-3", "@SUM(A1)", '=HYPERLINK("http://x.example","y")', "_x0041_ & <b>"]


def workbook_bytes(installation, *more, name="out.xlsx", environment=None):
    file = Path(installation.folder.name) / name
    subprocess.run([PROGRAM, "release", "export", *map(str, installation.place()), MAY, "--format", "xlsx",
                    "--out", str(file), *more], env={**os.environ, **(environment or {})}, check=True,
                   capture_output=True, timeout=120)
    return file.read_bytes()


class Workbooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.counted = fixture()
        cls.published = copy_of(cls.counted)
        cls.published.run("publish", "--period", "2019-05", "--by", "=1+1", "--reason", "=2+2")
        cls.files = exported_as(cls.published, MAY)
        cls.content = workbook_bytes(cls.published)
        cls.book = Workbook(cls.content)
        cls.tables = [name for name in sorted(cls.files) if name.endswith(".csv") and "primitives" not in name]
        survey = json.loads((cls.published.definitions / "surveys" / "victim_satisfaction.json").read_text())
        cls.domains = {domain["id"]: domain["label"]["en"] for domain in survey["domains"]}

    @classmethod
    def tearDownClass(cls):
        cls.counted.close()
        cls.published.close()

    def rows(self, name):
        return list(csv.DictReader(self.files[name].decode().splitlines()))

    def pairs(self):
        """Each CSV row beside the row of its sheet."""
        for number, name in enumerate(self.tables, start=1):
            rows, table = self.rows(name), self.book.sheets[f"Table_{number}"].table
            self.assertEqual(len(rows), len(table), name)
            yield from ((name, row, shown) for row, shown in zip(rows, table))

    def test_every_cell_is_the_csv_s(self):
        hidden = 0
        for name, row, shown in self.pairs():
            left = dict(row)
            marks = left.pop("marks", "")
            hidden += "c" in marks
            if "Marks" in shown:
                self.assertEqual(shown["Marks"] or "", "".join(f"[{mark}]" for mark in marks), (name, row))
            for column, title in {**CODES, **{id: f"{label} code" for id, label in self.domains.items()}}.items():
                field = left.pop(column, None)
                if title in shown:
                    self.assertEqual(shown[title], field or "[z]", (name, column, row))
                else:
                    self.assertFalse(field, (name, column, row))
            for column, title in NUMBERS.items():
                field = left.pop(column, None)
                if title not in shown:
                    self.assertFalse(field, (name, column, row))
                elif field:
                    self.assertEqual(shown[title], float(field), (name, column, row))
                else:
                    self.assertIn(shown[title], ("[c]",) if "c" in marks else ("[x]", "[z]"), (name, column, row))
            for column, field in left.items():
                self.assertTrue(column in ELSEWHERE or not field, (name, column, field))
            self.assertIn(left.get("level"), ("", "0.95"))
            self.assertIn(shown["Unit"], ("per cent", "percentage points"))
        self.assertGreater(hidden, 0)

    def test_a_hidden_row_has_no_number_and_no_other_number_is_anywhere(self):
        known = {float(row[column]) for name in self.tables for row in self.rows(name) for column in NUMBERS
                 if row.get(column)}
        for name, row, shown in self.pairs():
            if "c" in row.get("marks", ""):
                self.assertEqual([cell for cell in shown.values() if isinstance(cell, float)], [], (name, row))
        for name, sheet in self.book.sheets.items():
            numbers = [cell for cell in sheet.cells.values() if isinstance(cell, float)]
            if name.startswith("Table_"):
                self.assertLessEqual(set(numbers), known, name)
            elif name.startswith("Chart_"):
                for line in sheet.table:
                    drawn = [line.pop(column) for column in list(line) if column.startswith("Drawn")]
                    self.assertLessEqual({cell for cell in line.values() if isinstance(cell, float)}, known)
                    if drawn:
                        ends = (line["Value"] - line["Range from"], line["Range to"] - line["Value"])
                        self.assertEqual(drawn, [round(end, 1) for end in ends])
            elif name != "Contents":
                self.assertEqual(numbers, [], name)
        cells = {cell for sheet in self.book.sheets.values() for cell in sheet.cells.values()}
        for name, numbers in self.book.charts().items():
            self.assertGreater(len(numbers), 1, name)
            self.assertLessEqual(set(numbers), cells, name)
        for name in self.book.parts:
            self.assertRegex(name, r"^(\[Content_Types\]\.xml|_rels/\.rels|docProps/\w+\.xml|xl/(\w+/)?(_rels/)?[\w.]+\.(xml|rels))$")

    def test_sheets_are_as_the_guidance_asks(self):
        names = list(self.book.sheets)
        self.assertEqual(names[:3], ["Cover", "Contents", "Notes"])
        self.assertEqual(len([name for name in names if name.startswith("Table_")]), len(self.tables))
        listed = [line["Sheet"] for line in self.book.sheets["Contents"].table]
        self.assertEqual(listed, names[2:])
        for name, sheet in self.book.sheets.items():
            self.assertIsInstance(sheet.cells[0, 0], str)
            self.assertEqual(sheet.table is None, name == "Cover")
        for name, part in self.book.parts.items():
            if name.startswith("xl/worksheets/sheet"):
                self.assertNotIn(b"mergeCell", part)
                self.assertIn(b"<cols>", part)
                self.assertEqual(b"<pane " in part, name != "xl/worksheets/sheet1.xml", name)
        charts = [name for name in names if name.startswith("Chart_")]
        self.assertGreater(len(charts), 0)
        descriptions = self.book.descriptions()
        self.assertEqual(len(descriptions), len(charts))
        for text in descriptions:
            self.assertIn("Bar chart of", text)
        marks = {line["Note"] for line in self.book.sheets["Notes"].table}
        self.assertLessEqual({"[c]", "[u]", "[r]", "[x]"}, marks)

    def test_the_cover_names_the_release_and_nobody(self):
        cover = " ".join(self.book.sheets["Cover"].cells.values())
        self.assertIn(MAY, cover)
        self.assertNotIn("Sample data", cover)
        marked = Workbook(workbook_bytes(self.published, "--sample", name="sample.xlsx"))
        self.assertIn("Sample data", " ".join(marked.sheets["Cover"].cells.values()))
        for part in self.book.parts.values():
            self.assertNotIn(b"=1+1", part)
            self.assertNotIn(b"=2+2", part)
        core = self.book.parts["docProps/core.xml"].decode()
        made = next(line for line in json.loads(self.published.run("release", "list", "--json"))["releases"])
        self.assertIn(re.sub(r"\.\d+Z", "Z", made["published"]["at"]), core)

    def test_the_same_bytes_each_time_and_everywhere(self):
        self.assertEqual(workbook_bytes(self.published, name="again.xlsx"), self.content)
        other = copy_of(self.published)
        self.addCleanup(other.close)
        elsewhere = workbook_bytes(other, environment={"TZ": "Asia/Kolkata", "LC_ALL": "tr_TR.UTF-8"})
        self.assertEqual(elsewhere, self.content)
        self.assertEqual(self.book.moments, {(1980, 1, 1, 0, 0, 0)})

    def test_a_text_that_looks_like_a_formula_is_a_text(self):
        place = copy_of(self.published)
        self.addCleanup(place.close)
        place.own_definitions()
        file = place.definitions / "surveys" / "victim_satisfaction.json"
        survey = json.loads(file.read_text())
        item = next(item for item in survey["items"] if item["id"] == OVERALL)
        item["text"]["en"] = HOSTILE[4]
        survey["title"]["en"] = HOSTILE[1]
        for text, point in zip(HOSTILE, survey["scales"][item["scale"]]["codes"]):
            point["label"]["en"] = text
        file.write_text(json.dumps(survey, ensure_ascii=False))
        hostile = Workbook(workbook_bytes(place))
        texts = {cell for sheet in hostile.sheets.values() for cell in sheet.cells.values() if isinstance(cell, str)}
        self.assertLessEqual({*HOSTILE[:5], "_x005F_x0041_ & <b>"}, texts)

    def test_libreoffice_reads_the_same_numbers(self):
        office = shutil.which("soffice")
        self.assertIsNotNone(office, "libreoffice-calc-nogui is not there (tools/packages)")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "may.xlsx"
            file.write_bytes(self.content)
            subprocess.run([office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
                            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
                            "--outdir", folder, str(file)], check=True, capture_output=True, timeout=240)
            for name, sheet in self.book.sheets.items():
                with open(Path(folder) / f"may-{name}.csv", encoding="utf-8", newline="") as lines:
                    read = list(csv.reader(lines))
                for (row, column), cell in sheet.cells.items():
                    shown = read[row][column]
                    if isinstance(cell, float):
                        self.assertEqual(float(shown.replace(",", "")), cell, (name, row, column))
                    else:
                        self.assertEqual(shown, cell, (name, row, column))

    def test_what_it_refuses(self):
        unknown = self.published.run("release", "export", MAY, "--format", "ods", "--out", "x", check=False)
        self.assertEqual(unknown.returncode, 2)
        self.assertIn("it takes files, csv, json, xlsx, all (unknown_format)", unknown.stderr)
        place = copy_of(self.counted)
        self.addCleanup(place.close)
        place.run("publish", "--period", "2019-05", "--draft")
        draft = place.run("release", "export", MAY, "--format", "xlsx", "--out", "x.xlsx", check=False)
        self.assertEqual(draft.returncode, 1)
        self.assertIn("release_not_published", draft.stderr)
        self.assertIn("release_exported", self.published.run("audit", "--subject", MAY))


if __name__ == "__main__":
    unittest.main()
