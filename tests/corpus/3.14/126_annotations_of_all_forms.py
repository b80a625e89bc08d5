# Annotations of all forms, as 3.14 accepts them.
a: int
b: int = 1
c: 'str'
d: x[y] = z
(e): int
(f): int = 2
a.b: int
a.b: int = 3
a[b]: int
a[b]: int = 4
a().b: c()
a[b()].c: d = e
i: tuple = 1, 2
j: tuple = *a, b
k: lambda: x = lambda: y
l: [m for m in n] = [o for o in p]
q: a if b else c = d
r: (yield_)
s: 1 + 1
t: -1
u: None
v: f"{w}"
if a:
    b: int
    c: int = 1
for a in b:
    d: int
while a:
    e: int = f
try:
    g: int
except E:
    h: int = i


def f(a: int, b: str = 'x', /, c: d = e, *f: g, h: i, j: k = l, **m: n) -> o: pass
def f(a: 'x') -> 'y': pass
def f(a: [x for x in y], *b: lambda: z) -> {1: 2}: pass
def f(*args: *Ts): pass
def f(a, b: int, c): pass
def f(a) -> (x, y): pass
def f(__a: __b): pass


def f():
    a: int
    b: int = 1
    c: undefined_name
    d: undefined() = 2
    (e): int = 3
    (f): int
    a.b: undefined()
    a.b: int = 1
    a[b]: int
    a[b()]: undefined = 2
    return b


def g(x):
    y: x
    def h(z: x = y) -> y: return x
    class C:
        a: x
        b: y = z
    return h, C


class C:
    a: int
    b: int = 1
    c: 'C'
    __d: int
    __e: int = 2
    (f): int
    (g): int = 3
    self.h: int
    def m(self, x: a, *y: b) -> C:
        self.z: int = 1
        self.w: int
    if a:
        i: int
    class D:
        x: int


class NoAnnotations:
    def f(self): x: int = 1


class OnlyParenthesized:
    (x): int = 1


def only_in_nested():
    class C:
        x: int


async def f(a: b) -> c:
    d: await_ = await e


class InMatch:
    match a:
        case 1:
            x: int


class InHandler:
    try:
        pass
    except* E:
        match a:
            case _: x: int
