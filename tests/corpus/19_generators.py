def g(): yield
def g(): yield 1
def g(): x = yield
def g(): x = yield 1
def g(): x = yield 1, 2
def g(): x = yield *a, b
def g(): yield from a
def g(): x = yield from a
def g(): return (yield)
def g(): return (yield from a)
def g(): yield (yield)
def g(): yield (yield (yield 1))
def g(): f((yield), (yield 1))
def g(): a[(yield)] = yield
def g(): x += yield 1
def g(): x: int = yield 1
def g(): (yield).b = (yield).c
def g(): return [(yield 1), (yield 2)]
def g(): return {(yield): (yield)}
def g(): lambda: (yield)
g = lambda: (yield)
g = lambda: (yield from a)
g = lambda x: (yield x) or (yield)
def g():
    if 0:
        yield
def g():
    return
    yield
def g():
    for x in y:
        yield x
def g():
    for x in y:
        z = yield x
        if z: return z
        while z:
            z = yield
def g():
    with a as b:
        yield b
def g():
    try:
        yield
    finally:
        a
def g():
    try:
        yield a
    except E as e:
        yield e
def g():
    while True:
        yield
def g(a, *b, c=1, **d):
    """doc"""
    yield a, b, c, d
def g():
    x = 1
    def h():
        yield x
    yield from h()
def g():
    yield (i for i in a)
    yield [i for i in a]
def g():
    return 1
    x = yield
def g():
    assert (yield), (yield)
def g():
    raise (yield) from (yield)
def g():
    del (yield)[0]
def g():
    for i in (yield):
        pass
    with (yield) as (yield).a:
        pass
    if (yield): pass
    while (yield): pass
    print(f"{(yield)} {(yield 1)!r:{(yield)}}")
    return (yield) and (yield) or not (yield)


class C:
    def __iter__(self):
        yield from self.__x
        yield self.__y


def parameters_in_cells(a, b):
    yield lambda: (a, b)


def g():
    yield from (yield from (yield from a))
