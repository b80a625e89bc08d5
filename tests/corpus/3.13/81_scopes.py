# Scopes inside of classes, calls with keywords, tests of values, superinstructions.
class C[T]:
    name = 1
    type Alias[U: (lambda: name)] = [name for _ in T]

    def method[V: [name for _ in range(3)]](self, x: (lambda: name) = [name]) -> V: ...


def calls(f, a, b, *args, **kw):
    f(a, b=b, c=1)
    f.method(a, k=a)(k=b)
    f(*args, k=a, **kw)
    a, b = b, a
    c = a; d = b; c, d = d, c
    if a and not b or c:
        return not a, bool(b), a if b else c
    while a in b:
        a = a is None or b is not None
    assert a, b
    for a in b:
        for c in d:
            if c: continue
            break
        else:
            return a
    return f"{a!r:>{b}} {a} {b!s} {c:x}"


def outer(x):
    y = x
    def inner(a=1, *, b=2, c: int = 3) -> x:
        nonlocal y
        y = a
        return x, y
    class Inner:
        z = y
        def f(self): return __class__, x
    return inner, Inner, lambda d=y: (x, d)
