"""The functions of compileall."""

from __future__ import annotations

import os
import sys
from py_compile import PycInvalidationMode
from typing import Any, Iterable, Iterator, List, Optional, Tuple, Union

from . import _warnings
from ._binary import Record, records

if sys.version_info >= (3, 9):
    StrPath = Union[str, "os.PathLike[str]"]
else:
    StrPath = Union[str, "os.PathLike"]

Levels = Union[int, Iterable[int]]

# Since then compileall tells of sources that are not in what it is to strip.
_TELLS_OF_UNSTRIPPED = sys.version_info >= (3, 13)


def compile_dir(
    dir: StrPath,
    maxlevels: Optional[int] = None,
    ddir: Optional[StrPath] = None,
    force: bool = False,
    rx: Any = None,
    quiet: int = 0,
    legacy: bool = False,
    optimize: Levels = -1,
    workers: int = 1,
    invalidation_mode: Optional[PycInvalidationMode] = None,
    *,
    stripdir: Optional[StrPath] = None,
    prependdir: Optional[StrPath] = None,
    limit_sl_dest: Optional[StrPath] = None,
    hardlink_dupes: bool = False,
) -> bool:
    """Compile the Python files of a directory and those below it, as `compileall.compile_dir` does.

    dir:               the directory
    maxlevels:         how many levels of directories are entered below it; all if None
    ddir:              what stands for `dir` in the paths that are recorded
    force:             whether files are compiled that are up to date
    rx:                an object whose `search` finds something in the path of a file that is left alone
    quiet:             0 for all that compileall prints, 1 for errors only, 2 for nothing
    legacy:            whether a .pyc is beside its source instead of in `__pycache__`
    optimize:          a level of optimization or several; -1 is that of this interpreter
    workers:           how many files are compiled at a time; 0 for one a core
    invalidation_mode: how imports find out whether a .pyc is up to date
    stripdir:          what is left out at the start of the paths that are recorded
    prependdir:        what is put in front of them
    limit_sl_dest:     a directory out of which symbolic links are not followed
    hardlink_dupes:    whether levels of equal content share a file

    Returns whether everything is compiled.
    """
    _refuse_both(ddir, stripdir, prependdir)
    if workers < 0:
        raise ValueError("workers must be greater or equal to 0")
    directory = os.fspath(dir)
    if ddir is not None:
        stripdir, prependdir = directory, ddir
    flags = _flags(force, legacy, optimize, invalidation_mode, stripdir, prependdir, limit_sl_dest, hardlink_dupes)
    flags.append("--workers=%d" % workers)
    told = _Told(quiet)
    if rx is not None or os.path.isfile(directory):
        walk = list(_walk(directory, sys.getrecursionlimit() if maxlevels is None else maxlevels))
        _compile_walk(told, walk, rx, flags, stripdir)
    else:
        if maxlevels is not None:
            flags.append("-r%d" % maxlevels)
        for record in records("pycompileall", flags, [directory]):
            told.take(record, stripdir)
    return told.success


def compile_file(
    fullname: StrPath,
    ddir: Optional[StrPath] = None,
    force: bool = False,
    rx: Any = None,
    quiet: int = 0,
    legacy: bool = False,
    optimize: Levels = -1,
    invalidation_mode: Optional[PycInvalidationMode] = None,
    *,
    stripdir: Optional[StrPath] = None,
    prependdir: Optional[StrPath] = None,
    limit_sl_dest: Optional[StrPath] = None,
    hardlink_dupes: bool = False,
) -> bool:
    """Compile a file, as `compileall.compile_file` does.

    fullname: the file; one whose name does not end in `.py` is left alone
    ddir:     the directory that is recorded as that of the file

    The other arguments are those of `compile_dir`. Returns whether it is compiled, or was to be left alone.
    """
    _refuse_both(ddir, stripdir, prependdir)
    path = os.fspath(fullname)
    flags = _flags(force, legacy, optimize, invalidation_mode, stripdir, prependdir, limit_sl_dest, hardlink_dupes)
    if ddir is not None:
        flags.append("-d" + os.fspath(ddir))
    told = _Told(quiet)
    _compile_walk(told, [("file", path)], rx, flags, stripdir)
    return told.success


def compile_path(
    skip_curdir: bool = True,
    maxlevels: int = 0,
    force: bool = False,
    quiet: int = 0,
    legacy: bool = False,
    optimize: Levels = -1,
    invalidation_mode: Optional[PycInvalidationMode] = None,
) -> bool:
    """Compile the Python files of the directories of `sys.path`, as `compileall.compile_path` does.

    skip_curdir: whether the current directory is left alone where it is on the path as such
    maxlevels:   how many levels of directories are entered below each; none by default

    The other arguments are those of `compile_dir`. Returns whether everything is compiled; a directory after one with a
    failure is left alone.
    """
    for directory in sys.path:
        if skip_curdir and directory in ("", os.curdir):
            if quiet < 2:
                print("Skipping current directory")
        elif not compile_dir(
            directory,
            maxlevels,
            force=force,
            quiet=quiet,
            legacy=legacy,
            optimize=optimize,
            invalidation_mode=invalidation_mode,
        ):
            return False
    return True


def _refuse_both(ddir: Optional[StrPath], stripdir: Optional[StrPath], prependdir: Optional[StrPath]) -> None:
    if ddir is not None and (stripdir is not None or prependdir is not None):
        raise ValueError("Destination dir (ddir) cannot be used in combination with stripdir or prependdir")


def _flags(
    force: bool,
    legacy: bool,
    optimize: Levels,
    invalidation_mode: Optional[PycInvalidationMode],
    stripdir: Optional[StrPath],
    prependdir: Optional[StrPath],
    limit_sl_dest: Optional[StrPath],
    hardlink_dupes: bool,
) -> List[str]:
    """Return the flags of the program that mean these arguments."""
    levels = sorted({optimize} if isinstance(optimize, int) else set(optimize))
    if hardlink_dupes and len(levels) < 2:
        raise ValueError(
            "Hardlinking of duplicated bytecode makes sense only for more than one optimization level"
        )
    if not set(levels) <= {-1, 0, 1, 2}:
        raise ValueError("compile(): invalid optimize value")
    flags = ["-o%d" % level for level in levels]
    flags += [flag for flag, is_on in [("-f", force), ("-b", legacy), ("--hardlink-dupes", hardlink_dupes)] if is_on]
    if invalidation_mode is not None:
        flags.append(mode_flag(invalidation_mode))
    for flag, path in [("-s", stripdir), ("-p", prependdir)]:
        if path is not None:
            flags += [flag, os.fspath(path)]
    if limit_sl_dest is not None:
        # To the program an empty directory is none.
        flags += ["-e", os.fspath(limit_sl_dest) or os.curdir]
    return flags + _warnings.flags()


def mode_flag(mode: PycInvalidationMode) -> str:
    """Return the flag of the programs that means a mode."""
    return "--invalidation-mode=" + mode.name.lower().replace("_", "-")


Step = Tuple[str, str]
"""What happens on a walk: a directory is `listing`, or found `unlisted`, or there is a `file`."""


def _walk(directory: str, levels: int) -> Iterator[Step]:
    """Walk as the program does, for what it can't decide."""
    yield "listing", directory
    try:
        names = sorted(os.listdir(directory))
    except OSError:
        yield "unlisted", directory
        return
    for name in names:
        path = os.path.join(directory, name)
        if not os.path.isdir(path):
            yield "file", path
        elif name != "__pycache__" and levels > 0 and not os.path.islink(path):
            yield from _walk(path, levels - 1)


def _compile_walk(
    told: "_Told", walk: List[Step], rx: Any, flags: List[str], stripdir: Optional[StrPath]
) -> None:
    """Compile the files of a walk but those that `rx` finds something in."""
    strip = None if stripdir is None or not _TELLS_OF_UNSTRIPPED else os.fspath(stripdir)
    steps: List[Step] = []
    files: List[str] = []
    for step, path in walk:
        if step == "file":
            if strip is not None and not _is_in(path, strip):
                steps.append(("unstripped", path))
            if (rx is not None and rx.search(path)) or not path.endswith(".py") or not os.path.isfile(path):
                continue
            files.append(path)
        steps.append((step, path))
    results = records("pycompileall", flags, files)
    # The program tells of the files in their order, of each for every level; of some that are left alone, nothing.
    result = next(results, None)
    for step, path in steps:
        if step != "file":
            told.take({"status": step, "path": path}, strip)
        while result is not None and step == "file" and result["path"] == path:
            told.take(result)
            result = next(results, None)


def _is_in(path: str, directory: str) -> bool:
    parts = directory.split(os.sep)
    return path.split(os.sep)[: len(parts)] == parts


class _Told:
    """What was printed, and whether all went well."""

    def __init__(self, quiet: int) -> None:
        self.quiet = quiet
        self.success = True
        self.file: Optional[str] = None

    def take(self, record: Record, stripdir: Optional[StrPath] = None) -> None:
        """Take the next record of a run, and print what compileall would."""
        status, path = record["status"], record["path"]
        if status == "listing":
            self._say(0, "Listing %r..." % path)
        elif status == "unlisted":
            self._say(1, "Can't list %r" % path)
        elif status == "unstripped":
            if stripdir is not None:
                words = "The stripdir path %r is not a valid prefix for source path %r; ignoring"
                self._say(1, words % (os.fspath(stripdir), path))
        elif status != "fresh":
            if path != self.file:
                self.file = path
                self._say(0, "Compiling %r..." % path)
            _warnings.show(record)
            if status == "failed":
                self.success = False
                head = "*** Error compiling %r...\n" % path if self.quiet else "*** "
                self._say(1, head + record["error"]["text"])

    def _say(self, at_most: int, words: str) -> None:
        if self.quiet <= at_most:
            encoding = getattr(sys.stdout, "encoding", None) or sys.getdefaultencoding()
            print(words.encode(encoding, errors="backslashreplace").decode(encoding))
