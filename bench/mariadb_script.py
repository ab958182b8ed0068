#!/usr/bin/env python3
"""What one would write by hand to load the feed into MariaDB or MySQL: download the files, LOAD DATA LOCAL, the SQL of the feed's
documentation.

As script.py, but for MariaDB and MySQL: tables side by side, each with its groups in order, one client and one transaction per table
group; the next table group is downloaded meanwhile. The full load goes straight into the target, since nothing is there yet:
then its voided rows are deleted and the key gets an index. Later groups go logid by logid through a temporary table. In strict
mode LOAD DATA LOCAL makes warnings of errors; this script does not look at them. It cannot tell an empty text in quotes from
NULL, as LOAD DATA cannot.
"""

import argparse
import concurrent.futures
import os
import shlex
import subprocess

from feed import read_tables
from script import PREFIX, Bucket, equal, natural

TYPES = {"VARCHAR": "TEXT", "TIMESTAMP": "DATETIME(6)"}
SESSION = "SET sql_mode = concat(@@sql_mode, ',ANSI_QUOTES,NO_BACKSLASH_ESCAPES');\n"


def columns(table):
    return ", ".join(f'"{name}" {TYPES.get(type_, type_)}' for name, type_ in table.columns.items())


def create(table, collation, name=None, temporary=""):
    return (f'CREATE {temporary}TABLE "{name or table.name}" ({columns(table)}) '
            f"CHARACTER SET utf8mb4 COLLATE {collation};")


def load(table, files, into):
    """One LOAD DATA for each file: an empty field is NULL."""
    fields = ", ".join(f"@c{number}" for number in range(len(table.columns)))
    values = ", ".join(f'"{name}" = NULLIF(@c{number}, \'\')' for number, name in enumerate(table.columns))
    return [
        f"LOAD DATA LOCAL INFILE '{file}' INTO TABLE \"{into}\" CHARACTER SET utf8mb4 FIELDS TERMINATED BY ',' "
        f"OPTIONALLY ENCLOSED BY '\"' ESCAPED BY '' LINES TERMINATED BY 0x0A ({fields}) SET {values};"
        for file in files]


def first_group(table, batches, collation):
    target = f'"{table.name}"'
    lines = [create(table, collation), "SET autocommit = 0;"]
    for files in batches:
        lines += load(table, files, table.name)
    if table.kind != "dimension":
        # an append-only fact ignores them, and a fact has no rows yet that they would delete
        lines.append(f"DELETE FROM {target} WHERE void = 1;")
    lines.append("COMMIT;")
    if table.kind != "append-only-fact":
        lines.append(f"CREATE INDEX by_key ON {target} ({index(table)});")
    return lines


def index(table):
    return ", ".join(f'"{name}"' + ("(64)" if table.columns[name] == "VARCHAR" else "") for name in table.key)


def merge(table):
    """The statements that bring the stage of one logid into the target."""
    target = f'"{table.name}"'
    insert = f"INSERT INTO {target} ({table.names()}) SELECT {table.names('stage.')} FROM stage"
    if table.kind == "append-only-fact":
        return [f"{insert} WHERE NOT (stage.void <=> 1);"]
    delete = f"DELETE FROM {target} USING {target} JOIN stage WHERE {equal(table.match, target, 'stage')}"
    if table.kind == "fact":
        return [f"{delete} AND stage.void = 1;", f"{insert} WHERE stage.void = 0;"]
    keys = ", ".join(f'"{name}"' for name in table.key)
    return [
        f"{delete};",
        # MySQL cannot read a temporary table twice in a statement
        "DROP TEMPORARY TABLE IF EXISTS latest;",
        f"CREATE TEMPORARY TABLE latest AS SELECT max(number) AS number FROM stage GROUP BY {keys};",
        f"{insert} JOIN latest ON stage.number = latest.number;",
    ]


def later_group(table, batches, collation):
    lines = ["SET autocommit = 0;"]
    for files in batches:
        lines.append("DROP TEMPORARY TABLE IF EXISTS stage;")
        lines.append(create(table, collation, "stage", "TEMPORARY ").replace(
            "(", "(number BIGINT AUTO_INCREMENT PRIMARY KEY, ", 1))
        lines += load(table, files, "stage")
        lines += merge(table)
    lines.append("COMMIT;")
    return lines


def load_table(arguments, bucket, table, groups):
    """One table's groups in order; groups: number → logid → keys."""
    client = shlex.split(arguments.client)
    numbers = sorted(groups)

    def fetch(number):
        batches = []
        for logid in sorted(groups[number]):
            folder = os.path.join(arguments.folder, table.name, str(number), str(logid))
            batches.append(bucket.download(sorted(groups[number][logid], key=natural), folder))
        return batches

    with concurrent.futures.ThreadPoolExecutor(1) as downloads:
        coming = downloads.submit(fetch, numbers[0])
        for place, number in enumerate(numbers):
            batches = coming.result()
            if place + 1 < len(numbers):
                coming = downloads.submit(fetch, numbers[place + 1])
            is_first = arguments.after == 0 and place == 0
            lines = (first_group if is_first else later_group)(table, batches, arguments.collation)
            subprocess.run(client, input=SESSION + "\n".join(lines), text=True, check=True)
            for file in sum(batches, []):
                os.remove(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True, help="of the S3 server")
    parser.add_argument("--bucket", required=True)
    parser.add_argument("--tables", required=True, help="tables.txt of the feed")
    parser.add_argument("--client", required=True, help="command line of the client with the database")
    parser.add_argument("--collation", required=True, help="of texts")
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
            pool.submit(load_table, arguments, bucket, tables[name], lanes[name])
            for name in sorted(lanes, key=lambda name: -sizes[name])
        ]:
            lane.result()


if __name__ == "__main__":
    main()
