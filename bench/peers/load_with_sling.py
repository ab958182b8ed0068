#!/usr/bin/env python3
"""Loads a feed with sling as far as it goes: the full load by full-refresh, later groups as upserts by key, void rows deleted
afterwards. Started by bench/run.

Reads local files that begin with a header line. Side by side by table, one process for all groups of a table. sling knows
no logids, so a fact's pair of void=1 and void=0 rows may come out either way.
"""

import argparse
import concurrent.futures
import json
import os
import subprocess
import sys

sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from feed import read_tables

TYPES = {"VARCHAR": "text", "DOUBLE": "float", "INTEGER": "integer", "BIGINT": "bigint", "SMALLINT": "integer",
         "BOOLEAN": "bool", "TIMESTAMP": "datetime", "DATE": "date"}


def replication(table, folder, groups):
    """A replication of one table: its groups are streams, in order. sling reads JSON as YAML."""
    streams = {}
    for group in groups:
        files = os.path.join(folder, str(group), table.name)
        if not os.path.isdir(files):
            continue
        stream = {"object": f"public.{table.name}", "mode": "full-refresh"}
        if streams:
            stream.update(mode="incremental", primary_key=table.match)
            if table.kind == "append-only-fact":
                stream.update(mode="snapshot")
                del stream["primary_key"]
        if table.kind != "dimension":
            void = "void" if table.columns["void"] == "BOOLEAN" else "void = 1"
            stream["target_options"] = {"post_sql": f"DELETE FROM public.{table.name} WHERE {void}"}
        streams[f"file://{files}/"] = stream
    columns = {name: TYPES.get(type_, type_.lower()) for name, type_ in table.columns.items()}
    return {
        "source": "LOCAL", "target": "TARGET", "streams": streams,
        "defaults": {"columns": columns, "source_options": {"format": "csv", "header": True}},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("sling", "url", "tables", "folder", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--parallelism", type=int, required=True)
    arguments = parser.parse_args()
    groups = sorted(map(int, os.listdir(arguments.folder)))
    environment = dict(
        os.environ, TARGET=arguments.url, SLING_HOME_DIR=arguments.work, SLING_DISABLE_TELEMETRY="true",
        SLING_LOADED_AT_COLUMN="false")

    def load(table):
        path = os.path.join(arguments.work, table.name + ".yaml")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(replication(table, arguments.folder, groups), file, indent=1)
        subprocess.run([arguments.sling, "run", "-r", path], env=environment, check=True)

    def size(table):
        folder = os.path.join(arguments.folder, str(groups[0]), table.name)
        return sum(entry.stat().st_size for entry in os.scandir(folder))

    with concurrent.futures.ThreadPoolExecutor(arguments.parallelism) as pool:
        list(pool.map(load, sorted(read_tables(arguments.tables), key=size, reverse=True)))


if __name__ == "__main__":
    main()
