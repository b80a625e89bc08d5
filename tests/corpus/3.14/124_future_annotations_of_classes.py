# Strings instead of functions, where statements may not be reached.
from __future__ import annotations
if x:
    a: int = 1
for i in x:
    b: str
c: t"{x}" = 1
d: t'{ x }' t"{f'{y!r:>{z}}'}"
e.f: int = 2
(g): int = 3


class C:
    h: int
    if x:
        i: h = 3
        j: t"a{h=}b"
    while x:
        k: C

    def m(self, a: h, *b: *i, c: "c" = 1, **d: {x: y for x in y}) -> t"{a + b}":
        l: h
        n: m = 1

        def o(p: l) -> n: ...

    async def p(self, a): ...


class D[T]:
    a: T

    def m[U: T = int](self, b: U) -> T: ...


def f(a, b: int, /, c: 1 + 1, *, d: -1, e: (1, 2), f: x[1:2], g: x[a:b, 1]) -> [lambda x, /, *y, z=1, **w: x]: ...
def g(a: not x, b: (yield_), c: x if y else z, *d: *Ts) -> None: ...
