"""compileall and py_compile, by a native program that writes the same files.

The functions take the arguments of the standard library's and return, print and raise what those do. They compile for
the interpreter that calls them.

    import pycompileall
    pycompileall.compile_dir("src", quiet=1, workers=0)

What they need of the interpreter: CPython of a version that can be compiled for. With another one they raise a
ValueError; the program itself (`find_bin()`) runs anywhere, and compiles for what it is told to.
"""

from py_compile import PycInvalidationMode, PyCompileError
from types import ModuleType
from typing import TYPE_CHECKING

from ._binary import find_bin
from ._compileall import compile_dir, compile_file, compile_path

if TYPE_CHECKING:
    from . import py_compile as py_compile

__all__ = [
    "PyCompileError",
    "PycInvalidationMode",
    "compile_dir",
    "compile_file",
    "compile_path",
    "find_bin",
    "py_compile",
]


def __getattr__(name: str) -> ModuleType:
    # Were it imported at once, `python -m pycompileall.py_compile` would be warned of a module that is there twice.
    if name == "py_compile":
        import importlib

        return importlib.import_module("." + name, __name__)
    raise AttributeError("module %r has no attribute %r" % (__name__, name))
