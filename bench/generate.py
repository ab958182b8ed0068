#!/usr/bin/env python3
"""Writes a feed as Zenoti shapes it, of any size, the same for the same seed.

Below the given directory: CustomerFolder/SchemaFull/*.txt, CustomerFolder/POD1/<group>/<table>/<logid>/part_*.csv, and
tables.txt (kind, key, columns and types of every table, for the reference) with figures.json beside it.

The first group is the full load with three quarters of the bytes, five groups follow. In those, facts have pairs of
void=1 and void=0 rows for changed rows, void=1 rows for deleted ones, and new rows, in any order; every second group has
two logids, of which the later one voids rows that the earlier one brought. Numbers of groups and logids cross a power of
ten, so that only a numeric order of folders is right.

Rows are joined from ready pieces: runs of columns from a pool, and between them the values that every row has of its own.
"""

import argparse
import json
import math
import os
import random
import time

import tables
from values import Values, key_guid

ROOT = "CustomerFolder"
POD = "POD1"
FULL_LOAD = 996
INCREMENTS = 5
FULL_SHARE = 0.75
MAX_FILE = 95_000_000  # "files of up to about 100 MB"
POOL = 4_000  # rows of the pool that runs of columns come from
BLOCK = 5_000  # rows that are joined at once
FIRST_KEY = 4_000_000_000_000
ORGANIZATIONS = [key_guid(-number) for number in range(2, 5)]


class TableWriter:
    """Writes the files of one table and remembers which keys it has given out."""

    def __init__(self, table, directory, seed):
        self.table = table
        self.directory = directory
        self.chance = random.Random(f"{seed}/{table.name}")
        self.values = Values(self.chance)
        self.pieces = self._pieces()
        self.keys = 0
        self.figures = {"rows": 0, "bytes": 0, "files": 0}
        sample = list(range(1000))
        self.row_size = len(self._text(sample, [0] * 1000).encode()) / 1000

    def _pieces(self):
        """Per piece of a row a function of the rows' key numbers and void flags, which gives its texts."""
        pieces, run, keys = [], [], []
        for column in self.table.columns:
            maker = column.maker
            own = maker.startswith("key") or maker in ("org", "void") or "*" in maker
            if not own:
                run.append(column)
                continue
            if run:
                pieces.append(self._pool(run))
                run = []
            if maker.startswith("key"):
                keys.append(maker)
                if len(keys) == 1:  # the columns of a compound key stand together, as one piece
                    pieces.append(lambda numbers, voids: [self._key(keys, number) for number in numbers])
            elif maker == "org":
                pieces.append(lambda numbers, voids: [ORGANIZATIONS[number % len(ORGANIZATIONS)] for number in numbers])
            elif maker == "void":
                pieces.append(lambda numbers, voids: ["01"[void] for void in voids])
            else:
                pieces.append(lambda numbers, voids, maker=maker: self.values.own(maker, len(numbers)))
        if run:
            pieces.append(self._pool(run))
        return pieces

    def _pool(self, run):
        pool = [",".join(self.values.pooled(column.maker, column.nulls) for column in run) for _ in range(POOL)]
        return lambda numbers, voids: self.chance.choices(pool, k=len(numbers))

    @staticmethod
    def _key(makers, number):
        if makers == ["key"]:
            return str(FIRST_KEY + number)
        if makers == ["key:guid"]:
            return key_guid(number)
        return f"{key_guid(number // 3)},{number % 3 + 1}"

    def _text(self, numbers, voids):
        columns = [piece(numbers, voids) for piece in self.pieces]
        return "\n".join(map(",".join, zip(*columns))) + "\n"

    def _write(self, group, logid, rows, parts):
        """Writes rows, pairs of key number and void flag, evenly into files."""
        folder = os.path.join(self.directory, ROOT, POD, str(group), self.table.name.lower(), str(logid))
        os.makedirs(folder, exist_ok=True)
        count = len(rows)
        for part in range(parts):
            path = os.path.join(folder, f"part_{part:04d}.csv")
            with open(path, "wb") as file:
                end = count * (part + 1) // parts
                for start in range(count * part // parts, end, BLOCK):
                    block = rows[start : min(start + BLOCK, end)]
                    file.write(self._text([number for number, _ in block], [void for _, void in block]).encode())
                self.figures["bytes"] += file.tell()
            self.figures["files"] += 1
        self.figures["rows"] += count

    def _new(self, count):
        first = self.keys
        self.keys += count
        return list(range(first, self.keys))

    def one_file(self, size):
        """A full load in a single file: ready rows again and again, each time with a key of its own."""
        ready = range(20_000)
        columns = [piece(ready, [0] * len(ready)) for piece in self.pieces]
        own = next(index for index, column in enumerate(columns) if column[0] == self._key(["key"], 0))
        left = ["".join(text + "," for text in row) for row in zip(*columns[:own])]
        right = ["".join("," + text for text in row) + "\n" for row in zip(*columns[own + 1 :])]
        folder = os.path.join(self.directory, ROOT, POD, str(FULL_LOAD), self.table.name.lower(), "1")
        os.makedirs(folder)
        with open(os.path.join(folder, "part_0000.csv"), "wb") as file:
            while file.tell() < size:
                keys = map(str, range(FIRST_KEY + self.keys, FIRST_KEY + self.keys + len(ready)))
                file.write("".join(map("".join, zip(left, keys, right))).encode())
                self.keys += len(ready)
            self.figures = {"rows": self.keys, "bytes": file.tell(), "files": 1}

    def full_load(self, size):
        rows = [(number, 0) for number in self._new(max(10, int(size / self.row_size)))]
        if self.table.kind != tables.FACT:
            # in a dimension void is data, in an append-only fact such rows are left out
            rows = [(number, 1 if number % 50 == 7 else 0) for number, _ in rows]
        parts = max(self.table.parts, math.ceil(size / MAX_FILE))
        self._write(FULL_LOAD, 1, rows, parts)

    def increment(self, ordinal, size, newest=None):
        """Writes the next group; the known keys in it lie anywhere, or among the newest ones."""
        known = range(max(0, self.keys - (newest or self.keys)), self.keys)
        count = max(10, int(size / self.row_size))
        batches = {tables.FACT: self._fact, tables.DIMENSION: self._dimension, tables.APPEND_ONLY: self._append_only}[
            self.table.kind](known, count, ordinal % 2 == 0)
        for index, rows in enumerate(batches):
            self.chance.shuffle(rows)
            parts = 2 if self.table.parts > 1 and len(rows) > 1000 else 1
            self._write(FULL_LOAD + ordinal, 9 + index, rows, parts)

    def _fact(self, known, count, two_logids):
        changed = self.chance.sample(known, min(len(known), count * 35 // 100))
        deleted, updated = changed[: len(changed) // 7], changed[len(changed) // 7 :]
        new = self._new(count * 35 // 100)
        rows = [(number, 1) for number in deleted] + [(number, 0) for number in new]
        first, second = updated, []
        if two_logids:
            half = len(updated) // 2
            # some are changed a second time, and some new rows are gone again
            first, second = updated[:half], updated[half:] + updated[: half // 5]
        rows += [(number, void) for number in first for void in (1, 0)]
        batches = [rows]
        if two_logids:
            batches.append(
                [(number, void) for number in second for void in (1, 0)] + [(number, 1) for number in new[: len(new) // 20]])
        return batches

    def _dimension(self, known, count, two_logids):
        changed = self.chance.sample(known, min(len(known), count * 60 // 100))
        rows = [(number, 1 if number % 11 == 3 else 0) for number in changed + self._new(count * 40 // 100)]
        # the later logid brings some keys again: the last one wins
        return [rows, rows[: len(rows) // 10]] if two_logids else [rows]

    def _append_only(self, _, count, two_logids):
        rows = [(number, 1 if number % 50 == 7 else 0) for number in self._new(count)]
        return [rows[: count // 2], rows[count // 2 :]] if two_logids else [rows]


def write_schema(directory, chosen):
    folder = os.path.join(directory, ROOT, "SchemaFull")
    os.makedirs(folder, exist_ok=True)
    for table in chosen:
        with open(os.path.join(folder, f"{table.name}.txt"), "w", encoding="utf-8") as file:
            file.write(table.ddl())
    with open(os.path.join(directory, "tables.txt"), "w", encoding="utf-8") as file:
        for table in chosen:
            file.write(f"{table.name.lower()} {table.kind} {','.join(table.key).lower()}\n")
            for column in table.columns:
                file.write(f"  {column.name.lower()} {column.duckdb_type()}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", help="a new or empty one")
    parser.add_argument("--size", type=float, default=1000, help="MB of CSV, default 1000")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--tables", type=int, default=len(tables.TABLES), help="12 (default) or more, of small ones")
    parser.add_argument("--one-file", action="store_true", help="bi_factforms alone, a full load in a single file")
    arguments = parser.parse_args()
    started = time.monotonic()
    size = arguments.size * 1e6
    chosen = tables.TABLES[:1] if arguments.one_file else tables.many(arguments.tables)
    write_schema(arguments.directory, chosen)
    figures = {"seed": arguments.seed, "size_mb": arguments.size, "tables": {}}
    for table in chosen:
        writer = TableWriter(table, arguments.directory, arguments.seed)
        if arguments.one_file:
            writer.one_file(size)
        else:
            writer.full_load(size * table.share * FULL_SHARE)
            for ordinal in range(1, INCREMENTS + 1):
                writer.increment(ordinal, size * table.share * (1 - FULL_SHARE) / INCREMENTS)
        figures["tables"][table.name.lower()] = dict(writer.figures, columns=len(table.columns), kind=table.kind)
    for name in ("rows", "bytes", "files"):
        figures[name] = sum(table[name] for table in figures["tables"].values())
    with open(os.path.join(arguments.directory, "figures.json"), "w", encoding="utf-8") as file:
        json.dump(figures, file, indent=2)
    print(f"{figures['bytes'] / 1e6:.1f} MB, {figures['rows']:,} rows, {figures['files']} files, "
          f"{len(chosen)} tables in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
