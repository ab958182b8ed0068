"""Provokes every fault that an alert is for, on the packaged program, and has a real Prometheus decide which alerts fire.

One program loads a small feed from a loopback S3 server into PostgreSQL. A Prometheus scrapes it every two seconds, with the rules
of alerts.yaml. At every moment only the alerts of the faults that are on may fire, and they must. While a fault is on, the SQL
of its entry in docs/runbook.md is read from that page and run, and so are the commands that the entry names; then the fault
is removed as the entry says, and its alert must end.

What is shorter than in alerts.yaml, so that this takes minutes:
- a minute of `for:`, and of the hour without a cycle in ZenotiNoCycle, is a second,
- a day of the windows that look back into Prometheus ([6h], offset 1d, …) is two minutes,
- `zenoti.schedule` is 3 seconds, `zenoti.stalled-after` 25.
Ages of rows, objects and events are not shortened: run log, objects and outbox get times of the past.
Not provoked: ZenotiCronJobWithoutSuccess, whose metrics come from Kubernetes.
"""

import http.server
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

import yaml

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path("bench").resolve()))

from pgserver import PgServer  # noqa: E402

ALERTS = Path("k8s/monitoring/alerts.yaml")
RUNBOOK = Path("docs/runbook.md")
SECONDS_OF_DAY = 120
SCHEDULE, STALLED_AFTER = 3, 25
HOUR = 3600
UNITS = {"m": 60, "h": HOUR, "d": 24 * HOUR}
CREDENTIALS = {"AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}

# table -> its key; those with a name in the runbook's SQL are the ones that the SQL is about
TABLES = {
    "bi_dimusermembership": "dimusermembershipid",
    "bi_dimseason": "id",
    "bi_factinvoices": "id",
    "bi_dimcenter": "id",
    "bi_dimuser": "userid",
    "bi_factpayments": "id",
    "bi_factbookings": "id",
    "bi_factforms": "factformid",
    "bi_factsales": "id",
}


class Wrong(Exception):
    """Something is not as it must be, and what follows depends on it."""


def ask(url, timeout=20):
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        return answer.read().decode()


def free_port():
    with http.server.HTTPServer(("127.0.0.1", 0), None) as server:
        return server.server_port


# --- the rules, shorter ----------------------------------------------------------------------------------------------


def shorter(rules):
    """The rules with shorter times; everything else is as in the file."""
    for group in rules["groups"]:
        group["interval"] = "1s"
        for rule in group["rules"]:
            if "for" in rule:
                rule["for"] = f"{seconds(rule['for']) // 60}s"
            rule["expr"] = re.sub(
                r"(?<=[\[:])\d+[mhd](?=[:\]])|(?<=offset )\d+[mhd]",
                lambda span: f"{seconds(span[0]) * 1000 * SECONDS_OF_DAY // UNITS['d']}ms",
                rule["expr"],
            )
            if rule.get("alert") == "ZenotiNoCycle":
                rule["expr"], changed = re.subn(r"> 3600\b", "> 60", rule["expr"])
                assert changed == 1
    return rules


def seconds(text):
    return int(text[:-1]) * UNITS[text[-1]]


# --- the runbook -----------------------------------------------------------------------------------------------------


def entry(alert):
    found = re.search(rf"(?ms)^### {alert}$(.*?)(?=^##)", RUNBOOK.read_text())
    if not found:
        raise Wrong(f"{RUNBOOK} has no entry {alert}")
    return found[1]


def sql_of(alert):
    """The statements of an entry: its blocks, and the queries and deletions in its sentences."""
    text = entry(alert)
    return re.findall(r"(?s)```sql\n(.*?)```", text) + re.findall(r"`((?:SELECT|DELETE) [^`]*;)`", text)


# --- what runs -------------------------------------------------------------------------------------------------------


class Bucket:
    """The folder that the S3 server shows, and the server."""

    def __init__(self, folder):
        self.root = Path(folder, "buckets")
        self.folder = self.root / "feed"
        self.folder.mkdir(parents=True)
        self.port = free_port()
        self.server = None

    def open(self):
        self.server = subprocess.Popen(
            [sys.executable, "bench/s3server.py", str(self.root), "--port", str(self.port)], stderr=subprocess.DEVNULL
        )

    def close(self):
        self.server.kill()
        self.server.wait()

    def put(self, key, content, age=0):
        """An object that was written so many seconds ago."""
        file = self.folder / key
        file.parent.mkdir(parents=True, exist_ok=True)
        # renamed into place: no listing sees a half of it
        new = self.root / "new"
        new.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(new, (time.time() - age,) * 2)
        new.rename(file)

    def schema(self, table):
        columns = f"{TABLES[table]} VARCHAR(36), name VARCHAR(20), void BOOLEAN, organizationid VARCHAR(36)"
        self.put(f"SchemaFull/{table}.txt", f"CREATE TABLE {table} ({columns}) SORTKEY({TABLES[table]});", 9 * 24 * HOUR)

    def group(self, table, group, rows, age=0, part=0):
        self.put(f"POD1/{group}/{table}/{group}/part_{part}.csv", "".join(f"{row}\n" for row in rows), age)


class Receiver:
    """A web hook that takes events while it is open."""

    def __init__(self):
        self.port = free_port()
        self.server = None

    def open(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Program:
    """The packaged program with `run`, and its other commands with the same settings."""

    def __init__(self, jar, folder, environment):
        self.jar = Path(jar).resolve()
        self.folder = folder
        self.log = Path(folder, "run.log")
        self.management = free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("ZENOTI_", "QUARKUS_", "AWS_"))},
            **CREDENTIALS,
            **environment,
        }
        self.process = None

    def start(self):
        ports = {"ZENOTI_WEB_PORT": "0", "QUARKUS_MANAGEMENT_PORT": str(self.management)}
        with open(self.log, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                ["java", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", str(self.jar), "run"],
                cwd=self.folder, env={**self.environment, **ports}, stdout=log, stderr=log,
            )

    def kill(self):
        self.process.kill()
        self.process.wait()

    def cycles(self):
        return self.log.read_text().count("Cycle ended after")

    def call(self, *words):
        """Exit code, and what it has printed."""
        done = subprocess.run(
            ["java", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", str(self.jar), *words],
            cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120,
        )
        return done.returncode, done.stdout

    def health(self, which):
        """Status and text of a check."""
        try:
            return 200, ask(f"http://127.0.0.1:{self.management}/q/health/{which}")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def route(self, name, operation):
        """Calls an operation of a route over JMX, as jconsole does."""
        subprocess.run(["java", ".ci/Route.java", str(self.process.pid), name, operation], check=True, timeout=60)


class Prometheus:
    """Scrapes the program, and says at any time which alerts fire."""

    def __init__(self, folder, program):
        self.folder = Path(folder, "prometheus")
        self.folder.mkdir()
        self.base = f"http://127.0.0.1:{free_port()}"
        rules = self.folder / "rules.yaml"
        rules.write_text(yaml.safe_dump(shorter(yaml.safe_load(ALERTS.read_text())), sort_keys=False, width=10_000))
        config = {
            "global": {"scrape_interval": "2s", "scrape_timeout": "2s", "evaluation_interval": "1s"},
            "rule_files": [str(rules)],
            "scrape_configs": [
                {
                    "job_name": "zenoti-s3-sync",
                    "metrics_path": "/q/metrics",
                    "static_configs": [{"targets": [f"127.0.0.1:{program.management}"]}],
                }
            ],
        }
        (self.folder / "prometheus.yml").write_text(yaml.safe_dump(config))

    def start(self):
        with open(self.folder / "log", "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [
                    "prometheus",
                    f"--config.file={self.folder}/prometheus.yml",
                    f"--storage.tsdb.path={self.folder}/data",
                    f"--web.listen-address={self.base.removeprefix('http://')}",
                ],
                stdout=log, stderr=log,
            )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                ask(f"{self.base}/-/ready")
                return
            except OSError:
                time.sleep(0.2)
        raise Wrong(f"Prometheus does not start: {(self.folder / 'log').read_text()[-2000:]}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def firing(self):
        """Names of alerts, each with the table that it is about, if it is about one."""
        alerts = json.loads(ask(f"{self.base}/api/v1/alerts"))["data"]["alerts"]
        return {
            " ".join(filter(None, (alert["labels"]["alertname"], alert["labels"].get("table"))))
            for alert in alerts
            if alert["state"] == "firing"
        }

    def query(self, text):
        answer = json.loads(ask(f"{self.base}/api/v1/query?" + urllib.parse.urlencode({"query": text})))
        return [float(series["value"][1]) for series in answer["data"]["result"]]


class Watch:
    """Sees to it that an alert fires only while its fault is on."""

    def __init__(self, prometheus):
        self.prometheus = prometheus
        self.problems = []
        self.fired = set()
        # alert -> from when on it may fire
        self._allowed = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def problem(self, text):
        if text not in self.problems:
            self.problems.append(text)
            print(f"  PROBLEM {text}", flush=True)

    def start(self):
        self._thread.start()

    def stop(self):
        self._ended.set()
        self._thread.join()

    def _look(self):
        while not self._ended.wait(0.5):
            for alert in sorted(self.prometheus.firing()):
                if self._allowed.get(alert, float("inf")) > time.monotonic():
                    self.problem(f"{alert} fires without its fault")

    def allow(self, *alerts, after=0):
        """Their faults begin now. They may fire after so many seconds."""
        self._allowed.update(dict.fromkeys(alerts, time.monotonic() + after))

    def fires(self, *alerts, within=75):
        """They must fire soon."""
        self.until(lambda: set(alerts) <= self.prometheus.firing(), within, f"{alerts} do not fire")
        self.fired |= {alert.split()[0] for alert in alerts}
        print(f"  {', '.join(alerts)}", flush=True)

    def ends(self, *alerts, within=45):
        """They must end soon, and may not fire from then on."""
        self.until(lambda: not set(alerts) & self.prometheus.firing(), within, f"{alerts} do not end")
        for alert in alerts:
            del self._allowed[alert]

    def quiet(self, span):
        """For so many seconds nothing else happens than what is allowed."""
        time.sleep(span)

    def until(self, what, within, text):
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if what():
                return
            time.sleep(0.3)
        self.problem(text)


# --- the faults ------------------------------------------------------------------------------------------------------


class Faults:
    def __init__(self, folder, jar, server):
        self.server = server
        server.sql("postgres", "CREATE ROLE zenoti LOGIN; CREATE DATABASE dwh OWNER zenoti;")
        self.bucket = Bucket(folder)
        self.receiver = Receiver()
        self.program = Program(
            jar,
            folder,
            {
                "ZENOTI_BUCKET": "feed",
                "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{self.bucket.port}",
                "ZENOTI_TARGET_URL": f"jdbc:postgresql://127.0.0.1:{server.port}/dwh",
                "ZENOTI_TARGET_USERNAME": "zenoti",
                "ZENOTI_SETTLE": "0s",
                "ZENOTI_SCHEDULE": f"{SCHEDULE}s",
                "ZENOTI_STALLED_AFTER": f"{STALLED_AFTER}s",
                "ZENOTI_ON_LATE_FILE": "report",
                "ZENOTI_ON_BAD_ROW": "quarantine",
                "ZENOTI_MAX_BAD_ROWS": "50%",
                "ZENOTI_VERIFY": "on-new-snapshot",
                "ZENOTI_EVENTS_TO": f"http://127.0.0.1:{self.receiver.port}/hook",
                "ZENOTI_EVENTS_KEEP": "2h",
            },
        )
        self.prometheus = Prometheus(folder, self.program)
        self.watch = Watch(self.prometheus)

    # -- helpers

    def sql(self, text):
        """As the user of the sync, in its database."""
        words = [word if word != "postgres" else "zenoti" for word in self.server.psql("dwh", "-c", text)]
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise Wrong(f"{text}: {done.stdout}")
        return done.stdout

    def page_sql(self, alert, *parts):
        """Runs the SQL of an entry. Together its statements must show some parts."""
        shown = "".join(self.sql(statement) for statement in sql_of(alert) if not statement.startswith("DELETE"))
        for part in parts:
            self.check(part in shown, f"{RUNBOOK} {alert}: its SQL does not show {part!r} but {shown[:1500]!r}")

    def command(self, words, code, *parts):
        """Runs a command. It must end with a code, and show some parts."""
        actual, text = self.program.call(*words.split())
        self.check(actual == code, f"`{words}` ended with {actual}, not {code}: {text[-1500:]}")
        for part in parts:
            self.check(part in text, f"`{words}` does not show {part!r} but {text[-3000:]!r}")
        return text

    def check(self, is_right, text):
        if not is_right:
            self.watch.problem(text)

    def cycle(self, within=60):
        """Waits for a cycle that begins from now on."""
        before = self.program.cycles()
        self.watch.until(lambda: self.program.cycles() >= before + 2, within, "no cycle has ended")

    # -- the run

    def run(self):
        self.publish()
        self.bucket.open()
        self.receiver.open()
        self.program.start()
        try:
            self.cycle(within=90)
            self.write_history()
            self.restart()
            self.prometheus.start()
            # an alert of the time before the first scrape would be a fault of the test
            self.watch.until(lambda: self.prometheus.query("up") == [1], 30, "nothing is scraped")
            self.watch.until(lambda: not self.prometheus.firing(), 30, "an alert fires at the start")
            self.watch.start()
            self.provoke()
        finally:
            self.program.kill()
            self.bucket.close()
        self.watch.stop()
        self.prometheus.stop()
        rules = yaml.safe_load(ALERTS.read_text())
        alerts = {rule["alert"] for group in rules["groups"] for rule in group["rules"] if "alert" in rule}
        for alert in sorted(alerts - self.watch.fired):
            self.check(False, f"{alert} has not fired")
        return self.watch.problems

    def publish(self):
        for table in TABLES:
            self.bucket.schema(table)
            for group in (1, 2):
                self.bucket.group(table, group, [f"k{group}{row},name,0,org" for row in range(4)], age=(8 - group) * 24 * HOUR)
        for table in ("bi_dimusermembership", "bi_dimseason"):
            for group in range(3, 8):
                self.bucket.group(table, group, [f"k{group},name,0,org"], age=24 * HOUR)

    def write_history(self):
        """Two tables have had no row for nearly 6 hours: one had some every hour, the other one every three hours and more."""
        for table, step in (("bi_dimusermembership", 1), ("bi_dimseason", 5)):
            self.sql(
                f"UPDATE zenoti_sync_run SET finished_at = (current_timestamp AT TIME ZONE 'UTC') - INTERVAL '6 hours'"
                f" + INTERVAL '50 seconds' - (7 - group_id) * INTERVAL '{step} hours' WHERE table_name = '{table}'"
            )

    def restart(self):
        self.program.kill()
        self.program.start()
        self.watch.until(lambda: self.is_scraped(), 60, "the program does not serve metrics")
        self.cycle()

    def is_scraped(self):
        try:
            return "zenoti_table_info" in ask(f"http://127.0.0.1:{self.program.management}/q/metrics")
        except OSError:
            return False

    def provoke(self):
        print("-- everything is well", flush=True)
        self.sql("INSERT INTO zenoti_sync_paused VALUES ('bi_dimuser', current_timestamp);")
        self.watch.allow("ZenotiTablePausedLong bi_dimuser", after=SECONDS_OF_DAY)
        self.watch.quiet(15)
        print("-- tables", flush=True)
        self.tables()
        print("-- events", flush=True)
        self.events()
        print("-- a table that is paused", flush=True)
        self.paused()
        print("-- a lock", flush=True)
        self.lock()
        print("-- the source", flush=True)
        self.source()
        print("-- the target", flush=True)
        self.target()
        print("-- no cycle", flush=True)
        self.no_cycle()
        print("-- the program", flush=True)
        self.down()

    def tables(self):
        bucket, watch = self.bucket, self.watch
        at_once = ("ZenotiBadRows bi_factpayments", "ZenotiSnapshotDiffers bi_factforms")
        lasting = ("ZenotiTableWithoutNewRows bi_dimusermembership", "ZenotiTableFails bi_factinvoices",
                   "ZenotiTableWaitsForSchema bi_dimcenter", "ZenotiLateObjects")
        watch.allow(*at_once, *lasting)
        bucket.group("bi_factinvoices", 3, ["k31,name,0,org,too many"])
        bucket.put("SchemaUpgrade/2026.12/bi_dimcenter.txt", "EXEC sp_rename 'bi_dimcenter.name', 'title';")
        bucket.group("bi_dimcenter", 3, ["k31,name,0,org"])
        bucket.group("bi_factpayments", 3, ["k31,name,,org", "k32,name,0,org", "k33,name,0,org"])
        bucket.group("bi_factbookings", 2, ["k29,name,0,org"], part=1)
        self.sql("DELETE FROM bi_factforms WHERE factformid = 'k11'")
        month = time.strftime("%Y-%m-01", time.gmtime(time.time() - 24 * HOUR))
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as file:
            file.writestr("1.1.csv", "".join(f"k1{row},name,0,org\n" for row in range(4)))
        for table in ("bi_factforms", "bi_factsales"):
            bucket.put(f"MonthlySnapshot/{month}/POD1/1000/{table}/1.1.zip", zipped.getvalue(), 6.5 * 24 * HOUR)

        watch.fires(*at_once)
        self.page_sql("ZenotiBadRows", "bi_factpayments|3|", "void")
        self.page_sql("ZenotiSnapshotDiffers", "bi_factforms|POD1|", "|different|1|")
        status = self.command("status", 1, "verify", "bi_factforms")
        report = Path(self.program.folder, "differences.csv")
        snapshot = re.search(r"snapshot of (\d{4}-\d{2})", status)
        self.check(snapshot is not None, f"status names no month of the snapshot: {status}")
        month = snapshot[1] if snapshot else "2026-10"
        self.command(f"verify --month {month} --table bi_factforms --report {report}", 1)
        self.check("missing" in report.read_text(), f"differences.csv: {report.read_text()}")
        watch.fires(*lasting)
        self.page_sql("ZenotiTableWithoutNewRows", "bi_dimusermembership|POD1|")
        self.page_sql("ZenotiTableFails", "3|", "|failed|")
        self.page_sql("ZenotiTableWaitsForSchema", "SchemaUpgrade/2026.12/bi_dimcenter.txt|failed|")
        self.page_sql("ZenotiLateObjects", "bi_factbookings|POD1|2|")
        status = self.command("status", 1, "waiting for schema file", "failed", "late", "POD1/3/bi_factinvoices")
        self.command("schema list", 0, "failed", "sp_rename")
        self.command("plan", 0, "bi_factinvoices")

        # as the entries say
        command = re.search(r"replay --table bi_factbookings --from-group 2 --pod POD1", status)
        self.check(command is not None, f"status names no replay of the late object: {status}")
        self.command("replay --table bi_factbookings --from-group 2 --pod POD1", 1)
        self.command(f"restore --month {month} --table bi_factforms --dry-run", 0, "1 inserted")
        self.command(f"restore --month {month} --table bi_factforms", 0, "1 inserted")
        self.command(f"verify --month {month} --table bi_factforms", 0)
        self.sql("ALTER TABLE bi_dimcenter RENAME COLUMN name TO title")
        self.command("schema accept 2026.12/bi_dimcenter.txt --columns id,title,void,organizationid", 0)
        bucket.group("bi_factinvoices", 3, ["k31,name,0,org"])
        bucket.group("bi_factpayments", 3, ["k31,name,0,org", "k32,name,0,org", "k33,name,0,org"])
        self.cycle()
        # with zenoti.on-late-file=report, a file that was corrected is a late object
        self.check("replay --table bi_factpayments --from-group 3 --pod POD1" in self.command("status", 0), "no remedy")
        self.command("replay --table bi_factpayments --from-group 3 --pod POD1", 0)
        bucket.group("bi_dimusermembership", 8, ["k8,name,0,org"])
        watch.ends(*at_once, *lasting)
        self.check(self.sql("SELECT count(*) FROM zenoti_sync_quarantine").strip() == "0", "a row is still in quarantine")
        self.command("status", 0)

    def events(self):
        watch = self.watch
        watch.allow("ZenotiEventsUndelivered", "ZenotiEventsDiscarded")
        self.receiver.close()
        watch.until(lambda: int(self.sql("SELECT count(*) FROM zenoti_sync_event")) > 0, 30, "no event waits")
        self.sql("UPDATE zenoti_sync_event SET created_at = created_at - INTERVAL '20 minutes'")
        watch.fires("ZenotiEventsUndelivered")
        self.page_sql("ZenotiEventsUndelivered", "events|")
        code, ready = self.program.health("ready")
        self.check("hook" in ready or "refused" in ready.lower(), f"the readiness check does not say why: {ready}")
        self.check(max(self.prometheus.query("zenoti_events_undelivered")) > 0, "zenoti_events_undelivered is 0")
        self.sql("UPDATE zenoti_sync_event SET created_at = created_at - INTERVAL '3 hours'")
        watch.fires("ZenotiEventsDiscarded", within=90)
        self.page_sql("ZenotiEventsDiscarded", "consumed")
        self.receiver.open()
        watch.ends("ZenotiEventsUndelivered", "ZenotiEventsDiscarded", within=90)

    def paused(self):
        self.watch.fires("ZenotiTablePausedLong bi_dimuser", within=SECONDS_OF_DAY + 30)
        self.page_sql("ZenotiTablePausedLong", "bi_dimuser|")
        self.command("status", 0, "paused")
        statements = [statement for statement in sql_of("ZenotiTablePausedLong") if statement.startswith("DELETE")]
        self.check(len(statements) == 1, f"{RUNBOOK} ZenotiTablePausedLong: {statements}")
        self.sql(statements[0])
        self.watch.ends("ZenotiTablePausedLong bi_dimuser")

    def lock(self):
        watch = self.watch
        holder = subprocess.Popen(
            self.server.psql("dwh"), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
        )
        holder.stdin.write("BEGIN; LOCK TABLE bi_factsales;\n")
        holder.stdin.flush()
        watch.until(lambda: "t" in self.sql("SELECT 't' FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted"), 10, "no lock")
        watch.allow("ZenotiCycleStalled", "ZenotiTableLags bi_factsales")
        self.bucket.group("bi_factsales", 3, ["k31,name,0,org"], age=5 * HOUR)
        watch.fires("ZenotiCycleStalled", "ZenotiTableLags bi_factsales")
        self.page_sql("ZenotiTableLags", "bi_dimusermembership")
        self.command("plan", 0, "bi_factsales")
        code, live = self.program.health("live")
        self.check(code == 503 and "bi_factsales" in live, f"the liveness check: {code} {live}")
        shown = self.sql(sql_of("ZenotiCycleStalled")[0])
        blocked = re.search(r"(?m)^\d+\|active\|Lock\|relation\|[^|]+\|\{(\d+)\}\|.*bi_factsales", shown)
        self.check(blocked is not None, f"{RUNBOOK} ZenotiCycleStalled: its SQL does not show who blocks: {shown}")
        if blocked:
            self.server.sql("dwh", f"SELECT pg_terminate_backend({blocked[1]});")
        holder.kill()
        holder.wait()
        watch.ends("ZenotiCycleStalled", "ZenotiTableLags bi_factsales")
        self.cycle()

    def source(self):
        self.watch.allow("ZenotiSourceUnreachable")
        self.bucket.close()
        self.watch.fires("ZenotiSourceUnreachable")
        self.command("plan", 3)
        code, ready = self.program.health("ready")
        self.check(code == 503 and "feed" in ready, f"the readiness check: {code} {ready}")
        self.check(self.program.health("live")[0] == 200, "the program is not live while its source is away")
        self.bucket.open()
        self.watch.ends("ZenotiSourceUnreachable")
        self.command("plan", 0)

    def target(self):
        self.watch.allow("ZenotiTargetUnreachable")
        self.server.stop()
        self.watch.fires("ZenotiTargetUnreachable")
        self.command("status", 3)
        self.check(self.program.health("ready")[0] == 503, "the program is ready while its target is away")
        self.check(self.program.health("live")[0] == 200, "the program is not live while its target is away")
        self.server.start()
        self.watch.ends("ZenotiTargetUnreachable")
        self.cycle()

    def no_cycle(self):
        self.watch.allow("ZenotiNoCycle")
        self.program.route("sync", "stop")
        self.watch.fires("ZenotiNoCycle", within=100)
        self.program.route("sync", "start")
        self.watch.ends("ZenotiNoCycle")

    def down(self):
        self.watch.allow("ZenotiSyncDown")
        self.program.kill()
        self.watch.fires("ZenotiSyncDown")
        self.program.start()
        self.watch.ends("ZenotiSyncDown")
        self.cycle()
        self.watch.quiet(10)


def run(jar):
    """Whether every alert has fired for its fault, and no other one has."""
    if not Path(jar).is_file():
        print(f"  there is no {jar}: ./mvnw package -DskipTests")
        return False
    folder = tempfile.mkdtemp(prefix="zenoti-provoke-")
    began = time.monotonic()
    with PgServer() as server:
        faults = Faults(folder, jar, server)
        try:
            problems = faults.run()
        except Exception:
            print(f"  the log is in {folder}", flush=True)
            raise
    print(f"  {len(faults.watch.fired)} alerts have fired for their faults, in {time.monotonic() - began:.0f} s")
    if problems:
        print(f"  the logs are in {folder}")
    else:
        shutil.rmtree(folder)
    return not problems
