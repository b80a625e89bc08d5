[*x for x in y]
{*x for x in y}
{**x for x in y}
(*x for x in y)
f(*x for x in y)
f(*(x) for x in y)
[*x for x in y if x if not z]
{*x for x in y for z in x if z}
{**x for x in y for z in [x] if z}
(*x for x in y for z in (x,) if z)
[*[x] for x in y]
[*(x, x) for x in y]
[*(1, 2) for x in y]
[*'ab' for x in y]
[*[*x for x in y] for y in z]
{**{**x for x in y} for y in z}
(*(*x for x in y) for y in z)
[*x | y & z for x in y]
(*x or y for x in y)
(*x and not y for x in y)
(*x if y else z for x in y)
(*not x for x in y)
(*lambda: x for x in y)
f(*x or y for x in y)
f(*x if y else z for x in y)
{**x or y for x in y}
{**x if y else z for x in y}
{**lambda: x for x in y}
{**x | y for x in y}
[*(w := x) for x in y]
{**(w := x) for x in y}
(*(w := x) for x in y)
[
    *x
    for x in y
]
{
    **
    x
    for x
    in y
}
list(*x for x in y)
set(*x for x in y)
tuple(*x for x in y)
all(*x for x in y)
any(*x for x in y)
''.join(*x for x in y)
a[[*x for x in y]]
a = [*x for x, y in z]
a += {**x for x in y}


def function(y):
    a = [*x for x in y]
    b = {*x for x in a for a in x}
    c = {**x for x in b}
    d = (*x for x in c)
    def inner():
        return a, y
    return [lambda: x for x in y], [*(lambda: x) for x in y], d


class C:
    a = [*x for x in y]
    b = {*a for x in y}
    c = {**x for x in a}
    d = (*x for x in a)
    e = [*__class__ for x in y]


async def coroutine():
    [*x async for x in y]
    {*x async for x in y if await z}
    {**x async for x in y}
    (*x async for x in y)
    [*await x for x in y]
    {**await x for x in y}
    (*await x for x in y)
    f(*x async for x in y for z in x)
    return [*x for x in y async for y in z]


async def generator():
    yield [*x async for x in y]
    yield (*x async for x in y)
    yield (*x for x in y)


def delegating():
    yield from [*x for x in y]
    yield from (*x for x in y)
    yield {**x for x in y}
