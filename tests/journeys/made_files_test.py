"""Files that are made of a release when they are asked for: tables with labels, one document, descriptions of CSV
files. Every number is the frozen table's, every cell is of the type that its description says."""

import csv
import hashlib
import io
import json
import re
import unittest
from pathlib import Path

from publication import copy_of, exported_as, fixture

MAY = "2019-05.r0"
WORDS = {"survey_label", "item_label", "answer_label", "weighting_label", "unit", "notice"}
# What the metadata vocabulary (W3C, 17 December 2015) allows of each, beside names with a prefix.
TABLE = {"@context", "url", "dialect", "tableSchema"}
COLUMN = {"name", "titles", "datatype"}
DIALECT = {"encoding", "header", "lineTerminators"}
NAME = re.compile(r"[A-Za-z0-9_.%][A-Za-z0-9_.%-]*")
TYPES = {"string": re.compile(r".*", re.S), "integer": re.compile(r"[+-]?[0-9]+"),
         "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")}


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


class MadeFiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.counted = fixture()
        cls.addClassCleanup(cls.counted.close)
        cls.counted.run("publish", "--period", "2019-05", "--by", "a.publisher")
        cls.folder = Path(cls.counted.folder.name)
        cls.frozen = exported_as(cls.counted, MAY)
        cls.tables = [name for name in cls.frozen if name.endswith(".csv") and "primitives" not in name]

    def written(self, form, *more, installation=None):
        installation = installation or self.counted
        out = Path(installation.folder.name) / f"made-{form}-{len(more)}"
        installation.run("release", "export", MAY, "--format", form, "--out", out, *more)
        return {path.name: path.read_bytes() for path in out.iterdir()} if out.is_dir() else out.read_bytes()

    def described(self, name, files):
        """Holds the description of a file to the vocabulary, and every cell of the file to it."""
        document = json.loads(files[name + "-metadata.json"])
        self.assertEqual(document["@context"], ["http://www.w3.org/ns/csvw", {"@language": "en"}])
        self.assertEqual({key for key in document if ":" not in key}, TABLE)
        self.assertTrue({key.split(":")[0] for key in document if ":" in key} <= {"dc", "rdfs"})
        self.assertEqual(document["url"], name)
        self.assertEqual(set(document["dialect"]), DIALECT)
        self.assertEqual(set(document["tableSchema"]), {"columns"})
        columns = document["tableSchema"]["columns"]
        for column in columns:
            self.assertEqual({key for key in column if ":" not in key}, COLUMN)
            self.assertRegex(column["name"], NAME)
        self.assertEqual(len({column["name"] for column in columns}), len(columns))
        text = files[name].decode(document["dialect"]["encoding"])
        self.assertTrue(text.endswith(document["dialect"]["lineTerminators"][0]))
        lines = list(csv.reader(io.StringIO(text, newline="")))
        self.assertEqual(lines[0], [column["titles"] for column in columns])
        for line in lines[1:]:
            self.assertEqual(len(line), len(columns))
            for cell, column in zip(line, columns):
                if cell:
                    self.assertTrue(TYPES[column["datatype"]].fullmatch(cell), (name, column, cell))
        return {column["name"]: column["datatype"] for column in columns}, document

    def test_the_frozen_files_leave_as_they_are_each_with_its_description(self):
        files = self.written("files")
        self.assertEqual({name: files[name] for name in self.frozen}, self.frozen)
        tables = [name for name in self.frozen if name.endswith(".csv")]
        self.assertEqual(set(files) - set(self.frozen), {name + "-metadata.json" for name in tables})
        for name in tables:
            types, document = self.described(name, files)
            self.assertIn("Release 2019-05.r0.", document["rdfs:comment"])
            if "value" in types and "primitives" not in name:
                self.assertEqual((types["value"], types["lo"], types["n"], types["marks"]),
                                 ("decimal", "decimal", "integer", "string"))
        self.assertIn("ok", self.counted.run("release", "verify", MAY))

    def test_a_table_with_labels_has_the_rows_of_the_table(self):
        files = self.written("csv")
        self.assertEqual(len(files), 2 * len(self.tables))
        for name in self.tables:
            labelled = name.removesuffix(".csv") + ".labelled.csv"
            self.described(labelled, files)
            rows = rows_of(files[labelled])
            frozen = rows_of(self.frozen[name])
            self.assertEqual(len(rows), len(frozen), name)
            for row, old in zip(rows, frozen):
                self.assertEqual({column: row[column] for column in old}, old)
                self.assertTrue(set(row) - set(old) <= WORDS | {column + "_label" for column in old})
            self.assertTrue({"release", "lo", "hi", "item_label"} <= set(rows[0]))
            if "against_rest" not in name:
                self.assertTrue({"n", "marks"} <= set(rows[0]))
        sandwell = next(row for row in rows_of(files["victim_satisfaction.2019-05.npu.labelled.csv"]) if row["npu"] == "SW")
        self.assertEqual((sandwell["npu_label"], sandwell["contact_channel_label"], sandwell["survey_label"],
                          sandwell["weighting_label"], sandwell["unit"]),
                         ("Sandwell", "All", "Victim satisfaction survey", "Not weighted", "per cent"))
        hidden = [row for row in rows_of(files["victim_satisfaction.2019-05.npu.crime_group.labelled.csv"])
                  if "c" in row["marks"]]
        self.assertTrue(hidden)
        self.assertEqual({(row["value"], row["lo"], row["hi"], row["n"]) for row in hidden}, {("", "", "", "")})

    def test_the_document_has_the_same_rows(self):
        document = json.loads(self.written("json"))
        self.assertEqual((document["release"], document["month"], document["notices"]), (MAY, "2019-05", []))
        self.assertEqual(document["manifest_sha256"], hashlib.sha256(self.frozen["manifest.json"]).hexdigest())
        self.assertEqual([table["file"] for table in document["tables"]], self.tables)
        for table in document["tables"]:
            for row, old in zip(table["rows"], rows_of(self.frozen[table["file"]]), strict=True):
                for column, cell in old.items():
                    held = row[column]
                    self.assertEqual(float(cell) if isinstance(held, (int, float)) else cell,
                                     held if held is not None else "", (table["file"], column))

    def test_all_of_it_leaves_at_once(self):
        files = self.written("all")
        expected = {**self.written("files"), **self.written("csv"), f"{MAY}.json": self.written("json")}
        self.assertEqual({name: files[name] for name in expected}, expected)
        self.assertEqual(set(files) - set(expected), {f"{MAY}.xlsx"})
        newest = json.loads(self.counted.run("audit", "--action", "release_exported", "--json"))["rows"][3]["detail"]
        for name in ("manifest.json", f"{MAY}.json", f"{MAY}.xlsx"):
            self.assertIn(f"{name} {len(files[name])} {hashlib.sha256(files[name]).hexdigest()}", newest)

    def test_samples_are_marked_and_a_label_that_would_run_is_not_run(self):
        place = copy_of(self.counted)
        self.addCleanup(place.close)
        place.own_definitions()
        for file in ("releases/victim_satisfaction.json", "releases/citizen_satisfaction_pilot.json"):
            (place.definitions / file).write_text((self.counted.definitions / file).read_text())
        survey = json.loads((place.definitions / "surveys" / "victim_satisfaction.json").read_text())
        survey["title"]["en"] = "=1+1"
        place.define("surveys/victim_satisfaction.json", title=survey["title"])
        files = self.written("csv", "--sample", installation=place)
        for name, content in files.items():
            self.assertIn(b"Sample data: the answers are invented.", content, name)
            if name.endswith(".csv"):
                cells = [cell for line in csv.reader(io.StringIO(content.decode(), newline="")) for cell in line]
                self.assertFalse([cell for cell in cells if re.match(r"[=+@\t\r]|-[^0-9.]", cell)], name)
        self.assertIn(b"'=1+1", files["victim_satisfaction.2019-05.force.labelled.csv"])
        self.assertEqual(json.loads(self.written("json", "--sample", installation=place))["notices"],
                         ["Sample data: the answers are invented."])

    def test_the_server_has_them_too_and_the_audit_their_hashes(self):
        self.counted.start()
        self.addCleanup(self.counted.stop)
        base = f"/api/v1/releases/{MAY}/files/"
        name = "victim_satisfaction.2019-05.npu.labelled.csv"
        files = self.written("csv")
        status, headers, body = self.counted.get(base + name)
        self.assertEqual((status, body), (200, files[name]))
        found = re.fullmatch(r'<([^>]+)>; rel="describedby"; type="application/csvm\+json"', headers["Link"]).group(1)
        self.assertEqual(found, base + name + "-metadata.json")
        status, headers, body = self.counted.get(found)
        self.assertEqual((status, headers["Content-Type"], body),
                         (200, "application/csvm+json", files[name + "-metadata.json"]))
        self.assertEqual(self.counted.get(base + f"{MAY}.json")[2], self.written("json"))
        self.assertEqual(self.counted.get(base + "counts.csv-metadata.json")[0], 404)
        self.assertEqual(self.counted.get(base + "counts.labelled.csv")[0], 404)
        listed = {file["name"]: file["sha256"] for file in json.loads(self.counted.run("export", "list", "--json"))["files"]}
        self.assertEqual(listed[name], hashlib.sha256(files[name]).hexdigest())
        self.assertIn("manifest.json", listed)
        page = self.counted.get("/exports")[2].decode()
        self.assertIn(base + name, page)
        self.assertIn(base + f"{MAY}.json", page)


if __name__ == "__main__":
    unittest.main()
