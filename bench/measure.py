#!/usr/bin/env python3
"""Runs the rounds of the benchmark: reference and sync in turns, each as a process of its own into a fresh database.

Started by bench/run. Prints the figures as Markdown tables, writes all of them to a JSON file, and fails if a run fails
or if the tables of a database differ from those of the reference.
"""

import argparse
import concurrent.futures
import http.client
import json
import os
import platform
import re
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import time

LIMIT_RATIO = 1.5
LIMIT_MEMORY = 1024  # MiB


class Failed(Exception):
    pass


def run_process(command, work, environment=None):
    """Runs a command to its end: wall and processor time in seconds, peak resident memory in MiB, and what it printed."""
    log = os.path.join(work, "process.log")
    # what earlier runs wrote must not reach the disk during this one
    os.sync()
    with open(log, "wb") as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        try:
            # the kernel's own account of this one process; wait() would give it away
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    with open(log, encoding="utf-8", errors="replace") as output:
        text = output.read()
    if process.returncode != 0:
        raise Failed(f"{shlex.join(command)} ended with {process.returncode}:\n{text[-4000:]}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return {
        "wall": round(wall, 3),
        "cpu": round(usage.ru_utime + usage.ru_stime, 3),
        "peak_mib": round(usage.ru_maxrss / unit, 1),
        "text": text,
    }


class Bench:
    def __init__(self, arguments):
        self.arguments = arguments

    def path(self, name):
        return os.path.join(self.arguments.work, name)

    def fresh_database(self):
        folder = self.path("target")
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        return os.path.join(folder, "zenoti.duckdb")

    def _reference_command(self, *words):
        a = self.arguments
        return ["java", "-cp", a.duckdb + os.pathsep + a.classes, "Reference", *words]

    def checksums(self, feed, database):
        """Rows and checksum of every table, as lines."""
        command = self._reference_command("checksums", os.path.join(self.arguments.data, feed), database)
        return run_process(command, self.arguments.work)["text"].splitlines()

    def reference(self, feed, lanes):
        database = self.fresh_database()
        command = self._reference_command("load", os.path.join(self.arguments.data, feed), database, str(lanes))
        run = run_process(command, self.arguments.work)
        loaded = re.search(r"loaded in (\d+) ms", run.pop("text"))
        run["load"] = int(loaded[1]) / 1000
        return self._finished(run, feed, database)

    def sync(self, feed):
        a = self.arguments
        database = self.fresh_database()
        # settings of whoever runs this must not reach the sync
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("ZENOTI_", "AWS_", "QUARKUS_", "CAMEL_"))}
        environment.update(
            ZENOTI_BUCKET=feed,
            ZENOTI_PREFIX="CustomerFolder",
            ZENOTI_TARGET_URL="jdbc:duckdb:" + database,
            ZENOTI_SETTLE="0s",
            ZENOTI_PARALLELISM=str(a.parallelism),
            AWS_REGION="us-east-1",
            AWS_ACCESS_KEY_ID="bench",
            AWS_SECRET_ACCESS_KEY="bench",
            AWS_ENDPOINT_URL_S3=f"http://127.0.0.1:{a.port}",
        )
        server_before = self.server_seconds()
        run = run_process(["java", *shlex.split(a.java_options), "-jar", a.app, "once"], a.work, environment)
        text = run.pop("text")
        cycle = re.search(r"Cycle ended after (\d+) ms", text)
        run["load"] = int(cycle[1]) / 1000 if cycle else None
        if server_before is not None:
            run["server_cpu"] = round(self.server_seconds() - server_before, 2)
        return self._finished(run, feed, database)

    def _finished(self, run, feed, database):
        run["database_mb"] = round(os.path.getsize(database) / 1e6, 1)
        run["checksums"] = self.checksums(feed, database)
        return run

    def server_seconds(self):
        """Processor time that the S3 server has taken so far; None where there is no /proc."""
        try:
            with open(f"/proc/{self.arguments.server}/stat", encoding="ascii") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def server_speed(self, feed):
        """MB/s that the S3 server delivers to two readers that throw everything away."""
        root = os.path.join(self.arguments.data, feed)
        paths = []
        for folder, _, files in os.walk(os.path.join(root, "CustomerFolder", "POD1")):
            paths += [os.path.join(folder, name) for name in files]
        keys = [os.path.relpath(path, root).replace(os.sep, "/") for path in paths]

        def read(share):
            connection = http.client.HTTPConnection("127.0.0.1", self.arguments.port)
            buffer = bytearray(1 << 18)
            total = 0
            for key in share:
                connection.request("GET", f"/{feed}/{key}")
                response = connection.getresponse()
                if response.status != 200:
                    raise Failed(f"the S3 server answers {response.status} for {key}")
                while count := response.readinto(buffer):
                    total += count
            return total

        before = self.server_seconds()
        started = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(2) as readers:
            total = sum(readers.map(read, (keys[::2], keys[1::2])))
        seconds = time.monotonic() - started
        after = self.server_seconds()
        if total != sum(map(os.path.getsize, paths)):
            raise Failed("the S3 server has not delivered every byte")
        return {
            "mb_per_s": round(total / 1e6 / seconds, 1),
            "cpu_s_per_gb": None if before is None else round((after - before) / (total / 1e9), 3),
        }


def require_same(name, expected, found):
    if expected != found:
        differences = [f"  {left}   {right}" for left, right in zip(expected, found) if left != right]
        raise Failed(f"the tables of the {name} differ from those of the reference (rows, checksum, types):\n"
                     + "\n".join(differences))


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "| " + " | ".join(["---"] + ["---:"] * (len(header) - 1)) + " |"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def median(runs, name):
    values = [run[name] for run in runs if run.get(name) is not None]
    return round(statistics.median(values), 2) if values else None


def spread(runs, name):
    values = [run[name] for run in runs if run.get(name) is not None]
    return f"{min(values):.1f}–{max(values):.1f}" if values else "-"


def text(value, pattern="{:.1f}"):
    return "-" if value is None else pattern.format(value)


def rounds(bench, results):
    arguments = bench.arguments
    variants = {"reference": 1}
    if arguments.parallelism > 1:
        variants[f"reference, {arguments.parallelism} tables side by side"] = arguments.parallelism
    runs = {name: [] for name in [*variants, "sync"]}
    for number in range(1, arguments.rounds + 1):
        for name, lanes in variants.items():
            runs[name].append(bench.reference(arguments.feed, lanes))
            print(f"round {number}, {name}: {runs[name][-1]['wall']:.1f} s", file=sys.stderr)
        runs["sync"].append(bench.sync(arguments.feed))
        print(f"round {number}, sync: {runs['sync'][-1]['wall']:.1f} s, {runs['sync'][-1]['peak_mib']:.0f} MiB",
              file=sys.stderr)
        expected = runs["reference"][0]["checksums"]
        for name in runs:
            require_same(name, expected, runs[name][-1]["checksums"])

    best = min(variants, key=lambda name: median(runs[name], "wall"))
    ratios = {
        name: round(median(runs["sync"], name) / median(runs[best], name), 2) if median(runs["sync"], name) else None
        for name in ("wall", "load")}
    results.update(runs=runs, best_reference=best, ratio=ratios)
    peak = max(run["peak_mib"] for run in runs["sync"])

    print(f"Rounds: {arguments.rounds}. Medians and, behind the first, the spread; seconds.\n")
    print(table(
        ["", "whole process", "", "load", "processor time", "peak memory, MiB", "MB/s"],
        [[name, text(median(all_runs, "wall")), spread(all_runs, "wall"), text(median(all_runs, "load")),
          text(median(all_runs, "cpu")), text(max(run["peak_mib"] for run in all_runs), "{:.0f}"),
          text(results["feed"]["bytes"] / 1e6 / median(all_runs, "wall"))]
         for name, all_runs in runs.items()]))
    print(f"\nsync / {best}: **{ratios['wall']}** of the whole process (limit {LIMIT_RATIO}: "
          f"{'met' if ratios['wall'] <= LIMIT_RATIO else 'MISSED'}), {text(ratios['load'], '{}')} of the load alone. "
          f"Peak memory of the sync {peak:.0f} MiB (limit {LIMIT_MEMORY}: {'met' if peak < LIMIT_MEMORY else 'MISSED'}). "
          f"All {len(results['feed']['tables'])} tables equal in rows, types and checksums, in every round. "
          f"The S3 server took {text(median(runs['sync'], 'server_cpu'), '{:.2f}')} s of processor time per run.\n")


def memory(bench, results):
    """Peak memory with one small and one large file."""
    results["memory"] = []
    for feed in bench.arguments.memory_feed:
        with open(os.path.join(bench.arguments.data, feed, "figures.json"), encoding="utf-8") as file:
            figures = json.load(file)
        run = bench.sync(feed)
        rows = int(run["checksums"][0].split()[1])
        if rows != figures["rows"]:
            raise Failed(f"{figures['rows']} rows in the file, {rows} in the table")
        run.update(bytes=figures["bytes"], rows=rows)
        results["memory"].append(run)
        print(f"one file of {figures['bytes'] / 1e6:.0f} MB: {run['peak_mib']:.0f} MiB", file=sys.stderr)
    print("One table, one file:\n")
    print(table(
        ["file, MB", "rows", "peak memory, MiB", "whole process, s"],
        [[f"{run['bytes'] / 1e6:.0f}", f"{run['rows']:,}", f"{run['peak_mib']:.0f}", f"{run['wall']:.1f}"]
         for run in results["memory"]]))
    print()


def environment(arguments):
    java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr.splitlines()[0]
    cpu = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            cpu = re.search(r"model name\s*: (.*)", file.read())[1]
    except (OSError, TypeError):
        pass
    return {
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "processor": cpu,
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "java": java,
        "duckdb": os.path.basename(arguments.duckdb),
        "java_options": arguments.java_options,
        "parallelism": arguments.parallelism,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("data", "feed", "work", "app", "duckdb", "classes", "results", "java-options"):
        parser.add_argument("--" + name, required=True)
    for name in ("port", "server", "rounds", "parallelism"):
        parser.add_argument("--" + name, type=int, required=True)
    parser.add_argument("--memory-feed", action="append", default=[])
    arguments = parser.parse_args()
    # an end from outside takes the run that is under way with it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bench = Bench(arguments)
    with open(os.path.join(arguments.data, arguments.feed, "figures.json"), encoding="utf-8") as file:
        results = {"environment": environment(arguments), "feed": json.load(file)}
    try:
        results["load_before"] = os.getloadavg()[0]
        results["server"] = bench.server_speed(arguments.feed)
        here, feed, server = results["environment"], results["feed"], results["server"]
        print(f"\n{here['date'][:10]}, {here['processor']}, {here['cores']} cores, {here['memory_gib']} GiB, {here['java']}, "
              f"{here['duckdb']}; load of the machine before: {results['load_before']:.1f}. Feed: {feed['bytes'] / 1e6:.0f} MB, "
              f"{feed['rows']:,} rows, {feed['files']} files, {len(feed['tables'])} tables. S3 server alone, two readers: "
              f"{server['mb_per_s']:.0f} MB/s, {text(server['cpu_s_per_gb'], '{:.2f}')} s of processor time per GB.\n")
        if arguments.rounds > 0:
            rounds(bench, results)
        if arguments.memory_feed:
            memory(bench, results)
    except Failed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        results["failure"] = str(failure)
        return 1
    finally:
        with open(arguments.results, "w", encoding="utf-8") as file:
            json.dump(results, file, indent=2)
            file.write("\n")
        print(f"all figures: {os.path.relpath(arguments.results)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
