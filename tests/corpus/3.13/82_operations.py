# Superinstructions, TO_BOOL and COMPARE_OP, CALL_KW, formats, attributes of functions, quiet jumps.
def pairs(a, b, c):
    d = a; e = b
    d = e
    a, b = b, a
    x = y = a
    f(a, b, c, d, e)
    (v00, v01, v02, v03, v04, v05, v06, v07, v08, v09, v10, v11, v12, v13, v14, v15, v16, v17) = a
    v00 = v01; v14 = v15; v16 = v17
    v17, v16
    return a, \
        b


def tests(a, b):
    if a: b
    if not a: b
    if not not a: b
    if a == b: a
    if a < b < a: b
    if a in b or a not in b: a
    if a is None: b
    if a is not None and not (b is None): b
    while not a in b: a
    x = not a, not (a == b), not (not a), (a or b) and not a
    assert a > b, a
    return [a for a in b if not a if a != b], a if not a else b, None is None


def calls(f, a, *b, **c):
    f(a, k=a)
    f(k=a, l=b)
    f.m(a, k=a).n(k=b)
    f(*b, k=a, **c)
    f(k=(1, 2), l='k')
    super().m(k=a)
    print(*b, sep='')
    f(**c, k=1)
    class C(a, k=a): pass
    @f(k=1)
    def g(): pass


def formats(a, b):
    return (f'{a}', f'{a!r}', f'{a!s}', f'{a!a}', f'{a:b}', f'{a!r:{b}}', f'{a}{b}', f'x{a}y{b!r}z', f'{a=}',
            '%s' % a, '%s %r %a' % (a, b, a), '%5s|%-3.2s' % (a, b), '%%%s' % (a,))


def attributes(x):
    def a(): return x
    def b(y=1): pass
    def c(*, y=1): pass
    def d(y: int) -> x: pass
    def e(y=x, *, z: x = 1) -> x: return x
    lambda y=x, *, z=1: x
    async def f(y=1): return [x async for x in y]


def loops(a):
    for b in a:
        if b: continue
        for c in b:
            if c: break
            while c: c
        else:
            return
    return [b for b in a if b for c in b if c], (b for b in a for c in b)


def slices(a, b):
    a[b:], a[:b], a[::b], a[b:b:b]
    a[b:] = b; a[:] += b
    del a[b:b]
    return a[b:b, b]


async def generators(a):
    async with a as b:
        yield b
        async for c in b: yield await c
    try:
        yield
    finally:
        await a
    [await x async for x in a if await x]


def delegates(a):
    x = yield from a
    y = yield x
    return (yield)
