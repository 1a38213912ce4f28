"""measure.py COMMAND...: runs it, and prints as JSON its wall seconds, processor seconds and peak memory."""

import json
import resource
import subprocess
import sys
import time

began = time.monotonic()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
wall = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"wall_s": round(wall, 2), "processor_s": round(used.ru_utime + used.ru_stime, 2),
                  "peak_mb": round(used.ru_maxrss / 1024)}, separators=(",", ":")))
