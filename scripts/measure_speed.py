#!/usr/bin/env python3
"""Measures what it takes to compile an environment's packages: pycompileall, compileall, uv and pip side by side.

    scripts/measure_speed.py --program target/release/pycompileall --python python3.14 --uv uv --pip pip \\
        --requirements FILE > docs/speed/measurement.json

FILE pins every package (`uv pip freeze`). All are installed into fresh environments from caches on this machine, several
times in turn, and the medians count. What uv and pip take for compiling is the difference between an installation that
compiles and one that does not. The packages that are named with --import are imported without .pyc files and with ours.
Have nothing else run on the machine, and take a file system from which nothing was deleted in the last minutes: ext4 is
slow to make files while it avoids the places of deleted ones. So all environments stay until the end.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time


def timed(command, **environment):
    """The seconds that a command takes."""
    start = time.monotonic()
    finished = subprocess.run(
        [str(word) for word in command],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    seconds = time.monotonic() - start
    # compileall and ours end with 1 since a package or two has a file that is no Python of this version.
    if finished.returncode not in (0, 1) or "error:" in finished.stderr.lower():
        sys.exit(f"{command} ended with {finished.returncode}:\n{finished.stderr}")
    return seconds


class Bench:
    def __init__(self, arguments, directory):
        self.arguments = arguments
        self.directory = directory
        self.wheels = directory / "wheels"
        self.uv_cache = directory / "uv-cache"

    def fetch(self):
        """Fills the caches that all installations are made from."""
        pip = [self.arguments.pip, "--python", self.environment(), "download", "--quiet", "--no-deps"]
        subprocess.run([*pip, "-r", self.arguments.requirements, "-d", self.wheels], check=True)
        self.uv(self.environment())

    def environment(self):
        """The interpreter of a new environment."""
        path = pathlib.Path(tempfile.mkdtemp(dir=self.directory)) / "environment"
        create = [self.arguments.uv, "venv", "--quiet", "--no-config", "--python", self.arguments.python, path]
        subprocess.run(create, check=True)
        return path / "bin" / "python"

    def uv(self, python, *more):
        install = [self.arguments.uv, "pip", "install", "--quiet", "--no-config", "--no-deps", "--offline", *more]
        if not self.uv_cache.exists():
            install.remove("--offline")
        return timed([*install, "--python", python, "-r", self.arguments.requirements], UV_CACHE_DIR=str(self.uv_cache))

    def pip(self, python, *more):
        install = [self.arguments.pip, "--python", python, "install", "--quiet", "--no-deps", "--no-index", *more]
        options = ["--find-links", self.wheels, "--disable-pip-version-check", "-r", self.arguments.requirements]
        return timed([*install, *options])

    def round(self):
        """Each command once; its seconds by name."""
        found = {}
        python = self.environment()
        found["uv pip install"] = self.uv(python)
        found["compileall"] = timed([python, "-W", "ignore", "-m", "compileall", "-qq", "-j", "0", library_of(python)])
        python = self.environment()
        self.uv(python)
        for name in self.arguments.imports:
            command = [python, "-W", "ignore", "-c", f"import {name}"]
            # The first one brings the sources into memory.
            timed(command, PYTHONDONTWRITEBYTECODE="1")
            found[f"import {name}, nothing compiled"] = timed(command, PYTHONDONTWRITEBYTECODE="1")
        found["pycompileall"] = timed([self.arguments.program, "-qq", "-W", "ignore", library_of(python)])
        for name in self.arguments.imports:
            found[f"import {name}, compiled"] = timed([python, "-W", "ignore", "-c", f"import {name}"])
        for name, install, option in [
            ("uv pip install --compile-bytecode", self.uv, ["--compile-bytecode"]),
            ("pip install --no-compile", self.pip, ["--no-compile"]),
            ("pip install", self.pip, []),
        ]:
            found[name] = install(self.environment(), *option)
        return found

    def files(self):
        """The number of sources, and of their bytes."""
        python = self.environment()
        self.uv(python)
        sizes = [path.stat().st_size for path in library_of(python).rglob("*.py") if path.is_file()]
        return len(sizes), sum(sizes)


def library_of(python):
    """The packages of an environment."""
    return next((python.parent.parent / "lib").iterdir()) / "site-packages"


def said_by(*command):
    return subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for option in ["--program", "--python", "--uv", "--pip"]:
        parser.add_argument(option, required=True)
    parser.add_argument("--requirements", required=True, type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--import", dest="imports", action="append", default=[])
    arguments = parser.parse_args()
    arguments.requirements = arguments.requirements.resolve()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as directory:
        bench = Bench(arguments, pathlib.Path(directory))
        bench.fetch()
        files, size = bench.files()
        rounds = [bench.round() for _ in range(arguments.runs)]
    commands = {
        name: {
            "seconds": round(statistics.median(run[name] for run in rounds), 2),
            "runs": [round(run[name], 2) for run in rounds],
        }
        for name in rounds[0]
    }
    record = {
        "date": datetime.date.today().isoformat(),
        "machine": f"{processor()}, {os.cpu_count()} cores, {platform.system()}",
        "python": said_by(arguments.python, "-c", "import platform; print(platform.python_version())"),
        "programs": [
            said_by(arguments.program, "--version"),
            said_by(arguments.uv, "--version").split(" (")[0],
            " ".join(said_by(arguments.pip, "--version").split()[:2]),
        ],
        "requirements": arguments.requirements.read_text().split(),
        "files": files,
        "bytes": size,
        "commands": commands,
    }
    json.dump(record, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
