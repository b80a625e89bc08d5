# `with` looks its methods up by LOAD_SPECIAL.
with a: b
with a as b: c
with a as (b, c), d as e.f, g as h[0]:
    i


def f(x):
    with a:
        return x
    with a, b:
        return
    for i in x:
        with a:
            if i:
                break
            if x:
                continue
            j
    while x:
        with a as b:
            with c:
                return x, b
    with a:
        try:
            return 1
        finally:
            b
    try:
        with a:
            raise x
    except E:
        y


async def g(x):
    async with a: b
    async with a as b, c as d:
        return x
    for i in x:
        async with a:
            continue
    with a:
        async with b:
            return await x


def h():
    with a:
        yield
        yield from b
        return 1
