del a
del a, b
del (a)
del (a, b)
del [a, b]
del ()
del []
del (a, (b, [c, d])), e
del a.b, c[d], e[f:g]


def f(a):
    b = 1
    del a
    del b
    c = 2
    del c
    c = 3
    del (c,)


def g():
    global x
    del x
    y = 1

    def h():
        nonlocal y
        del y
        return y
    return h


def cell():
    x = 1
    del x
    return lambda: x


class C:
    a = 1
    del a
    __p = 2
    del __p
