"""The functions of py_compile, and its exception and modes, which are the standard library's own."""

from __future__ import annotations

import builtins
import os
import re
import sys
from py_compile import PycInvalidationMode, PyCompileError
from typing import Any, Dict, Iterable, Iterator, List, Optional, Type

from . import _warnings
from ._binary import become, records
from ._compileall import StrPath, mode_flag

__all__ = ["PyCompileError", "PycInvalidationMode", "compile", "main"]


def compile(
    file: StrPath,
    cfile: Optional[StrPath] = None,
    dfile: Optional[StrPath] = None,
    doraise: bool = False,
    optimize: int = -1,
    invalidation_mode: Optional[PycInvalidationMode] = None,
    quiet: int = 0,
) -> Any:
    """Compile a file whether or not its .pyc is up to date, as `py_compile.compile` does.

    file:              the source
    cfile:             its .pyc; in `__pycache__` if None
    dfile:             what is recorded as the path of the source, and shown in errors
    doraise:           whether a source that is refused raises PyCompileError; else that is written to `sys.stderr`
    optimize:          the level of optimization; -1 is that of this interpreter
    invalidation_mode: how imports find out whether the .pyc is up to date
    quiet:             with 2 a source that is refused is neither raised nor written of

    Returns the path of the .pyc, or None if the source is refused.
    """
    path = os.fspath(file)
    flags = ["--optimize=%d" % optimize]
    if cfile is not None:
        flags += ["--cfile", os.fspath(cfile)]
    if dfile:
        flags += ["--dfile", os.fspath(dfile)]
    if invalidation_mode is not None:
        flags.append(mode_flag(invalidation_mode))
    try:
        if optimize not in (-1, 0, 1, 2):
            error = ValueError("compile(): invalid optimize value")
            raise PyCompileError(ValueError, error, os.fspath(dfile or file))
        [pyc] = _compile([path], flags, os.fspath(dfile or file))
    except PyCompileError as refusal:
        if quiet < 2:
            if doraise:
                raise
            sys.stderr.write(refusal.msg + "\n")
        return None
    return pyc if cfile is None else cfile


def main() -> None:
    """Compile the files that the arguments of this process name, as `python -m py_compile` does."""
    import argparse

    parser = argparse.ArgumentParser(description="Compile Python files to .pyc files.")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing of errors")
    parser.add_argument(
        "filenames", nargs="+", help="files to compile; - alone for those listed on standard input, a line each"
    )
    arguments = parser.parse_args()
    files = arguments.filenames
    if files == ["-"]:
        files = [line.rstrip("\n") for line in sys.stdin.readlines()]
    try:
        for _ in _compile(files, []):
            pass
    except (PyCompileError, OSError) as error:
        parser.exit(1, None if arguments.quiet else str(error))


def _compile(files: Iterable[str], flags: List[str], name: Optional[str] = None) -> Iterator[str]:
    """Compile files, and yield the paths of their .pyc files until one fails, which raises.

    name: what an exception calls the file, if not by its path
    """
    for record in records("pycompile", flags + _warnings.flags(), files):
        _warnings.show(record)
        if record["error"] is not None:
            raise _exception(record["error"], record["path"], name or record["path"])
        yield record["pyc"]


def _exception(error: Dict[str, Any], path: str, name: str) -> Exception:
    """Return the exception that py_compile raises for an error of the program."""
    kind: Type[BaseException] = getattr(builtins, error["type"], SystemError)
    if issubclass(kind, OSError):
        return _os_error(kind, error["message"])
    return PyCompileError(kind, _reason(kind, error, path, name), name, error["text"])


def _reason(kind: Type[BaseException], error: Dict[str, Any], path: str, name: str) -> BaseException:
    """Return the exception that compilation raises."""
    message = error["message"]
    if issubclass(kind, SyntaxError) and error["line"] is not None:
        text = _line(path, error["line"])
        # Where there is no column, the exception says 0.
        place = error["line"], error["column"] or 0, text, error["end_line"], error["end_column"] or 0
        return kind(message, (name, *place))
    return _unicode_error(message) if issubclass(kind, UnicodeError) else kind(message)


def _unicode_error(message: str) -> UnicodeError:
    """Return the exception of a codec that these words are of, about a text that has the character at its place."""
    pattern = r"'(.+?)' codec can't encode character '\\[xuU]([0-9a-f]+)' in position (\d+): (.+)"
    told = re.fullmatch(pattern, message)
    if told is None:
        return UnicodeError(message)
    codec, character, start, reason = told.group(1), chr(int(told.group(2), 16)), int(told.group(3)), told.group(4)
    return UnicodeEncodeError(codec, " " * start + character, start, start + 1, reason)


def _line(path: str, number: int) -> Optional[str]:
    """Return a line of a source, as far as it is text."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return next((line for at, line in enumerate(file, 1) if at == number), None)
    except OSError:
        return None


def _os_error(kind: Type[OSError], message: str) -> OSError:
    """Return the OSError that these words are of, with its number and the names of its files."""
    import ast

    told = re.match(r"\[Errno (\d+)\] ", message)
    if told is None:
        return kind(message)
    number = int(told.group(1))
    words = os.strerror(number)
    names = message[told.end() + len(words) :]
    if not message.startswith(words, told.end()) or not (names == "" or names.startswith(": ")):
        return kind(message)
    try:
        # Of two files the second one is the last argument; the one before it is for another system.
        paths = [ast.literal_eval(name) for name in names[2:].split(" -> ")] if names else []
    except (SyntaxError, ValueError):
        return kind(message)
    return OSError(number, words, *(paths if len(paths) < 2 else [paths[0], None, paths[1]]))


if __name__ == "__main__":
    become("pycompile")
