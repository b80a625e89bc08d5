if a: b
if a:
    b
else:
    c
if a:
    b
elif c:
    d
elif e:
    f
else:
    g
if a:
    pass
if a:
    pass
else:
    pass
if a:
    if b:
        c
    else:
        d
else:
    if e:
        f
while a: b
while a:
    b
else:
    c
while True:
    a
while True:
    if a: break
while True:
    if a: continue
    b
    if c: break
else:
    d
while 1:
    break
while 0:
    a
while 0:
    a
else:
    b
while not a:
    b
for a in b: c
for a in b:
    c
else:
    d
for a, b in c: d
for a, *b in c: d
for a.b in c: d
for a[b] in c: d
for (a, (b, c)) in d: e
for a in b, c: d
for a in *b, c: d
for a in (): b
for a in b:
    if c: continue
    if d: break
    e
else:
    f
for a in b:
    for c in d:
        if e: break
        if f: continue
        g
    else:
        continue
    break
if 0: a
if 0:
    a
else:
    b
if 1: a
if 1:
    a
else:
    b
if None: a
if "": a
if "x": a
if (): a
if (1,): a
if ...: a
if __debug__: a
if not __debug__:
    a
else:
    b
if a:
    ...
if a: """text"""
if a: 1


def f(x):
    if x:
        return 1
    else:
        return 2


def g(x):
    for i in x:
        if i:
            return i
    else:
        return None


def h(x):
    while x:
        if x.a:
            return x
        x = x.b
        if x.c:
            continue
        if x.d:
            break
    else:
        x = 3
    return x


def infinite():
    while True:
        pass


def infinite_return(x):
    while True:
        if x():
            return


def infinite_try(x):
    while 1:
        try:
            x()
        except E:
            break
        else:
            continue
    return x


def elifs(x):
    if x == 1:
        y = 1
    elif x == 2:
        y = 2
    elif x == 3:
        y = 3
    elif x == 4:
        return 4
    elif x == 5:
        raise ValueError
    else:
        y = 6
    return y


def ends_in_if(x):
    if x:
        y = 1


def ends_in_for(x):
    for y in x:
        z = y


def ends_in_while(x):
    while x:
        x -= 1


def ends_in_else(x):
    if x:
        pass
    else:
        y = 1


def nested_loops(a):
    for x in a:
        for y in x:
            for z in y:
                if z:
                    break
            else:
                continue
            break
        while y:
            y = y.next
            if y is x:
                return y
    return None
