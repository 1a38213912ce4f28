"""The counts behind the closing line of tools/test: nothing that did not pass counts as passed."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools"))
sys.dont_write_bytecode = True
from count_junit import count


class CountJunit(unittest.TestCase):
    def counted(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "results.xml"
            path.write_text(text, encoding="utf-8")
            return count(path)

    def test_passed_and_failed_are_distinguished_in_the_form_of_ctest(self):
        self.assertEqual(
            self.counted(
                '<testsuite><testcase name="a" status="run"/><testcase name="b" status="run"/>'
                '<testcase name="c" status="fail"><failure message=""/></testcase></testsuite>'
            ),
            (2, 1),
        )

    def test_a_test_that_did_not_run_has_failed(self):
        self.assertEqual(
            self.counted(
                '<testsuite><testcase name="a" status="notrun"/>'
                '<testcase name="b" status="disabled"/>'
                '<testcase name="c"><skipped/></testcase></testsuite>'
            ),
            (0, 3),
        )

    def test_suites_within_suites_are_counted_once(self):
        self.assertEqual(
            self.counted(
                '<testsuites><testsuite><testcase name="a"/></testsuite>'
                '<testsuite><testcase name="b"><error/></testcase></testsuite></testsuites>'
            ),
            (1, 1),
        )

    def test_no_results_are_a_failure(self):
        self.assertEqual(self.counted("<testsuite/>"), (0, 1))
        self.assertEqual(self.counted("<testsuite><testcase"), (0, 1))
        self.assertEqual(count("no such file"), (0, 1))


if __name__ == "__main__":
    unittest.main()
