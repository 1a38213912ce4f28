"""What the linters found clean is not read again, and what has changed is; the linters themselves are
stand-ins here, which find fault with the word FAULT."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
LINTER = """#!/bin/sh
for file; do
  case $file in *.h|*.cpp) echo "${0##*/} $file" >>read.log; ! grep -q FAULT "$file" || exit 1 ;; esac
done
"""


class Tidy(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = pathlib.Path(folder.name)
        for name, text in {
            "tools/setup": "#!/bin/sh\n", "stand_ins/cmake": "#!/bin/sh\n", "stand_ins/clang-tidy-19": LINTER,
            "stand_ins/clang-format-19": LINTER, ".clang-tidy": "a", "tests/.clang-tidy": "b", ".clang-format": "c",
            "build/tidy/compile_commands.json": "[]",
            "include/soundings/one.h": "", "include/soundings/two.h": "#include <soundings/one.h>\n",
            "src/a/a.cpp": "#include <soundings/two.h>\n", "src/a/b.cpp": "", "tests/a_test.cpp": "",
        }.items():
            path = self.tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            path.chmod(0o755)
        shutil.copy(TOP / "tools" / "tidy", self.tree / "tools" / "tidy")
        self.assertEqual(self.tidy()[0], 0)

    def tidy(self, *arguments):
        environment = dict(os.environ, PATH=f"{self.tree}/stand_ins:{os.environ['PATH']}")
        log = self.tree / "read.log"
        log.unlink(missing_ok=True)
        done = subprocess.run([self.tree / "tools" / "tidy", *arguments], cwd=self.tree, env=environment,
                              capture_output=True, text=True, check=False)
        lines = log.read_text(encoding="utf-8").split("\n") if log.exists() else []
        return done.returncode, {line.split()[1] for line in lines if line.startswith("clang-tidy-19")}

    def write(self, name, text):
        (self.tree / name).write_text(text, encoding="utf-8")

    def test_nothing_is_read_where_nothing_has_changed(self):
        self.assertEqual(self.tidy("--check"), (0, set()))

    def test_a_changed_file_is_read_until_it_is_clean(self):
        self.write("src/a/b.cpp", "FAULT")
        self.assertEqual(self.tidy(), (1, {"src/a/b.cpp"}))
        self.assertEqual(self.tidy("--check"), (1, {"src/a/b.cpp"}))
        self.write("src/a/b.cpp", "mended")
        self.assertEqual(self.tidy("--check"), (0, {"src/a/b.cpp"}))
        self.assertEqual(self.tidy(), (0, {"src/a/b.cpp"}))
        self.assertEqual(self.tidy("--check"), (0, set()))

    def test_a_changed_header_is_read_through_a_source_however_far(self):
        self.write("include/soundings/one.h", "mended")
        self.assertEqual(self.tidy("--check"), (0, {"src/a/a.cpp"}))

    def test_a_header_that_no_source_includes_is_a_finding(self):
        self.write("include/soundings/alone.h", "")
        self.assertEqual(self.tidy("--check"), (1, set()))

    def test_a_new_file_is_read(self):
        self.write("tests/c_test.cpp", "FAULT")
        self.assertEqual(self.tidy("--check"), (1, {"tests/c_test.cpp"}))

    def test_changed_rules_ask_for_every_file(self):
        every = {"src/a/a.cpp", "src/a/b.cpp", "tests/a_test.cpp"}
        for rules in (".clang-format", ".clang-tidy", "tests/.clang-tidy"):
            with self.subTest(rules):
                self.write(rules, "other")
                self.assertEqual(self.tidy("--check"), (0, every))
                self.assertEqual(self.tidy("src/a/b.cpp"), (0, {"src/a/b.cpp"}))
                self.assertEqual(self.tidy(), (0, every - {"src/a/b.cpp"}))
                self.assertEqual(self.tidy("--check"), (0, set()))

    def test_a_finding_in_an_unchanged_file_is_not_forgotten(self):
        self.write("stand_ins/clang-tidy-19", LINTER + "exit 1\n")
        self.assertEqual(self.tidy("src/a/b.cpp"), (1, {"src/a/b.cpp"}))
        self.assertEqual(self.tidy("--check"), (1, {"src/a/b.cpp"}))

    def test_what_is_written_while_it_is_read_counts_as_unread(self):
        self.write("src/a/b.cpp", "changed")
        self.write("stand_ins/clang-tidy-19", LINTER + "echo FAULT >src/a/b.cpp\n")
        self.assertEqual(self.tidy(), (0, {"src/a/b.cpp"}))
        self.write("stand_ins/clang-tidy-19", LINTER)
        self.assertEqual(self.tidy("--check"), (1, {"src/a/b.cpp"}))

    def test_the_check_does_not_begin_with_more_than_it_can_end(self):
        for number in range(101):
            self.write(f"src/a/new_{number}.cpp", "")
        self.assertEqual(self.tidy("--check"), (1, set()))


if __name__ == "__main__":
    unittest.main()
