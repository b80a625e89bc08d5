# List, set and dict comprehensions inside the scope around them (PEP 709).
data = [x for x in range(3)]
squares = {x: x * x for x in data if x if x > 1}
nested = [[y for y in range(x)] for x in data]
names = {x for x in data for x in range(x)}
outer = [lambda: x for x in data]
walrus = [last := x for x in data]


class Body:
    base = 1
    items = [base for _ in range(3)]
    first = [x for x in [base]]
    inner = [[base for x in range(2)] for base in range(2)]
    functions = [lambda: x for x in range(2)]


def function(argument, x=1):
    before = x
    a = [x for x in argument]
    b = {x: y for x in argument for y in x}
    c = [(t := u) for u in argument if (v := t)]
    d = [i for i in range(3)], i if before else [i for i in a]
    e = [(lambda: (i, j)) for i in range(3) for j in range(i)]
    f = [argument for argument in argument]
    g = [[(argument, z, x) for z in q] for q in argument]
    try:
        h = [1 / x for x in argument]
    except ZeroDivisionError:
        h = [x for x in argument]
    for i in [x for x in argument]:
        i, x
    return a, b, c, d, e, f, g, h, locals(), [locals() for _ in a], before


def cells():
    x = 1
    def inner(): return x
    y = [x for x in range(3)]
    z = [lambda: x for x in range(3)]
    w = [inner() for inner in z]
    return inner, y, z, w


async def asynchronous(source):
    a = [x async for x in source]
    b = {x: await y for x in source async for y in x if await x}
    c = [await x for x in source]
    d = [[y async for y in x] async for x in source]
    return a, b, c, d, (x async for x in source)


def deleted():
    x = 1
    del x
    [x for x in range(3)]
    y = [x for _ in range(2)]
    return y, x


lambda: [x for x in range(3)]
(lambda x: [x for x in x])(data)
