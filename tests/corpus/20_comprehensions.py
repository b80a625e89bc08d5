[a for a in b]
{a for a in b}
{a: b for a in c}
(a for a in b)
[a for a in b if c]
[a for a in b if c if d]
[a for a in b for c in d]
[a for a in b if c for d in e if f if g]
[a for a, b in c]
[a for a, *b in c]
[a for a.b in c]
[a for a[b] in c]
[(a, b) for a in c for b in a]
[[a for a in b] for b in c]
[[[a for a in b] for b in c] for c in d]
[a for a in [b for b in c]]
[a for a in b if [c for c in a]]
{a: {b: c for b in a} for a in d}
{a: b for a, b in c.items() if a if not b}
{**{a: b for a in c}}
[*(a for a in b)]
f(a for a in b)
f(*[a for a in b], **{a: b for a, b in c})
[a for a in b][0]
[lambda: a for a in b]
[(lambda a=a: a) for a in b]
[(lambda: (a, c)) for a in b for c in a]
[a if a else b for a in c]
[a for a in (b if c else d)]
[a for a in b if a and c or d]
[a for a in b if not (a or c)]
[a for a in b if a < c < d]
[(b := a) for a in c]
[c for a in b if (c := a)]
[a for _ in b for a in [c]]
[a for _ in b for a in [c] for d in (a,)]
[a for a in (c,)]
[a for x in y for a in [f(x)] if a]
{1 for a in b}
{1: 2 for a in b}
[1 for a in b]
[None for a in b]
[f"{a}{b!r}" for a in b]
[a for a in range(10) if a % 2 == 0]
[
    a
    for a
    in b
    if c
]
{
    a:
        b
    for a, b
    in c
}


def f(x):
    return [a for a in x], {a for a in x}, {a: x for a in x}, (x for a in x)


def g(x):
    y = [a + x for a in x if a in x]
    z = [lambda: x for x in y]
    return [[x for x in y] for y in z]


def h():
    x = [i for i in range(3)]
    return (i for i in (j for j in (k for k in x)))


def i(a):
    return [b for b in a for c in b for d in c if d]


class C:
    x = 1
    y = [x for x in range(3)]
    z = [a for a in y]
    w = [lambda: a for a in y]
    v = {a: b for a in y for b in [1]}


def any_(x):
    return any(a for a in x) and all(not a for a in x if a)


def cells(x):
    y = 1
    return [(x, y) for _ in x if y], lambda: [x for _ in y]


def nested_generator(x):
    return ((a, b) for a in x for b in (a for a in x if a))


def walrus(x):
    z = [y := a for a in x]
    if any((w := a) > 1 for a in x):
        return w
    return y, z


def walrus_global(x):
    global q
    return [q := a for a in x]


def walrus_nonlocal():
    n = 0

    def inner(x):
        nonlocal n
        return [n := a for a in x]
    return inner


top = [u := a for a in b]
