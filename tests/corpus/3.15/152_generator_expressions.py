# Generator expressions, which get what they iterate over and not an iterator.

(a for a in b)
(a for a in [1, 2, 3])
(a for a in (1, 2, 3))
(a for a in [b, c])
(a for a in [b])
(a for a in b if a for c in a if c)
(a for a in (b for b in c))
((b for b in a) for a in c)
((a, b) for a in x for b in [a])
print(a for a in b)
(lambda: a for a in b)
(a for a in (lambda: b))
(yield_ for yield_ in b)
(
    a
    for a
    in b
    if
    a
)


def closes_over(a, b):
    def inner():
        nonlocal b
        return (a + b + c for c in d)

    (b := c for c in a)
    (lambda: c for c in a)
    ((c, d) for c in a for d in (c for e in b))
    return [(c for d in b) for c in a]


async def waits(a, b):
    (c async for c in a)
    (await c for c in a)
    (c for c in await a)
    (c async for c in a for d in c async for e in d)
    (c for c in a async for d in c)
    (c for c in a if await c)
    ((await d for d in c) async for c in a)
    [c async for c in (d async for d in a)]
    (lambda: c async for c in a)
    return ([d async for d in c] for c in a)


def yields(a):
    yield (b for b in a)
    b = lambda: (yield)
    c = lambda: (yield from a)
    d = lambda: (e for e in (yield))
    return (yield), (e for e in (yield a))


class Generates:
    a = (b for b in c)
    b = (a for c in d)
    d = lambda self: (self.c for c in d)

    def method(self):
        return (super().method() for self in a), (__class__ for a in self)

    type Alias = (b for b in c)
    e: (f for f in e)


def generic[T: (a for a in b)](a: (b for b in T)) -> (c for c in T):
    return (T for a in b)


try:
    (a for a in b)
finally:
    (a for a in b for c in d if c)
