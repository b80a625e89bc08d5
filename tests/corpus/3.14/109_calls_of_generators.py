# all, any and tuple of a generator expression.
all(x for x in y)
any(x for x in y)
tuple(x for x in y)
a = all(x.y for x in y if x)
a = any((x for x in y))
a = tuple([x, y] for x in a for y in b)
list(x for x in y)
set(x for x in y)
all((x for x in y), 1)
all(x for x in y)(1)
any(*(x for x in y))
any(k=(x for x in y))
a.all(x for x in y)
all([x for x in y])
if all(x for x in y):
    z
if not any(x for x in y) and z:
    w
while tuple(x for x in y):
    z


def f(a):
    def all(x):
        return x
    return all(x for x in a), any(a for x in a), tuple(lambda: (x, a) for x in a)


async def g(a):
    all(x async for x in a)
    any([await x for x in a])
    return tuple(await x for x in a)


class C:
    a = all(x for x in y)
    b = tuple(
        x
        for x
        in y
    )


def h(all, any):
    return all(x for x in y) or any(x for x in y) or tuple(
        x for x in y
    )


def deep(y):
    return all(any(x for x in z) for z in tuple(w for w in y))
