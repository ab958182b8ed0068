"""PostgreSQL as the target: the sync, the hand-written script, and COPY alone, in turns, into fresh databases."""

import concurrent.futures
import functools
import itertools
import os
import shlex
import subprocess
import sys
import time

import peers
from pgserver import PgServer
from process import Failed, run_process
from report import median, ratio, spread, table, text

HERE = os.path.dirname(os.path.abspath(__file__))

COPY = "COPY alone"
SCRIPT = "script"
FULL, INCREMENTS, WHOLE = "full load", "incremental groups", "whole"
NAMES = ["sling", "dlt", COPY, SCRIPT, "sync", "sync, native"]
# the sync's time divided by another one's; at least four times as fast as dlt and seven times as sling
GOALS = [(FULL, COPY, 1.25), (INCREMENTS, SCRIPT, 0.8), (WHOLE, SCRIPT, 0.6), (WHOLE, "dlt", 1 / 4), (WHOLE, "sling", 1 / 7)]


class PostgresRounds:
    """Measures against one server that runs from with to its end."""

    def __init__(self, bench, feed, peer_rounds=0):
        self.bench = bench
        self.feed = feed
        self.parallelism = bench.arguments.parallelism
        self.programs = bench.programs
        self.runs = {}
        self._server = None
        self.peer_rounds = peer_rounds
        self.peers = {}

    def __enter__(self):
        if self.peer_rounds:
            self.peers = {peer.name: peer for peer in (peers.Dlt(self.bench, self.feed), peers.Sling(self.bench, self.feed))}
        self._server = PgServer(self.bench.work)
        self.server = self._server.__enter__()
        try:
            # not counted: makes the log's files, brings the feed into the page cache
            self._copy_alone(self.feed.groups[:1])
            self.server.sql("target", "CHECKPOINT;")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._server.__exit__()

    def round(self, number):
        """Everything once; the contents of the full load and of the whole must be the same, whoever has loaded them."""
        first, rest = self.feed.groups[:1], self.feed.groups[1:]
        contents = {}
        order = [COPY, SCRIPT, *self.programs]
        turn = number % len(order)
        for name in order[turn:] + order[:turn]:
            if name == COPY:
                self._note(number, COPY, FULL, self._copy_alone(first))
                continue
            load = self.load_by_script if name == SCRIPT else functools.partial(self.load_by_sync, self.programs[name])
            url = self.server.fresh_database("target")
            bucket = self.bench.bucket("first")
            self.feed.publish(bucket, first)
            self._note(number, name, FULL, load(bucket, url, 0))
            contents[name, FULL] = self.contents()
            self.feed.publish(bucket, rest)
            self.server.sql("target", "CHECKPOINT;")
            self._note(number, name, INCREMENTS, load(bucket, url, first[-1]))
            contents[name, INCREMENTS] = self.contents()
            url = self.server.fresh_database("target")
            self._note(number, name, WHOLE, load(self.feed.folder, url, 0))
            contents[name, WHOLE] = self.contents()
        if number <= self.peer_rounds:
            for peer in self.peers.values():
                if peer.program:
                    self.server.fresh_database("target")
                    try:
                        self._note(number, peer.name, WHOLE, self._timed(lambda: peer.load(self.server)))
                    except Failed as failure:
                        # another one's trouble must not cost the figures of this round
                        print(f"round {number}, {peer.name} failed: {str(failure)[-600:]}", file=sys.stderr)
        require_same(f"{SCRIPT}, {WHOLE}", contents[SCRIPT, INCREMENTS], contents[SCRIPT, WHOLE])
        for name in self.programs:
            require_same(f"{name} after the {FULL}", contents[SCRIPT, FULL], contents[name, FULL])
            for phase in (INCREMENTS, WHOLE):
                require_same(f"{name}, {phase}", contents[SCRIPT, INCREMENTS], contents[name, phase])

    def _note(self, number, name, phase, run):
        self.runs.setdefault((name, phase), []).append(run)
        print(f"round {number}, {name}, {phase}: {run['wall']:.1f} s", file=sys.stderr)

    def _timed(self, load):
        """Adds what the server has worked meanwhile."""
        before = self.server.seconds()
        run = load()
        run.pop("text", None)
        after = self.server.seconds()
        run["database_cpu"] = None if before is None else round(after - before, 2)
        return run

    def _copy_alone(self, groups):
        """The files of the groups by \\copy, straight into tables without an index: the server's limit."""
        self.server.fresh_database("target")
        self.server.sql("target", "".join(table.create_in_postgresql() for table in self.feed.tables))
        longest_first = sorted(self.feed.tables, key=lambda table: -self.feed.bytes(groups, table))

        def copy(table):
            lines = "\n".join(
                f"\\copy \"{table.name}\" ({table.names()}) from '{file}' with (format csv)"
                for file in self.feed.files(groups, table))
            subprocess.run(self.server.psql("target", "-1", "-f", "-"), input=lines, text=True, check=True)

        def load():
            os.sync()
            started = time.monotonic()
            with concurrent.futures.ThreadPoolExecutor(self.parallelism) as pool:
                list(pool.map(copy, longest_first))
            return {"wall": round(time.monotonic() - started, 3)}

        return self._timed(load)

    def load_by_script(self, bucket, url, after):
        command = [
            sys.executable, os.path.join(HERE, "script.py"), "--port", str(self.bench.port),
            "--bucket", os.path.basename(bucket), "--tables", os.path.join(self.feed.folder, "tables.txt"),
            "--psql", shlex.join(self.server.psql("target")), "--folder", self.bench.fresh_folder("downloads"),
            "--parallelism", str(self.parallelism), "--after", str(after)]
        return self._timed(lambda: run_process(command, self.bench.work))

    def load_by_sync(self, program, bucket, url, after):
        return self._timed(lambda: self.bench.sync(bucket, url, program=program))

    def contents(self):
        """Rows of every table and a checksum over the named columns of all rows, whatever their order."""
        return self.server.sql("target", "".join(
            f"SELECT '{table.name}', count(*), sum(hash_record_extended(ROW({table.names()}), 0)) FROM \"{table.name}\";\n"
            for table in self.feed.tables)).splitlines()

    def results(self):
        return {f"{name}, {phase}": runs for (name, phase), runs in self.runs.items()}

    def median(self, name, phase, figure="wall"):
        return median(self.runs.get((name, phase), []), figure)

    def ratios(self):
        """The goals: what is compared, with the sync's whole process and its cycle alone, and the limit."""
        compared = []
        for name, (phase, other, limit) in itertools.product(self.programs, GOALS):
            base = self.median(other, phase)
            compared.append({
                "program": name, "phase": phase, "other": other, "limit": limit,
                "wall": ratio(self.median(name, phase), base),
                "load": ratio(self.median(name, phase, "load"), base),
            })
        return compared

    def chart(self):
        """Groups of bars, see chart.py; a bar's part is the cycle."""
        return [
            (f"PostgreSQL, {phase}", [
                (name, self.median(name, phase), self.median(name, phase, "load"))
                for name in NAMES if (name, phase) in self.runs])
            for phase in (FULL, INCREMENTS, WHOLE)]

    def report(self):
        lines = []
        for phase, name in itertools.product((FULL, INCREMENTS, WHOLE), NAMES):
            runs = self.runs.get((name, phase))
            if not runs:
                continue
            lines.append([
                f"{phase}: {name}", text(median(runs, "wall")), spread(runs, "wall"), text(median(runs, "load")),
                text(median(runs, "cpu")), text(median(runs, "database_cpu")),
                text(max(run["peak_mib"] for run in runs) if "peak_mib" in runs[0] else None, "{:.0f}")])
        compared = [
            [f"{goal['program']}: {goal['phase']}", goal["other"], f"**{text(goal['wall'], '{:.2f}')}**", text(goal["load"], "{:.2f}"),
             f"≤ {goal['limit']:.3g}", verdict(goal)]
            for goal in self.ratios()]
        return "\n\n".join([
            "PostgreSQL. Medians and, behind the first, the spread; seconds.",
            table(["", "whole process", "", "cycle", "processor time", "of the database", "peak memory, MiB"], lines),
            table(["sync compared", "with", "whole process", "cycle", "goal", ""], compared),
            f"All {len(self.feed.tables)} tables of {SCRIPT} and sync equal in rows and checksums, after the full load and "
            "in the end, in every round. What dlt and sling leave is not compared: they do not know the feed's rules.",
        ]) + "\n"


def verdict(goal):
    if goal["wall"] is None:
        return "not measured"
    if goal["wall"] <= goal["limit"]:
        return "met"
    return "met by the cycle" if goal["load"] is not None and goal["load"] <= goal["limit"] else "MISSED"


def require_same(name, expected, found):
    if expected != found:
        differences = [f"  {left}   {right}" for left, right in zip(expected, found) if left != right]
        raise Failed(f"{name}: the tables differ (rows, checksum):\n" + "\n".join(differences))
