"""Runs the interpreter's own tests of compileall and py_compile with our programs in their place.

    python suites.py PYCOMPILEALL PYCOMPILE BRIDGE SUITE...

Nothing of the suites is changed. What they start as `python -m compileall` or `-m py_compile` is our
program, asked to compile for this interpreter; what they call of the two modules does its work in our
program, or, for `py_compile.compile`, in our library (BRIDGE). Only the tests in OF_THE_MODULE are left
to the module: they look into its insides, or at this process.
"""

import builtins
import compileall
import json
import os
import py_compile
import subprocess
import sys
import unittest

COMPILEALL, PYCOMPILE, BRIDGE = sys.argv[1:4]

# What can only be asked of the module itself.
OF_THE_MODULE = {
    "test_compile_pool_called": "looks for the module's pool of processes",
    "test_compile_workers_cpu_count": "looks for the module's pool of processes",
    "test_compile_one_worker": "replaces one of the module's functions",
    "test_compile_missing_multiprocessing": "replaces one of the module's functions",
    "test_workers_available_cores": "replaces one of the module's functions",
    "test_compile_path": "sets the search path of this process",
    "EncodingTest.test_error": "replaces the output of this process by one that is not UTF-8",
}

Popen = subprocess.Popen


def redirect(command):
    """What to start instead of `python [FLAGS] -m MODULE ...`: program, environment changes, isolation."""
    if isinstance(command, (str, bytes)) or command[0] != sys.executable:
        return None
    optimize, isolated, index = 0, False, 1
    while index < len(command) and command[index].startswith("-"):
        flags = command[index][1:]
        for position, flag in enumerate(flags):
            if flag == "X":
                index += 1
                break
            if flag == "m":
                module = flags[position + 1 :] or command[index + 1]
                rest = command[index + (1 if flags[position + 1 :] else 2) :]
                program = {"compileall": COMPILEALL, "py_compile": PYCOMPILE}.get(module)
                if program is None:
                    return None
                return [program, "--python", sys.executable, *rest], optimize, isolated
            optimize += flag == "O"
            isolated |= flag in "IE"
            if flag == "c":
                return None
        index += 1
    return None


class Redirected(Popen):
    def __init__(self, args, *rest, **kwargs):
        found = redirect(list(args) if isinstance(args, tuple) else args)
        if found is not None:
            args, optimize, isolated = found
            environment = dict(os.environ if kwargs.get("env") is None else kwargs["env"])
            if isolated:
                environment = {name: value for name, value in environment.items() if not name.startswith("PYTHON")}
            if optimize:
                environment["PYTHONOPTIMIZE"] = str(optimize)
            kwargs["env"] = environment
            STARTED.append(args[0])
        super().__init__(args, *rest, **kwargs)


STARTED = []


def environment():
    result = dict(os.environ)
    if sys.pycache_prefix is not None:
        result["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    if sys.flags.optimize:
        result["PYTHONOPTIMIZE"] = str(sys.flags.optimize)
    return result


def compile_dir(dir, maxlevels=None, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1,
                workers=1, invalidation_mode=None, *, stripdir=None, prependdir=None, limit_sl_dest=None,
                hardlink_dupes=False):
    command = [COMPILEALL, "--python", sys.executable, f"--workers={workers}"]
    if maxlevels is not None:
        command += ["-r", str(maxlevels)]
    for flag, value in [("-d", ddir), ("-s", stripdir), ("-p", prependdir), ("-e", limit_sl_dest)]:
        if value is not None:
            command += [flag, os.fspath(value)]
    if rx is not None:
        command += ["-x", rx.pattern]
    for flag, value in [("-f", force), ("-b", legacy), ("--hardlink-dupes", hardlink_dupes)]:
        command += [flag] if value else []
    command += ["-q"] * int(quiet)
    for level in [optimize] if isinstance(optimize, int) else optimize:
        command += ["-o", str(level)]
    if invalidation_mode is not None:
        command += ["--invalidation-mode", invalidation_mode.name.lower().replace("_", "-")]
    STARTED.append(COMPILEALL)
    done = subprocess.run(command + ["--", os.fspath(dir)], capture_output=True, env=environment())
    sys.stdout.write(done.stdout.decode())
    sys.stderr.write(done.stderr.decode() if done.returncode < 2 else "")
    if done.returncode not in (0, 1):
        raise ValueError(done.stderr.decode())
    return done.returncode == 0


def compile_file(fullname, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1,
                 invalidation_mode=None, *, stripdir=None, prependdir=None, limit_sl_dest=None,
                 hardlink_dupes=False):
    if not os.path.isfile(fullname):
        return True
    return compile_dir(fullname, None, ddir, force, rx, quiet, legacy, optimize, 1, invalidation_mode,
                       stripdir=stripdir, prependdir=prependdir, limit_sl_dest=limit_sl_dest,
                       hardlink_dupes=hardlink_dupes)


def compile_one(file, cfile=None, dfile=None, doraise=False, optimize=-1, invalidation_mode=None, quiet=0):
    mode = invalidation_mode or py_compile._get_default_invalidation_mode()
    request = {
        "file": os.fspath(file),
        "cfile": cfile and os.fspath(cfile),
        "dfile": dfile and os.fspath(dfile),
        "optimize": sys.flags.optimize if optimize < 0 else optimize,
        "mode": mode.name,
        "version": "%d.%d.%d" % sys.version_info[:3],
    }
    STARTED.append(BRIDGE)
    done = subprocess.run([BRIDGE, "--call", json.dumps(request)], capture_output=True, check=True)
    answer = json.loads(done.stdout)
    if "path" in answer:
        return answer["path"]
    if answer["class"] != "PyCompileError":
        raise getattr(builtins, answer["class"])(answer["message"])
    if quiet < 2:
        if doraise:
            raise py_compile.PyCompileError(SyntaxError, SyntaxError(answer["message"]), file, answer["message"])
        sys.stderr.write(answer["message"] + "\n")
    return None


def tests_of(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests_of(test)
        else:
            yield test


def main():
    counts = {"command": 0, "module": 0}
    subprocess.Popen = Redirected
    originals = compileall.compile_dir, compileall.compile_file, py_compile.compile
    failed = []
    for name in sys.argv[4:]:
        suite = unittest.defaultTestLoader.loadTestsFromName(name)
        for test in tests_of(suite):
            short = test.id().rsplit(".", 1)[-1]
            of_module = {short, f"{type(test).__name__}.{short}"} & OF_THE_MODULE.keys()
            if of_module:
                compileall.compile_dir, compileall.compile_file, py_compile.compile = originals
            else:
                compileall.compile_dir, compileall.compile_file, py_compile.compile = (
                    compile_dir, compile_file, compile_one)
            STARTED.clear()
            result = unittest.TestResult()
            test.run(result)
            for _, text in result.failures + result.errors + [(test, "unexpected") for test in result.unexpectedSuccesses]:
                failed.append(test.id())
                print(f"FAILED {test.id()}\n{text}")
            for _, why in result.skipped:
                print(f"skipped {test.id()}: {why}")
            if of_module:
                print(f"left to the module: {test.id()}: {OF_THE_MODULE[of_module.pop()]}")
                counts["module"] += 1
            elif not result.skipped:
                if not STARTED:
                    print(f"without us: {test.id()}")
                counts["command"] += bool(STARTED)
    print(f"ours {counts['command']}, the module's {counts['module']}, failed {len(failed)}")
    return 1 if failed else 0


sys.exit(main())
