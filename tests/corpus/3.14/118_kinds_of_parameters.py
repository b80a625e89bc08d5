# How each local is passed.
def all_kinds(a, /, b, *args, c, **kwargs):
    d = 1
    return d


def no_star(a, /, b, *, c, d=1):
    e = 1


def only_kwargs(**k): l = k
def only_args(*a): l = a
def only_positional(a, b, /): l = a
def only_keyword(*, a, b): l = a
def args_and_keyword(*a, b): l = a
def positional_and_kwargs(a, /, **k): l = k
def none(): l = 1


def cells(a, /, b, *args, c, **kwargs):
    d = e = 1

    def inner(f, *g):
        nonlocal d
        return a, b, args, c, kwargs, d, f, g

    return inner


def some_cells(a, b, /, c, d, *args, e, f, **kwargs):
    return lambda: (b, d, f, kwargs)


async def asynchronous(a, /, b, *args, c, **kwargs):
    return [lambda: a async for b in c]


def generator(a, /, b, *args, c, **kwargs):
    yield lambda: args
    yield (a for a in b if c)


def hidden(a, *b):
    [c for c in a]
    [lambda: c for c in b]
    return {d: e for d, e in a}


def deleted(a, *b, **c):
    del a, b, c


class C:
    a = [b for b in range(3)]

    def method(self, a, /, *, b): return super().method, __class__
    lam = lambda self, /, a, *b, c, **d: lambda: (self, a, b, c, d)


def generic[T, *Ts, **P](a: T, /, *b: *Ts, c: P = None, **d: P) -> T:
    return lambda: (T, a, b, c, d)


lambda a, /, b, *c, d, **e: 0
lambda *a: 0
lambda **a: 0
lambda *, a: 0
lambda a, /: 0
