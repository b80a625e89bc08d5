a = b
a = b = c
a = b = c = d
a, b = c
a, b = b, a
a, b, c = d, e, f
a, b, c, d = e, f, g, h
a, b, c, d, e = f, g, h, i, j
a, = b
(a,) = b
[a] = b
[] = a
() = a
[a, b] = c
[a, b] = [c, d]
(a, b), c = d
(a, (b, (c, d))), e = f
[a, [b, c]] = d
*a, = b
*a, b = c
a, *b = c
a, *b, c = d
*a, b, c, d = e
a, b, c, *d = e
[*a] = b
[a, *b] = c
a, (b, *c), *d = e
(*a, b), c = d
a.b, c[d] = e, f
a[b], a[c] = a[c], a[b]
a[b:c], *d.e = f
a = b, c = d
(a), (b) = c
a = b, = c
a = 1, 2
a, b = 1, 2
a, b, c = 1, 2, 3
a, b = (1, 2)
a, b = [1, 2]
a, b, c = [1, 2, 3]
a, b = (c for c in d)
a = (b, c), [d, e]
a = yield_
a = b if c else d
a = lambda: b
a = a
a, a = b, c
a, b, a = c, d, e
a, a, a = b, c, d
a = b = c.d = e[f] = g, h = i


def swaps(a, b, c, d):
    a, b = b, a
    a, b, c = c, b, a
    a, b, c = b, c, a
    a, b, c, d = d, c, b, a
    a, b, c, d = b, a, d, c
    a, a = b, c
    a, b, a = b, c, d
    a, a, b = b, c, d
    b, a, a = b, c, d
    (a, b), c = (b, c), a
    [a, b, c] = a, c, b
    a, b = c, d = d, c
    return a, b, c, d


def globals_():
    global g, h
    g = 1
    g, h = h, g
    g = h = 2
    for g in h:
        pass


def ignored(a):
    _ = a
    _, _ = a
    _, b, _ = a
    for _ in a:
        pass
    return b


def starred(x):
    a, *b = x
    *c, d = b
    e, *f, g = c
    [h, *[i, *j]] = f
    return a, d, e, g, h, i, j


a256 = b
a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, *a16 = x
