a += b
a -= b
a *= b
a @= b
a /= b
a %= b
a &= b
a |= b
a ^= b
a <<= b
a >>= b
a **= b
a //= b
a += 1
a.b += c
a.b.c += d
a[b] += c
a[b].c += d
a[b:c] += d
a[b:c:d] += e
a[b, c] += d
a().b += c
a()[b()] += c()
a += b, c
a += b if c else d
a += yield_
(a) += b
a.b \
    += c
a[
    b
] += (
    c
)


def f(a, b):
    a += b
    a -= 1
    a.x *= b
    a[b] //= b
    a[b:] **= b
    a += yield a
    return a


def g():
    global x
    x += 1

    def h():
        nonlocal y
        y += 1
    y = 0


class C:
    a += 1
    b.c -= a
    d[a] |= b
