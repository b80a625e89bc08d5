"""Writes complex.tsv: what 3.14 calculates of complex numbers.

Run with the interpreter whose behaviour is wanted:  python3.14 record_complex.py > complex.tsv
(with `all` as argument: sixteen times as many)
A line: operator, operand, operand, result (or '-' for an exception); the bits of floats, those of both parts of a complex number.
"""

import itertools
import operator
import struct
import sys
import zlib

INF, NAN = float("inf"), float("nan")
REAL = [0.0, -0.0, 1.0, -2.5, INF, -INF, NAN, 1e300, 5e-324]
COMPLEX = [complex(re, im) for re in (0.0, -0.0, 1.0, -2.5, INF, -INF, NAN, 1e300) for im in (0.0, -0.0, 3.0, INF, NAN, -1e300)]
OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "**": operator.pow}


def show(value):
    parts = [value.real, value.imag] if isinstance(value, complex) else [value]
    return ",".join(struct.pack(">d", part).hex() for part in parts)


def result_of(function, left, right):
    """Which of two operands that are no numbers is the result is the machine's choice, so all are `nan`."""
    try:
        result = function(left, right)
    except (ZeroDivisionError, OverflowError):
        return "-"
    return ",".join("nan" if part != part else show(part) for part in (result.real, result.imag))


for name, function in OPERATORS.items():
    for left, right in [*itertools.product(REAL, COMPLEX), *itertools.product(COMPLEX, REAL + COMPLEX)]:
        # Other powers are calculated by functions of the C library, of which each release has its own last digits.
        if name == "**" and not (right.imag == 0 and abs(right.real) <= 100 and right.real.is_integer()):
            continue
        line = "\t".join([name, show(left), show(right), result_of(function, left, right)])
        if sys.argv[1:] == ["all"] or zlib.crc32(line.encode()) % 16 == 0:
            print(line)
