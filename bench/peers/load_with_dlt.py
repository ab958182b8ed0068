#!/usr/bin/env python3
"""Loads a feed with dlt as far as it goes: the full load by append, later groups by merge with void as hard_delete. Started by
bench/run with the Python of an environment that has dlt.

Uses dlt's fast ways: Arrow tables from pyarrow's CSV reader, COPY of CSV into PostgreSQL, as many workers as tables are
loaded side by side. dlt knows no logids, so a fact's pair of void=1 and void=0 rows may come out either way.
"""

import argparse
import os
import re
import sys

sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
for option in ("url", "feed", "work"):
    parser.add_argument("--" + option, required=True)
parser.add_argument("--parallelism", type=int, required=True)
arguments = parser.parse_args()
# before dlt is there to read it
os.environ.update({
    "DLT_DATA_DIR": arguments.work,
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "ERROR",
    "NORMALIZE__WORKERS": str(arguments.parallelism),
    "LOAD__WORKERS": str(arguments.parallelism),
    "EXTRACT__WORKERS": str(arguments.parallelism),
})

import dlt
import pyarrow
import pyarrow.csv

from feed import Feed

ARROW = {
    "VARCHAR": pyarrow.string(), "DOUBLE": pyarrow.float64(), "INTEGER": pyarrow.int32(), "BIGINT": pyarrow.int64(),
    "SMALLINT": pyarrow.int16(), "BOOLEAN": pyarrow.bool_(), "TIMESTAMP": pyarrow.timestamp("us"), "DATE": pyarrow.date32()}


def arrow_type(name, type_):
    if name == "void":  # hard_delete wants a flag
        return pyarrow.bool_()
    decimal = re.fullmatch(r"DECIMAL\((\d+),(\d+)\)", type_)
    return pyarrow.decimal128(int(decimal[1]), int(decimal[2])) if decimal else ARROW[type_]


def read(files, table):
    types = {name: arrow_type(name, type_) for name, type_ in table.columns.items()}
    for file in files:
        with pyarrow.csv.open_csv(
            file,
            read_options=pyarrow.csv.ReadOptions(column_names=list(types), block_size=8 << 20),
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False),
        ) as reader:
            for batch in reader:
                yield pyarrow.Table.from_batches([batch])


def resource(feed, group, table, first):
    hints = {}
    if table.kind == "fact" and not first:
        hints["columns"] = {"void": {"hard_delete": True}}
    if table.kind != "append-only-fact":
        hints["primary_key"] = table.match
    merged = table.kind != "append-only-fact" and not first
    return dlt.resource(
        read(feed.files([group], table), table), name=table.name, write_disposition="merge" if merged else "append",
        parallelized=True, **hints)


def main():
    feed = Feed(arguments.feed)
    pipeline = dlt.pipeline(
        "bench", destination=dlt.destinations.postgres(arguments.url), dataset_name="feed", pipelines_dir=arguments.work)
    for group in feed.groups:
        pipeline.run(
            [resource(feed, group, table, group == feed.groups[0]) for table in feed.tables], loader_file_format="csv")


if __name__ == "__main__":
    main()
