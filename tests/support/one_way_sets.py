"""Copies definitions, with publication sets of the tables by no domain or one.

    one_way_sets.py FROM TO

The pages show little more (an area by channel, sex and ethnic group), and a month of them is proved
in a second, where that of every table takes a minute.
"""

import json
import shutil
import sys
from pathlib import Path


def main():
    source, target = map(Path, sys.argv[1:])
    shutil.copytree(source, target)
    for path in (target / "releases").glob("*.json"):
        plan = json.loads(path.read_text())
        plan["tables"] = [table for table in plan["tables"] if len(table["by"]) < 2]
        for table in plan["tables"]:
            if table["by"] not in ([], ["npu"]):  # weights by NPU need the table by NPU and the domain
                table.pop("weighted", None)
        path.write_text(json.dumps(plan, indent=2))


if __name__ == "__main__":
    main()
