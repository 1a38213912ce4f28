"""Reads a workbook back with nothing but the standard library: sheets, tables, charts."""

import io
import re
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class Sheet:
    """cells: by (row, column), from 0; a text or a number. table: the rows below its header, each by
    the names of its columns; None for a sheet without a table."""

    def __init__(self, cells, reference):
        self.cells = cells
        self.table = None
        self.reference = reference
        if reference:
            first, top, last, bottom = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", reference).groups()
            columns = range(column_number(first), column_number(last) + 1)
            names = [cells[int(top) - 1, column] for column in columns]
            assert len(set(names)) == len(names), names
            self.table = [{name: cells.get((row, column)) for name, column in zip(names, columns)}
                          for row in range(int(top), int(bottom))]

    def grid(self):
        """Rows of the whole sheet, an empty cell as None."""
        height = max(row for row, _ in self.cells) + 1
        width = max(column for _, column in self.cells) + 1
        return [[self.cells.get((row, column)) for column in range(width)] for row in range(height)]


class Workbook:
    def __init__(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.moments = {entry.date_time for entry in archive.infolist()}
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.texts = ["".join(text.text or "" for text in entry.iter(f"{MAIN}t"))
                      for entry in self.tree("xl/sharedStrings.xml").iter(f"{MAIN}si")]
        targets = self.relations("xl/_rels/workbook.xml.rels")
        self.sheets = {sheet.get("name"): self.read(f"xl/{targets[sheet.get(RELATION)]}")
                       for sheet in self.tree("xl/workbook.xml").iter(f"{MAIN}sheet")}

    def tree(self, part):
        return ElementTree.fromstring(self.parts[part])

    def relations(self, part):
        return {one.get("Id"): one.get("Target") for one in self.tree(part)} if part in self.parts else {}

    def read(self, part):
        cells = {}
        for cell in self.tree(part).iter(f"{MAIN}c"):
            letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
            assert cell.find(f"{MAIN}f") is None, f"{part} has a formula"
            value = cell.find(f"{MAIN}v")
            if value is not None:
                text = self.texts[int(value.text)] if cell.get("t") == "s" else float(value.text)
                cells[int(row) - 1, column_number(letters)] = text
        name = part.rsplit("/", 1)[1]
        tables = [target for target in self.relations(f"xl/worksheets/_rels/{name}.rels").values()
                  if "/tables/" in target]
        assert len(tables) <= 1, f"{part} has more than one table"
        return Sheet(cells, self.tree(tables[0].replace("..", "xl")).get("ref") if tables else None)

    def charts(self):
        """Of every chart the numbers it keeps beside its references."""
        return {name: [float(value.text) for cache in self.tree(name).iter(f"{CHART}numCache")
                       for value in cache.iter(f"{CHART}v")]
                for name in self.parts if name.startswith("xl/charts/chart")}

    def descriptions(self):
        return [one.get("descr") for name in self.parts if name.startswith("xl/drawings/drawing")
                for one in self.tree(name).iter() if one.tag.endswith("}cNvPr")]
