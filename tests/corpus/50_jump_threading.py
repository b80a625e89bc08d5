def f(a, b, c):
    while a:
        if b:
            if c:
                continue
            else:
                break
        else:
            continue
def f(a, b, c):
    for x in a:
        if b:
            continue
        elif c:
            continue
        else:
            continue
def f(a, b):
    if a:
        if b:
            pass
        else:
            pass
    else:
        pass
    return a
def f(a, b, c, d):
    return (a and b) or (c and d)
def f(a, b, c, d):
    return ((a or b) and c) or d
def f(a, b, c, d):
    if ((a or b) and c) or d: return 1
    return 2
def f(a, b, c, d):
    x = a and b and (c or d)
    y = a or b or (c and d)
    return x, y
def f(a, b, c, d):
    while (a and b) or (c and not d):
        a = b if c else d
        if not (a or b): break
def f(a, b, c):
    return a if b else c if a else b if c else a
def f(a, b, c):
    if a if b else c: return a
    if not (a if b else c): return b
    return c
def f(a, b, c):
    if (a if b else c) and (b if c else a): return 1
    if (a if b else c) or (b if c else a): return 2
def f(a, b, c):
    x = a < b < c and a or b
    if a < b < c or not a < c < b: return x
def f(a):
    for x in a:
        for y in x:
            if y: break
        else: continue
        break
    else: return 1
    return 2
def f(a):
    while 1:
        while 1:
            if a: break
        if a: break
def f(a):
    while a:
        try:
            if a: continue
        finally:
            a
def f(a, b):
    if a:
        x = 1
    elif b:
        x = 2
    else:
        return
    return x
def f(a, b):
    if a and b:
        return
    elif a or b:
        return
    else:
        return
def f(a, b):
    if a:
        return 1
    if b:
        return 1
    return 1
def f(a, b):
    return a, b if a else b, a and b, not a
def f(a):
    return None if a else None
def f(a):
    return [x for x in a if x if not x if x and x.y or x.z]
def f(a, b):
    lambda: a and b or a
    return lambda: a if b else a
def f(a, b):
    if a: b
    else: return
def f(a, b):
    if a: return
    else: b
def f(a):
    if a:
        try: b
        except: c
    else:
        with d: e
def f(a, b):
    assert a and b
    assert a or b, a and b
def f(x):
    if x > 1 and x < 2 or x == 3:
        while x and not x.y:
            x = x.z
            if x: continue
            else: break
        else:
            return 1
    elif x is None or x is not True:
        return 2
