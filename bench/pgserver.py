"""A PostgreSQL server of its own for a benchmark: fresh data, loopback alone, the same settings for everybody measured."""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile

# what a server of this size is usually given; durability as PostgreSQL ships it
SETTINGS = {
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    # the log's files are kept and used again: whoever comes first has no more of them to make than the others
    "min_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
}


def binaries():
    """The folder of initdb, pg_ctl, psql and the rest; None if PostgreSQL is not installed."""
    found = shutil.which("pg_ctl")
    if found:
        return os.path.dirname(os.path.realpath(found))
    installed = glob.glob("/usr/lib/postgresql/*/bin/pg_ctl")
    return os.path.dirname(max(installed, key=lambda path: int(path.split("/")[4]))) if installed else None


class PgServer:
    """Runs from with to its end; the data is deleted afterwards."""

    def __init__(self, folder=None):
        self.bin = binaries()
        if self.bin is None:
            raise FileNotFoundError("PostgreSQL's pg_ctl is neither on the PATH nor below /usr/lib/postgresql")
        self.folder = tempfile.mkdtemp(prefix="zenoti-pg-", dir=folder)
        self.port = _free_port()

    def __enter__(self):
        # the server refuses to run as root
        self._user = {}
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres" if _exists("postgres") else "nobody")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self._user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        data = os.path.join(self.folder, "data")
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = dict(SETTINGS, listen_addresses="127.0.0.1", port=self.port, unix_socket_directories=self.folder)
        with open(os.path.join(data, "postgresql.auto.conf"), "a", encoding="ascii") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        self._run("pg_ctl", "-D", os.path.join(self.folder, "data"), "-l", os.path.join(self.folder, "log"), "-w", "start")

    def stop(self):
        """Its connections break; with start() it is there again, with what was committed."""
        self._run("pg_ctl", "-D", os.path.join(self.folder, "data"), "-m", "immediate", "-w", "stop")

    def _run(self, tool, *words):
        # from a folder that the server's user may enter
        subprocess.run([os.path.join(self.bin, tool), *words], cwd=self.folder, check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, **self._user)

    def psql(self, database, *words):
        """The command line of psql for a database, unaligned, ending at the first error."""
        return [os.path.join(self.bin, "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p",
                str(self.port), "-U", "postgres", "-d", database, *words]

    def sql(self, database, text):
        """What statements print; they end at the first error."""
        return subprocess.run(self.psql(database, "-f", "-"), input=text, check=True, capture_output=True, text=True).stdout

    def fresh_database(self, name):
        """An empty database, with everything written before on the disk."""
        self.sql("postgres", f"DROP DATABASE IF EXISTS {name};\nCREATE DATABASE {name};\nCHECKPOINT;\n")
        return f"jdbc:postgresql://127.0.0.1:{self.port}/{name}"

    def seconds(self):
        """Processor time of the server and of all its backends so far, those that have ended included; None without /proc."""
        with open(os.path.join(self.folder, "data", "postmaster.pid"), encoding="ascii") as file:
            postmaster = int(file.readline())
        total = 0
        for stat in glob.glob("/proc/[0-9]*/stat"):
            try:
                with open(stat, encoding="ascii", errors="replace") as file:
                    fields = file.read().rpartition(")")[2].split()
            except OSError:
                continue
            pid = int(stat.split("/")[2])
            if pid == postmaster:
                total += sum(map(int, fields[11:15]))
            elif int(fields[1]) == postmaster:
                total += sum(map(int, fields[11:13]))
        return total / os.sysconf("SC_CLK_TCK") if total else None


def _exists(user):
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
