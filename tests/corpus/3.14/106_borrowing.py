# Which loads of locals borrow.
def f(a, b, c=None, *d, e, **g):
    a
    a + b
    a.b.c
    a[b]
    a[b] = c
    a.b = c
    x = a
    y = x = b
    x, y = y, x
    x, y, z = a, b, c
    a = a
    del x
    f(a, b)
    f(a, *b, **c)
    a.f(b, c=c)
    return a


def kills(a, b):
    x = [a, b, (a := 1)]
    y = a + (a := b)
    z = f(a, b, a := 2, b)
    a, b = b, (a, (b := a))
    return a, (a := b), a


def branches(a, b, c):
    x = a if b else c
    y = a and b
    z = a or b or c
    w = not a
    f(a, b if c else a)
    f(a, b and c)
    return a if b else c


def loops(a, b):
    for x in a:
        x
        b.append(x)
        y = x
    for x, y in a:
        b(x, y)
    while a:
        a = b
    for a in a:
        pass
    else:
        b
    [x for x in a if b]
    {x: y for x, y in a}
    return [x + y for x in a for y in b]


def handlers(a, b):
    try:
        a.b
    except b:
        a.c
    except E as e:
        e.f(a)
        return e
    else:
        a.d
    finally:
        b.e
    return a


def withs(a, b):
    with a as x, b as y:
        x.y(a)
        return b
    with a:
        b
    return a, b


def imports(a):
    if x: pass
    a.x
    from m import E
    from n import F, G
    import o.p as q
    return E, F, G, q


def matches(a, b):
    match a:
        case [x, y]:
            return x
        case {"k": v, **rest}:
            return v, rest
        case C(p, q=r):
            return p, r
        case [x, *y] if b:
            return y
        case str() | int():
            return a
        case {}:
            b
    match a, b:
        case x, y:
            return x, y


def closures(a, b):
    def g():
        nonlocal b
        b = a
        return a, b
    class C:
        c = a
    return g, lambda: a + b, C


def cells(a):
    return [lambda: a for b in a]


async def asynchronous(a, b):
    async for x in a:
        b(x)
    async with a as y:
        y.b
    z = await a
    await b
    [x async for x in a]
    return [await x for x in a], z


def generators(a, b):
    yield a
    x = yield b
    yield from a
    y = yield from x
    return y


def strings(a, b):
    f"{a}"
    f"{a}{b!r}{a:>{b}}"
    t"{a}{b!r:{a}}"
    x = f"{a}"
    return f"a{b}c"


def slices(a, b, c):
    a[b:c]
    a[b:c:1]
    a[1:2]
    a[b:c] = a
    del a[b:c]
    a[b] += c
    a.b += c
    a += b
    return a[b][c]


def unpacking(a, b):
    (x, *y), z = a
    [*a, *b]
    {**a, "c": b}
    (*a, b)
    {*a, b}
    f(*a, b, *b, c=a, **b)
    return x, y, z


def deletes(a, b):
    del a
    del b.c, b[0]
    try:
        del b
    except E:
        a
    return b


def comparisons(a, b, c):
    a < b < c
    a is b
    a in b
    if a < b < c:
        return a
    if a is None:
        return b
    assert a, b
    raise a from b


def conditional_store(a):
    if a:
        x = 1
    return x


class C:
    def m(self, a):
        super().m(a)
        super(C, self).m
        self.a = a
        self.b, self.c = a
        return self.a

    def n(self):
        __class__
        return super().x
