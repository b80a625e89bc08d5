"""The programs of this distribution: where they are, and how they run for the interpreter that asks."""

from __future__ import annotations

import os
import sys
from typing import Any, Dict, Iterable, Iterator, List, NoReturn, Optional

Record = Dict[str, Any]
"""A line of `--output-format json-lines`."""

# The system takes more in one command line, but not everywhere.
_ARGUMENTS_SIZE = 512 * 1024


def find_bin(name: str = "pycompileall") -> str:
    """Return the path of a program of this distribution, `pycompileall` or `pycompile`.

    It is where the installer has put it: beside this package, wherever that is. PATH is not asked.
    """
    for directory in _script_directories():
        path = os.path.join(directory, name)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise FileNotFoundError("the program %r is not in any directory that installers put programs into" % name)


def _script_directories() -> Iterator[str]:
    packages = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    # `--target DIR` makes DIR/bin.
    yield os.path.join(packages, "bin")
    # PREFIX/lib/python3.X/site-packages: a virtual environment, `--prefix`, `--user`, a system's.
    yield os.path.normpath(os.path.join(packages, "..", "..", "..", "bin"))
    # Elsewhere if this package is not installed but linked to.
    import sysconfig

    yield sysconfig.get_path("scripts")
    yield sysconfig.get_path("scripts", vars={"base": sys.base_prefix})
    yield sysconfig.get_path("scripts", "posix_user")


def version() -> Optional[str]:
    """Return the release that files are compiled for here, or None if its .pyc files are none of CPython's usual ones."""
    if sys.implementation.name != "cpython" or "t" in getattr(sys, "abiflags", ""):
        return None
    return "%d.%d.%d" % sys.version_info[:3]


def environment() -> Dict[str, str]:
    """Return the environment in which a program has the settings of this interpreter, wherever they come from."""
    result = dict(os.environ)
    if sys.flags.ignore_environment:
        result = {name: value for name, value in result.items() if not name.startswith("PYTHON")}
    digits = getattr(sys, "get_int_max_str_digits", None)
    settings = {
        "PYTHONOPTIMIZE": str(sys.flags.optimize or ""),
        "PYTHONPYCACHEPREFIX": sys.pycache_prefix,
        "PYTHONWARNINGS": ",".join(sys.warnoptions),
        "PYTHONNODEBUGRANGES": "" if _records_columns() else "1",
        "PYTHONINTMAXSTRDIGITS": str(digits()) if digits else None,
        "PYTHONNOUSERSITE": "1" if sys.flags.no_user_site else None,
        "PYTHONSAFEPATH": "1" if getattr(sys.flags, "safe_path", False) else None,
    }
    for name, value in settings.items():
        result.pop(name, None)
        if value:
            result[name] = value
    return result


def _records_columns() -> bool:
    """Whether this interpreter puts columns into code (not with `-X no_debug_ranges`)."""
    code = compile("x", "", "eval")
    positions = getattr(code, "co_positions", None)
    return positions is None or any(position[2] is not None for position in positions())


def become(name: str) -> NoReturn:
    """Run a program in the place of this process, for this interpreter, with the arguments of the process."""
    variables = environment()
    release = version()
    if release is not None:
        variables.setdefault("PYCOMPILEALL_PYTHON_VERSION", release)
    # Without FILE or DIR the program asks for the search path of the first interpreter that it finds: of this one.
    if sys.prefix != sys.base_prefix:
        variables["VIRTUAL_ENV"] = sys.prefix
    else:
        variables.pop("VIRTUAL_ENV", None)
    if sys.executable:
        search_path = [os.path.dirname(sys.executable), *filter(None, [variables.get("PATH")])]
        variables["PATH"] = os.pathsep.join(search_path)
    for stream in filter(None, [sys.stdout, sys.stderr]):
        stream.flush()
    os.execve(find_bin(name), [name, *sys.argv[1:]], variables)


def records(name: str, flags: List[str], paths: Iterable[str]) -> Iterator[Record]:
    """Run a program for this interpreter over some paths, and yield what it says of each, as it goes.

    It runs as often as it takes for all paths, and no more once it has failed for `pycompile`, which then ends, too.
    """
    release = version()
    if release is None:
        raise ValueError("pycompileall can't compile for this implementation of Python: " + sys.version)
    variables = {name: value for name, value in environment().items() if not name.startswith("PYCOMPILEALL_")}
    # The flags say it all.
    variables.pop("PYTHONWARNINGS", None)
    command = [find_bin(name), "--output-format=json-lines", "--python-version=" + release, *flags, "--"]
    for some in _batches(paths):
        failed = 0
        for record in _run(command + some, variables):
            if "summary" in record:
                failed = record["summary"]["failed"]
            elif "path" in record:
                yield record
        if failed and name == "pycompile":
            return


def _batches(paths: Iterable[str]) -> Iterator[List[str]]:
    """Yield the paths in lists that fit into a command line."""
    batch: List[str] = []
    size = 0
    for path in paths:
        size += len(os.fsencode(path)) + 16
        if batch and size > _ARGUMENTS_SIZE:
            yield batch
            batch, size = [], 0
        batch.append(path)
    if batch:
        yield batch


def _run(command: List[str], variables: Dict[str, str]) -> Iterator[Record]:
    import base64
    import json
    import subprocess

    record: Record = {}
    # Standard error has a line or two at most: it can wait until standard output is read.
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=variables
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        try:
            for line in process.stdout:
                record = json.loads(line)
                for name in ("path", "pyc"):
                    # What is no UTF-8 is there in base64 as well.
                    if name + "_bytes" in record:
                        record[name] = os.fsdecode(base64.b64decode(record[name + "_bytes"]))
                yield record
            complaint = process.stderr.read().decode(errors="backslashreplace").strip()
        except BaseException:
            # It finishes the files that it is writing.
            process.terminate()
            raise
    if record.get("summary", {}).get("interrupted"):
        raise KeyboardInterrupt
    if process.returncode == 2:
        raise ValueError(complaint.split("\n\n")[0])
    if "summary" not in record:
        raise RuntimeError("%s ended early (%d): %s" % (command[0], process.returncode, complaint))
