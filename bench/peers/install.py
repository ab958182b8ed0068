"""Brings sling and dlt from PyPI into the user's cache folder, once."""

import os
import shutil
import subprocess
import sys
import zipfile

SLING = "1.4.11"  # the last one whose package holds the program itself
DLT = "1.30.0"
PYTHON = sys.executable


def cache():
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(home, "zenoti-s3-sync-bench")
    os.makedirs(folder, exist_ok=True)
    return folder


def sling():
    """Path of the program; None if it can't be had."""
    folder = os.path.join(cache(), f"sling-{SLING}")
    program = os.path.join(folder, "sling_linux_amd64", "bin", "sling-linux-amd64")
    if not os.path.exists(program):
        new = folder + ".new"
        shutil.rmtree(new, ignore_errors=True)
        if not _pip(PYTHON, "download", "--no-deps", "--dest", new, f"sling-linux-amd64=={SLING}"):
            return None
        for wheel in os.listdir(new):
            zipfile.ZipFile(os.path.join(new, wheel)).extractall(new)
            os.remove(os.path.join(new, wheel))
        os.rename(new, folder)
        os.chmod(program, 0o755)
    return program


def dlt():
    """Path of a Python that has dlt; None if it can't be had."""
    folder = os.path.join(cache(), f"dlt-{DLT}")
    python = os.path.join(folder, "bin", "python")
    done = os.path.join(folder, "done")
    if not os.path.exists(done):
        shutil.rmtree(folder, ignore_errors=True)
        if subprocess.run([PYTHON, "-m", "venv", folder], stdout=subprocess.DEVNULL).returncode != 0:
            return None
        if not _pip(python, "install", f"dlt[postgres]=={DLT}", "pyarrow"):
            return None
        open(done, "w", encoding="ascii").close()
    return python


def _pip(python, *words):
    command = [python, "-m", "pip", words[0], "-q", "--disable-pip-version-check", *words[1:]]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0
