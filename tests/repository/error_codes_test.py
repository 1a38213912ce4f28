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
std::string weighting_code(Kind kind) {
  return "not_converged";
}
std::string_view to_text(Kind kind) {
  return "wilson";
}
log::info("delivery_committed", {{"source", "wmnow"}});
"""


CODES = ["area_unknown", "count_malformed", "not_converged", "unknown_measure", "unknown_source"]
PAGE = "".join(f"| `{code}` | x |\n" for code in CODES)


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
            sorted(CODES),
        )

    def test_documented_codes_are_in_order(self):
        self.assertEqual(self.found(PAGE), [])

    def test_a_code_nobody_writes_is_named(self):
        self.assertEqual(
            self.found(PAGE + "| `long_gone` | x |\n"),
            ["docs/errors.md: no module writes long_gone"],
        )

    def test_a_code_that_stands_twice_is_named(self):
        self.assertEqual(
            self.found(PAGE + "| `area_unknown` | again |\n"),
            ["docs/errors.md: area_unknown stands 2 times"],
        )


if __name__ == "__main__":
    unittest.main()
