"""Writes fold.tsv: what CPython 3.11's compiler folds operations on constants to.

Run with the interpreter whose behaviour is wanted:  python3.11 record_fold.py > fold.tsv
(with `all` as argument: ten times as many)
Writes fold_complex.tsv, operations on complex numbers since 3.14:  python3.14 record_fold.py complex > fold_complex.tsv
A line: operator, operand, operand (or nothing), result (or '-' where nothing is folded).
"""

import ast
import dis
import itertools
import struct
import sys
import warnings
import zlib

warnings.simplefilter("ignore")
sys.set_int_max_str_digits(0)


def bits(value):
    return format(struct.unpack("<Q", struct.pack("<d", value))[0], "016x")


def show(value):
    if value is None or value is ... or isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return f"i:{value:x}"
    if isinstance(value, float):
        return "f:" + bits(value)
    if isinstance(value, complex):
        return f"c:{bits(value.real)},{bits(value.imag)}"
    if isinstance(value, str):
        return "s:" + value.encode("utf-8", "surrogatepass").hex()
    if isinstance(value, bytes):
        return "b:" + value.hex()
    if isinstance(value, tuple):
        return "(" + "".join(show(item) + ";" for item in value) + ")"
    raise TypeError(value)


def folded(node):
    """The constant that the compiler loads for an expression, if it is one."""
    tree = ast.Expression(ast.Tuple([node, ast.Name("x", ast.Load())], ast.Load()))
    ast.fix_missing_locations(tree)
    code = compile(tree, "", "eval")
    loads = [i for i in dis.get_instructions(code) if i.opname != "RESUME"]
    if loads[0].opname in ("LOAD_CONST", "LOAD_SMALL_INT") and loads[1].opname == "LOAD_NAME":
        return show(loads[0].argval)
    return "-"


INTS = [0, 1, -1, 2, -2, 3, 7, -7, 10, 63, 64, 127, 128, 129, 255, -256, 2**31, 2**53 + 1, 2**62, 2**63 - 1, -(2**63),
        2**63, 2**64, -(2**64) + 1, 2**100 + 12345, -(2**127), 2**128, 10**40, 10**309, 2**1100, 3**700]
FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 1e300, -1e-300, 5e-324, 1.7976931348623157e308, 1e999, -1e999, 0.1, 7.25]
COMPLEX = [0j, -0j, 1j, -2.5j, 1 + 2j, complex(-1.5, 0.25), complex(1e200, 1e200), complex(1e999, 1), complex(0.0, -0.0)]
OTHER = [True, False, None, ...]
STRINGS = ["", "a", "ab", "h\u00e9llo", "\ud800x", "x" * 100, "\U0001f600!", b"", b"a", b"\xff\x00z", b"y" * 64]
TUPLES = [(), (1,), (1, "a", None), ((1, 2), (3, (4,))), tuple(range(60)), tuple((i, i) for i in range(40))]

BINARY = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div, "//": ast.FloorDiv, "%": ast.Mod, "**": ast.Pow,
          "<<": ast.LShift, ">>": ast.RShift, "|": ast.BitOr, "^": ast.BitXor, "&": ast.BitAnd, "@": ast.MatMult}
UNARY = {"~": ast.Invert, "not": ast.Not, "u+": ast.UAdd, "u-": ast.USub}

# Signs of zeros, infinities, and parts that overflow.
PARTS = [0.0, -0.0, 1.0, -2.5, 1e200, 1e999, -1e999]
REAL = [0, 1, -3, 2, True, 0.0, -0.0, 2.5, 1e308, 1e999, -1e999, 5e-324, 10**400]


def write_complex():
    values = [complex(re, im) for re in PARTS for im in PARTS]
    pairs = [*itertools.product(values, values), *itertools.product(values, REAL), *itertools.product(REAL, values)]
    for (name, op), (left, right) in itertools.product(BINARY.items(), pairs):
        if name == "**" and right not in (0, 1, -3, 2):
            continue  # In polar form the C library's functions decide the last bits.
        result = folded(ast.BinOp(ast.Constant(left), op(), ast.Constant(right)))
        line = "\t".join([name, show(left), show(right), result])
        if zlib.crc32(line.encode()) % (40 if name in ("+", "-", "*", "/", "**") else 400) == 0:
            print(line)


def main():
    if sys.argv[1:] == ["complex"]:
        return write_complex()
    everything = INTS + FLOATS + COMPLEX + OTHER + STRINGS + TUPLES
    for (name, op), value in itertools.product(UNARY.items(), everything):
        print(name, show(value), "", folded(ast.UnaryOp(op(), ast.Constant(value))), sep="\t")
    numbers = INTS[:24] + FLOATS + COMPLEX + OTHER
    few = [-1, 0, 1, 2, 3, 5, 41, 64, 300, 4097, True, 2**70, 2.0, 1j, None]
    pairs = list(itertools.product(numbers, numbers))
    pairs += itertools.product(INTS[24:], few + INTS[24:])
    pairs += itertools.product(few, INTS[24:])
    pairs += itertools.product(STRINGS + TUPLES, few)
    pairs += itertools.product(few, STRINGS + TUPLES)
    pairs += itertools.product(STRINGS, STRINGS)
    pairs += itertools.product(TUPLES, TUPLES)
    for name, op in BINARY.items():
        for left, right in pairs:
            result = folded(ast.BinOp(ast.Constant(left), op(), ast.Constant(right)))
            line = "\t".join([name, show(left), show(right), result])
            # The whole product is a megabyte and more; `all` writes it.
            if sys.argv[1:] == ["all"] or zlib.crc32(line.encode()) % (10 if len(line) < 200 else 100) == 0:
                print(line)
    for value, index in itertools.product(STRINGS + TUPLES + [5, None], [0, 1, 2, -1, -2, 5, 99, -100, True, 2**70, 1.0, None]):
        node = ast.Subscript(ast.Constant(value), ast.Constant(index), ast.Load())
        print("[]", show(value), show(index), folded(node), sep="\t")


main()
