# Named expressions beside annotations.
(a := b)
(a := (b := c))
x = (a := b)
x = (a := b), (c := d)
x = [a := b, c := d]
x = {a := b}
x = {(a := b): (c := d)}
x[a := b]
x[a := b, c]
f(a := b)
f(a := b, c)
f(k=(a := b))
if a := b: c
if (a := b) and (c := d): e
if not (a := b): c
while a := b(): c
while (a := b()) > 1: c
x = a if (b := c) else d
x = (a := b) if c else (d := e)
lambda: (a := b)
lambda x=(a := b): x
assert (a := b), (c := d)
x = f"{(a := b)}"
[(a := b) for c in d]
[a for b in c if (a := b)]
{(a := b) for c in d}
{(a := b): (e := f) for c in d}
((a := b) for c in d)
[[(a := b) for c in d] for e in f]
[lambda: (a := b) for c in d]
@(a := b)
def f(x: (y, z) = (w := v)) -> (u, t): return (x := 1)
class C((A := B)): x = (y := z)
with (a := b) as c, (d := e): f
for x in (y := z): w
match (a := b):
    case 1 if (c := a): d
raise (a := b)
return_ = (a := 1, 2)
(a := 1), 2


def f(x):
    if (y := x) is None: return y
    while (z := y()): print(z)
    w = [v := u for u in x if (t := u)]
    return v, t, (s := w)


def g():
    global a
    (a := 1)
    [a := b for b in c]

    def h():
        nonlocal d
        (d := 1)
        [d := e for e in f]
    d = 0
    return lambda: [d := e for e in f]


class C:
    (x := 1)
    y = (z := x)
    def f(self): return [(q := self) for _ in self], q
    w = lambda: [(r := s) for s in t]


def deep(x):
    return [[[w := (a, b, c) for a in b] for b in c] for c in x], w


def elif_chain(x):
    if a := x.a(): return a
    elif b := x.b(): return b
    elif (c := x.c()) and c.d: return c
    else: return a, b, c
