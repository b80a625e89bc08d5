"""Calls the functions of our Python module and of the standard library's in turn, each on a tree of its own.

    python module_twins.py DIRECTORY

DIRECTORY has our package and `bin/`, as `pip install --target` puts them. What is returned, printed, raised and written
must be the same. The last line says how many calls were compared.
"""

import contextlib
import io
import os
import re
import shutil
import sys
import tempfile
import warnings

sys.path.insert(0, sys.argv[1])

import compileall  # noqa: E402
import py_compile  # noqa: E402

import pycompileall  # noqa: E402

MODE = py_compile.PycInvalidationMode

FILES = {
    b"a.py": b"x = 1 is 1\nassert x, 'text'\n",
    b"b.py": b"x = (\n",
    b"escape.py": b"'\\d'\n",
    b"indent.py": b"if x:\npass\n",
    b"null.py": b"x\0\n",
    b"surrogate.py": b"'\\ud800'\n",
    b"undecodable.py": b"'\xff'\n",
    b"no codec.py": b"# coding: nothing\n",
    b"-f.py": b"x = 1\n",
    b"text.txt": b"x = 1\n",
    b"sub/c.py": b'"""Text."""\n',
    b"sub/deeper/d.py": b"x = {1, 2}\n",
    "sub/\u00e9 \u2028.py".encode(): b"x = 1\n",
    b"sub/\xff\xe9.py": b"x = 1\n",
    b"other/e.py": b"def f(): return 1\n",
}


class Search:
    """Not a pattern of `re`, but with its method."""

    def search(self, path):
        return path.endswith(("a.py", "d.py"))


def calls():
    """The function and its arguments; `{}` in them is the tree."""
    for options in [
        {},
        {"quiet": 1},
        {"quiet": 2},
        {"force": True, "optimize": [0, 1, 2, 1]},
        {"optimize": (-1, 2), "workers": 0},
        {"optimize": [1, 2], "hardlink_dupes": True},
        {"rx": Search()},
        {"rx": re.compile("SUB.", re.IGNORECASE), "quiet": 1},
        {"rx": re.compile("a"), "stripdir": "{}/sub", "maxlevels": 1},
        {"maxlevels": 0},
        {"maxlevels": 1, "legacy": True},
        {"ddir": "/dest"},
        {"ddir": "/dest", "prependdir": "/"},
        {"stripdir": "{}"},
        {"stripdir": "{}/sub", "prependdir": "/p", "workers": 3},
        {"prependdir": "p"},
        {"limit_sl_dest": "{}/sub"},
        {"invalidation_mode": MODE.CHECKED_HASH},
        {"invalidation_mode": MODE.UNCHECKED_HASH, "legacy": True},
        {"workers": -1},
    ]:
        yield "compile_dir", ["{}"], options
    yield "compile_dir", ["{}/missing"], {}
    yield "compile_dir", ["{}/a.py"], {}
    for name in ["a.py", "b.py", "text.txt", "missing.py", "su", "link.py", "no codec.py", "-f.py", "sub/\udcff\udce9.py"]:
        yield "compile_file", ["{}/" + name], {}
        yield "compile_file", ["{}/" + name], {"ddir": "/dest", "quiet": 1}
        yield "compile_file", ["{}/" + name], {"rx": Search(), "stripdir": "{}/sub", "optimize": [0, 1]}
        yield "compile_file", ["{}/" + name], {"limit_sl_dest": "{}/other"}
    for name in sorted(os.fsdecode(name) for name in FILES) + ["missing.py", "sub", "link.py"]:
        for options in [{}, {"doraise": True}, {"doraise": True, "quiet": 2}, {"doraise": True, "dfile": "/d/name.py"}]:
            yield "compile", ["{}/" + name], options
    for options in [
        {"cfile": "{}/out/a.pyc"},
        {"cfile": "{}/sub"},
        {"cfile": "{}/link.py"},
        {"cfile": "{}/b.py/a.pyc"},
        {"optimize": 2, "invalidation_mode": MODE.UNCHECKED_HASH},
        {"optimize": 3, "doraise": True},
        {"optimize": 3},
    ]:
        yield "compile", ["{}/a.py"], options


def write_tree(root):
    for name, text in FILES.items():
        path = os.path.join(os.fsencode(root), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text)
        os.utime(path, (1_600_000_000, 1_600_000_000))
    os.symlink("sub/c.py", os.path.join(root, "link.py"))
    # Compiled already, so that not everything is new.
    py_compile.compile(os.path.join(root, "other/e.py"))


def filled(value, root):
    return value.replace("{}", root) if isinstance(value, str) else value


def told(error):
    """What an exception says. Of one that is the reason of another, its words: columns and line are in those already."""
    reasons = [argument for argument in error.args if isinstance(argument, Exception)]
    arguments = [argument for argument in error.args if not isinstance(argument, Exception)]
    words = type(error).__name__, str(error), arguments, getattr(error, "filename", None)
    # The number of a temporary file is anybody's.
    return re.sub(r"\.pyc\.\d+", ".pyc.N", repr((words, [(type(reason).__name__, str(reason)) for reason in reasons])))


def files_of(root):
    found = {}
    for directory, _, names in os.walk(os.fsencode(root)):
        for path in (os.path.join(directory, name) for name in names):
            with open(path, "rb") as file:
                found[os.path.relpath(path, os.fsencode(root))] = file.read(), os.stat(path).st_nlink
    return found


def result_of(module, arguments, options, root, filters):
    name = options.pop("function")
    write_tree(root)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), warnings.catch_warnings():
        for filter in reversed(filters):
            warnings.filterwarnings(**filter)
        try:
            result = getattr(module, name)(*[filled(value, root) for value in arguments],
                                           **{key: filled(value, root) for key, value in options.items()})
        except Exception as error:
            result = told(error)
    return {"result": result, "stdout": out.getvalue(), "stderr": err.getvalue(), "files": files_of(root)}


FILTERS = [
    [],
    [{"action": "error"}],
    [{"action": "ignore", "category": SyntaxWarning}, {"action": "error"}],
    [{"action": "error", "message": re.escape('"is" with')}, {"action": "always"}],
]


def main():
    compared = 0
    root = os.path.join(tempfile.mkdtemp(), "tree")
    for filters in FILTERS:
        for name, arguments, options in calls():
            results = []
            for modules in [(pycompileall, pycompileall.py_compile), (compileall, py_compile)]:
                # One after the other in one place, so that the paths are the same.
                module = modules[name == "compile"]
                if module is compileall and options.get("workers", 1) >= 0:
                    # What its other processes print can't be had here.
                    options = {name: value for name, value in options.items() if name != "workers"}
                results.append(result_of(module, arguments, {**options, "function": name}, root, filters))
                shutil.rmtree(root)
            compared += 1
            for what, ours in results[0].items():
                if ours != (theirs := results[1][what]):
                    if what == "files":
                        names = ours.keys() | theirs.keys()
                        differ = [path for path in sorted(names) if ours.get(path) != theirs.get(path)]
                        ours, theirs = differ, ""
                    print(f"DIFFERS: {name}{arguments} {options} {filters}: {what}\nours:   {ours!r}\ntheirs: {theirs!r}")
    os.rmdir(os.path.dirname(root))
    print(f"compared {compared}")


main()
