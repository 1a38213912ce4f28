"""Respondent records as files: what is in them and what is not, marked and audited before they leave, read
back by R (`survey`, `foreign`) and by xmllint, and the headline figures made of them again by another program."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import unittest
from pathlib import Path
from xml.etree import ElementTree

from soundings_program import DEFINITIONS, FIXTURES, PROGRAM, SOURCE, Installation, may_2019, rows_of

DELIVERIES = FIXTURES / "deliveries"
NOTICE = "Working figures: not for publication."
SAMPLE = "Sample data. " + NOTICE
MAY = "victim_satisfaction.2019-05"
DTD = SOURCE / "tests" / "journeys" / "triple_s_2_0.dtd"
SECRETS = ("source_response_id", "respondent_id", "comment")


def table(path):
    with open(path, newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def lines_of(path):
    with open(path, newline="", encoding="utf-8") as text:
        return list(csv.reader(text))


def r(script, *arguments, folder):
    """Runs a script of R; its standard output. A wrong answer of R is a failed test."""
    done = subprocess.run(["Rscript", "-e", script, *map(str, arguments)], capture_output=True, text=True,
                          cwd=folder, timeout=300, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    return done.stdout


class Records(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = Installation()
        cls.addClassCleanup(cls.installation.close)
        cls.folder = Path(cls.installation.folder.name)
        cls.installation.run("invitations", "import", FIXTURES / "files" / "invitations.csv")
        cls.installation.run("import", "--survey", "victim_satisfaction", "--source", "wmnow",
                             DELIVERIES / "victim_satisfaction_2018-11_2019-04.ndjson",
                             DELIVERIES / "victim_satisfaction_2019-05.ndjson")
        cls.installation.run("import", "--survey", "public_voice", DELIVERIES / "public_voice_waves_1-4.ndjson")
        cls.made = {}

    def exported(self, survey, period, form="csv", *more):
        """The folder of an export, made once."""
        key = (survey, period, form, *more)
        if key not in self.made:
            out = self.folder / f"export-{len(self.made)}"
            self.installation.run("export", "microdata", "--survey", survey, "--period", period, "--format", form,
                                  "--out", out, "--asked-by", "s.patel", *more)
            self.made[key] = out
        return self.made[key]

    def audited(self, action):
        return json.loads(self.installation.run("audit", "--action", action, "--json"))["rows"]


class Csv(Records):
    def test_a_record_has_codes_beside_labels_its_weight_and_the_mark(self):
        out = self.exported("victim_satisfaction", "2019-05")
        records = table(out / f"{MAY}.records.csv")
        self.assertEqual(len(records), 904)
        self.assertEqual({row["notice"] for row in records}, {NOTICE})
        self.assertEqual({row["release"] for row in records}, {"working"})
        self.assertEqual([row["record"] for row in records[:3]], ["1", "2", "3"])
        survey = json.loads((DEFINITIONS / "surveys" / "victim_satisfaction.json").read_text())
        labels = {str(point["code"]): point["label"]["en"] for point in survey["scales"]["sat7"]["codes"]}
        for row in records:
            if row["whole_experience"] in labels:
                self.assertEqual(row["whole_experience_label"], labels[row["whole_experience"]])
            self.assertEqual(row["cell_npu"], row["npu"])
            self.assertEqual((row["month"], row["month_label"]), ("2019-05", "May 2019"))
        self.assertEqual({row["npu_label"] for row in records if row["npu"] == "SW"}, {"Sandwell"})
        weights = {npu: sum(float(row["weight"]) for row in records if row["npu"] == npu) for npu in ("BE", "SH")}
        self.assertAlmostEqual(weights["BE"], 1450, places=6)
        self.assertAlmostEqual(weights["SH"], 520, places=6)
        targets = {row["category"]: row["target"] for row in table(out / f"{MAY}.targets.csv")}
        self.assertEqual((targets["BE"], targets["SH"]), ("1450", "520"))

    def test_the_description_names_every_column(self):
        out = self.exported("victim_satisfaction", "2019-05")
        document = json.loads((out / f"{MAY}.records.csv-metadata.json").read_text())
        self.assertEqual(document["rdfs:comment"], [NOTICE])
        columns = document["tableSchema"]["columns"]
        lines = lines_of(out / f"{MAY}.records.csv")
        self.assertEqual([column["name"] for column in columns], lines[0])
        for column, cells in zip(columns, zip(*lines[1:])):
            if column["datatype"] != "string":
                self.assertTrue(all(float(cell) > 0 for cell in cells), column)

    def test_nobody_is_named_and_no_text_leaves(self):
        out = self.exported("victim_satisfaction", "2019-05")
        posted = [json.loads(line) for line in
                  (DELIVERIES / "victim_satisfaction_2019-05.ndjson").read_text().splitlines()]
        everything = b"".join(path.read_bytes() for path in out.iterdir())
        for response in posted:
            for field in SECRETS:
                value = str(response.get(field) or "")
                if len(value) > 6:
                    self.assertNotIn(value.encode(), everything, field)
            self.assertNotIn(response["completed_at"].encode(), everything)
        header = lines_of(out / f"{MAY}.records.csv")[0]
        self.assertFalse([name for name in header if "respondent" in name or "comment" in name])
        self.assertEqual({oct(path.stat().st_mode & 0o777) for path in out.iterdir()}, {"0o600"})

    def test_every_file_says_that_it_is_not_for_publication_and_that_it_is_a_sample(self):
        for form in ("csv", "sav", "triple-s"):
            for more, mark in (((), NOTICE), (("--sample",), SAMPLE)):
                for path in self.exported("victim_satisfaction", "2019-05", form, *more).iterdir():
                    with self.subTest(path.name, more=more):
                        self.assertIn(mark.encode(), path.read_bytes())

    def test_a_file_is_in_the_audit_before_it_leaves_with_its_hash_and_in_the_list(self):
        before = len(self.audited("records_exported")), len(self.audited("working_figures_read"))
        out = self.folder / "audited"
        said = self.installation.run("export", "microdata", "--survey", "victim_satisfaction", "--period", "2019-04",
                                     "--out", out, "--asked-by", "s.patel")
        self.assertTrue(said.startswith(NOTICE), said)
        written = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.iterdir()}
        self.assertEqual(len(written), 6)
        rows = self.audited("records_exported")
        self.assertEqual((len(rows), len(self.audited("working_figures_read"))), (before[0] + 1, before[1] + 1))
        self.assertTrue(rows[0]["actor"].startswith("s.patel ("), rows[0]["actor"])
        self.assertEqual(rows[0]["subject"], "victim_satisfaction.2019-04 csv")
        listed = json.loads(self.installation.run("export", "list", "--json"))["files"]
        newest = {file["name"]: file["sha256"] for file in listed[:6]}
        self.assertEqual(newest, written)
        for name, digest in written.items():
            self.assertIn(f"{name} ", rows[0]["detail"])
            self.assertIn(digest, rows[0]["detail"])
            self.assertIn(digest, self.installation.run("export", "list"))

    def test_also_while_a_server_runs(self):
        self.installation.start()
        self.addCleanup(self.installation.stop)
        before = len(self.audited("records_exported"))
        out = self.folder / "served"
        self.installation.run("export", "microdata", "--survey", "victim_satisfaction", "--period", "2019-05",
                              "--out", out, "--asked-by", "s.patel")
        self.assertEqual(len(self.audited("records_exported")), before + 1)
        same = self.exported("victim_satisfaction", "2019-05")
        for path in out.iterdir():
            self.assertEqual(path.read_bytes(), (same / path.name).read_bytes(), path.name)

    def test_answers_read_under_another_definition_stand_in_their_columns(self):
        own = Installation()
        self.addCleanup(own.close)
        definitions = own.own_definitions()
        own.run("import", "--survey", "public_voice", DELIVERIES / "public_voice_waves_1-4.ndjson")
        survey = json.loads((definitions / "surveys" / "public_voice.json").read_text())
        new = {**survey["items"][0], "id": "asked_since"}
        own.define("surveys/public_voice.json", items=[new, *reversed(survey["items"])], version="9.0.0",
                   domains=survey["domains"][::-1])
        out = Path(own.folder.name) / "out"
        own.run("export", "microdata", "--survey", "public_voice", "--period", "wave-4", "--out", out,
                "--asked-by", "x")
        now = table(out / "public_voice.wave-4.records.csv")
        before = table(self.exported("public_voice", "wave-4") / "public_voice.wave-4.records.csv")
        self.assertEqual({row["asked_since"] for row in now}, {"not_asked"})
        columns = [name for name in before[0] if name not in ("record", "person", "weight", "base_weight")]
        self.assertEqual(sorted([row[name] for name in columns] for row in now),
                         sorted([row[name] for name in columns] for row in before))

    def test_what_cannot_be_answered_leaves_no_file(self):
        out = self.folder / "nothing"
        place = ("--out", out, "--asked-by", "s.patel")
        for words, code, exit_code in (
                (("--survey", "victims", "--period", "2019-05"), "unknown_survey", 1),
                (("--survey", "victim_satisfaction", "--period", "2031-05"), "no_answers", 1),
                (("--survey", "victim_satisfaction", "--period", "wave-1"), "wrong_period_kind", 1),
                (("--survey", "victim_satisfaction", "--period", "May"), "period_malformed", 2),
                (("--survey", "victim_satisfaction", "--period", "2019-05", "--format", "xml"), "unknown_format", 2)):
            with self.subTest(code):
                done = self.installation.run("export", "microdata", *words, *place, check=False)
                self.assertEqual((done.returncode, done.stdout), (exit_code, ""), done.stderr)
                self.assertIn(f"({code})", done.stderr)
        done = self.installation.run("export", "microdata", "--survey", "victim_satisfaction", "--period", "2019-05",
                                     "--out", out, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertFalse(out.exists() and list(out.iterdir()))

    def test_where_nothing_can_be_written_nothing_leaves(self):
        copy = Installation()
        self.addCleanup(copy.close)
        folder, how = Path(copy.folder.name), {}
        for file in self.folder.glob("soundings.db*"):
            shutil.copy(file, folder)
        out = self.folder / "from-a-copy"
        for file in folder.iterdir():
            file.chmod(0o444)
            if os.getuid() == 0:
                os.chown(file, 65534, 65534)
                how = {"user": 65534, "group": 65534}
        folder.chmod(0o555)
        self.addCleanup(folder.chmod, 0o755)
        done = subprocess.run([PROGRAM, "export", "microdata", *map(str, copy.place()), "--survey",
                               "victim_satisfaction", "--period", "2019-05", "--out", str(out), "--asked-by", "x"],
                              check=False, capture_output=True, text=True, timeout=60, **how)
        self.assertNotEqual(done.returncode, 0)
        self.assertFalse(out.exists())

    def test_a_label_that_a_spreadsheet_would_run_is_guarded(self):
        own = Installation()
        self.addCleanup(own.close)
        definitions = own.own_definitions()
        survey = json.loads((definitions / "surveys" / "livechat.json").read_text())
        scale = next(iter(survey["scales"].values()))
        scale["codes"][0]["label"]["en"] = "=1+1"
        own.define("surveys/livechat.json", scales=survey["scales"])
        own.run("import", "--survey", "livechat", FIXTURES / "files" / "livechat_2018-08_2019-05.csv")
        out = Path(own.folder.name) / "out"
        own.run("export", "microdata", "--survey", "livechat", "--period", "2019-05", "--out", out, "--asked-by", "x")
        cells = [cell for row in lines_of(out / "livechat.2019-05.records.csv") for cell in row]
        self.assertIn("'=1+1", cells)
        self.assertFalse([cell for cell in cells if cell[:1] in ("=", "+", "@")])


class MadeAgain(Records):
    """R's `survey` makes the figures of the records and comes to the same."""

    def recomputed(self, survey, period, *more, out=None):
        out = out or self.exported(survey, period, "csv", *more)
        name = f"{survey}.{period.replace('/', '_')}"
        done = subprocess.run(["Rscript", f"{name}.R"], cwd=out, capture_output=True, text=True, timeout=600,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr[-2000:])
        self.assertIn(NOTICE, done.stdout)
        return table(out / f"{name}.recomputed.csv"), done.stdout

    def same(self, mine, theirs, keys):
        """Value, range and bases of every line, to one part in a million."""
        theirs = {tuple(row[key] for key in keys): row for row in theirs}
        self.assertGreater(len(mine), 10)
        for row in mine:
            other = theirs[tuple(row[key] for key in keys)]
            self.assertEqual(row["n"], other["n"] or "0", row)
            for column in ("value", "lo", "hi", "n_eff"):
                self.assertEqual(row[column] == "", other[column] == "", (column, row, other))
                if row[column]:
                    self.assertAlmostEqual(float(row[column]), float(other[column]), delta=1e-6 * max(1, float(row[column])),
                                           msg=(column, row))

    def test_may_2019_post_stratified(self):
        mine, said = self.recomputed("victim_satisfaction", "2019-05")
        theirs = [row for row in rows_of(self.installation.working("headline", "--period", "2019-05"))
                  if row["survey"] == "victim_satisfaction"]
        keys = ("measure", "npu", "contact_channel", "crime_group", "weighting")
        self.assertEqual(len(mine), len(theirs))
        self.same(mine, theirs, keys)
        self.assertIn("victim_satisfied_whole_experience, all, weights invited_by_npu: 42% (38 to 45)"
                      .replace("%", ""), said)

    def test_people_who_answered_several_times_are_one_unit_each(self):
        own = Installation()
        self.addCleanup(own.close)
        own.run("invitations", "import", FIXTURES / "files" / "invitations.csv")
        file = Path(own.folder.name) / "may.ndjson"
        file.write_text("\n".join(json.dumps({**response, "respondent_id": f"m-{at * 7 % 100}"})
                                  for at, response in enumerate(may_2019())))
        own.run("import", "--survey", "victim_satisfaction", "--source", "wmnow", file)
        out = Path(own.folder.name) / "out"
        own.run("export", "microdata", "--survey", "victim_satisfaction", "--period", "2019-05", "--out", out,
                "--asked-by", "x")
        self.assertEqual(len({row["person"] for row in table(out / f"{MAY}.records.csv")}), 100)
        self.recomputed("victim_satisfaction", "2019-05", out=out)

    def test_without_weights(self):
        self.installation.run("import", "--survey", "livechat", FIXTURES / "files" / "livechat_2018-08_2019-05.csv")
        mine, _ = self.recomputed("livechat", "2019-05")
        self.assertEqual({row["weighting"] for row in mine}, {"none"})

    def test_a_survey_without_a_headline_figure_has_nothing_to_compare(self):
        own = Installation()
        self.addCleanup(own.close)
        own.run("import", "--survey", "citizen_satisfaction_pilot", DELIVERIES / "citizen_satisfaction_pilot.ndjson")
        out = Path(own.folder.name) / "out"
        said = own.run("export", "microdata", "--survey", "citizen_satisfaction_pilot", "--period", "2019-05",
                       "--out", out, "--asked-by", "x")
        name = "citizen_satisfaction_pilot.2019-05"
        self.assertEqual(table(out / f"{name}.figures.csv"), [])
        self.assertIn("No headline figure is made of these records", said)
        done = subprocess.run(["Rscript", f"{name}.R"], cwd=out, capture_output=True, text=True, timeout=600,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("there is nothing to compare", done.stdout)
        self.assertNotIn("No headline figure", self.installation.run(
            "export", "microdata", "--survey", "victim_satisfaction", "--period", "2019-03", "--out", out / "more",
            "--asked-by", "x"))

    def test_a_scheme_with_a_collapse_list(self):
        self.recomputed("victim_satisfaction", "2019-05", "--weighting", "invited_by_npu_crime")

    def test_a_window_of_months_each_with_its_own_targets(self):
        self.recomputed("victim_satisfaction", "2019-03/2019-05")

    def test_one_wave_raked_within_bounds(self):
        mine, _ = self.recomputed("public_voice", "wave-4")
        self.assertTrue({"raked_population"} <= {row["weighting"] for row in mine})

    def test_four_waves_together(self):
        mine, _ = self.recomputed("public_voice", "waves-1-4")
        theirs = [row for row in rows_of(self.installation.working("headline", "--period", "2019-05"))
                  if row["survey"] == "public_voice"]
        self.assertEqual({row["period"] for row in theirs}, {"waves-1-4"})
        self.same(mine, theirs, ("measure", "npu", "contact_channel", "weighting"))


class Spss(Records):
    def test_foreign_reads_labels_missing_values_and_numbers(self):
        out = self.exported("victim_satisfaction", "2019-05", "sav")
        script = """
            file <- commandArgs(TRUE)[1]
            raw <- foreign::read.spss(file, use.value.labels = FALSE, to.data.frame = FALSE, use.missings = FALSE)
            frame <- as.data.frame(raw)
            write.csv(frame, "raw.csv", row.names = FALSE, na = "")
            labels <- attr(raw, "label.table")
            long <- do.call(rbind, lapply(names(labels), function(name) if (length(labels[[name]]))
              data.frame(variable = name, number = as.numeric(labels[[name]]), label = names(labels[[name]]))))
            write.csv(long, "labels.csv", row.names = FALSE)
            write.csv(data.frame(variable = names(raw), label = attr(raw, "variable.labels")), "variables.csv",
                      row.names = FALSE)
            missing <- attr(raw, "missings")
            write.csv(data.frame(variable = names(missing), type = sapply(missing, function(m) m$type),
                                 values = sapply(missing, function(m) paste(m$value, collapse = " "))),
                      "missing.csv", row.names = FALSE)
        """
        r(script, out / f"{MAY}.records.sav", folder=self.folder)
        written = table(self.exported("victim_satisfaction", "2019-05") / f"{MAY}.records.csv")
        read = table(self.folder / "raw.csv")
        self.assertEqual(len(read), len(written))
        labels = {(row["variable"], float(row["number"])): row["label"] for row in table(self.folder / "labels.csv")}
        variables = {row["variable"]: row["label"] for row in table(self.folder / "variables.csv")}
        survey = json.loads((DEFINITIONS / "surveys" / "victim_satisfaction.json").read_text())
        item = next(item for item in survey["items"] if item["id"] == "whole_experience")
        self.assertEqual(variables["whole_experience"], item["text"]["en"])
        for mine, theirs in zip(read, written):
            for name in ("npu", "contact_channel", "crime_group", "sex", "whole_experience", "follow_up", "police_attended"):
                label = labels[name, float(mine[name])] if mine[name] else ""
                self.assertEqual(label, theirs[name + "_label"], (name, mine["record"]))
            if theirs["whole_experience"].isdigit():
                self.assertEqual(float(mine["whole_experience"]), float(theirs["whole_experience"]))
            self.assertAlmostEqual(float(mine["weight"]), float(theirs["weight"]), places=9)
        missing = {row["variable"]: (row["type"], row["values"]) for row in table(self.folder / "missing.csv")}
        kind, values = missing["whole_experience"]
        low, high = (float(value) for value in values.split())
        self.assertEqual(kind, "range")
        self.assertEqual((low, labels["whole_experience", low], labels["whole_experience", high]),
                         (97, "Don't know", "Answered, and was not to be asked"))
        self.assertEqual(missing["npu"][0], "none")

    def test_haven_finds_the_weighted_figure(self):
        out = self.exported("victim_satisfaction", "2019-05", "sav")
        script = """
            frame <- haven::read_sav(commandArgs(TRUE)[1], user_na = FALSE)
            y <- as.numeric(frame$whole_experience); w <- as.numeric(frame$weight); valid <- !is.na(y)
            cat(sum(valid), sprintf("%.8f", 100 * sum(w[valid & y <= 3]) / sum(w[valid])))
        """
        answered, value = r(script, out / f"{MAY}.records.sav", folder=self.folder).split()
        self.assertEqual(answered, "904")
        self.assertAlmostEqual(float(value), 41.57454963, places=7)

    def test_the_weight_is_declared(self):
        content = (self.exported("victim_satisfaction", "2019-05", "sav") / f"{MAY}.records.sav").read_bytes()
        variables, elements = [], 0
        at = 176
        while int.from_bytes(content[at:at + 4], "little") == 2:
            elements += 1
            labelled = int.from_bytes(content[at + 8:at + 12], "little")
            missing = abs(int.from_bytes(content[at + 12:at + 16], "little", signed=True))
            variables.append(content[at + 24:at + 32].decode().strip())
            at += 32
            if labelled:
                size = int.from_bytes(content[at:at + 4], "little")
                at += 4 + (size + 3) // 4 * 4
            at += 8 * missing
        declared = int.from_bytes(content[76:80], "little")
        self.assertEqual(content[:4], b"$FL2")
        self.assertTrue(variables[declared - 1].startswith("WEIGHT"), (declared, variables))


class TripleS(Records):
    def test_the_description_is_valid_and_describes_every_field(self):
        out = self.exported("victim_satisfaction", "2019-05", "triple-s")
        description = out / f"{MAY}.triple-s.xml"
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--dtdvalid", DTD, description], capture_output=True,
                              text=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        root = ElementTree.parse(description).getroot()
        record = root.find("survey/record")
        self.assertEqual((record.get("format"), record.get("skip")), ("csv", "1"))
        lines = lines_of(out / record.get("href"))[1:]
        written = table(self.exported("victim_satisfaction", "2019-05") / f"{MAY}.records.csv")
        self.assertEqual(len(lines), len(written))
        variables = record.findall("variable")
        self.assertEqual(len({variable.get("ident") for variable in variables}), len(variables))
        self.assertEqual([variable.findtext("name") for variable in variables if variable.get("use") == "weight"],
                         ["weight"])
        for variable in variables:
            place = int(variable.find("position").get("start")) - 1
            name = variable.findtext("name")
            if variable.get("type") == "quantity":
                low, high = (float(variable.find("values/range").get(end)) for end in ("from", "to"))
                numbers = [float(line[place]) for line in lines]
                self.assertEqual((min(numbers), max(numbers)), (low, high), name)
                self.assertEqual([line[place] for line in lines], [row[name] for row in written], name)
                continue
            labels = {value.get("code"): value.text for value in variable.findall("values/value")}
            column = name + "_label" if name + "_label" in written[0] else name
            for line, row in zip(lines, written):
                self.assertEqual(labels[line[place]] if line[place] else "", row[column], name)


del Records

if __name__ == "__main__":
    unittest.main()
