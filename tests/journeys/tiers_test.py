"""The list of what reads which tier (docs/methods/protection.md) against the program's own routes and
commands: no address and no command shows figures of a tier that the list does not give it."""

import re
import unittest

from soundings_program import SOURCE, run

WORDS = {"release": "read_released_figures", "provisional": "read_provisional_figures",
         "working": "read_working_figures", "records": "read_records"}


def listed():
    """tier -> (addresses, commands) of the method page."""
    page = (SOURCE / "docs/methods/protection.md").read_text()
    table = page[page.index("## Which tier each address and command reads"):]
    rows = {}
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0] in WORDS:
            rows[cells[0]] = tuple(set(re.findall(r"`([^`]+)`", cell)) for cell in cells[1:])
    return rows


def addresses(permission):
    """Those of docs/access.md, which a test of the server holds to its routes."""
    page = (SOURCE / "docs/access.md").read_text()
    return set(re.findall(r"^\| `(?:GET|POST) ([^`]+)` \| `" + permission + r"` \|", page, re.M))


def commands():
    """Commands, and the groups of some, as --help names them."""
    listing = run("--help").split("Subcommands:")[1]
    return re.findall(r"^  ([a-z][a-z-]*)", listing, re.M)


class Tiers(unittest.TestCase):
    def test_each_address_of_figures_is_listed_under_the_tier_it_reads(self):
        self.assertEqual(set(listed()), set(WORDS))
        for tier, (found, _) in listed().items():
            self.assertEqual(found, addresses(WORDS[tier]), tier)

    def test_each_command_that_asks_for_working_figures_is_listed(self):
        offered = {name for name in commands() if "--working" in run(name, "--help")}
        _, released = listed()["release"]
        _, working = listed()["working"]
        self.assertEqual(offered, (released - {"release"}) | ({"weights", "small-areas"} & working))


if __name__ == "__main__":
    unittest.main()
