# Template strings (PEP 750).
a = t""
a = t"text"
a = t"{x}"
a = t"{x}{y}"
a = t"a{x}b{y}c"
a = t"{x!r}{x!s}{x!a}"
a = t"{x:>3}{x!r:>{w}}{x:{a}{b!r}c}"
a = t"{x=}{ x = }{x = !s}{x=:>3}{x=!r:^{w}}"
a = t"{ x }{x + y }{  x . y  }"
a = t"one" t"two{x}" t"{y}three"
a = t"{x}" t"" t"{y}"
a = rt"\d{x}\n" RT"{y}\\" tR"\{z}"
a = t"\N{BULLET}{x}\x41"
a = t"{{{x}}}"
a = t'''
{
    x  # a comment
    + y
    :>{
        w
    }
}
'''
a = t"{t'{x}'}{f'{y}'}{'z'}"
a = f"{t'{x}'}"
a = t"{x, y}{*x, y}{(yield_)}" if x else t"{(lambda: 1)}{(lambda x: x):d}"
a = t"{x if y else z}{[i for i in x]}{ {1: 2}[1] }{x['a']}"
a = t"{x:%H:%M}{x!r:}"
a = t"é{x}ü"
a = t"{x:{y:{z}}}"


def f(x):
    t"unused {x}"
    return t"{x}" + t"{x!r}"


async def g(x):
    return t"{await x}{[y async for y in x]}"


def h(x):
    t"not a docstring"
    yield t"{(yield x)}"


t"{x}".strings[0]
