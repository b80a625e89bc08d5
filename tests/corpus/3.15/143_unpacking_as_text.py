from __future__ import annotations

a: [*x for x in y]
b: {*x for x in y if z}
c: {**x for x in y}
d: (*x for x in y)
e: f(*x for x in y)
f: (*x or y for x in z)
g: (*x if y else z for x in w)
h: (*lambda: x for x in y)
i: (*not x for x in y)
j: {**x or y for x in z}
k: {**x if y else z for x in w}
l: {**lambda: x for x in y}
m: [*x | y for x in y for z in w if x if y or z]
n: {**{**x for x in y} for y in z}
o: [*(x, y) for x in y]
p: [*(x + y, -z) for z in w]


def function(a: [*x for x in y], *b: *[*x for x in y], c: {**x for x in y} = 1) -> f(*x for x in y):
    d: (*x for x in y)
