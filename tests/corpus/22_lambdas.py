lambda: a
lambda: None
lambda: 1
lambda a: a
lambda a, b: a + b
lambda a=1: a
lambda a, b=2, *c, d, e=5, **f: (a, b, c, d, e, f)
lambda *a: a
lambda **a: a
lambda *, a: a
lambda *, a=1: a
lambda a, /: a
lambda a, /, b: b
lambda a, /, b, *, c: c
lambda a=1, /, b=2, *, c=3: c
lambda: lambda: a
lambda a: lambda b: lambda c: (a, b, c)
lambda: (yield)
lambda: (a, b)
lambda: [a for a in b]
lambda a: [a for b in a]
lambda: a if b else c
lambda: (a := b)
lambda: a and b
lambda: not a
lambda a=lambda: b: a
lambda: (lambda: a)()
(lambda a: a)(b)
f(lambda: a, lambda b: b, k=lambda: c)
x = [lambda: a, lambda: b]
x = lambda: a, b
x = lambda: {a: b}
x = lambda: "text"
x = lambda: f"{a}"
x = lambda: ...
x = lambda \
    a, \
    b: (
        a,
        b
    )


def f(a):
    x = 1
    return lambda: a, lambda y: x + y, lambda a=a: a


class C:
    f = lambda self: self.__x
    g = lambda self: super().g()
    h = lambda: __class__
