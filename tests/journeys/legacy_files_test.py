"""Old files from a spreadsheet: the same thousand LiveChat rows in every encoding it has
ever written, imported and posted (A2); what it leaves at the end of a file and in its cells;
the small things said while a file is taken."""

import csv
import io
import json
import os
import pty
import re
import select
import subprocess
import unicodedata
import unittest
from pathlib import Path

from soundings_program import FIXTURES, PROGRAM, Installation, victim_response

RATED = "livechat_rated_excellent_or_good"
AGAIN = "livechat_would_use_online_services_again"
HEADER = ["Chat ID", "Ended", "How would you rate LiveChat?", "Would you use our online services again?",
          "Comment", "E-mail"]
RATINGS = ["Excellent", "Good", "Fair", "Poor"]
COMMENTS = ["", "It cost me £2.50 a minute", "“Brilliant”, she said – and it wasn’t even busy",
            "First line\nsecond line; with a semicolon, a comma and \"quotes\"", "Café Olé, naïve façade", "€5 off"]


def thousand_rows():
    """760 of 1,000 rate it excellent or good, 880 would use it again."""
    rows = []
    for k in range(1000):
        rating = RATINGS[k % 2] if k < 760 else RATINGS[2 + k % 2]
        again = "Yes" if k < 880 else "No"
        rows.append([f"chat-{k:04}", f"{1 + k % 28:02}/05/2019 {k % 24:02}:{k % 60:02}", rating, again,
                     COMMENTS[k % len(COMMENTS)], f"person{k}@example.org"])
    return rows


def written(rows, delimiter=",", end="\r\n", header=HEADER):
    text = io.StringIO()
    table = csv.writer(text, delimiter=delimiter, lineterminator=end)
    table.writerows([header, *rows])
    return text.getvalue()


ROWS = thousand_rows()
FILES = {  # name: bytes, and the encoding they are said to have
    "utf8_mark.csv": (b"\xef\xbb\xbf" + written(ROWS).encode(), "utf-8"),
    "utf16le_mark.csv": (b"\xff\xfe" + written(ROWS, "\t").encode("utf-16-le"), "utf-16le"),
    "windows.csv": (written(ROWS, ";").encode("cp1252"), "windows-1252"),
    "utf16be_mark.csv": (b"\xfe\xff" + written(ROWS, ";").encode("utf-16-be"), "utf-16be"),
    "utf16le_bare.csv": (written(ROWS, "\t").encode("utf-16-le"), "utf-16le"),
    "utf16be_bare.csv": (written(ROWS, end="\n").encode("utf-16-be"), "utf-16be"),
    "utf8_bare.txt": ("sep=;\r\n".encode() + written(ROWS, ";").encode(), "utf-8"),
}
TEXTS = """SELECT source_response_id, hex(content), ifnull(text, ''), hex(codes)
           FROM submission JOIN response USING (seq) LEFT JOIN comment USING (seq) ORDER BY 1"""


class Files(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.folder = Path(self.installation.folder.name)

    def file(self, name, content):
        (self.folder / name).write_bytes(content)
        return self.folder / name

    def take(self, path, *options, survey="livechat"):
        """What `soundings import` says of a file."""
        return self.installation.run("import", "--survey", survey, *options, path)

    def reported(self, report):
        """The counts of the report's totals."""
        words = re.findall(r"(\d+) (received|accepted|duplicate|older_version|conflict|quarantined)", report)
        counts = {word: int(count) for count, word in words}
        received = counts.pop("received")
        self.assertEqual(sum(counts.values()), received)
        return {word: count for word, count in counts.items() if count}

    def serve_livechat_export(self):
        """A server that the source livechat may send its export to."""
        self.installation.key("livechat")
        self.installation.start()


class Shapes(Files):
    """Which adapter reads a post is a matter of its media type; nobody names one."""

    def post(self, source, survey, rows, content_type="text/csv"):
        body = rows if isinstance(rows, str) else "\r\n".join(rows) + "\r\n"
        status, _, reply = self.installation.post(source, survey, body, f"msg_{hash(body)}".replace("-", "_"),
                                           content_type=content_type)
        self.assertEqual(status, 200, reply)
        return {word: n for word, n in reply["counts"].items() if n}

    def test_an_export_and_the_native_columns_are_taken_at_one_address(self):
        self.installation.key("wmnow")
        self.serve_livechat_export()
        export = [",".join(f'"{name}"' for name in HEADER), "a,14/05/2019 09:12,Good,Yes,,jo@example.org"]
        native = ["source_response_id,completed_at,rating,would_use_again,comment", "b,2019-05-14T09:12:44Z,2,1,"]
        for rows in (export, native):
            self.assertEqual(self.post("livechat", "livechat", rows), {"accepted": 1}, rows)
        line = '{"source_response_id":"c","completed_at":"2019-05-14T09:12:44Z","answers":{"rating":2}}'
        self.assertEqual(self.post("livechat", "livechat", line, "application/x-ndjson"), {"accepted": 1})
        for name in ("application/ndjson", "application/jsonl; charset=utf-8"):
            self.assertEqual(self.post("livechat", "livechat", line + "\n", name), {"duplicate": 1})
        ratings = self.installation.ledger("SELECT count(*), count(DISTINCT substr(codes, 2, 1)) FROM response")
        self.assertEqual(ratings, [(3, 1)], "Good and 2 are one answer")
        export = ["Response ID;Completed;NPU;Crime;How reported;Overall;Name",
                  "d;14/05/2019 09:12;Sandwell;burglary dwelling;999 call;Fairly satisfied;Jo"]
        native = ["source_response_id,completed_at,invited_at,respondent_id,npu,contact_channel,crime_group,age,sex,"
                  "ethnic_group,whole_experience,answers/treatment,comment",
                  "e,2019-05-14T09:12:44Z,2019-05-10T09:00:00Z,m-1,Sandwell,999,burglary,52,female,white,3,2,Thanks"]
        for rows in (export, native):
            self.assertEqual(self.post("wmnow", "victim_satisfaction", rows), {"accepted": 1}, rows)
        self.assertEqual(self.installation.ledger("SELECT sum(unmapped), sum(dropped) FROM delivery"), [(0, 2)])
        self.assertEqual(self.installation.ledger("SELECT count(*) FROM response WHERE invited_at IS NOT NULL"), [(1,)])

    def test_a_whole_history_is_posted_as_one_file(self):
        self.serve_livechat_export()
        body = (FIXTURES / "files" / "livechat_2018-08_2019-05.csv").read_bytes()
        rows = body.count(b"\n") - 1
        status, headers, reply = self.installation.post("livechat", "livechat", body, "msg_all", content_type="text/csv")
        self.assertEqual((status, len(reply["items"]), reply["counts"]["accepted"]), (200, rows, 43385))
        self.assertEqual([item["line"] for item in reply["items"]], list(range(2, rows + 2)))
        self.assertNotIn("Idempotent-Replayed", headers)
        again, headers, same = self.installation.post("livechat", "livechat", body, "msg_all", content_type="text/csv")
        self.assertEqual((again, same["counts"]["duplicate"], headers["Idempotent-Replayed"]), (200, rows, "true"))
        self.assertEqual([item["receipt"] for item in same["items"]], [item["receipt"] for item in reply["items"]])
        self.installation.reconciled(2 * rows)

    def test_a_file_that_names_another_survey_is_held_whatever_its_columns(self):
        self.serve_livechat_export()
        rows = ["source_response_id,survey,completed_at,rating", "a,public_voice,2019-05-14T09:12:44Z,2"]
        self.assertEqual(self.post("livechat", "livechat", rows), {"quarantined": 1})


class SameRows(Files):
    def test_each_encoding_alone_gives_the_same_thousand_responses(self):
        seen = {}
        for name, (content, encoding) in FILES.items():
            installation = self.installation = Installation()
            self.addCleanup(installation.close)
            self.folder = Path(installation.folder.name)
            report = self.take(self.file(name, content))
            self.assertIn(f"({encoding})", report, "the encoding is stated")
            self.assertEqual(self.reported(report), {"accepted": 1000}, name)
            self.assertIn("personal fields left out: 1000", report)
            seen[name] = installation.ledger(TEXTS)
        for name, rows in seen.items():
            self.assertEqual(rows, seen["utf8_mark.csv"], name)
        texts = {f"chat-{k:04}": unicodedata.normalize("NFC", row[4]) for k, row in enumerate(ROWS)}
        self.assertEqual({row[0]: row[2] for row in rows}, texts)

    def test_all_of_them_in_one_ledger_both_posted_and_imported_are_a_thousand_responses(self):
        first, *others = FILES
        report = self.take(self.file(first, FILES[first][0]))
        self.assertEqual(self.reported(report), {"accepted": 1000})
        self.assertEqual(self.reported(self.take(self.folder / first)), {"duplicate": 1000}, "a rerun is a no-op")
        self.serve_livechat_export()
        for number, name in enumerate(others):
            content, encoding = FILES[name]
            status, _, reply = self.installation.post("livechat", "livechat", content, f"msg_{number}",
                                               content_type="text/csv")
            self.assertEqual((status, reply.get("encoding")), (200, encoding), reply)
            self.assertEqual({word: n for word, n in reply["counts"].items() if n}, {"duplicate": 1000})
        for measure, value in [(RATED, 76.0), (AGAIN, 88.0)]:
            row = self.installation.figures(measure, "2019-05")["", ""]
            self.assertEqual((row["n"], float(row["value"])), ("1000", value))
        self.assertEqual(self.installation.ledger("SELECT count(DISTINCT content) FROM submission"), [(1000,)])
        self.assertFalse(self.installation.holds("@example.org"))
        self.installation.reconciled(1000 * len(others))


class Endings(Files):
    def lines(self, report):
        """Line numbers and codes of the rows that were held."""
        return re.findall(r"^line (\d+): quarantined \S+; (\w+)", report, re.M)

    def test_a_newline_in_quotes_keeps_the_count_and_the_line_numbers(self):
        rows = [*ROWS[:4], ["bad", "31/05/2019 23:50", "Splendid", "Yes", "", ""], *ROWS[4:8]]
        report = self.take(self.file("newlines.csv", written(rows).encode()))
        self.assertEqual(self.reported(report), {"accepted": 8, "quarantined": 1})
        self.assertEqual(self.lines(report), [("7", "answer_out_of_scale")], "row 4 takes two lines")

    def test_a_line_cut_short_is_one_reject_with_its_number(self):
        text = written(ROWS[:3])
        for name, cut, code in [("in_cells.csv", text.rindex(",Excellent"), "ragged_row"),
                                ("in_quotes.csv", text.rindex("wasn’t"), "unterminated_quote")]:
            for encoding in ("utf-8", "utf-16-le", "cp1252"):
                self.installation = Installation()
                self.addCleanup(self.installation.close)
                self.folder = Path(self.installation.folder.name)
                content = text[:cut].replace("Excellent", "Good").encode(encoding)
                if name == "in_quotes.csv" and encoding == "utf-16-le":
                    content = content[:-1]  # in the middle of a character
                report = self.take(self.file(name, content))
                self.assertEqual(self.reported(report), {"accepted": 2, "quarantined": 1}, (name, encoding))
                self.assertEqual(self.lines(report), [("4", code)], (name, encoding))

    def test_a_ctrl_z_at_the_end_is_removed_and_said(self):
        for number, text in enumerate([written(ROWS[:5]), written(ROWS[:5]).rstrip()]):
            report = self.take(self.file(f"ctrl_z_{number}.csv", (text + "\x1a").encode("cp1252")))
            self.assertEqual(self.reported(report), {"duplicate" if number else "accepted": 5})
            self.assertIn("trailing_ctrl_z: ", report)
        self.serve_livechat_export()
        status, _, reply = self.installation.post("livechat", "livechat", (written(ROWS[:5]) + "\x1a").encode(),
                                           "msg_z", content_type="text/csv")
        self.assertEqual([finding["code"] for finding in reply["findings"]], ["trailing_ctrl_z"])

    def test_mojibake_is_repaired_when_that_is_certain_and_logged(self):
        comments = ["CafÃ© owner wasnâ€™t told anything", "Â£5 and â‚¬10", "CAFÃ‰ closed",
                    "Ã is a letter", "Café owner", "naïve 50 % off – “fine”"]
        rows = [[f"m-{k}", "14/05/2019 10:00", "Good", "Yes", text, ""] for k, text in enumerate(comments)]
        report = self.take(self.file("mojibake.csv", written(rows).encode()))
        self.assertIn("encoding_repaired: 3 rows", report)
        kept = [text for _, _, text, _ in self.installation.ledger(TEXTS)]
        self.assertEqual(kept, ["Café owner wasn’t told anything", "£5 and €10", "CAFÉ closed", *comments[3:]])
        noted = self.installation.ledger("SELECT position FROM finding JOIN submission ON submission = seq"
                                  " WHERE code = 'encoding_repaired' ORDER BY 1")
        self.assertEqual(noted, [(2,), (3,), (4,)])

    def test_a_header_is_found_whatever_its_delimiter_and_refused_when_it_says_nothing(self):
        for number, delimiter in enumerate(",;\t"):
            row = [f"d-{number}", "14/05/2019 10:00", "Good", "Yes", 'a, b; c\td "e"', ""]
            report = self.take(self.file(f"d{number}.csv", written([row], delimiter).encode()))
            self.assertEqual(self.reported(report), {"accepted": 1})
        self.assertEqual({text for _, _, text, _ in self.installation.ledger(TEXTS)}, {'a, b; c d "e"'})
        report = self.take(self.file("nothing.csv", b"a,b,c\n1,2,3\n"))
        self.assertEqual((self.reported(report), self.lines(report)),
                         ({"quarantined": 1}, [("1", "header_unreadable")]))


class Said(Files):
    def test_progress_shows_rows_rate_and_time_left_on_a_terminal(self):
        path = self.file("many.csv", written(ROWS * 3).encode())
        mine, theirs = pty.openpty()
        command = [PROGRAM, "import", *map(str, self.installation.place()), "--survey", "livechat",
                   "--adapter", "livechat_csv", str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as program:
            os.close(theirs)
            seen = b""
            while select.select([mine], [], [], 60)[0]:
                try:
                    seen += os.read(mine, 4096)
                except OSError:  # the program has closed its end
                    break
            totals = program.stdout.read().decode()
        os.close(mine)
        self.assertRegex(seen.decode(), r"many\.csv: \d+ rows, \d+ a second, \d+%, \d+ s left")
        self.assertTrue(seen.endswith(b"\r\x1b[K"), "the line is cleared at the end")
        self.assertEqual(self.reported(totals), {"accepted": 1000, "duplicate": 2000})

    def test_a_line_of_ndjson_is_what_a_post_could_be_one_response_or_an_array(self):
        one = '{"source_response_id":"%s","completed_at":"2019-05-14T09:00:00Z","answers":{"rating":2}}'
        lines = [one % "a", "[" + one % "b" + "," + one % "c" + "]", "", "[]", "[" + one % "d" + ",7]", "nonsense"]
        report = self.take(self.file("lines.ndjson", "\n".join(lines).encode()), "--rows")
        self.assertEqual(self.reported(report), {"accepted": 4, "quarantined": 2})
        self.assertEqual(re.findall(r"^line (\d+): (\w+)", report, re.M),
                         [("1", "accepted"), ("2", "accepted"), ("2", "accepted"), ("5", "accepted"),
                          ("5", "quarantined"), ("6", "quarantined")])

    def test_the_end_of_a_name_may_be_written_in_either_case(self):
        one = '{"source_response_id":"%s","completed_at":"2019-05-14T09:00:00Z","answers":{"rating":2}}'
        for name, content in [("a.CSV", written(ROWS[:1])), ("b.Csv", written(ROWS[1:2])), ("c.TSV", written(ROWS[2:3], "\t"))]:
            self.assertEqual(self.reported(self.take(self.file(name, content.encode()))), {"accepted": 1}, name)
        for name in ["d.JSON", "e.NDJSON", "f.JSONL", "g.jsonl"]:
            report = self.take(self.file(name, (one % name).encode()))
            self.assertEqual(self.reported(report), {"accepted": 1}, name)
        other = self.installation.run("import", "--survey", "livechat", self.file("h.xls", b""), check=False)
        self.assertEqual((other.returncode, "h.xls: files end in " in other.stderr), (2, True))

    def test_each_held_row_is_printed_with_its_reason(self):
        first = victim_response("a", answers={"whole_experience": 1})
        other = victim_response("a", answers={"whole_experience": 2})
        guarded = victim_response("b", crime_group="domestic_abuse")
        lines = "\n".join(json.dumps(answer) for answer in [first, other, guarded])
        report = self.take(self.file("reasons.ndjson", lines.encode()), survey="victim_satisfaction")
        self.assertEqual(self.reported(report), {"accepted": 1, "conflict": 1, "quarantined": 1})
        self.assertEqual(re.findall(r"^line (\d+): (\w+) \S+; (.*)$", report, re.M),
                         [("2", "conflict", "version_conflict"), ("3", "quarantined", "held")])

    def test_the_items_of_one_json_body_are_counted_since_they_have_no_lines(self):
        one = '{"source_response_id":"%s","completed_at":"2019-05-14T09:00:00Z","answers":{"rating":%s}}'
        report = self.take(self.file("items.json", f"[{one % ('a', 2)},{one % ('b', 9)},7]".encode()),
                           "--rows")
        self.assertEqual(re.findall(r"^(\w+ \d+): (\w+)", report, re.M),
                         [("item 1", "accepted"), ("item 2", "quarantined"), ("item 3", "quarantined")])

    def test_every_row_can_be_listed_with_what_was_noticed_about_it(self):
        rows = [json.dumps(victim_response(f"n{k}", npu=npu)) for k, npu in enumerate(["Sandwell", "Birmingham"])]
        path = self.file("noticed.ndjson", "\n".join(rows).encode())
        for outcome in ("accepted", "duplicate"):
            report = self.take(path, "--rows", survey="victim_satisfaction")
            self.assertRegex(report, f"(?m)^line 1: {outcome} [0-9a-f-]{{36}}$")
            self.assertRegex(report, f"(?m)^line 2: {outcome} [0-9a-f-]{{36}}; area_ambiguous /npu$")
        self.assertNotIn("line 1:", self.take(path, survey="victim_satisfaction"))

    def test_the_sender_of_a_survey_is_the_only_one_that_is_not_a_load_test(self):
        row = '{"source_response_id":"x","completed_at":"2019-05-14T09:00:00Z","npu":"SW",'
        row += '"answers":{"treatment":2}}\n'
        path = self.file("victims.ndjson", row.encode())
        self.assertEqual(self.reported(self.take(path, survey="victim_satisfaction")), {"accepted": 1})
        self.assertEqual(self.installation.ledger("SELECT id FROM source"), [("wmnow",)])
        self.installation.own_definitions()
        self.installation.define("sources/bench.json", load_test=False)
        refused = self.installation.run("import", "--survey", "victim_satisfaction", path, check=False)
        self.assertEqual((refused.returncode, "more than one source" in refused.stderr), (1, True))
        named = self.take(path, "--source", "bench", survey="victim_satisfaction")
        self.assertEqual(self.reported(named), {"accepted": 1})

    def test_a_database_without_its_key_is_not_opened_and_no_new_key_is_made(self):
        self.installation.key("livechat")
        key = Path(f"{self.installation.database}.key")
        key.rename(self.folder / "elsewhere")
        path = self.file("one.csv", written(ROWS[:1]).encode())
        refused = self.installation.run("import", "--survey", "livechat", "--adapter", "livechat_csv", path, check=False)
        self.assertEqual(refused.returncode, 3)
        self.assertIn(f"no key at {key}; the database {self.installation.database} opens only with the key it was "
                      "made with", refused.stderr)
        self.assertFalse(key.exists())
        (self.folder / "elsewhere").rename(key)
        self.assertEqual(self.reported(self.take(path)), {"accepted": 1})

    def test_the_answers_of_a_published_page_are_those_accepted(self):
        answers = [victim_response(f"v-{k}", answers={"whole_experience": 1 + k % 7}) for k in range(37)]
        lines = [json.dumps(answer) for answer in answers * 2 + [victim_response("x", npu="Atlantis")]]
        path = self.file("victims.ndjson", "\n".join(lines).encode())
        reported = self.reported(self.take(path, survey="victim_satisfaction"))
        self.assertEqual(reported, {"accepted": 37, "duplicate": 37, "quarantined": 1})
        self.installation.publish("2019-05")
        self.installation.start()
        body = self.installation.get("/")[2].decode()
        self.assertIn("<br>37 answers</p>", body)


if __name__ == "__main__":
    unittest.main()
