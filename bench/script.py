#!/usr/bin/env python3
"""What one would write by hand instead of the sync: download the files, \\copy them into stage tables, the SQL of the feed's
documentation.

Tables side by side, each with its groups in order, one psql and one transaction per table group; the next table group is
downloaded meanwhile. Facts by delete-insert and dimensions by update-insert, logid by logid. What a careful engineer adds to
the documentation's SQL: ANALYZE of the stage's key columns, without which the planner compares all rows with all, an index on
the target's key once the full load is in, and the last one of a dimension's rows with the same key.
It keeps no account of what it has done: whoever calls it says after which group to go on.
"""

import argparse
import concurrent.futures
import http.client
import os
import re
import shlex
import subprocess
import urllib.parse
import xml.etree.ElementTree

from feed import read_tables

PREFIX = "CustomerFolder/POD1/"
NAMESPACE = "{http://s3.amazonaws.com/doc/2006-03-01/}"


class Bucket:
    def __init__(self, port, name):
        self.port = port
        self.name = name

    def list(self):
        """Keys and sizes below the POD's folder."""
        found, token = [], None
        while True:
            query = {"list-type": "2", "prefix": PREFIX}
            if token:
                query["continuation-token"] = token
            connection = http.client.HTTPConnection("127.0.0.1", self.port)
            connection.request("GET", f"/{self.name}?{urllib.parse.urlencode(query)}")
            page = xml.etree.ElementTree.fromstring(connection.getresponse().read())
            connection.close()
            for entry in page.iter(NAMESPACE + "Contents"):
                found.append((entry.findtext(NAMESPACE + "Key"), int(entry.findtext(NAMESPACE + "Size"))))
            token = page.findtext(NAMESPACE + "NextContinuationToken")
            if not token:
                return found

    def download(self, keys, folder):
        """The local files of some objects, in the same order."""
        os.makedirs(folder)
        files = []
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        buffer = bytearray(1 << 20)
        for number, key in enumerate(keys):
            connection.request("GET", f"/{self.name}/{urllib.parse.quote(key)}")
            response = connection.getresponse()
            if response.status != 200:
                raise OSError(f"{response.status} for {key}")
            files.append(os.path.join(folder, f"{number}.csv"))
            with open(files[-1], "wb") as file:
                while count := response.readinto(buffer):
                    file.write(memoryview(buffer)[:count])
        connection.close()
        return files


def natural(text):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", text)]


def equal(names, left, right):
    return " AND ".join(f'{left}."{name}" = {right}."{name}"' for name in names)


def merge(table, first):
    """The statements that bring the stage of one logid into the target."""
    void = "stage.void" if table.columns["void"] == "BOOLEAN" else "stage.void = 1"
    target = f'"{table.name}"'
    insert = f"INSERT INTO {target} ({table.names()}) SELECT {table.names('stage.')} FROM stage"
    if table.kind == "append-only-fact":
        return [f"{insert} WHERE ({void}) IS NOT TRUE"]
    if table.kind == "fact":
        return [
            f"DELETE FROM {target} USING stage WHERE {equal(table.match, target, 'stage')} AND {void}",
            f"{insert} WHERE NOT ({void})",
        ]
    values = ", ".join(f'"{name}" = stage."{name}"' for name in table.columns)
    statements = [
        f"UPDATE {target} SET {values} FROM stage WHERE {equal(table.key, target, 'stage')}",
        f"DELETE FROM stage USING {target} WHERE {equal(table.key, target, 'stage')}",
        insert,
    ]
    if not first:
        statements.insert(
            0, f"DELETE FROM stage USING stage later WHERE {equal(table.key, 'stage', 'later')} AND stage.ctid < later.ctid")
    return statements


def table_group(table, batches, first):
    """psql's input for one table group: its files by logid."""
    target = f'"{table.name}"'
    lines = [table.create_in_postgresql()] if first else []
    lines.append(f"CREATE TEMPORARY TABLE stage (LIKE {target}) ON COMMIT DROP;")
    keys = ", ".join(f'"{name}"' for name in table.match)
    for number, files in enumerate(batches):
        if number > 0:
            lines.append("TRUNCATE stage;")
        lines += [f"\\copy stage ({table.names()}) from '{file}' with (format csv)" for file in files]
        if table.kind != "append-only-fact":
            lines.append(f"ANALYZE stage ({keys});")
        lines += [statement + ";" for statement in merge(table, first)]
    if first and table.kind != "append-only-fact":
        key = ", ".join(f'"{name}"' for name in table.key)
        lines += [f"CREATE INDEX ON {target} ({key});", f"ANALYZE {target} ({key});"]
    return "\n".join(lines) + "\n"


def load_table(arguments, bucket, table, groups, after):
    """One table's groups in order; groups: number → logid → keys."""
    psql = [*shlex.split(arguments.psql), "-1", "-f", "-"]
    numbers = sorted(groups)

    def fetch(number):
        batches = []
        for logid in sorted(groups[number]):
            folder = os.path.join(arguments.folder, table.name, str(number), str(logid))
            batches.append(bucket.download(sorted(groups[number][logid], key=natural), folder))
        return batches

    with concurrent.futures.ThreadPoolExecutor(1) as downloads:
        coming = downloads.submit(fetch, numbers[0])
        for index, number in enumerate(numbers):
            batches = coming.result()
            if index + 1 < len(numbers):
                coming = downloads.submit(fetch, numbers[index + 1])
            first = after == 0 and index == 0
            subprocess.run(psql, input=table_group(table, batches, first), text=True, check=True)
            for file in sum(batches, []):
                os.remove(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True, help="of the S3 server")
    parser.add_argument("--bucket", required=True)
    parser.add_argument("--tables", required=True, help="tables.txt of the feed")
    parser.add_argument("--psql", required=True, help="command line of psql with the database")
    parser.add_argument("--folder", required=True, help="an empty one, for the files")
    parser.add_argument("--parallelism", type=int, required=True)
    parser.add_argument("--after", type=int, default=0, help="consume the groups after this one (default 0: all)")
    arguments = parser.parse_args()

    bucket = Bucket(arguments.port, arguments.bucket)
    lanes, sizes = {}, {}
    for key, size in bucket.list():
        group, name, logid, _ = key[len(PREFIX):].split("/")
        if int(group) > arguments.after:
            lanes.setdefault(name, {}).setdefault(int(group), {}).setdefault(int(logid), []).append(key)
            sizes[name] = sizes.get(name, 0) + size
    tables = {table.name: table for table in read_tables(arguments.tables)}
    with concurrent.futures.ThreadPoolExecutor(arguments.parallelism) as pool:
        # the longest first, so that none is left over at the end
        for lane in [
            pool.submit(load_table, arguments, bucket, tables[name], lanes[name], arguments.after)
            for name in sorted(lanes, key=lambda name: -sizes[name])
        ]:
            lane.result()


if __name__ == "__main__":
    main()
