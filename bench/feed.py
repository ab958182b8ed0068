"""A generated feed: its tables, its groups and files, and how part of it is published as a bucket."""

import csv
import dataclasses
import json
import operator
import os
import shutil

POD = os.path.join("CustomerFolder", "POD1")


@dataclasses.dataclass(frozen=True)
class FeedTable:
    """A table as tables.txt tells it: columns with DuckDB's types, in the order of the files."""

    name: str
    kind: str
    key: list
    columns: dict

    @property
    def match(self):
        """What a row is found by: a fact's key belongs to an organisation."""
        return self.key + ["organizationid"] if self.kind == "fact" else self.key

    def names(self, prefix=""):
        return ", ".join(f'{prefix}"{name}"' for name in self.columns)

    def create_in_postgresql(self):
        types = {"VARCHAR": "text", "DOUBLE": "double precision"}
        columns = ", ".join(f'"{name}" {types.get(type_, type_)}' for name, type_ in self.columns.items())
        return f'CREATE TABLE "{self.name}" ({columns});\n'


def read_tables(path):
    tables = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            words = line.split()
            if line.startswith(" "):
                tables[-1].columns[words[0]] = words[1]
            else:
                tables.append(FeedTable(words[0], words[1], words[2].split(","), {}))
    return tables


class Feed:
    """The folder that generate.py has written."""

    def __init__(self, folder):
        self.folder = folder
        self.tables = read_tables(os.path.join(folder, "tables.txt"))
        with open(os.path.join(folder, "figures.json"), encoding="utf-8") as file:
            self.figures = json.load(file)

    @property
    def groups(self):
        return sorted(map(int, os.listdir(os.path.join(self.folder, POD))))

    def files(self, groups=None, table=None):
        """Paths of the data files, in the order in which they count."""
        found = []
        for group in groups or self.groups:
            top = os.path.join(self.folder, POD, str(group))
            for name in sorted(os.listdir(top)) if table is None else [table.name]:
                logids = os.path.join(top, name)
                for logid in sorted(os.listdir(logids), key=int) if os.path.isdir(logids) else []:
                    folder = os.path.join(logids, logid)
                    found += [os.path.join(folder, part) for part in sorted(os.listdir(folder))]
        return found

    def bytes(self, groups=None, table=None):
        return sum(map(os.path.getsize, self.files(groups, table)))

    def publish(self, bucket, groups):
        """Makes a bucket hold the schema and these groups; what it has already stays the same objects (by hard links)."""
        schema = os.path.join("CustomerFolder", "SchemaFull")
        for part in [schema, *(os.path.join(POD, str(group)) for group in groups)]:
            target = os.path.join(bucket, part)
            if not os.path.exists(target):
                shutil.copytree(os.path.join(self.folder, part), target, copy_function=os.link)

    def write_for_upserts(self, folder):
        """Copies the files to <group>/<table>/, each behind a line with the columns' names. Of a key that a later group has
        more than once only the last row: an upsert can take no other.
        """
        for group in self.groups:
            for table in self.tables:
                files = self.files([group], table)
                if not files:
                    continue
                target = os.path.join(folder, str(group), table.name)
                os.makedirs(target)
                if group != self.groups[0] and table.kind != "append-only-fact":
                    _write_last_rows(table, files, os.path.join(target, "0.csv"))
                    continue
                for number, path in enumerate(files):
                    # numbered so that they sort as they count
                    with open(path, "rb") as source, open(os.path.join(target, f"{number:06d}.csv"), "wb") as copy:
                        copy.write((",".join(table.columns) + "\n").encode())
                        shutil.copyfileobj(source, copy, 1 << 20)


def _write_last_rows(table, files, target):
    key = operator.itemgetter(*(list(table.columns).index(name) for name in table.match))
    rows = {}
    for path in files:
        with open(path, encoding="utf-8", newline="") as file:
            rows.update((key(row), row) for row in csv.reader(file))
    with open(target, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([list(table.columns), *rows.values()])
