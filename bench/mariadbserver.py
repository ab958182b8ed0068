"""A server of MariaDB or MySQL of its own for a benchmark: fresh data, loopback alone, the same settings for everybody measured."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time

from pgserver import _exists, _free_port

# what a server of this size is usually given; durability and all else as it is shipped
SETTINGS = ["--innodb-buffer-pool-size=1G", "--local-infile=1"]


def program(name):
    """Its path; servers are often not on the PATH of a user."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found:
        raise FileNotFoundError(f"{name} is not installed (Debian: package mariadb-server)")
    return found


class MariaDbServer:
    """Runs from with to its end; the data is deleted afterwards."""

    name = "MariaDB"
    # of texts: exact, blanks at the end included
    collation = "utf8mb4_nopad_bin"

    def __init__(self, folder=None):
        self.folder = tempfile.mkdtemp(prefix="zenoti-mariadb-", dir=folder)
        self.port = _free_port()

    def __enter__(self):
        self._user = {}
        words = ["--no-defaults", "--datadir=" + os.path.join(self.folder, "data")]
        if os.geteuid() == 0:
            owner = pwd.getpwnam("mysql" if _exists("mysql") else "nobody")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self._user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        with open(os.path.join(self.folder, "install.log"), "wb") as log:
            subprocess.run(
                self._installation(words), cwd=self.folder, check=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                **self._user)
        with open(os.path.join(self.folder, "log"), "wb") as log:
            self._process = subprocess.Popen(
                [*self._server(words), *SETTINGS, f"--port={self.port}", "--bind-address=127.0.0.1",
                 "--tmpdir=" + self.folder, "--socket=" + os.path.join(self.folder, "socket"),
                 "--pid-file=" + os.path.join(self.folder, "pid")],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **self._user)
        for _ in range(300):
            if subprocess.run(self.client("", "-e", "SELECT 1"), capture_output=True).returncode == 0:
                return self
            time.sleep(0.1)
        self.__exit__()
        raise FileNotFoundError(f"{self.name} does not start")

    def _installation(self, words):
        return [program("mariadb-install-db"), *words, "--auth-root-authentication-method=normal", "--skip-test-db"]

    def _server(self, words):
        return [program("mariadbd"), *words, "--innodb-log-file-size=1G"]

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def client(self, database, *words):
        """The command line of its client for a database, values separated by tabs."""
        return [
            program("mariadb"), "--no-defaults", "--host=127.0.0.1", f"--port={self.port}", "--user=root", "--batch",
            "--skip-column-names", "--local-infile=1", "--default-character-set=utf8mb4", *words, database]

    def sql(self, database, text):
        """What statements print; they end at the first error."""
        return subprocess.run(self.client(database), input=text, check=True, capture_output=True, text=True).stdout

    def fresh_database(self, name):
        """An empty database, with what was written before on the disk."""
        self.sql("", f"DROP DATABASE IF EXISTS {name}; CREATE DATABASE {name};"
                     " SET GLOBAL innodb_max_dirty_pages_pct = 0;")
        for _ in range(600):
            dirty = self.sql("", "SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'").split()[1]
            if int(dirty) < 100:
                break
            time.sleep(0.1)
        self.sql("", "SET GLOBAL innodb_max_dirty_pages_pct = DEFAULT")
        return self._url(name)

    def _url(self, database):
        return f"jdbc:mariadb://127.0.0.1:{self.port}/{database}?user=root"

    def seconds(self):
        """Processor time of the server so far; None without /proc."""
        try:
            with open(f"/proc/{self._process.pid}/stat", encoding="ascii", errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            return None
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


class MySqlServer(MariaDbServer):
    """The same of MySQL 8, which is on no distribution's list of packages here: its programs are in a folder."""

    name = "MySQL"
    collation = "utf8mb4_0900_bin"

    def __init__(self, programs, folder=None):
        super().__init__(folder)
        self._programs = os.path.abspath(programs)

    def _installation(self, words):
        return [*self._mysqld(words), "--initialize-insecure"]

    def _server(self, words):
        return [*self._mysqld(words), "--innodb-redo-log-capacity=1G", "--mysqlx=OFF"]

    def _mysqld(self, words):
        return [os.path.join(self._programs, "bin", "mysqld"), *words, "--basedir=" + self._programs]

    def _url(self, database):
        # not encrypted, as the script's connection
        return f"jdbc:mysql://127.0.0.1:{self.port}/{database}?user=root&sslMode=DISABLED"
