"""Programs in turns, on the same machine in the same minutes: what one is worth beside another.

In a turn each program imports a file into an empty ledger and then, on that ledger, takes posts from
1, 16 and 64 connections. The next turn begins with the next program, so that none is always first.
A figure is the median over the turns of the ratio within a turn. Beside each rate stands the
processor time of the server a post, which other work on the machine changes little."""

import contextlib

from harness import Harness, median, ratio


class Against(Harness):
    def __init__(self, out, programs, turns, posts, rows):
        super().__init__(out)
        names = [program.name for program in programs]
        self.programs = {program.name if names.count(program.name) == 1 else str(program): program
                         for program in programs}
        if len(self.programs) < 2:
            raise SystemExit("a program is compared with another one, not with itself")
        self.turns, self.posts, self.rows = turns, posts, rows
        self.loads = {"c1": ("-c", 1, "-n", posts // 5), "c16": ("-c", 16, "-n", posts),
                      "c64": ("-c", 64, "-n", posts)}

    def turn(self, program, file, last):
        """The rates of one program; what it kept is counted, and verified in the last turn."""
        database = self.remove("against")
        rates, costs = {"import": self.import_rate(program, database, file, self.rows)}, {}
        accepted = self.rows
        with contextlib.closing(self.serve(program, database)) as server:
            for load, options in (("warm", ("-c", 16, "-n", 1000)), *self.loads.items()):
                reported = self.load(server, *options)
                if reported["accepted"] != reported["n"] or reported["errors"] or reported["unfinished"]:
                    raise SystemExit(f"{program}: {load}: replies {reported['codes']}, {reported['errors']} errors")
                rates[load], costs[load] = reported["rps"], reported["srv_cpu_us_per_req"]
                accepted += reported["accepted"]
        self.check(program, database, accepted, verify=last)
        self.remove("against")
        return rates, costs

    def run(self):
        file = self.out / "against.ndjson"
        self.responses(file, self.rows)
        loads = [*self.loads, "import"]
        rates = {name: {load: [] for load in loads} for name in self.programs}
        costs = {name: {load: [] for load in self.loads} for name in self.programs}
        names = list(self.programs)
        for turn in range(self.turns):
            for at in range(len(names)):
                name = names[(turn + at) % len(names)]
                rate, cost = self.turn(self.programs[name], file, turn == self.turns - 1)
                for load in loads:
                    rates[name][load].append(rate[load])
                for load in self.loads:
                    costs[name][load].append(cost[load])
                print(f"turn {turn + 1} {name}: " + ", ".join(
                    f"{load} {rate[load]:,.0f}/s" + (f" {cost[load]:.0f} us" if load in cost else "")
                    for load in loads), flush=True)
        first = names[0]
        print(f"{first}: " + ", ".join(f"{load} {median(rates[first][load]):,.0f}/s" for load in loads))
        for name in names[1:]:
            for load in self.loads:
                pairs = [ratio(theirs, ours) for ours, theirs in zip(costs[first][load], costs[name][load])]
                print(f"{load}: a post costs {name} {median(pairs):.3f} of the processor time, "
                      f"{median(costs[name][load]):.0f} us and not {median(costs[first][load]):.0f}")
            for load in loads:
                pairs = [ratio(ours, theirs) for ours, theirs in zip(rates[first][load], rates[name][load])]
                self.bar(f"{load}_of_{name}", median(pairs), None,
                         f"{min(pairs):.2f} to {max(pairs):.2f}; {name} {median(rates[name][load]):,.0f}/s")
        self.print_bars()
