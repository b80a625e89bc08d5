"""With strings instead of functions (PEP 563)."""
from __future__ import annotations

x: int
y: list[int] = []
z.a: b
if x:
    c: d.e[f]


def f(a: int, *args: *Ts, b: str = "b") -> t"{a!r:>{b}}{c=}":
    local: int
    return a


class C:
    a: int
    b: lambda x: (yield_, x)

    def m(self, a: C) -> "C":
        pass

    if a:
        c: int


def generic[T: int = str](a: T) -> T:
    pass
