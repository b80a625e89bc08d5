def f(): pass
def f(): return
def f(): return None
def f(): return 1
def f(): ...
def f(): 1
def f(): "doc"
def f(a): return a
def f(a, b, c): return a, b, c
def f(a=1): return a
def f(a, b=1, c=2): return a
def f(a=(1, 2), b=[3]): return a
def f(a=x, b=y.z, c=w()): return a
def f(*a): return a
def f(**a): return a
def f(*a, **b): return a, b
def f(*, a): return a
def f(*, a=1): return a
def f(*, a, b=1, c): return a
def f(a, *, b): return b
def f(a, *b, c): return c
def f(a, /): return a
def f(a, /, b): return a
def f(a, b, /, c, *, d): return d
def f(a, b=1, /, c=2, *d, e, f=3, **g): return a, b, c, d, e, f, g
def f(a, b=1, /, c=2, *, e, f=x, **g): pass
def f(a,): pass
def f(*a,): pass
def f(**a,): pass
def f(a: int): pass
def f(a: int = 1, *b: str, c: bytes, d: x = 2, **e: y) -> z: pass
def f(a: int, /, b: str) -> None: pass
def f() -> a: pass
def f() -> lambda: x: pass
def f(a: 'text'): pass
def f(a: b[c] = d[e]) -> f[g]: pass
def f(
    a,
    b=1,
    *c,
    d,
    **e
):
    return (
        a
    )


def f():
    """Doc."""
    return 1


def f():
    """Doc."""


def f():
    'a' 'b'
    x


def f():
    f"not doc"
    b"not doc"


def f():
    x = 1
    y = 2
    return x + y
    z = 3


def f():
    return 1
    return 2


def f():
    raise x
    return y


def f(x):
    if x:
        return
    return 1


def f():
    def g():
        def h():
            return 1
        return h
    return g


def f():
    class C:
        def m(self):
            def n():
                return [x for x in self]
            return n
    return C


def f(a, b):
    a = b
    c = d = a
    global e
    e = c
    return d, e, g


def f(self):
    return f(f)


def many(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z):
    aa = ab = ac = ad = a
    return z, y, x, w, v, u, t, s, r, q, p, o, n, m, l, k, j, i, h, g, f, e, d, c, b, aa, ab, ac, ad


def f(): return 1, 2, 3
def f(): return (1, 2, 3), [1, 2, 3]
def f(): return *a, *b
def f(): return *a, 1
def f(): return (yield), 1
def f(): import a.b as c, d; from e import f as g, h; return c, d, g, h
def f(): (x); y; z
def f(): pass; pass; pass
def f(): return -1
def f(): return not x
def ünïcode(å): return å
