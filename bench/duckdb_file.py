"""A DuckDB file as the target: the sync beside DuckDB's own read_csv and merge (Reference.java), in turns."""

import glob
import os
import re
import subprocess
import sys

from process import Failed, run_process
from report import median, ratio, spread, table, text

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT = 1.0


class DuckDbRounds:
    def __init__(self, bench, feed):
        self.bench = bench
        self.feed = feed
        self.references = {"reference": 1}
        if bench.arguments.parallelism > 1:
            self.references[f"reference, {bench.arguments.parallelism} tables side by side"] = bench.arguments.parallelism
        self.runs = {name: [] for name in [*self.references, *bench.programs]}

    def __enter__(self):
        # the reference runs on the very DuckDB that the sync brings
        found = glob.glob(os.path.join(os.path.dirname(self.bench.app), "lib", "main", "org.duckdb.duckdb_jdbc-*.jar"))
        if not found:
            raise Failed(f"no duckdb_jdbc beside {self.bench.app}")
        self.jar = found[0]
        self.classes = self.bench.fresh_folder("classes")
        subprocess.run(["javac", "-d", self.classes, os.path.join(HERE, "Reference.java")], check=True)
        return self

    def __exit__(self, *_):
        pass

    def round(self, number):
        for name, lanes in self.references.items():
            self._note(number, name, self._reference(lanes))
        for name, program in self.bench.programs.items():
            self._note(number, name, self._sync(program))

    def _note(self, number, name, run):
        run["database_mb"] = round(os.path.getsize(self.database) / 1e6, 1)
        run["contents"] = self._run_reference("checksums", self.feed.folder, self.database)["text"].splitlines()
        self.runs[name].append(run)
        print(f"round {number}, {name}: {run['wall']:.1f} s", file=sys.stderr)
        expected = self.runs["reference"][0]["contents"]
        if run["contents"] != expected:
            differences = [f"  {left}   {right}" for left, right in zip(expected, run["contents"]) if left != right]
            raise Failed(f"{name}: the tables differ from the reference's (rows, checksum, types):\n" + "\n".join(differences))

    def _fresh_database(self):
        self.database = os.path.join(self.bench.fresh_folder("target"), "zenoti.duckdb")

    def _run_reference(self, *words):
        command = ["java", "-cp", self.jar + os.pathsep + self.classes, "Reference", *words]
        return run_process(command, self.bench.work)

    def _reference(self, lanes):
        self._fresh_database()
        run = self._run_reference("load", self.feed.folder, self.database, str(lanes))
        run["load"] = int(re.search(r"loaded in (\d+) ms", run.pop("text"))[1]) / 1000
        return run

    def _sync(self, program):
        self._fresh_database()
        return self.bench.sync(self.feed.folder, "jdbc:duckdb:" + self.database, program=program)

    def results(self):
        return self.runs

    def ratios(self):
        best = min(self.references, key=lambda name: median(self.runs[name], "wall"))
        return [{
            "program": name, "phase": "whole", "other": best, "limit": LIMIT,
            **{figure: ratio(median(self.runs[name], figure), median(self.runs[best], figure)) for figure in ("wall", "load")},
        } for name in self.bench.programs]

    def chart(self):
        """Groups of bars, see chart.py."""
        return [("DuckDB, whole", [(name, median(runs, "wall"), median(runs, "load")) for name, runs in self.runs.items()])]

    def report(self):
        return "\n\n".join([
            "DuckDB. Medians and, behind the first, the spread; seconds.",
            table(
                ["", "whole process", "", "load", "processor time", "peak memory, MiB", "MB/s"],
                [[name, text(median(runs, "wall")), spread(runs, "wall"), text(median(runs, "load")),
                  text(median(runs, "cpu")), text(max(run["peak_mib"] for run in runs), "{:.0f}"),
                  text(self.feed.figures["bytes"] / 1e6 / median(runs, "wall"))]
                 for name, runs in self.runs.items()]),
            *(f"{goal['program']} / {goal['other']}: **{text(goal['wall'], '{:.2f}')}** of the whole process (goal ≤ {LIMIT}: "
              f"{'met' if goal['wall'] <= LIMIT else 'MISSED'}), {text(goal['load'], '{:.2f}')} of the load alone."
              for goal in self.ratios()),
            f"All {len(self.feed.tables)} tables equal in rows, types and checksums, in every round.",
        ]) + "\n"
