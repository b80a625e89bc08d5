a[b]
a[0]
a[-1]
a['k']
a[b][c][d]
a[b, c]
a[b,]
a[()]
a[0, 1]
a[:]
a[b:]
a[:b]
a[b:c]
a[b:c:d]
a[::]
a[::d]
a[b::d]
a[:c:d]
a[1:2]
a[1:2:3]
a[b:c, d]
a[b:c, ::d, ...]
a[..., None]
a[*b]
a[*b, c]
a[b, *c, d]
a[*b, *c]
a[b:c, *d]
a[lambda: x]
a[b if c else d]
a[b := c]
a[(b := c):d]
(1, 2, 3)[0]
(1, 2, 3)[a]
'abc'[1]
b'abc'[1]
'abc'[5]
'abc'[-1]
'abc'[0:2]
(1, (2, 3))[1][0]
[1, 2][0]
{1: 2}[1]
a[b] = c
a[b:c] = d
a[b:c:d] = e
a[b, c] = d
a[*b] = c
a[b][c] = d
a.b[c].d[e] = f
a[b] += c
a[b:c] += d
a[b, c] -= d
a[b][c] *= d
a[*b] += c
del a[b]
del a[b:c]
del a[b, c]
del a[b][c], d[e]
del a[*b]
a[
    b
][
    c
] = d
x = a[
    b:
    c
]


def f(a, b, c):
    a[b] = a[c]
    a[b:c] = a[c:b]
    a[b] += a[c]
    del a[b], a[:c]
    return a[b:c:-1]
