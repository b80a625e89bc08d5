#!/usr/bin/env python3
"""Checks a wheel: what is in it, and what it does wherever pip and uv install it.

    python3 scripts/check_wheel.py [--quick] WHEEL PYTHON...

For each PYTHON the wheel is installed into a virtual environment, with `--target`, with `--prefix`, for a user, and as a
tool of uv. There the programs, the modules and the functions compile a tree, without an activated environment and with
another Python first on PATH: the files must be those that PYTHON's compileall writes (for a tool, those of the Python
on PATH). Where a program alone can know only the series of its Python (a prefix, a user's packages), names and headers
must be those; in a target it knows nothing. Then it is uninstalled, which must leave no file. What needs pip, uv or
twine is left out with a word where these are not found: beside the interpreter that runs this, or on PATH. `--quick`
takes one place for each installer.
"""

import argparse
import glob
import itertools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

NEWEST_GLIBC = (2, 17)

SOURCES = {
    "a.py": "import os\n\ndef f(x, *, y=2):\n    return [x + i for i in range(y) if i]\n\nclass A:\n    z: int = f(1)\n",
    "sub/b.py": '"""Text."""\nassert __name__\nx = {1, 2}\n',
    "sub/c.py": "async def g():\n    async with h() as i:\n        yield i\n",
}

PROGRAMS = ("pycompileall", "pycompile", "pycompile-worker")

PACKAGE_FILES = {"__init__.py", "__main__.py", "_binary.py", "_compileall.py", "_warnings.py", "py.typed", "py_compile.py"}

CALLS = {
    "compile_dir": "import pycompileall; assert pycompileall.compile_dir('tree', quiet=1)",
    "compile_file": "import pycompileall, glob\n"
    "for file in glob.glob('tree/**/*.py', recursive=True):\n    assert pycompileall.compile_file(file, quiet=1)",
    "py_compile.compile": "import pycompileall, glob\n"
    "for file in glob.glob('tree/**/*.py', recursive=True):\n    assert pycompileall.py_compile.compile(file)",
}


def run(command, **options):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout.decode(errors='replace')}\nexit code {done.returncode}")
    return done.stdout.decode(errors="replace").strip()


def tool(name):
    return shutil.which(name, path=os.path.dirname(sys.executable)) or shutil.which(name)


def check_contents(wheel):
    """What is in the wheel, and which C library its programs need."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        programs = {name: archive.read(name) for name in names if ".data/scripts/" in name}
    shared = {
        *(f"man/man1/{program}.1" for program in PROGRAMS),
        *(f"bash-completion/completions/{program}" for program in PROGRAMS),
        *(f"zsh/site-functions/_{program}" for program in PROGRAMS),
        *(f"fish/vendor_completions.d/{program}.fish" for program in PROGRAMS),
    }
    release = wheel.name.split("-")[1]
    expected = {
        *(f"pycompileall/{name}" for name in PACKAGE_FILES),
        *(f"pycompileall-{release}.data/data/share/{name}" for name in shared),
        *(f"pycompileall-{release}.data/scripts/{name}" for name in PROGRAMS),
        *(f"pycompileall-{release}.dist-info/{name}" for name in ("METADATA", "WHEEL", "RECORD")),
        *(f"pycompileall-{release}.dist-info/licenses/LICENSE-{name}" for name in ("APACHE", "MIT", "THIRD-PARTY")),
        f"pycompileall-{release}.dist-info/sboms/pycompileall.cyclonedx.json",
    }
    if names != expected:
        sys.exit(f"not expected: {sorted(names - expected)}\nmissing: {sorted(expected - names)}")
    if "-py3-none-" not in wheel.name:
        sys.exit(f"{wheel.name} is not for every Python 3")
    for name, program in programs.items():
        wanted = {tuple(map(int, version.split(b"."))) for version in re.findall(rb"GLIBC_(\d+\.\d+)", program)}
        print(f"{name}: {len(program):,} bytes, GLIBC_{'.'.join(map(str, max(wanted, default=(0,))))} at most")
        if max(wanted, default=(0,)) > NEWEST_GLIBC and "manylinux" in wheel.name:
            sys.exit(f"{name} needs a newer C library than {wheel.name} says")
    print(f"{wheel.name}: {wheel.stat().st_size:,} bytes, {len(names)} files")
    if twine := tool("twine"):
        run([twine, "check", "--strict", wheel])
        print("twine check --strict: passed")
    else:
        print("no twine: what it checks was not checked")


class Place:
    """Where the wheel is installed, and how one gets rid of it."""

    def __init__(self, name, root, python, programs, uninstall, variables, knows):
        self.name, self.root, self.python, self.programs = name, root, python, programs
        # What the place tells of its Python: its release, its series, or nothing.
        self.uninstall, self.variables, self.knows = uninstall, variables, knows


def in_venv(installer, python, root):
    run([python, "-m", "venv", "--without-pip", root / "venv"])
    yield
    inside = root / "venv/bin/python"
    installer(["install", "--no-deps"], inside)
    uninstall = lambda: installer(["uninstall"], inside)
    yield Place("venv", root, inside, root / "venv/bin", uninstall, {}, "release")


def site_packages(root):
    [package] = glob.glob(f"{root}/**/pycompileall/__init__.py", recursive=True)
    return os.path.dirname(os.path.dirname(package))


def programs_of(root):
    [program] = glob.glob(f"{root}/**/bin/pycompileall", recursive=True)
    return pathlib.Path(program).parent


def in_target(installer, python, root):
    yield
    installer(["install", "--no-deps", "--target", root / "target"], python)
    variables = {"PYTHONPATH": str(root / "target")}
    uninstall = lambda: installer(["uninstall", "--target", root / "target"], python)
    yield Place("--target", root, python, root / "target/bin", uninstall, variables, None)


def in_prefix(installer, python, root):
    yield
    installer(["install", "--no-deps", "--prefix", root / "prefix"], python)
    variables = {"PYTHONPATH": site_packages(root)}
    uninstall = lambda: installer(["uninstall", "--prefix", root / "prefix"], python)
    yield Place("--prefix", root, python, programs_of(root), uninstall, variables, "series")


def for_user(installer, python, root):
    yield
    variables = {"PYTHONUSERBASE": str(root / "user")}
    installer(["install", "--no-deps", "--user"], python, variables)
    uninstall = lambda: installer(["uninstall"], python, variables)
    yield Place("--user", root, python, programs_of(root), uninstall, variables, "series")


def files_below(root):
    return {path for path in root.rglob("*") if path.is_file() or path.is_symlink()}


def pycs(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.pyc")}


def write_tree(root):
    for name, text in SOURCES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        # What is in a .pyc, so the same in every tree.
        os.utime(path, (1_600_000_000, 1_600_000_000))


def written_by(python, directory):
    """What an interpreter's own compileall writes."""
    write_tree(directory / "tree")
    run([python, "-I", "-m", "compileall", "-q", "tree"], cwd=directory)
    return pycs(directory / "tree")


def check_place(place, expected, work, search_path):
    """Compiles a tree in every way that there is."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYCOMPILEALL"))}
    variables.pop("VIRTUAL_ENV", None)
    variables.update(place.variables, PATH=search_path)
    ways = {
        "python -m pycompileall": [place.python, "-m", "pycompileall", "-q", "tree"],
        "python -m pycompileall.py_compile": [place.python, "-m", "pycompileall.py_compile"]
        + [f"tree/{name}" for name in SOURCES],
        **{name: [place.python, "-c", code] for name, code in CALLS.items()},
    }
    if place.python is None:
        ways = {}
    of_place = len(ways)
    if place.knows:
        ways["pycompileall"] = [place.programs / "pycompileall", "-q", "tree"]
        ways["pycompile"] = [place.programs / "pycompile"] + [f"tree/{name}" for name in SOURCES]
    for number, (name, command) in enumerate(ways.items()):
        directory = work / str(number)
        write_tree(directory / "tree")
        said = run(command, cwd=directory, env=variables)
        if said:
            sys.exit(f"{name} said: {said}")
        found, wanted = pycs(directory / "tree"), expected
        if number >= of_place and place.knows == "series":
            found, wanted = ({name: pyc[:16] for name, pyc in files.items()} for files in (found, wanted))
        if found != wanted:
            wrong = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
            sys.exit(f"{place.name}: {name}: not as compileall writes them: {wrong}")
    return len(ways)


def installers(wheel):
    """How pip and uv are told to do something for an interpreter."""

    def pip(arguments, python, variables={}):
        command, *rest = arguments
        what = ["-y", "pycompileall"] if command == "uninstall" else ["--no-index", wheel]
        run(
            [tool("pip"), "--python", python, "--disable-pip-version-check", command, "--break-system-packages"]
            + rest + what,
            env={**os.environ, **variables},
        )

    def uv(arguments, python, variables={}):
        command, *rest = arguments
        what = ["pycompileall"] if command == "uninstall" else ["--no-index", wheel]
        run([tool("uv"), "pip", command, "--python", python, "--break-system-packages", *rest, *what])

    if tool("pip"):
        # It can't uninstall from a target or a prefix.
        yield "pip", pip, [in_venv, for_user, in_target, in_prefix], {in_venv, for_user}
    else:
        print("no pip: nothing was installed by it")
    if tool("uv"):
        # It has no `--user`.
        yield "uv", uv, [in_venv, in_target, in_prefix], {in_venv, in_target, in_prefix}
    else:
        print("no uv: nothing was installed by it")


def check_installed(wheel, python, other, quick):
    version = run([python, "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"])
    with tempfile.TemporaryDirectory() as directory:
        base = pathlib.Path(directory)
        expected = written_by(python, base / "reference")
        (base / "path").mkdir()
        (base / "path/python3").symlink_to(other)
        search_path = f"{base / 'path'}:/usr/bin:/bin"
        number = itertools.count()
        for name, installer, places, uninstalled in installers(wheel):
            for make in places[:1] if quick else places:
                root = base / f"root{next(number)}"
                root.mkdir()
                steps = make(installer, python, root)
                next(steps)
                before = files_below(root)
                place = next(steps)
                ways = check_place(place, expected, base / f"work{next(number)}", search_path)
                words = f"{version}: {name}, {place.name}: {ways} ways"
                if make in uninstalled:
                    place.uninstall()
                    left = files_below(root) - before
                    # uv's own lock on an environment.
                    left = {path for path in left if path.name != ".lock"}
                    if left:
                        sys.exit(f"{words}: uninstalled, it leaves {sorted(map(str, left))}")
                    words += ", nothing left"
                print(words, flush=True)
        if tool("uv"):
            root = base / "tool"
            variables = {"UV_TOOL_DIR": str(root / "tools"), "UV_TOOL_BIN_DIR": str(root / "bin")}
            uv = lambda *rest: run([tool("uv"), "tool", *rest], env={**os.environ, **variables})
            uv("install", "--python", python, "--no-index", wheel)
            place = Place("tool", root, None, root / "bin", None, {}, "release")
            # Such an environment is the tool's own: the Python of its user is the one on PATH.
            ways = check_place(place, written_by(other, base / "reference of PATH"), base / "worktool", search_path)
            uv("uninstall", "pycompileall")
            left = [path for path in files_below(root) if "pycompile" in str(path.relative_to(root))]
            if left:
                sys.exit(f"uv tool uninstall leaves {left}")
            print(f"{version}: uv tool install: {ways} ways, nothing left", flush=True)


def main():
    parser = argparse.ArgumentParser(description="Check a wheel.")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("wheel", type=pathlib.Path)
    parser.add_argument("pythons", nargs="*")
    arguments = parser.parse_args()
    wheel = arguments.wheel.resolve()
    check_contents(wheel)
    pythons = [os.path.abspath(python) for python in arguments.pythons]
    for python, other in zip(pythons, pythons[1:] + [sys.executable]):
        check_installed(wheel, python, other, arguments.quick)


main()
