"""Runs every test of this folder and ends with the line "N passed, N failed"."""

import signal
import sys
import unittest
from pathlib import Path

# A signal to end lets the test in hand end, with its server, and no other begins.
unittest.installHandler()
signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGINT))

found = unittest.defaultTestLoader.discover(str(Path(__file__).parent), pattern="*_test.py")
result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(found)
failed = len(result.failures) + len(result.errors)
print(f"{result.testsRun - failed} passed, {failed} failed")
sys.exit(failed > 0 or result.shouldStop)
