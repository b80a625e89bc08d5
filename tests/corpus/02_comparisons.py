a < b; a <= b; a == b; a != b; a > b; a >= b
a is b; a is not b; a in b; a not in b
r = a < b < c
r = a < b < c < d
r = a == b != c is d is not e in f not in g
r = (a < b) < c
r = a < (b < c)
r = a in [1, 2, 3]
r = a in (1, 2, 3)
r = a in {1, 2, 3}
r = a not in [1, 2, 3]
r = a not in {1, 'x', None}
r = a in [b, 2]
r = a in {}
r = a in []
r = a in ()
r = [1, 2] == a
r = {1, 2} == a
if a < b < c:
    x
if not a < b < c:
    x
while a < b() < c:
    x
if a in [1, 2]:
    x
if a in {1, 2} and b in [3]:
    x
for i in [1, 2, 3]:
    x
for i in {1, 2, 3}:
    x
for i in [a, 1]:
    x
for i in (1, 2):
    x
for i in []:
    x
[i for i in [1, 2, 3]]
[i for i in {1, 2, 3}]
{i for j in k for i in [1, 2, 3] if i in {4, 5}}
x = a < b if c < d < e else f < g < h
lambda: a < b < c
assert a < b < c
assert a < b < c, d


def f(a, b, c):
    if a < b < c:
        return 1
    return not a < b < c


def g(a, b, c):
    while a < b < c:
        a += 1
    else:
        return a is None
    return a is not None


def h(x):
    if x is None: return 1
    if x is not None: return 2
    if not x is None: return 3
    if not (x is not None): return 4
    while x is None: pass
    while x is not None: pass
    return x is None or x is not None
