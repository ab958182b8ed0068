"""Other loaders, measured beside the sync: how they are started. They can't follow the feed's rules: only time counts."""

import os

from process import run_process

from . import install

HERE = os.path.dirname(os.path.abspath(__file__))


class Sling:
    name = "sling"

    def __init__(self, bench, feed):
        self.bench, self.feed = bench, feed
        self.program = install.sling()
        if self.program:
            # it needs a header to know the columns by their names, and each key once; writing that is not counted
            self.files = bench.path("for-upserts")
            feed.write_for_upserts(self.files)

    def load(self, server):
        return run_process(
            [install.PYTHON, os.path.join(HERE, "load_with_sling.py"), "--sling", self.program,
             "--url", f"postgres://postgres@127.0.0.1:{server.port}/target?sslmode=disable",
             "--tables", os.path.join(self.feed.folder, "tables.txt"), "--folder", self.files,
             "--work", self.bench.fresh_folder("sling"), "--parallelism", str(self.bench.arguments.parallelism)],
            self.bench.work)


class Dlt:
    name = "dlt"

    def __init__(self, bench, feed):
        self.bench, self.feed = bench, feed
        self.program = install.dlt()

    def load(self, server):
        return run_process(
            [self.program, os.path.join(HERE, "load_with_dlt.py"),
             # it wants a password, the server doesn't
             "--url", f"postgresql://postgres:none@127.0.0.1:{server.port}/target",
             "--feed", self.feed.folder, "--work", self.bench.fresh_folder("dlt"),
             "--parallelism", str(self.bench.arguments.parallelism)],
            self.bench.work)
