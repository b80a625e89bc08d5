with a: b
with a as b: c
with a, b: c
with a as b, c as d: e
with (a): b
with (a, b): c
with (a as b): c
with (a as b, c as d): e
with (
    a as b,
    c,
    d as e,
): f
with (a, b) as c: d
with a as (b, c): d
with a as [b, *c]: d
with a as b.c: d
with a as b[c]: d
with a() as b(). c: d
with a if b else c as d: e
with (yield_ := a) as b: c
with a: pass
with a:
    with b:
        c


def f():
    with a:
        return 1


def g():
    with a as b:
        return b


def h(x):
    for i in x:
        with i as j:
            if j: continue
            if k: break
            l
    return i


def i():
    with a:
        with b:
            return c


def j():
    with a, b as c, d:
        return e()


def k():
    while True:
        with a:
            try:
                return b
            except E:
                break
            finally:
                c


def l():
    with a:
        raise b
    with c:
        yield d
    with e as f, g as h:
        pass


def m():
    with a as x:
        def inner():
            return x
        return inner


def n(x):
    with x: return
    with x:
        if x: return 1
        elif y: return 2
    return 3


class C:
    with a as b:
        c = b
