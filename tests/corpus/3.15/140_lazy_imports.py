lazy import a
lazy import a.b, c as d, e.f.g as h
lazy from a import b
lazy from a.b import c as d, lazy
lazy from . import x
lazy from .. import (x, y as z,)
lazy from ...lazy import lazy as lazy
lazy from .lazy import lazy
lazy \
    import i
import j; lazy import k; import l as m; lazy from n import o
from p import *

if a:
    lazy import q
elif b:
    import r
else:
    lazy from s import t

for x in y:
    lazy import u
else:
    import v

while x:
    lazy from . import w
    import x

with a as b, c:
    lazy import d
    import e

match a:
    case 1:
        lazy import b
    case _:
        import c

# What is no keyword here.
lazy = 1
lazy: int = lazy
lazy.x = lazy[0] = lazy(lazy)
lazy, lazy = lazy
print(lazy, *lazy, **lazy)
lazy + 1
(lazy)
lazy
import lazy
from lazy import lazy
lazy if lazy else lazy
lambda lazy: lazy


def lazy(lazy=lazy):
    import lazy
    from a import b as lazy
    return lazy


class lazy:
    import a
    from b import lazy


f = lambda: lazy

try:
    import a
    from b import c
except E:
    import d
except F as g:
    from h import i
else:
    import j
finally:
    import k

try:
    import a
finally:
    import b
    from c import d

try:
    import a
except* E:
    import b
else:
    import c

while x:
    try:
        import a
        break
    finally:
        import b

for x in y:
    try:
        continue
    finally:
        from a import b

with x:
    try:
        import a
    except E:
        with y:
            import b
    import c

try:
    def f():
        import a
        try:
            import b
        finally:
            import c
    class C:
        import d
    with x:
        import e
    for y in z:
        import f
    while y:
        from g import h
except E:
    if x:
        import i


async def g():
    import a
    async with b:
        import c
    async for d in e:
        from f import h


def module_of(a):
    from ..b import c
