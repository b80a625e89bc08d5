import a
import a.b
import a.b.c
import a as b
import a.b as c
import a.b.c as d
import a.b.c.d.e as f
import a, b
import a.b, c.d as e, f
from a import b
from a.b import c
from a import b as c
from a import b, c as d, e
from a import (b)
from a import (b, c,)
from a import *
from . import a
from .. import a
from ... import a
from .... import a
from ..... import a as b, c
from .a import b
from ..a.b import c as d
from .a import *
from . import *
import a as a
from a import a
from a import a as a
from a import (
    b,
    c as d,
)
import \
    a
try:
    import a
except ImportError:
    a = None
if x:
    from y import z


def f():
    import a
    import a.b
    import a.b.c as d
    from e import f, g as h
    from . import i
    return a, d, f, h, i


def g():
    global a, b
    import a.c
    from b import b


def h():
    import a.b.c
    import a.d as b
    return lambda: (a, b)


class C:
    import a.b
    import a.b as c
    from d import e


# Each part of a dotted name is interned: a set with a string of its text is made anew in every function.
import dotted_first.dotted_second.dotted_third


def part_of_a_dotted_name(x):
    return x in {"dotted_second", "other"}


def part_of_a_dotted_name_again(x):
    return x in {"dotted_second", "other"}


def no_part(x):
    return x in {"no part", "other one"}


def no_part_again(x):
    return x in {"no part", "other one"}
