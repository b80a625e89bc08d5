# Calls of list and set with a generator expression, beside those of all, any and tuple.

list(a for a in b)
set(a for a in b)
x = list(a for a in b) + [*set(a for a in b)]
list(set(tuple(a) for a in b) for b in c)
list((a for a in b))
list(a for a in [1, 2, 3])
set(a for b in c for a in [b])
frozenset(a for a in b)
dict(a for a in b)
list([a for a in b])
set({a for a in b})
list(a for a in b)[0]
list(a for a in b).x
b.list(a for a in c)
list(list)(a for a in b)
list(*(a for a in b))
list(x=(a for a in b))
list((a for a in b), c)


def calls(a, b):
    if list(c for c in a) and not set(c for c in a):
        return set(c for c in b)
    while list(c for c in a):
        set(lambda: c for c in a)
    for c in list(d for d in a):
        for e in set(d for d in c):
            return list(e for d in c), set(d for d in (e for f in d))
    try:
        return list(c for c in a)
    except E:
        return set(c for c in a)
    finally:
        tuple(c for c in a), list(c for c in a), set(c for c in a), all(c for c in a), any(c for c in a)


def shadowed(list, set):
    return list(a for a in set), set(a for a in list)


async def calls_async(a):
    list(c async for c in a)
    set(await c for c in a)
    list(c for c in await a)
    async with list(c for c in a) as set:
        await set(c for c in a)
        yield list(c for c in a)


class Calls:
    list = list(a for a in b)
    set = set(a for a in b)

    def method(self, a=list(a for a in b), *, b: set(a for a in b) = 1) -> list(a for a in b):
        return list(self for a in b)
