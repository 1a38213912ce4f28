"""The file that a program under tests/support/failing.cpp shares with its journey: which of its calls
fails, and what became of it."""

import mmap
import os
import struct
from pathlib import Path

IO, MEMORY = 1, 2
FIELDS = ("kind", "fails", "goes_on", "error", "calls", "failed", "trace")
SIZE = 8 * len(FIELDS) + 40


class Control:
    """error: errno of a call that fails."""

    def __init__(self, folder, error):
        self.path, self.error = Path(folder) / "failing", error
        self.path.write_bytes(bytes(SIZE))
        with open(self.path, "r+b") as file:
            self.shared = mmap.mmap(file.fileno(), SIZE)

    def environment(self):
        """Of a program whose calls may fail."""
        return {**os.environ, "LD_PRELOAD": os.environ["SOUNDINGS_FAILING"], "FAILING": str(self.path)}

    def put(self, name, value):
        struct.pack_into("q", self.shared, 8 * FIELDS.index(name), value)

    def get(self, name):
        return struct.unpack_from("q", self.shared, 8 * FIELDS.index(name))[0]

    def arm(self, kind, number, goes_on=False, trace=False):
        """From now on calls of this kind are counted and the one of this number fails; 0: none does.
        goes_on: all those after it as well."""
        self.put("kind", 0)
        values = {"fails": number, "goes_on": int(goes_on), "error": self.error, "calls": 0, "failed": 0,
                  "trace": int(trace), "kind": kind}
        for name, value in values.items():
            self.put(name, value)

    def disarm(self):
        """No call fails any more; how many were counted."""
        self.put("kind", 0)
        return self.get("calls")

    def name(self):
        """The call that failed last."""
        return self.shared[8 * len(FIELDS):].split(b"\0", 1)[0].decode()
