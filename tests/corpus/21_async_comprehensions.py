async def f(): return [a async for a in b]
async def f(): return {a async for a in b}
async def f(): return {a: b async for a in c}
async def f(): return (a async for a in b)
async def f(): return [a async for a in b if c]
async def f(): return [a async for a in b async for c in d]
async def f(): return [a for a in b async for c in a]
async def f(): return [a async for a in b for c in a if d async for e in c if f]
async def f(): return [await a for a in b]
async def f(): return {await a for a in b}
async def f(): return {await a: await b for a in c}
async def f(): return (await a for a in b)
async def f(): return [a for a in await b]
async def f(): return [a for a in b if await c]
async def f(): return [await a async for a in b if await c]
async def f(): return [[a async for a in b] for c in d]
async def f(): return [[await a for a in b] async for c in d]
async def f(): return [a for a in [await b for b in c]]
async def f(): return (a for a in [await b for b in c])
async def f(): return [x := await a for a in b]
async def f(): return await g(a async for a in b)
async def f(): return [lambda: a async for a in b]
async def f(): return [a async for a, *b in c]
async def f(): return (a async for a in b for c in d if await e)
def f(): return (a async for a in b)
def f(): return (await a for a in b)
def f(): return (a async for a in b async for c in d)
g = (a async for a in b)
g = (await a for a in b)


class C:
    x = (a async for a in b)

    async def m(self):
        return [self.__x async for self.__y in self.z], {x: super() async for x in self}


async def gen():
    yield [a async for a in b]
    x = [(yield_) async for a in b]
    async for c in (d async for d in x):
        yield c
