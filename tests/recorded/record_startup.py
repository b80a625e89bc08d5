"""Writes src/compiler/version/startup/: what is interned when `python -m compileall` compiles its first source.

    python3 tests/recorded/record_startup.py 3.14.10=releases/3.14.10/bin/python3.14 3.14.8=releases/3.14.8/bin/python3.14

writes those two lists of names and leaves the others as they are. (A string of one character is one object however it
comes to be; it is listed if another one is interned, which it can be before 3.12.7.)

The interpreter runs `-m compileall` on a tree of one file, with its library compiled, as an installation has it, and a
`compileall` that is its own but for one line: before the first source is compiled it imports a module, which asks
`sys.intern` of a new string for each candidate whether it gives another object. Before it asks it compiles nothing at
all, as what the first call of `compile` interns is there when the second stage of the compiler runs. That module is
written in names that are interned long before, and is compiled already, too. Candidates are the names of all lists and
what the same process could have interned: the strings, and the words in them, of the code of the modules that are there,
of what the collector knows, and of the files that are mapped.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

OUT = pathlib.Path(__file__).resolve().parents[2] / "src/compiler/version/startup"

# Each list and the one that its file says the differences from, as startup.rs has them.
RUST = OUT.with_suffix(".rs").read_text(encoding="utf-8")
ROWS = re.findall(r'^    (\w+) "(\S+)" from (\w+);$', RUST, re.MULTILINE)
RELEASES = {"BASE": "base", **{name: release for name, release, _ in ROWS}}
LISTS = {release: RELEASES[other] for _, release, other in ROWS}

# What matters: names and qualified names. The compiler's own (`<module>`) are the same in every release.
PART = r"(?:\w+|<locals>|<lambda>|<genexpr>|<listcomp>|<setcomp>|<dictcomp>)"
NAME = re.compile(rf"\w+|{PART}(?:\.{PART})+", re.ASCII)

# A class of the module enum has a name with this end while it is made, which the collector frees sooner or later.
LUCK = "__in_progress"

# Before this line of compileall.py the first source is still to be read.
FIRST = re.compile(r"^( +)ok = py_compile\.compile\(", re.MULTILINE)

# No other names than those that every interpreter has interned by then, nor strings that would be.
ASK = """
import sys, os
compile("", "", "exec", dont_inherit=True)
with open(os.environ["HOME"] + "/candidates", "rb") as file:
    lines = file.read().decode().split("\\n")
with open(os.environ["HOME"] + "/names", "wb") as file:
    for line in lines:
        if sys.intern(line) is not line:
            file.write((line + "\\n").encode())
"""

GATHER = """
import gc, os, re, sys, types

words, seen = set(), set()

def add(text):
    words.add(text)
    words.update(re.findall(r"\\w+", text))
    words.update(re.split(r"[\\s,]+", text))
    # What argparse makes of an option.
    words.update(word.lstrip("-").replace("-", "_") for word in text.split() if "-" in word)

def walk(value):
    if isinstance(value, str):
        add(str(value))
    elif isinstance(value, (tuple, frozenset)):
        for item in value:
            walk(item)
    elif isinstance(value, types.CodeType):
        for part in (value.co_consts, value.co_names, value.co_varnames, value.co_cellvars, value.co_freevars,
                     value.co_name, value.co_qualname, value.co_filename):
            walk(part)

for name, module in list(sys.modules.items()):
    add(name)
    loader = getattr(module, "__loader__", None)
    try:
        walk(loader.get_code(module.__spec__.name if module.__spec__ else name))
    except (AttributeError, ImportError):
        pass
with open(__import__("compileall").__file__ if "compileall" in sys.modules else sys.argv[0], encoding="utf-8") as file:
    walk(compile(file.read(), "compileall.py", "exec"))
for thing in gc.get_objects():
    if isinstance(thing, dict):
        for key, value in list(thing.items()):
            walk(key)
            walk(value)
    elif isinstance(thing, (list, set)):
        for item in list(thing):
            walk(item)
    elif isinstance(thing, type):
        walk((thing.__name__, thing.__qualname__, thing.__module__))
        for key in thing.__dict__:
            walk(key)
    else:
        walk(thing)
        for name in ("__name__", "__qualname__", "__module__"):
            try:
                walk(getattr(thing, name, None))
            except Exception:
                pass
# Names of locals that the compiler has optimized away, and of modules that are frozen into the interpreter.
library = os.path.dirname(os.__file__)
for folder in (library, *(os.path.join(library, name) for name in ("collections", "importlib", "encodings", "re"))):
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        if name.endswith(".py") and os.path.isfile(os.path.join(folder, name)):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                words.update(re.findall(r"\\w+", file.read()))
with open("/proc/self/maps") as file:
    paths = {line.split(maxsplit=5)[5].strip() for line in file if "/" in line}
for path in paths:
    if os.path.isfile(path):
        with open(path, "rb") as file:
            data = file.read()
        for text in re.findall(rb"[\\t\\n\\r -\\x7e]{2,}", data):
            add(text.decode())
        # A linker keeps a string that another one ends in as a part of that.
        for text in set(re.findall(rb"\\w{2,60}(?=\\0)", data)):
            words.update(text.decode()[start:] for start in range(len(text) - 1))
        # Short strings as marshal writes them, in frozen modules.
        for match in re.finditer(rb"[zZ\\xda\\xfa](?=[\\x02-\\xff])", data):
            start = match.end() + 1
            text = data[start : start + data[match.end()]]
            if text.isascii() and text.decode().isprintable():
                words.add(text.decode())
words = {word for word in words if word.isprintable()} | set(map(chr, range(33, 127)))
with open(os.environ["HOME"] + "/candidates", "w", encoding="utf-8") as file:
    file.write("\\n".join(words))
"""


def names(python, known):
    """The startup names of the interpreter at `python`; `known`: those of others."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        library = subprocess.run(
            [python, "-I", "-c", "import compileall; print(compileall.__file__)"], stdout=subprocess.PIPE, check=True
        )
        own = pathlib.Path(library.stdout.decode().strip()).read_text(encoding="utf-8")
        ours, count = FIRST.subn(r"\1import startup_probe\n\g<0>", own)
        assert count == 1, "another compileall"
        (root / "shadow").mkdir()
        (root / "tree").mkdir()
        (root / "shadow/compileall.py").write_text(ours, encoding="utf-8")
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "PYTHONPATH": str(root / "shadow")}
        (root / "tree/a.py").touch()
        for probe in (GATHER, ASK):
            if probe is ASK:
                # Each once: what is asked for is interned.
                candidates = known.union((root / "candidates").read_text(encoding="utf-8").split("\n"))
                (root / "candidates").write_text("\n".join(candidates), encoding="utf-8")
            (root / "shadow/startup_probe.py").write_text(probe, encoding="utf-8")
            for cached in (root / "shadow").glob("__pycache__/startup_probe.*"):
                cached.unlink()
            # The first run compiles what is not compiled yet.
            for _ in range(2):
                subprocess.run([python, "-m", "compileall", "-q", "-f", str(root / "tree")], env=environment, check=True)
        found = set((root / "names").read_text(encoding="utf-8").split("\n"))
    return {name for name in found if NAME.fullmatch(name) and not name.endswith(LUCK)} - {"startup_probe"}


def main():
    lists = {"base": set((OUT / "base.txt").read_text().splitlines())}
    for name, other in LISTS.items():
        lists[name] = set(lists[other])
        file = OUT / f"{name}.txt"
        for line in file.read_text().splitlines() if file.exists() else ():
            (lists[name].add if line[0] == "+" else lists[name].remove)(line[1:])
    for argument in sys.argv[1:]:
        name, _, python = argument.partition("=")
        assert name in LISTS, name
        lists[name] = names(python, set().union(*lists.values()))
        print(name, len(lists[name]), "names")
    for name, other in LISTS.items():
        lines = [("+" if it in lists[name] else "-") + it for it in sorted(lists[name] ^ lists[other])]
        (OUT / f"{name}.txt").write_text("".join(line + "\n" for line in lines))


main()
