"""What every measurement needs: the packaged sync, generated feeds, a loopback S3 server, a folder for the rest."""

import glob
import http.client
import json
import os
import platform
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zlib

from feed import Feed
from process import Failed, processor_seconds, run_process

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(HERE)


def add_options(parser):
    """The options that all measurements share."""
    parser.add_argument("--parallelism", type=positive, default=2, metavar="N", help="tables side by side (default 2)")
    parser.add_argument(
        "--keep", action="store_true",
        help="leave the generated files in $TMPDIR/zenoti-s3-sync-bench and use those that are there")
    parser.add_argument(
        "--app", default=os.path.join(PROJECT, "target", "quarkus-app", "quarkus-run.jar"), metavar="FILE",
        help="the quarkus-run.jar to measure (default: the one of this tree, built if it is missing)")
    parser.add_argument(
        "--binary", metavar="FILE",
        help="the native binary, which bench/run and bench/programs measure too (default: the one of this tree, if there is one)")


def positive(word):
    number = int(word)
    if number < 1:
        raise ValueError(word)
    return number


class Workbench:
    """Lives from with to its end; then its server is stopped and its folder deleted."""

    def __init__(self, arguments, java_options):
        self.arguments = arguments
        self.java_options = java_options
        self.app = os.path.abspath(arguments.app)
        self.binary = arguments.binary or next(iter(glob.glob(os.path.join(PROJECT, "target", "zenoti-s3-sync-*-runner"))), None)
        # the beginnings of command lines, by name
        self.programs = {"sync": self.jar(java_options)}
        if self.binary:
            self.programs["sync, native"] = [os.path.abspath(self.binary)]

    def jar(self, java_options):
        """The beginning of the command line of the jar."""
        return ["java", *shlex.split(java_options), "-jar", self.app]

    def __enter__(self):
        # an end from outside takes the run that is under way, and its servers, with it
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        self.work = tempfile.mkdtemp(prefix="zenoti-s3-sync-bench.")
        # the PostgreSQL server may run as another user
        os.chmod(self.work, 0o711)
        self._server = None
        self._buckets = []
        try:
            self._build()
            # buckets are the folders of this directory
            kept = os.path.join(tempfile.gettempdir(), "zenoti-s3-sync-bench")
            self.data = kept if self.arguments.keep else os.path.join(self.work, "data")
            os.makedirs(self.data, exist_ok=True)
            self._serve()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self._server is not None:
            self._server.kill()
            self._server.wait()
        for folder in [*self._buckets, self.work]:
            shutil.rmtree(folder, ignore_errors=True)

    def _build(self):
        if os.path.isfile(self.app):
            return
        if os.path.dirname(os.path.dirname(os.path.dirname(self.app))) != PROJECT:
            raise Failed(f"there is no {self.app}")
        print("building the project", file=sys.stderr)
        maven = os.path.join(PROJECT, "mvnw")
        subprocess.run([maven if os.path.exists(maven) else "mvn", "-q", "package", "-DskipTests"], cwd=PROJECT, check=True)

    def _serve(self):
        port_file = os.path.join(self.work, "port")
        self._server = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "s3server.py"), self.data, "--port-file", port_file])
        for _ in range(100):
            if os.path.exists(port_file):
                break
            time.sleep(0.1)
        else:
            raise Failed("the S3 server does not start")
        with open(port_file, encoding="ascii") as file:
            self.port = int(file.read())

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.port}"

    def path(self, name):
        return os.path.join(self.work, name)

    def fresh_folder(self, name):
        folder = self.path(name)
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        return folder

    def feed(self, name, *options):
        """A generated feed; its folder's name tells all that its contents depend on, so kept ones are right."""
        checksum = 0
        for part in ("generate.py", "tables.py", "values.py"):
            with open(os.path.join(HERE, part), "rb") as file:
                checksum = zlib.crc32(file.read(), checksum)
        folder = os.path.join(self.data, f"{name}-{checksum:08x}")
        if os.path.exists(os.path.join(folder, "figures.json")):
            print(f"using {folder}", file=sys.stderr)
        else:
            # renamed into place: what is there is whole
            shutil.rmtree(folder + ".new", ignore_errors=True)
            subprocess.run(
                [sys.executable, os.path.join(HERE, "generate.py"), folder + ".new", *options],
                check=True, stdout=sys.stderr)
            os.rename(folder + ".new", folder)
        return Feed(folder)

    def bucket(self, name):
        """An empty bucket's folder, beside the feeds: hard links reach it from there."""
        folder = os.path.join(self.data, f"{name}-{os.getpid()}")
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        self._buckets.append(folder)
        return folder

    def sync(self, bucket, url, parallelism=None, settings=None, program=None):
        """One cycle of the packaged sync, a process of its own; "load" is what it counts itself, "start" the time to its
        first request. A program in place of the jar is the beginning of its command line.
        """
        environment = self.settings(bucket, url, parallelism, settings)
        server_before = processor_seconds(self._server.pid)
        self.requests(reset=True)
        run = run_process([*(program or self.programs["sync"]), "once"], self.work, environment)
        cycle = re.search(r"Cycle ended after (\d+) ms", run.pop("text"))
        run["load"] = int(cycle[1]) / 1000 if cycle else None
        run["requests"] = self.requests()
        run["start"] = round(run["requests"].pop("first") - run.pop("started"), 3)
        if server_before is not None:
            run["server_cpu"] = round(processor_seconds(self._server.pid) - server_before, 2)
        return run

    def settings(self, bucket, url, parallelism=None, settings=None):
        """The environment of the sync."""
        # settings of whoever runs this must not reach the sync
        environment = {
            name: value for name, value in os.environ.items()
            if not name.startswith(("ZENOTI_", "AWS_", "QUARKUS_", "CAMEL_", "JAVA_"))}
        environment.update(
            ZENOTI_BUCKET=os.path.basename(bucket),
            ZENOTI_PREFIX="CustomerFolder",
            ZENOTI_TARGET_URL=url,
            ZENOTI_SETTLE="0s",
            ZENOTI_PARALLELISM=str(parallelism or self.arguments.parallelism),
            AWS_REGION="us-east-1",
            AWS_ACCESS_KEY_ID="bench",
            AWS_SECRET_ACCESS_KEY="bench",
            AWS_ENDPOINT_URL_S3=self.endpoint,
            **(settings or {}),
        )
        if url.startswith("jdbc:postgresql:"):
            environment.update(ZENOTI_TARGET_USERNAME="postgres", ZENOTI_TARGET_PASSWORD="")
        return environment

    def requests(self, reset=False):
        """What the S3 server was asked for since the last reset: numbers of requests by kind."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", "/.requests" + ("?reset" if reset else ""))
        counts = json.loads(connection.getresponse().read())
        connection.close()
        return counts

    def keep_listings(self):
        """From now on no bucket changes: the S3 server makes each listing once and answers it from memory then."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", "/.keep-listings")
        connection.getresponse().read()
        connection.close()

    def server_speed(self, feed):
        """MB/s that the S3 server delivers to one reader that throws everything away."""
        paths = feed.files()
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        buffer = bytearray(1 << 18)
        before, started, total = processor_seconds(self._server.pid), time.monotonic(), 0
        for path in paths:
            connection.request("GET", "/" + os.path.relpath(path, self.data).replace(os.sep, "/"))
            response = connection.getresponse()
            if response.status != 200:
                raise Failed(f"the S3 server answers {response.status} for {path}")
            while count := response.readinto(buffer):
                total += count
        seconds = time.monotonic() - started
        after = processor_seconds(self._server.pid)
        if total != sum(map(os.path.getsize, paths)):
            raise Failed("the S3 server has not delivered every byte")
        return {
            "mb_per_s": round(total / 1e6 / seconds, 1),
            "cpu_s_per_gb": None if before is None else round((after - before) / (total / 1e9), 3),
        }

    def environment(self):
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
            "java_options": self.java_options,
            "load_before": round(os.getloadavg()[0], 2),
        }


def run_and_save(measure, results, name):
    """Runs a measurement and writes its results, a dictionary, to results/, even if it fails; the exit code.

    What stands under "chart" (SVG) becomes a file of its own.
    """
    try:
        measure()
    except (Failed, subprocess.CalledProcessError, FileNotFoundError) as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        results["failure"] = str(failure)
    finally:
        _save(results, name)
    return 1 if "failure" in results else 0


def _save(results, name):
    folder = os.path.join(HERE, "results")
    os.makedirs(folder, exist_ok=True)
    stem = os.path.join(folder, time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()) + "-" + name)
    chart = results.pop("chart", None)
    if chart:
        with open(stem + ".svg", "w", encoding="utf-8") as file:
            file.write(chart)
    with open(stem + ".json", "w", encoding="utf-8") as file:
        json.dump(results, file, indent=2)
        file.write("\n")
    print(f"all figures: {os.path.relpath(stem)}.json{' and .svg' if chart else ''}", file=sys.stderr)
