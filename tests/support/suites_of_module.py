"""Runs the interpreter's own tests of compileall and py_compile with our Python module in their place.

    python suites_of_module.py DIRECTORY SUITE...

DIRECTORY has our package, and `bin/` with the programs that it starts, as `pip install --target` puts them. Nothing of
the suites is changed: what they import as `compileall` and `py_compile` is ours, and so is what they start as
`python -m compileall` or `-m py_compile`, with all of its flags. Only the tests in OF_THE_MODULE are left out: they look
into the insides of the standard library's modules.
"""

import subprocess
import sys
import unittest

DIRECTORY, *SUITES = sys.argv[1:]
sys.path.insert(0, DIRECTORY)

import pycompileall  # noqa: E402
import pycompileall._binary  # noqa: E402

OF_THE_MODULE = {
    "test_compile_pool_called": "looks for the module's pool of processes",
    "test_compile_workers_cpu_count": "looks for the module's pool of processes",
    "test_compile_one_worker": "replaces one of the module's functions",
    "test_compile_missing_multiprocessing": "replaces one of the module's functions",
    "test_workers_available_cores": "calls main() of the command line in this process, which is no function of the API",
}

OURS = {"compileall": "pycompileall", "py_compile": "pycompileall.py_compile"}

# Flags that isolate the interpreter (-I, -E, -S) leave our package out of its path.
START = "import sys; sys.path.insert(1, {!r}); import runpy; runpy.run_module({!r}, run_name='__main__', alter_sys=True)"

Popen = subprocess.Popen
run = pycompileall._binary._run
started = []


def redirected(command):
    """What to start instead of `python [FLAGS] -m MODULE ...`."""
    if isinstance(command, (str, bytes)) or command[0] != sys.executable:
        return command
    command = list(command)
    index = 1
    while index < len(command) and command[index].startswith("-"):
        flag = command[index]
        if flag.endswith("m") and command[index + 1] in OURS:
            module = OURS[command[index + 1]]
            started.append(module)
            flags = [flag[:-1]] if flag != "-m" else []
            return command[:index] + flags + ["-c", START.format(DIRECTORY, module)] + command[index + 2 :]
        if flag.endswith("c"):
            break
        index += 2 if flag in ("-X", "-W") else 1
    return command


class Redirected(Popen):
    def __init__(self, args, *rest, **kwargs):
        super().__init__(redirected(args), *rest, **kwargs)


def counted(command, variables):
    started.append(command[0])
    return run(command, variables)


def tests_of(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests_of(test)
        else:
            yield test


def main():
    subprocess.Popen = Redirected
    pycompileall._binary._run = counted
    sys.modules["compileall"] = pycompileall
    sys.modules["py_compile"] = pycompileall.py_compile
    all, ours, left, skipped, without, failed = 0, 0, 0, 0, 0, 0
    for name in SUITES:
        for test in tests_of(unittest.defaultTestLoader.loadTestsFromName(name)):
            all += 1
            short = test.id().rsplit(".", 1)[-1]
            if short in OF_THE_MODULE:
                print(f"left out: {test.id()}: {OF_THE_MODULE[short]}")
                left += 1
                continue
            started.clear()
            result = unittest.TestResult()
            test.run(result)
            wrong = result.failures + result.errors + [(test, "unexpected") for test in result.unexpectedSuccesses]
            for _, text in wrong:
                print(f"FAILED {test.id()}\n{text}")
            failed += bool(wrong)
            if result.skipped:
                print(f"skipped {test.id()}: {result.skipped[0][1]}")
                skipped += 1
            elif started:
                ours += not wrong
            else:
                print(f"without a start of ours: {test.id()}")
                without += 1
    print(f"ours {ours} of {all}, left out {left}, skipped {skipped}, without a start of ours {without}, failed {failed}")
    return 1 if failed else 0


sys.exit(main())
