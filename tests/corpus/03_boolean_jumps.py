a and b
a or b
a and b and c
a or b or c
a and b or c
a or b and c
(a or b) and c
a and (b or c)
(a and b) or (c and d)
(a or b) and (c or d)
not (a and b)
not (a or b)
not a and not b
x = a and b
x = a or b or c and d
x = (a and b) and c
x = a and (b and c)
x = (a or (b or (c or d)))
if a and b: x
if a or b: x
if not (a and b): x
if not (a or b): x
if a and (b or c): x
if (a and b) or (c and d): x
if (a or b) and (c or d): x
if (a and not b) or not (c or not d): x
if a if b else c: x
if not (a if b else c): x
if (a and b) if (c or d) else (e and f): x
while a and b or c: x
while not (a or b) and c: x
x = a if b and c else d
x = a if b or c else d
x = (a if b else c) and d
x = (a if b else c) or d
x = 1 and a
x = 0 and a
x = a and 1
x = a and 0
x = 1 or a
x = 0 or a
x = a or 0
x = '' or a or 1 or b
x = None and a
x = True and False or a
if 1 and a: x
if a and 1: x
if 0 or a: x
if a or 0: x
if a or 1: x
if a and 0: x
if not 0: x
if not 1: x
if not not a: x
while 1 or a: break
while 0 and a: x


def f(a, b, c, d):
    if a and b or c and d:
        return a and b
    elif a or b and c or d:
        return a or b
    elif not a:
        return not (b and c)
    else:
        return (a or b) and (c or d)


def g(a, b):
    return a and b or (a if b else None) or not a


def h(x):
    return x and (x and (x and (x or (x or (x or x)))))


def nested(a, b, c):
    if a:
        if b:
            if c:
                return 1
            else:
                return 2
        elif c:
            return 3
    else:
        if b and c:
            return 4
        if b or c:
            return 5
    return 6


print(a and b, a or b, not a, a if b else c)
f(a and b)[c or d].e(not f)
