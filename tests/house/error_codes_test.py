"""The code check finds a code that is not documented, and a document that has outlived its code."""

import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from error_codes import faults

SOURCE = """
// .code = "only_in_a_comment"
inline constexpr std::string_view area_unknown = "area_unknown";
return Problem{404, "unknown_source", "There is no such source.", {}};
return unexpected(Fault{.code = "unknown_measure", .field = "measure"});
faults.at(row, "count_malformed", "...");
log::info("delivery_committed", {{"source", "wmnow"}});
"""


class ErrorCodes(unittest.TestCase):
    def found(self, page):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in (("src/serve/a.cpp", SOURCE), ("docs/errors.md", page)):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            return faults(root)

    def test_every_form_of_a_code_is_asked_for(self):
        self.assertEqual(
            sorted(line.split(": ")[1].split()[0] for line in self.found("# Codes\n")),
            ["area_unknown", "count_malformed", "unknown_measure", "unknown_source"],
        )

    def test_documented_codes_are_in_order(self):
        page = "| `area_unknown` | x |\n| `count_malformed` | x |\n" \
               "| `unknown_measure` | x |\n| `unknown_source` | x |\n"
        self.assertEqual(self.found(page), [])

    def test_a_code_nobody_writes_is_named(self):
        page = "| `area_unknown` | x |\n| `count_malformed` | x |\n" \
               "| `unknown_measure` | x |\n| `unknown_source` | x |\n| `long_gone` | x |\n"
        self.assertEqual(self.found(page), ["docs/errors.md: no room writes long_gone"])


if __name__ == "__main__":
    unittest.main()
