# What follows a handler with a loop in the place of a call: how far loads are borrowed.
def f(a):
    try:
        b = a()
    except E:
        b = tuple(i for i in a)
    if b:
        return b.c
    return b.d


def g(a):
    try:
        b = a()
    except E:
        b = any(i for i in a)
    b.c
    b.d


def h(a):
    try:
        b = a()
    except E:
        c = all(i for i in a)
        b = tuple(i for i in c), tuple(b)
    else:
        a.c
    finally:
        a.d
    return {k: b for k in b}


def i(a):
    with a as b:
        c = tuple(i for i in a)
    while tuple(i for i in b):
        c.d
    return c.e
