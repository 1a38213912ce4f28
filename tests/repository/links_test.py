"""The link check finds pages that sources name and pages link to, and that are not there."""

import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from links import missing


class Links(unittest.TestCase):
    def test_a_missing_page_is_named_with_the_place_that_names_it(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            files = {
                "README.md": "[here](" + "docs/" + "a.md) [gone](" + "docs/" + "b.md) [out](https://example.org/x)",
                "docs/" + "a.md": "[up](../README.md) [part](#part)",
                "src/x.cpp": "// See " + "docs/" + "c.md and " + "docs/" + "a.md.",
            }
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            self.assertEqual(
                missing(root),
                [
                    "README.md: names " + "docs/" + "b.md, which is not there",
                    "README.md: links to " + "docs/" + "b.md, which is not there",
                    "src/x.cpp: names " + "docs/" + "c.md, which is not there",
                ],
            )


if __name__ == "__main__":
    unittest.main()
