def f():
    x = 1
    def g(): return x
    return g


def f(x):
    def g(): return x
    return g


def f(x):
    def g():
        def h():
            def i(): return x
            return i
        return h
    return g


def f():
    x = 1
    def g():
        nonlocal x
        x = 2
        def h():
            nonlocal x
            x += 3
            del x
        return h
    return g


def f(a, b, c, d):
    def g(): return a, c
    def h(): return b, d
    def i(): return d, c, b, a
    return g, h, i


def f(*args, **kwargs):
    def g(): return args, kwargs
    return g


def f(a, *, b=1):
    def g(c=a, *, d=b): return a, b, c, d
    return g


def f():
    def g(): return g
    return g


def f():
    def g(): return h()
    def h(): return g()
    return g, h


def f():
    for x in y:
        def g(): return x
        lambda: x
        [x for _ in y]
    try:
        pass
    except E as e:
        def h(): return e
    with a as b:
        def i(): return b
    import m
    def j(): return m
    from n import o as p
    def k(): return p
    class C:
        def q(self): return C
    (z := 1)
    def l(): return z
    match x:
        case {'k': v, **r}:
            def s(): return v, r
        case [t, *u]:
            return lambda: t, lambda: u


def f():
    x = 1
    class C:
        y = x
        def m(self): return x, y
    return C


def f():
    x = 1
    class C:
        x = x
        def m(self): return x
    return C


def f():
    x = 1
    class C:
        nonlocal x
        x = 2
        def m(self): return x
    return C


def f():
    global x
    x = 1
    def g():
        return x
    def h():
        nonlocal_ = x
        global x2
        x2 = 1
        return x2
    return g, h


def f():
    x = 1
    def g():
        global x
        x = 2
        def h(): return x
        return h
    return g


def f():
    x = 1
    def g(x=x):
        def h(): return x
        return h
    return g


def f(a):
    def g(b):
        def h(c):
            return lambda d: a + b + c + d
        return h
    return g


def f():
    return lambda: f, lambda: g, (lambda x: lambda: x)


def f(x):
    x = lambda: x
    return x


def f(zz, yy, xx, ww):
    aa = bb = cc = 1
    def g():
        return zz, aa, yy, bb, xx, cc, ww, unrelated
    def h():
        ff = ee = dd = 2
        def i(): return zz, ff, yy, ee, xx, dd, aa
        return i
    return g, h


def unused_free():
    a = 1
    def g():
        def h(): return a
    def i():
        if 0: a
    return g


def cell_param_order(c, b, a):
    local = 1
    def g(): return a, b
    other = 2
    return local, other, c


def generator_with_cells(a):
    x = yield
    yield lambda: (a, x)


async def coroutine_with_cells(a):
    x = await a
    return lambda: (a, x)


def annotated(x: 'T') -> 'R':
    y: int = 1
    z: str
    def g(): return y, z, x
    return g


def deleted():
    x = 1
    def g(): return x
    del x
    return g


def deep():
    a1 = 1
    def l1():
        a2 = a1
        def l2():
            a3 = a1, a2
            def l3():
                a4 = a1, a2, a3
                def l4():
                    nonlocal a1, a2
                    a1 = a2 = a3, a4
                    return lambda: (a1, a2, a3, a4)
                return l4
            return l3
        return l2
    return l1
