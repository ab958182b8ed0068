"""The test of .ci/traces: what a program that is built with -Dtraces exports by OTLP, and that it exports nothing by itself."""

import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Status

JAR = Path(sys.argv[1]).resolve()
SCHEMA = "CREATE TABLE {} (id INT, name VARCHAR(9)) SORTKEY(id);"
OBJECTS = {
    "SchemaFull/bi_dimx.txt": SCHEMA.format("bi_dimx"),
    "SchemaFull/bi_dimy.txt": SCHEMA.format("bi_dimy"),
    "POD1/1/bi_dimx/1/a.csv": "1,a\n",
    "POD1/2/bi_dimx/2/a.csv": "2,b\n",
    # fails, and its value must not be in the trace
    "POD1/1/bi_dimy/1/a.csv": "secret,c\n",
}


class Receiver(http.server.ThreadingHTTPServer):
    """Takes spans as a collector does."""

    def __init__(self):
        self.spans = []
        self.services = set()
        self.paths = set()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.paths.add(self.path)
                for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                    receiver.services |= {a.value.string_value for a in resource.resource.attributes if a.key == "service.name"}
                    receiver.spans += [span for scope in resource.scope_spans for span in scope.spans]
                self.send_response(200)
                self.send_header("Content-Type", "application/x-protobuf")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


def check(is_right, text):
    if not is_right:
        sys.exit(f"PROBLEM {text}")


def start_bucket(folder):
    for key, content in OBJECTS.items():
        file = Path(folder, "buckets", "feed", key)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    port_file = Path(folder, "port")
    server = subprocess.Popen([sys.executable, "bench/s3server.py", f"{folder}/buckets", "--port-file", str(port_file)])
    while not port_file.exists():
        time.sleep(0.1)
    return server, int(port_file.read_text())


def environment(folder, port, **more):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ZENOTI_", "QUARKUS_", "AWS_", "OTEL_"))}
    return {
        **clean,
        "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}",
        "ZENOTI_BUCKET": "feed", "ZENOTI_SETTLE": "0s",
        "ZENOTI_TARGET_URL": f"jdbc:duckdb:{folder}/{time.monotonic_ns()}.duckdb",
        **more,
    }


def once(folder, variables):
    done = subprocess.run(
        ["java", "-Xmx128m", "-jar", str(JAR), "once"],
        cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300,
    )
    check(done.returncode == 1 and "bi_dimy" in done.stdout, f"once has ended with {done.returncode}: {done.stdout}")


def attributes(span):
    return {attribute.key: attribute.value.string_value for attribute in span.attributes}


def title(span):
    named = attributes(span)
    return "/".join(named[f"zenoti.{part}"] for part in ("source", "pod", "group", "table"))


def check_trace(receiver):
    """One trace for the cycle, with a span for each table group, stage and merge."""
    check(receiver.paths == {"/v1/traces"}, f"paths {receiver.paths}")
    check(receiver.services == {"zenoti-s3-sync"}, f"services {receiver.services}")
    spans = receiver.spans
    cycles = [span for span in spans if span.name == "zenoti cycle"]
    check(len(cycles) == 1 and not cycles[0].parent_span_id, f"cycles: {cycles}")
    check({span.trace_id for span in spans} == {cycles[0].trace_id}, "there are several traces")
    groups = {title(span): span for span in spans if span.name == "zenoti table group"}
    bad = "default/POD1/1/bi_dimy"
    check(set(groups) == {"default/POD1/1/bi_dimx", "default/POD1/2/bi_dimx", bad}, f"table groups {set(groups)}")
    for name, group in groups.items():
        check(group.parent_span_id == cycles[0].span_id, f"{name} is not a part of the cycle")
        is_bad = name == bad
        check(group.status.code == (Status.STATUS_CODE_ERROR if is_bad else Status.STATUS_CODE_UNSET), f"{name}: {group.status}")
        parts = [span.name for span in sorted(spans, key=lambda span: span.start_time_unix_nano)
                 if span.parent_span_id == group.span_id]
        check(parts == ["zenoti stage"] + ([] if is_bad else ["zenoti merge"]), f"{name} has the parts {parts}")
    check(all(b"secret" not in span.SerializeToString() for span in spans), "a value of the feed is in the trace")
    others = {span.name for span in spans} - {"zenoti cycle", "zenoti table group", "zenoti stage", "zenoti merge"}
    check(not others, f"other spans: {others}")


def check_run(folder, port, receiver):
    """run: the ports are where they are without OpenTelemetry, and each cycle is exported without an end of the program."""
    with http.server.HTTPServer(("127.0.0.1", 0), None) as free:
        management = free.server_port
    receiver.spans.clear()
    process = subprocess.Popen(
        ["java", "-Xmx128m", "-jar", str(JAR), "run"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=environment(folder, port, ZENOTI_WEB_PORT="0", QUARKUS_MANAGEMENT_PORT=str(management), ZENOTI_SCHEDULE="2s",
                        **exporting(receiver)),
    )
    try:
        deadline = time.monotonic() + 180
        while len({span.trace_id for span in receiver.spans}) < 2 and time.monotonic() < deadline:
            check(process.poll() is None, f"run has ended with {process.poll()}")
            time.sleep(0.5)
        check(len({span.trace_id for span in receiver.spans}) >= 2, "run has not exported two cycles")
        for path in ("health/live", "health/ready", "health/started", "metrics"):
            with urllib.request.urlopen(f"http://127.0.0.1:{management}/q/{path}", timeout=20) as answer:
                text = answer.read().decode()
                check("zenoti_" in text if path == "metrics" else json.loads(text)["status"] == "UP", f"{path}: {text}")
    finally:
        process.terminate()
        process.wait(60)


def exporting(receiver):
    return {
        "QUARKUS_OTEL_SDK_DISABLED": "false",
        "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{receiver.server_port}",
    }


def main():
    with tempfile.TemporaryDirectory(prefix="zenoti-traces-") as folder:
        server, port = start_bucket(folder)
        try:
            receiver = Receiver()
            silent = exporting(receiver)
            del silent["QUARKUS_OTEL_SDK_DISABLED"]
            once(folder, environment(folder, port, **silent))
            check(not receiver.paths, f"traces are exported although nobody has switched them on: {receiver.paths}")
            once(folder, environment(folder, port, **exporting(receiver)))
            check_trace(receiver)
            check_run(folder, port, receiver)
        finally:
            server.kill()
            server.wait()
    print("all right")


main()
