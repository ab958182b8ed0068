"""The checks of .ci/k8s, which installs what they need."""

import argparse
import http.server
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path

import kubernetes_validate
import provoke
import yaml

ROOT = Path("k8s")
OVERLAYS = ["base", *(f"overlays/{name}" for name in ("cronjob", "postgresql", "duckdb", "native"))]
RUNBOOK = Path("docs/runbook.md")
RUNBOOK_URL = "https://example.com/zenoti-s3-sync/docs/runbook.md#"
DASHBOARD = ROOT / "monitoring" / "dashboard.json"
UNIT = Path("deploy/zenoti-s3-sync.service")
NATIVE_DROP_IN = Path("deploy/zenoti-s3-sync.service.d/native.conf")
# the exposure that `systemd-analyze security` finds at most, 0 to 100
MOST_EXPOSURE = 20
# the oldest and the newest version that the manifests are for
KUBERNETES_VERSIONS = ("1.29", "1.37")
# of the Prometheus operator: there is no schema of them here
CUSTOM_KINDS = {"PodMonitor", "PrometheusRule"}
GRACE_SECONDS = 10
DASHBOARD_VARIABLES = {"$__rate_interval": "5m", "$sync": ".*", "$source": ".*", "$table": ".*"}
METRIC = re.compile(r"\bzenoti_[a-z0-9_]+")
# Prometheus' own names for the series of a timer
TIMER_SUFFIX = re.compile(r"_(count|sum|max)$")

problems = []


def problem(text):
    problems.append(text)
    print(f"  PROBLEM {text}")


def check(is_right, text):
    if not is_right:
        problem(text)


def run(command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)


def load(path):
    return yaml.safe_load(path.read_text())


def alert_files():
    return sorted(ROOT.rglob("alerts.yaml"))


def rules_of(alerts):
    return [rule for group in load(alerts)["groups"] for rule in group["rules"]]


# --- alerts ----------------------------------------------------------------------------------------------------------


def prometheus_rule(alerts):
    """The file for the Prometheus operator; the text of the groups is that of the alerts."""
    head = textwrap.dedent(f"""\
        # Written by .ci/k8s --write from {alerts.name}: change that file.
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata:
          name: zenoti-s3-sync
          labels:
            app.kubernetes.io/name: zenoti-s3-sync
        spec:
        """)
    text = alerts.read_text()
    return head + textwrap.indent(text[text.index("groups:\n") :], "  ")


def check_operator_files(write):
    for alerts in alert_files():
        target = alerts.with_name("prometheusrule.yaml")
        wanted = prometheus_rule(alerts)
        assert yaml.safe_load(wanted)["spec"] == load(alerts)
        if write:
            target.write_text(wanted)
            print(f"  {target} is written")
        else:
            check(
                target.exists() and target.read_text() == wanted, f"{target} is not as {alerts} says: .ci/k8s --write"
            )


def anchors(page):
    """As GitHub makes them; DocumentsTest has the same rule."""
    text = re.sub(r"(?ms)^ *```.*?^ *```[^\n]*$", "", page.read_text())
    headings = re.findall(r"(?m)^#{1,6} +(.+?) *#*$", text)
    plain = (re.sub(r"\[([^]]*)]\([^)]*\)", r"\1", heading).replace("`", "").lower() for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in plain}


def check_annotations():
    known = anchors(RUNBOOK)
    named = set()
    for alerts in alert_files():
        for rule in (rule for rule in rules_of(alerts) if "alert" in rule):
            name = rule["alert"]
            check(rule["labels"].get("severity") in ("critical", "warning"), f"{name}: no severity")
            texts = rule["annotations"]
            check({"summary", "description", "runbook_url"} == set(texts), f"{name}: its annotations are {set(texts)}")
            url = texts.get("runbook_url", "")
            anchor = url[len(RUNBOOK_URL) :]
            check(url.startswith(RUNBOOK_URL) and anchor in known, f"{name}: {RUNBOOK} has no entry {url}")
            named.add(anchor)
    # an entry of an alert that is gone would mislead
    for anchor in sorted(known):
        check(not anchor.startswith("zenoti") or anchor in named, f"{RUNBOOK}: there is no alert {anchor}")


def check_rule_tests():
    for alerts in alert_files():
        tested = Counter()
        quiet = Counter()
        files = sorted(alerts.parent.glob("alerts*-test.yaml"))
        for file in files:
            for test in load(file)["tests"]:
                for series in test["input_series"]:
                    check(
                        not re.search(r"(^|\s)0x", str(series["values"])),
                        f"{file}: {series}: 0x9 is hexadecimal: 0+0x9",
                    )
                for case in test.get("alert_rule_test", []):
                    (tested if case.get("exp_alerts") else quiet)[case["alertname"]] += 1
        for rule in rules_of(alerts):
            if "alert" in rule:
                check(tested[rule["alert"]] > 0, f"{rule['alert']}: no test in which it fires")
                check(quiet[rule["alert"]] > 0, f"{rule['alert']}: no test in which it does not fire")
        checked = run(["promtool", "check", "rules", alerts])
        check(checked.returncode == 0 and "FAILED" not in checked.stdout, checked.stdout)
        result = run(["promtool", "test", "rules", *files])
        check(result.returncode == 0, result.stdout)
        print(
            f"  {alerts}: {sum(tested.values())} times an alert fires as expected, {sum(quiet.values())} times it does not"
        )


# --- dashboard -------------------------------------------------------------------------------------------------------


def dashboard_queries():
    """Panel title and query, with a value for each of Grafana's variables."""
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        for target in panel.get("targets", []):
            query = target["expr"]
            for variable, value in DASHBOARD_VARIABLES.items():
                query = query.replace(variable, value)
            yield panel["title"], query


def check_dashboard():
    board = json.loads(DASHBOARD.read_text())
    panels = board["panels"]
    ids = Counter(panel["id"] for panel in panels)
    check(max(ids.values()) == 1, "dashboard: two panels have the same id")
    taken = {}
    for panel in panels:
        place = panel["gridPos"]
        for x in range(place["x"], place["x"] + place["w"]):
            check(x < 24, f"dashboard: {panel['title']} is wider than the page")
            for y in range(place["y"], place["y"] + place["h"]):
                other = taken.setdefault((x, y), panel["title"])
                check(other == panel["title"], f"dashboard: {panel['title']} and {other} are in the same place")
        references = [target["refId"] for target in panel.get("targets", [])]
        check(len(references) == len(set(references)), f"dashboard: {panel['title']} has a refId twice")
    declared = {f"${variable['name']}" for variable in board["templating"]["list"]}
    used = set(re.findall(r"\$\{?([A-Za-z_]+)", DASHBOARD.read_text()))
    builtin = {"__rate_interval", "__all"}
    check({f"${name}" for name in used - builtin} == declared, f"dashboard: variables {used} and {declared}")
    queries = list(dashboard_queries())
    check(not any("$" in query for _, query in queries), "dashboard: a variable has no value here")
    rules = [{"record": f"panel:{i}", "expr": query} for i, (_, query) in enumerate(queries)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "queries.yaml")
        file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}))
        parsed = run(["promtool", "check", "rules", file])
        check(parsed.returncode == 0 and f"{len(rules)} rules found" in parsed.stdout, parsed.stdout)
    print(f"  {DASHBOARD}: {len(queries)} queries in {len(panels)} panels and rows")


def check_metric_names():
    """Each metric that a query uses is a documented one, or one that comes later and is then documented."""
    pages = [page for page in sorted(Path("docs").glob("*.md")) if "`zenoti_table_info" in page.read_text()]
    if not pages:
        print("  the names of the metrics are not compared: no page in docs lists them")
        return
    documented = {name for page in pages for name in METRIC.findall(page.read_text())}
    queries = [query for _, query in dashboard_queries()]
    queries += [rule["expr"] for alerts in alert_files() for rule in rules_of(alerts)]
    used = {name for query in queries for name in METRIC.findall(query)} - recorded_names()
    for name in sorted(used - documented):
        check(TIMER_SUFFIX.sub("", name) in documented, f"{name} is not on {', '.join(map(str, pages))}")
    print(f"  {len(used)} metrics in queries")


def recorded_names():
    """Names that recording rules make, without their level and operation."""
    return {rule["record"].split(":")[1] for alerts in alert_files() for rule in rules_of(alerts) if "record" in rule}


# --- manifests -------------------------------------------------------------------------------------------------------


def is_manifest(document):
    return isinstance(document, dict) and {"apiVersion", "kind"} <= set(document)


def check_schema(document, where):
    if document["kind"] in CUSTOM_KINDS or document["apiVersion"].startswith("kustomize.config.k8s.io"):
        return 0
    for version in KUBERNETES_VERSIONS:
        try:
            kubernetes_validate.validate(document, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            problem(f"{where}: {document['kind']}: {'.'.join(str(part) for part in error.path)}: {error.message}")
        except kubernetes_validate.SchemaNotFoundError as error:
            problem(f"{where}: {document['kind']}: no such kind in Kubernetes {version}: {error}")
    return 1


def check_files():
    """The files as they are. Patches are parts of manifests: strict means that no unknown field is in them, either."""
    count = 0
    for file in sorted(ROOT.rglob("*.yaml")):
        for document in yaml.safe_load_all(file.read_text()):
            # a patch lacks what is required; it is checked as a part of what it changes
            if is_manifest(document) and file.name not in ("spread.yaml", "volume.yaml"):
                count += check_schema(document, file)
    print(f"  {count} manifests as they are in {ROOT}")


def built(overlay):
    result = subprocess.run(
        ["kubectl", "kustomize", str(ROOT / overlay)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    # warnings are of what will not work in later versions
    check(result.returncode == 0 and not result.stderr, f"{overlay}: {result.stderr}")
    return [document for document in yaml.safe_load_all(result.stdout) if document]


def quantity(text):
    number, unit = re.fullmatch(r"([0-9.]+)([A-Za-z]*)", str(text)).groups()
    return float(number) * {"": 1, "m": 0.001, "Mi": 2**20, "Gi": 2**30}[unit]


def check_overlays():
    if not shutil.which("kubectl"):
        print("  no kubectl: the overlays are not built")
        return
    for overlay in OVERLAYS:
        documents = built(overlay)
        count = sum(check_schema(document, overlay) for document in documents)
        names = Counter((document["kind"], document["metadata"]["name"]) for document in documents)
        check(names and max(names.values()) == 1, f"{overlay}: an object comes twice: {names}")
        Overlay(overlay, documents).check()
        print(
            f"  {overlay}: {count} of {len(documents)} objects by the schemas of Kubernetes {' and '.join(KUBERNETES_VERSIONS)}"
        )


class Overlay:
    """What no schema says, because it is about several objects or about this program."""

    def __init__(self, name, documents):
        self.name = name
        self.by_name = {(document["kind"], document["metadata"]["name"]): document for document in documents}
        self.workload = next(document for document in documents if document["kind"] in ("Deployment", "CronJob"))
        spec = self.workload["spec"]
        self.is_job = self.workload["kind"] == "CronJob"
        self.template = spec["jobTemplate"]["spec"]["template"] if self.is_job else spec["template"]
        self.pod = self.template["spec"]
        self.container = self.pod["containers"][0]
        self.env = {entry["name"]: entry for entry in self.container["env"]}

    def check(self):
        self.check_security()
        self.check_references()
        self.check_resources()
        self.check_settings()
        self.check_selectors()
        if self.is_job:
            self.check_job()
        else:
            self.check_deployment()

    def require(self, is_right, text):
        check(is_right, f"{self.name}: {text}")

    def check_security(self):
        pod = self.pod["securityContext"]
        self.require(pod["runAsNonRoot"] and pod["runAsUser"] > 0, "runs as root")
        self.require(pod["seccompProfile"] == {"type": "RuntimeDefault"}, "no seccomp profile")
        own = self.container["securityContext"]
        self.require(
            own["readOnlyRootFilesystem"] and own["allowPrivilegeEscalation"] is False, "may write or escalate"
        )
        self.require(own["capabilities"] == {"drop": ["ALL"]}, "keeps capabilities")
        self.require(self.pod["automountServiceAccountToken"] is False, "gets a token of the API server")
        self.require(self.pod["terminationGracePeriodSeconds"] > GRACE_SECONDS, "is killed before it has ended")
        self.require(("NetworkPolicy", "zenoti-s3-sync") in self.by_name, "has no network policy")

    def check_references(self):
        self.require(
            ("ServiceAccount", self.pod["serviceAccountName"]) in self.by_name, "the service account is missing"
        )
        for source in self.container["envFrom"]:
            if "configMapRef" in source:
                self.require(("ConfigMap", source["configMapRef"]["name"]) in self.by_name, f"{source} is missing")
        volumes = {volume["name"]: volume for volume in self.pod["volumes"]}
        mounts = {mount["name"]: mount["mountPath"] for mount in self.container["volumeMounts"]}
        self.require(set(volumes) == set(mounts), f"volumes {set(volumes)}, mounted {set(mounts)}")
        self.require(mounts.get("tmp") == "/tmp", "/tmp cannot be written")
        # where the program looks for its settings, and where kubectl exec starts
        self.require(
            mounts.get("settings") == f"{self.container['workingDir']}/config",
            "its settings are not in the working directory",
        )
        for volume in volumes.values():
            if "configMap" in volume:
                self.require(("ConfigMap", volume["configMap"]["name"]) in self.by_name, f"{volume} is missing")
            if "persistentVolumeClaim" in volume:
                claim = ("PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"])
                self.require(claim in self.by_name, f"{claim} is missing")
        secrets = [document for kind, document in self.by_name if kind == "Secret"]
        self.require(not secrets, f"has secrets in its files: {secrets}")
        self.require("/" in self.container["image"], "the image has no registry: the name was not replaced")

    def check_resources(self):
        resources = self.container["resources"]
        for name, request in resources["requests"].items():
            self.require(
                quantity(request) <= quantity(resources["limits"][name]), f"{name}: more requested than allowed"
            )
        heap = re.search(
            r"-Xmx(\d+)m", self.env.get("JAVA_OPTS_APPEND", {}).get("value", "") + " ".join(self.container["args"])
        )
        self.require(heap is not None, "the heap has no bound")
        self.require(
            int(heap.group(1)) * 2**20 * 2 <= quantity(resources["limits"]["memory"]),
            "the heap is more than half of the memory",
        )

    def check_settings(self):
        volume = next(volume for volume in self.pod["volumes"] if volume["name"] == "settings")
        settings = self.by_name["ConfigMap", volume["configMap"]["name"]]["data"]
        self.require(set(settings) == {"application.properties"}, f"files {set(settings)}")
        page = Path("docs/settings.md").read_text()
        for line in settings["application.properties"].splitlines():
            if line and not line.startswith("#"):
                self.require(f"`{line.split('=')[0].strip()}`" in page, f"there is no setting {line}")
        environment = self.by_name["ConfigMap", self.container["envFrom"][0]["configMapRef"]["name"]]["data"]
        self.require({"AWS_REGION", "ZENOTI_TARGET_URL"} <= set(environment), f"environment {set(environment)}")
        is_file = environment["ZENOTI_TARGET_URL"].startswith("jdbc:duckdb:")
        user = {"ZENOTI_TARGET_USERNAME", "ZENOTI_TARGET_PASSWORD"}
        self.require(
            not user & set(self.env) if is_file else user <= set(self.env), "user and password do not fit the target"
        )

    def check_selectors(self):
        labels = self.template["metadata"]["labels"].items()
        for document in self.by_name.values():
            selector = document.get("spec", {}).get("podSelector") or document.get("spec", {}).get("selector")
            if selector and document["kind"] != "PersistentVolumeClaim":
                self.require(selector["matchLabels"].items() <= labels, f"{document['kind']} selects other pods")

    def check_job(self):
        self.require(self.workload["spec"]["concurrencyPolicy"] == "Forbid", "jobs may overlap")
        self.require(self.container["args"][-1] == "once", "runs another command than once")
        self.require("ports" not in self.container, "once opens no port")

    def check_deployment(self):
        spec = self.workload["spec"]
        self.require(self.container["args"][-1] == "run", "runs another command than run")
        self.require(self.env["QUARKUS_MANAGEMENT_HOST"]["value"] == "0.0.0.0", "the kubelet cannot reach the probes")
        ports = {port["name"]: port["containerPort"] for port in self.container["ports"]}
        probes = {name: self.container[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")}
        paths = {name: probe["path"] for name, probe in probes.items()}
        self.require(
            paths == {"startup": "/q/health/started", "liveness": "/q/health/live", "readiness": "/q/health/ready"},
            paths,
        )
        self.require({ports.get(probe["port"]) for probe in probes.values()} == {9000}, "a probe has another port")
        monitor = self.by_name.get(("PodMonitor", "zenoti-s3-sync"))
        if monitor:
            endpoint = monitor["spec"]["podMetricsEndpoints"][0]
            self.require(endpoint["port"] in ports and endpoint["path"] == "/q/metrics", "the metrics are elsewhere")
            drops = [step for step in endpoint["relabelings"] if step.get("action") == "labeldrop"]
            self.require(
                [step["regex"] for step in drops] == ["pod"], "Kubernetes' pod takes the place of Zenoti's POD"
            )
        policy = self.by_name["NetworkPolicy", "zenoti-s3-sync"]["spec"]["ingress"]
        self.require([port["port"] for port in policy[0]["ports"]] == [9000], "another port is open")
        self.require(("PodDisruptionBudget", "zenoti-s3-sync") in self.by_name, "has no disruption budget")
        if self.name == "overlays/duckdb":
            self.require(
                spec["replicas"] == 1 and spec["strategy"] == {"type": "Recreate"}, "two processes may open one file"
            )
        if self.name == "overlays/postgresql":
            self.require(spec["replicas"] == 2, "has not two replicas")
        if self.name == "overlays/native":
            self.require(
                "JAVA_OPTS_APPEND" not in self.env and self.container["image"].split(":")[0].endswith("-native"),
                "is not native",
            )
            self.require(self.container["workingDir"] == "/work", "is in another folder than its image")


# --- systemd ---------------------------------------------------------------------------------------------------------


def check_unit():
    if not UNIT.exists():
        problem(f"{UNIT} is missing")
        return
    if not shutil.which("systemd-analyze"):
        print("  no systemd-analyze: the unit is not checked")
        return
    # systemd looks for the program: any that exists will do
    with tempfile.TemporaryDirectory() as folder:
        for name, drop_in in (("JVM", None), ("native binary", NATIVE_DROP_IN)):
            unit = Path(folder, UNIT.name)
            text = UNIT.read_text()
            if drop_in:
                text += "\n" + drop_in.read_text()
            text = re.sub(r"(?m)^(ExecStart=)[^\s]+", rf"\g<1>{shutil.which('true')}", text)
            unit.write_text(text)
            verified = run(["systemd-analyze", "verify", "--man=no", unit])
            check(verified.returncode == 0 and not verified.stdout.strip(), f"{UNIT} ({name}): {verified.stdout}")
            secure = run(
                ["systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSURE}", unit]
            )
            check(secure.returncode == 0, f"{UNIT} ({name}): {secure.stdout}")
            level = re.findall(r"Overall exposure level.*?: ([0-9.]+ \w+)", secure.stdout)
            print(f"  {UNIT} ({name}): exposure level {', '.join(level)}")


# --- a program that runs ---------------------------------------------------------------------------------------------


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def scrape(url, seconds):
    """Has a real Prometheus scrape a program, and asks it every query."""
    address = urllib.parse.urlsplit(url)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "prometheus.yml")
        config.write_text(
            yaml.safe_dump(
                {
                    "global": {"scrape_interval": "5s", "evaluation_interval": "5s"},
                    "rule_files": [str(file.resolve()) for file in alert_files()],
                    "scrape_configs": [
                        {
                            "job_name": "zenoti-s3-sync",
                            "metrics_path": address.path or "/q/metrics",
                            "scheme": address.scheme,
                            "static_configs": [{"targets": [address.netloc]}],
                        }
                    ],
                }
            )
        )
        with open(Path(folder, "log"), "w") as log:
            server = subprocess.Popen(
                [
                    "prometheus",
                    f"--config.file={config}",
                    f"--storage.tsdb.path={folder}/data",
                    f"--web.listen-address=127.0.0.1:{port}",
                ],
                stdout=log,
                stderr=log,
            )
        try:
            print(f"  scraping {url} for {seconds} s")
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                time.sleep(1)
                if server.poll() is not None:
                    problem(f"Prometheus has ended: {Path(folder, 'log').read_text()[-2000:]}")
                    return
            targets = ask(base, "/api/v1/targets")["activeTargets"]
            check(
                all(target["health"] == "up" for target in targets),
                f"cannot scrape: {[t['lastError'] for t in targets]}",
            )
            for group in ask(base, "/api/v1/rules")["groups"]:
                for rule in group["rules"]:
                    check(rule["health"] in ("ok", "unknown"), f"{rule['name']}: {rule.get('lastError')}")
                    alerts = rule.get("alerts", [])
                    if alerts:
                        print(f"  {rule['name']}: {Counter(alert['state'] for alert in alerts)}")
            queries = [("rule", rule["expr"]) for alerts in alert_files() for rule in rules_of(alerts)]
            for title, query in queries + list(dashboard_queries()):
                try:
                    answer = ask(base, "/api/v1/query?" + urllib.parse.urlencode({"query": query}))
                    if title != "rule" and not answer["result"]:
                        print(f"  no data: {title}: {query}")
                except urllib.error.HTTPError as error:
                    problem(f"{title}: {query}: {error.read().decode()}")
            known = set(ask(base, "/api/v1/label/__name__/values"))
            used = {
                name for _, query in queries + list(dashboard_queries()) for name in METRIC.findall(query)
            } - recorded_names()
            print(f"  metrics that the program does not have now: {', '.join(sorted(used - known)) or 'none'}")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def ask(base, path):
    with urllib.request.urlopen(base + path, timeout=20) as answer:
        return json.load(answer)["data"]


def main():
    parser = argparse.ArgumentParser(prog=".ci/k8s")
    parser.add_argument(
        "--write", action="store_true", help="write each prometheusrule.yaml from the alerts.yaml beside it"
    )
    parser.add_argument(
        "--scrape", metavar="URL", help="ask every query of a Prometheus that has scraped a program that runs"
    )
    parser.add_argument(
        "--provoke",
        nargs="?",
        const="target/quarkus-app/quarkus-run.jar",
        metavar="JAR",
        help="provoke the fault of each alert on the packaged program (about 10 minutes)",
    )
    parser.add_argument("--seconds", type=int, default=120, help="how long it scrapes")
    options = parser.parse_args()
    if options.write:
        check_operator_files(write=True)
        return 0
    if options.scrape:
        print("== queries")
        scrape(options.scrape, options.seconds)
    elif options.provoke:
        print("== alerts of provoked faults")
        check(provoke.run(options.provoke), "an alert has not fired for its fault, or another one has")
    else:
        print("== manifests")
        check_files()
        check_overlays()
        print("== alerts")
        check_operator_files(write=False)
        check_annotations()
        check_rule_tests()
        print("== dashboard")
        check_dashboard()
        check_metric_names()
        print("== systemd")
        check_unit()
    print(f"{len(problems)} problems" if problems else "all right")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
