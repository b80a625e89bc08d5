async def f(): pass
async def f(): return 1
async def f(): await a
async def f(): return await a
async def f():
    x = await a
    await a.b(await c)
    y = (await a) + (await b)
    return -await x ** await y
async def f():
    async for a in b:
        c
async def f():
    async for a in b:
        c
    else:
        d
async def f():
    async for a, *b in c:
        if d: break
        if e: continue
        return f
    else:
        return g
async def f():
    async with a:
        b
async def f():
    async with a as b:
        c
async def f():
    async with a as b, c as d:
        e
async def f():
    async with (a as b, c as d,):
        return e
async def f():
    async with a:
        return await b
async def f():
    for x in y:
        async with x as z:
            if z: break
            if w: continue
async def f():
    async for x in y:
        async for z in x:
            if z: break
            async with z:
                continue
async def f():
    try:
        await a
    except E as e:
        await b
        raise
    else:
        await c
    finally:
        await d
async def f():
    with a as b:
        await b
        return await c
async def f():
    while await a:
        await b
    if await c: return
    return [await a, await b], {await c: await d}, (*await e,)
async def f():
    await a(await b, *await c, k=await d, **await e)
    lambda: (await_)
    def g(): pass
    async def h(): await g
    return h
async def gen():
    yield
async def gen():
    yield 1
    x = yield 2
    await a
    y = yield await b
    await (yield 3)
async def gen():
    async for x in y:
        yield x
    async with a as b:
        yield b
        return
async def gen():
    try:
        yield 1
    except E:
        yield 2
    finally:
        yield 3


class C:
    async def m(self, *, k=1):
        return await super().m(k)

    async def __aenter__(self): return self

    @a.b
    async def decorated(self) -> int: ...

    async def __p(self): await self.__p()


async def outer():
    x = 1

    async def inner():
        nonlocal x
        x = await y
        async for x in z: pass
        async with z as x: pass
    await inner()
    return x


async def f():
    f"{await a} {await b!r:{await c}}"
    assert await a, await b
    del (await a).b, (await c)[await d]
    (await a).b += await c
    (await a)[b] = await c
    return a < await b < await c and await d or await e


async def long_body():
    """doc"""
    result = []
    async for a in b:
        async with c(a) as d, e(d) as f:
            try:
                result.append(await f)
            except* G as g:
                await h(g)
            finally:
                await i()
    else:
        await j
    return result


async def lists():
    async for a in [1, 2, 3]: b
    async for a in [b, c]: d
    async for a in {1, 2}: b
    [a async for a in [1, 2, 3]]
    {a async for a in {1, 2, 3} async for b in [a, 1]}
    async with [1, 2] as a: b
