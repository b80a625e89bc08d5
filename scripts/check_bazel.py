#!/usr/bin/env python3
"""Builds with the real Bazel what pycompile-worker is the precompiler of: examples/bazel, with a library's modules.

    scripts/check_bazel.py [--modules N] [--precompiler FILE] PROGRAM

PROGRAM is pycompile-worker. Some 300 modules of an interpreter's own library are compiled by an action each: by
plain processes, in sandboxes, by a worker, by a multiplexed one and by sandboxed workers. All must write the same
files, and those that the interpreter's own py_compile writes, a process a module. Then workers are killed while they
have requests: Bazel starts others, and no file that is there is torn. `--precompiler` is
tools/precompiler/precompiler.py of rules_python, which is then run in the same ways, for the times.

Bazel is Debian's bazel-bootstrap (4.2). Where it is missing that is said, and it ends well. The interpreter is one of
those that the tests use, or python3.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
ORACLES = pathlib.Path.home() / ".cache/pycompileall-oracles/bin"

COMPILE = """
import py_compile, sys
source, pyc = sys.argv[1:]
mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
py_compile.compile(source, pyc, dfile=source, doraise=True, invalidation_mode=mode)
"""

# rules_python's precompiler reads lines, and Bazel 4 ends none: here it reads JSON values. It is otherwise as it is.
THEIRS = """
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("precompiler", {precompiler!r})
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
decoder = json.JSONDecoder()
text = ""

def value():
    global text
    try:
        found, end = decoder.raw_decode(text.lstrip())
    except ValueError:
        return None
    text = text.lstrip()[end:]
    return found

class Asynchronous(module._AsyncPersistentWorker):
    async def _get_next_request(self):
        global text
        while (found := value()) is None:
            more = await self._reader.read(1 << 16)
            if not more:
                raise SystemExit
            text += more.decode()
        return found

module._AsyncPersistentWorker = Asynchronous
sys.exit(module.main(sys.argv[1:]))
"""

# What is said of the program beside what rules_python says, by the suffix of a target.
REQUIREMENTS = {
    "": {},
    "_alone": {"supports-multiplex-workers": "0"},
    "_proto": {"requires-worker-protocol": "proto"},
}

# The ways in which Bazel runs an action: flags, the suffix, what Bazel calls it, and how many workers it starts.
WAYS = {
    "local": (["--config=local"], "", "local", range(1)),
    "sandboxed": (["--config=sandboxed"], "", "[a-z]+-sandbox", range(1)),
    "worker": (["--config=worker"], "_alone", "worker", range(2, 5)),
    "multiplex worker": (["--config=worker"], "", "(?:multiplex-)?worker", range(1, 2)),
    "multiplex worker in protobuf": (["--config=worker"], "_proto", "(?:multiplex-)?worker", range(1, 2)),
    "sandboxed worker": (["--config=sandboxed_worker"], "_alone", "worker", range(2, 5)),
}


# The seconds that Bazel may take for anything, and for a build in which workers are killed: Bazel 4 does not always
# notice that a multiplexed one is gone, and waits for its answers (WorkerMultiplexer.waitResponse there).
PATIENCE = 600
PATIENCE_WITH_KILLED = 60


def fail(words):
    sys.exit(f"check_bazel: {words}")


def interpreter():
    """An interpreter whose release is known: the oldest series that the tests have, or python3."""
    for path in [*(ORACLES / f"python3.{minor}" for minor in (12, 13, 14, 11)), shutil.which("python3")]:
        if path and os.access(path, os.X_OK):
            return str(path)
    return None


class Python:
    def __init__(self, path):
        self.path = path
        code = "import json, sys, sysconfig; print(json.dumps([sys.version_info[:3], sysconfig.get_path('stdlib'), "
        code += "sys.implementation.cache_tag]))"
        (major, minor, micro), library, self.tag = json.loads(subprocess.check_output([path, "-I", "-c", code]))
        self.series, self.release = f"{major}.{minor}", f"{major}.{minor}.{micro}"
        self.library = pathlib.Path(library)
        if (major, minor) < (3, 11):
            print(f"{path} is Python {self.release}, which is not compiled for: nothing was compared")
            sys.exit()


def modules(python, number):
    """Modules of a library, spread over it."""
    found = []
    for path in sorted(python.library.rglob("*.py")):
        relative = path.relative_to(python.library)
        if {"site-packages", "dist-packages", "test", "tests", "idlelib", "lib2to3"}.isdisjoint(relative.parts):
            found.append(relative)
    step = max(1, len(found) // number)
    return found[::step][:number]


def write_workspace(workspace, python, names, program):
    shutil.copytree(ROOT / "examples/bazel", workspace)
    shutil.copy(program, workspace / "tools/pycompile-worker")
    for name in names:
        path = workspace / "lib" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((python.library / name).read_bytes())
    targets = [
        f"""
pycompile_worker(
    name = "{whose}{suffix}",
    program = "//tools:{program}",
    python_release = "{python.release}",
    execution_requirements = {json.dumps(requirements)},
)

py_compile(
    name = "by_{whose}{suffix}",
    srcs = glob(["**/*.py"]),
    precompiler = "{whose}{suffix}",
    invalidation_mode = "unchecked_hash",
    pyc_tag = "{python.tag}",
    python_version = "{python.series}",
)
"""
        for whose, program in [("ours", "pycompile-worker"), ("theirs", "theirs")]
        for suffix, requirements in REQUIREMENTS.items()
    ]
    load = 'load("//:defs.bzl", "py_compile", "pycompile_worker")\n'
    (workspace / "lib/BUILD").write_text(load + "".join(targets))
    with open(workspace / "tools/BUILD", "a") as build:
        build.write('\nexports_files(["pycompile-worker", "theirs"])\n')
    (workspace / "tools/theirs").write_text("#!/bin/sh\nexit 1\n")
    (workspace / "tools/theirs").chmod(0o755)


class Bazel:
    """A Bazel of its own, with its server."""

    def __init__(self, program, workspace, root):
        self.command = [program, f"--output_user_root={root}", "--max_idle_secs=120"]
        self.workspace, self.root = workspace, root

    def run(self, *arguments, check=True, patience=PATIENCE):
        command = [*self.command, *arguments]
        running = subprocess.Popen(command, cwd=self.workspace, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = b""
        for seconds in (patience, 20, 20, 20):
            try:
                said, _ = running.communicate(timeout=seconds)
                break
            except subprocess.TimeoutExpired:
                # The third one ends its server, too.
                running.send_signal(signal.SIGINT)
        said = said.decode(errors="replace")
        if check and running.returncode != 0:
            fail(f"{' '.join(map(str, arguments))}\n{said[-6000:]}")
        return running.returncode, said

    def build(self, target, flags, **options):
        common = ["--color=no", "--curses=no", "--show_result=0", "--jobs=4"]
        common += ["--experimental_worker_allow_json_protocol"]
        return self.run("build", *common, *flags, target, **options)

    def outputs(self):
        """The .pyc files that there are."""
        directory = self.workspace / "bazel-bin/lib"
        return {str(path.relative_to(directory)): path.read_bytes() for path in sorted(directory.rglob("*.pyc"))}


def times(said):
    elapsed = re.search(r"Elapsed time: ([0-9.]+)s", said)
    return float(elapsed.group(1))


def expected_files(python, workspace, names, directory):
    """What the interpreter's py_compile writes, a process a module."""

    def one(name):
        pyc = name.parent / "__pycache__" / f"{name.stem}.{python.tag}.pyc"
        (directory / pyc).parent.mkdir(parents=True, exist_ok=True)
        command = [python.path, "-I", "-c", COMPILE, f"lib/{name}", str(directory / pyc)]
        subprocess.run(command, cwd=workspace, check=True)
        return str(pyc), (directory / pyc).read_bytes()

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(pool.map(one, names))


def differing(found, expected):
    return sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))


def build_in_every_way(bazel, whose, expected, number):
    measured = {}
    for way, (flags, suffix, called, workers) in WAYS.items():
        if whose == "theirs" and suffix == "_proto":
            continue
        bazel.run("clean")
        target = f"//lib:by_{whose}{suffix}"
        # What is not measured: reading packages, copying the program.
        bazel.build(f"//lib:{whose}{suffix}", flags)
        before = set(workers_of(bazel.root))
        _, said = bazel.build(target, flags)
        started = len(set(workers_of(bazel.root)) - before)
        ran = re.search(rf"\b(\d+) {called}\b", said)
        if not ran or int(ran.group(1)) != number:
            fail(f"{way}: not {number} actions by '{called}':\n{said[-3000:]}")
        if started not in workers:
            fail(f"{way}: {started} workers were started")
        wrong = differing(bazel.outputs(), expected)
        if wrong:
            fail(f"{whose}, {way}: {len(wrong)} files are not what py_compile writes, as {wrong[:3]}")
        measured[way] = times(said)
        print(f"{whose}, {way}: {number} actions, {measured[way]:.1f} s, every file is py_compile's", flush=True)
    return measured


def workers_of(workspace_root):
    """The worker processes that Bazel has below a directory."""
    found = []
    for directory in pathlib.Path("/proc").iterdir():
        if directory.name.isdigit():
            try:
                command = (directory / "cmdline").read_bytes().split(b"\0")
                if b"--persistent_worker" in command and os.readlink(directory / "cwd").startswith(str(workspace_root)):
                    found.append(int(directory.name))
            except OSError:
                pass
    return found


def kill_when_busy(root, stop, killed):
    """Kills the first worker that there is, while it has a request."""
    while not stop.wait(0.01):
        for worker in workers_of(root):
            try:
                # Stopped, it gets requests that it does not answer.
                os.kill(worker, signal.SIGSTOP)
                time.sleep(0.5)
                os.kill(worker, signal.SIGKILL)
            except ProcessLookupError:
                continue
            killed.append(worker)
            return


def kill_workers(bazel, expected):
    """Kills workers that have requests, in two builds for each kind of worker; another one must end well, and no file
    that is there may be torn at any time."""
    for way in ("worker", "multiplex worker"):
        flags, suffix, _, _ = WAYS[way]
        target = f"//lib:by_ours{suffix}"
        for number in range(6):
            # A build begins with new workers, or one that has nothing to do would be killed.
            fresh = [f"--worker_extra_flag=PyCompile=--worker_impl={number}"]
            killed, stop = [], threading.Event()
            killer = threading.Thread(target=kill_when_busy, args=(bazel.root, stop, killed))
            if number < 2:
                bazel.run("clean")
                killer.start()
            start = time.monotonic()
            options = {"check": False, "patience": PATIENCE_WITH_KILLED}
            code, said = bazel.build(target, [*flags, *fresh, "--keep_going"], **options)
            is_stuck = time.monotonic() - start > PATIENCE_WITH_KILLED
            stop.set()
            if number < 2:
                killer.join()
            found = bazel.outputs()
            torn = sorted(name for name, pyc in found.items() if pyc != expected[name])
            litter = sorted((bazel.workspace / "bazel-bin/lib").rglob("*.pyc.*"))
            if torn or litter:
                fail(f"{way}: torn or wrong: {torn}, left behind: {litter}")
            ended = "Bazel waited without end" if is_stuck else f"exit code {code}"
            print(f"{way}: {len(killed)} killed with a request, {ended}, {len(found)} files, all whole", flush=True)
            if is_stuck:
                bazel.run("shutdown", check=False)
            elif number >= 2 and code == 0:
                break
        else:
            fail(f"{way}: no build ended well after workers were killed:\n{said[-3000:]}")
        if differing(bazel.outputs(), expected):
            fail(f"{way}: not every file is there in the end")


def refuse(bazel, workspace):
    """A source that is refused: Bazel shows CPython's words."""
    (workspace / "app/bad.py").write_text("x = (\n")
    for way, (flags, *_) in WAYS.items():
        code, said = bazel.build("//app", flags, check=False)
        words = "  File \"app/bad.py\", line 1\n    x = (\n        ^\nSyntaxError: '(' was never closed\n"
        if code != 1 or words not in said:
            fail(f"{way}: exit code {code}, without CPython's words:\n{said[-3000:]}")
    (workspace / "app/bad.py").unlink()
    print("a source that is refused has CPython's words in every way")


def main():
    parser = argparse.ArgumentParser(description="Check pycompile-worker with Bazel.")
    parser.add_argument("--modules", type=int, default=300)
    parser.add_argument("--precompiler", type=pathlib.Path)
    parser.add_argument("program", type=pathlib.Path)
    arguments = parser.parse_args()
    program = shutil.which("bazel")
    if not program:
        print("no bazel (Debian has it: apt-get install bazel-bootstrap): pycompile-worker was not tried with it")
        return
    path = interpreter()
    if not path:
        fail("no python3")
    python = Python(path)
    with tempfile.TemporaryDirectory() as directory:
        base = pathlib.Path(directory).resolve()
        workspace = base / "workspace"
        names = modules(python, arguments.modules)
        write_workspace(workspace, python, names, arguments.program.resolve())
        expected = expected_files(python, workspace, names, base / "expected")
        print(f"{len(expected)} modules of Python {python.release}", flush=True)
        bazel = Bazel(program, workspace, base / "bazel")
        try:
            measured = {"ours": build_in_every_way(bazel, "ours", expected, len(expected))}
            refuse(bazel, workspace)
            kill_workers(bazel, expected)
            print("workers that were killed left no torn file, and others did their work")
            if arguments.precompiler:
                script = base / "theirs.py"
                script.write_text(THEIRS.format(precompiler=str(arguments.precompiler.resolve())))
                theirs = workspace / "tools/theirs"
                theirs.write_text(f'#!/bin/sh\nexec {python.path} {script} "$@"\n')
                measured["theirs"] = build_in_every_way(bazel, "theirs", expected, len(expected))
            for way in WAYS:
                of_way = [f" {seconds[way]:.1f} |" for seconds in measured.values() if way in seconds]
                print(f"| {way} |" + "".join(of_way))
        finally:
            bazel.run("shutdown", check=False)
            subprocess.run(["chmod", "-R", "u+w", directory], check=False)


if __name__ == "__main__":
    main()
