# Expressions whose evaluation needs a deep stack, and statements that unwind it.
f(a, b(c, d(e, g(h, i(j, k(l, m(n, o))))), *p), **q)
[a, [b, [c, [d, [e, [f, [g, {h: (i, {j, *k})}]]]]]]]
a + (b + (c + (d + (e + (f + (g + h))))))
a[b[c[d[e[f]]]]] = g[h[i]] = j
a[b][c:d:e] += f(g, h, *i)
{**{**{**a}, 'b': {**c}}, 'd': e}
a, (b, [c, *d]), *e = f, (g, [h, *i]), *j
def f(a, b=(c, d), *, e=lambda g=h: (g, i), **j) -> [k for l in m]: pass
class C(a(b, c), d, *e, f=g(h), **i): pass
for a, (b, c) in d(e(f)):
    with g(a) as h, i(b) as (j, k):
        try:
            for l in h: x(l, [m for m in j if m < l < k])
        except (E, F) as n:
            try: y(n)
            finally: z(n, *k)
        finally:
            del a[b], c[d:e]
async def f():
    async for a in b(await c, *await d):
        async with e(await f) as g:
            return h(await i, [await j async for k in l if await m], {n: await o})
def f():
    x = yield (yield a, [(yield b), *(yield from c)])
    return f(x, (yield), k=(yield x), **(yield y))
match [a, (b, c)]:
    case [{"k": [x, C(y, z=[*w])], **v}, D(E(u), t=F(s=r))] if 0: q
    case [1, [2, [3, [4, {'a': {'b': {'c': d}}}]]]]: q
a < b(c < d(e < f < g) < h) < i
a and (b or (c and (d or e(f, g)))) if h else i
lambda a=b, *c, d=(e, f), **g: (a, *c, [d, {**g}])
assert a(b, c) < d < e, f"{g!r:>{h}}{i}"
raise a(b, *c) from d(**e)
del a[b(c, d)].e, f[g:h:i]
import a.b.c.d as e, f.g.h as i
from a import b, c as d, e
with a(b, c) as d[e], f as (g, [h, *i]): pass
