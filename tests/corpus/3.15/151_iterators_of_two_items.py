# What is on the stack while something is iterated, and how it leaves it.


def leaves(a):
    for b in a:
        if b:
            return
        elif b.x:
            return b
        elif b.y:
            return b.z()
        elif b.c:
            break
        elif b.d:
            continue
        else:
            return None
    else:
        return 1


def leaves_nested(a):
    for b in a:
        for c in b:
            for d in c:
                if d:
                    return d
                break
            else:
                continue
            break
        if b:
            continue
        return a()


def leaves_with(a):
    for b in a:
        with b as c:
            for d in c:
                try:
                    return d
                except E as e:
                    return e
                finally:
                    for f in d:
                        if f:
                            break
                        return f
        while c:
            for d in c:
                try:
                    if d:
                        break
                    continue
                finally:
                    d()


async def leaves_async(a):
    async for b in a:
        if b:
            return b
        for c in b:
            async for d in c:
                if d:
                    return d
                if c:
                    break
                continue
            async with c as d:
                return await d
        else:
            break
    else:
        return await a


async def awaits(a):
    b = await a
    async with b as c, c as d:
        await (await c)
    yield await b
    return


def delegates(a):
    yield from a
    b = yield from a()
    yield from [1, 2, 3]
    yield from [a, b]
    yield from (1, a)
    yield from {1, 2, 3}
    yield from []
    yield from [*a]
    yield from (b for b in a)
    return (yield from b)


def comprehends(a):
    [b for b in a]
    {b for b in a for c in b}
    {b: c for b in a for c in b if c for d in c}
    [[c for c in b] for b in a]
    [b for c in a for b in [c]]
    [b for b in [1, 2, 3]]
    [b for b in (1, 2, 3)]
    [c for b in a for c in [1, 2, 3]]
    [c for b in a for c in {1, 2}]
    {b for b in {1, 2}}
    [b for b in [a, a]]
    [b for b in [*a]]
    return [lambda: b for b in a], [b := c for c in a]


async def comprehends_async(a):
    [b async for b in a]
    {b async for b in a for c in b}
    {b: c for b in a async for c in b if c for d in c}
    [[c async for c in b] for b in a]
    [await b for b in a for c in await b]
    [[d async for d in c for e in d] async for b in a for c in b]
    return (b async for b in a async for c in b)


class Comprehends:
    a = [b for b in c for d in b]
    type B = [b for b in c for d in b]
    type C[*T] = {b: (d for d in b) for b in T}

    def method[T: [b for b in c]](self, a: (b for b in c)):
        return [__class__ for self in a for a in self]


def matches(a):
    for b in a:
        match b:
            case [c, *d]:
                return c
            case {"a": c, **d}:
                break
            case E(c, d=d) if d:
                continue
    for (b, c), *d in a:
        for a[b] in c:
            for d.x in a:
                return b, c, d
