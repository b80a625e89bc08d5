def f():
    return 1
    x = 2
def f():
    return
    yield
def f():
    raise x
    return y
def f():
    while True:
        return 1
    return 2
def f():
    while True: pass
    x = 1
def f():
    if 0: x = 1
    return x
def f():
    if 1: return 1
    else: return 2
    return 3
def f():
    if x: return 1
    else: return 2
    return 3
def f():
    for i in x:
        continue
        y
    else:
        return
        z
def f():
    for i in x:
        break
        y
def f():
    while x:
        break
        y
    else:
        z
def f():
    try:
        return 1
        x
    except E:
        raise
        y
    else:
        z
    finally:
        w
        return 2
        v
def f():
    with a:
        return b
        c
    d
def f():
    if 0:
        def g(): return 1
        class C: pass
        lambda: x
        [y for y in z]
        import a
        global q
        try: pass
        except: pass
        with a: pass
        for i in x: break
        yield 1
        "constant"
        1000
def f():
    if 1:
        x
    elif y:
        z
    else:
        w
def f():
    if 0: pass
    elif x: y
    else: z
def f():
    if x: y
    elif 0: z
    elif 1: w
    else: v
def f():
    while 0:
        x
    else:
        y
def f():
    while 1:
        if x: break
        continue
        y
def f():
    return (x, y)[0] if 1 else z
def f():
    x if 0 else y
    x and 0
    0 and x
    1 or x
def f():
    1
    'a'
    None
    ...
    x
    -1
    (1, 2)
    __debug__
    return
def f():
    return 1
    return 1
    return 1
def f():
    if x:
        return 1
        return 2
    elif y:
        raise a
        raise b
    return 3
    return 4
def f():
    while x:
        while y:
            continue
            break
        break
        continue
def f():
    assert 0
    x
def f():
    match x:
        case 1: return 1; y
        case _: return 2
    return 3
async def f():
    return 1
    await x
async def f():
    return
    yield
def f():
    if x:
        pass
    else:
        pass
    while x:
        pass
    for i in x:
        pass
    try:
        pass
    finally:
        pass
    with x:
        pass
def f():
    try: pass
    except E: pass
    else: pass
    finally: pass
    if x: pass
def f():
    return not x if not y else not z
def f():
    if not (not x): return 1
    if not (x and not (y or z)): return 2
def f():
    if x: raise a
    raise b
def f():
    if x:
        if y: return 1
        else: raise z
    else:
        while True:
            if w: return 2
def f(x):
    while 1:
        try:
            return x
        except:
            continue
    return 5
if 0:
    x
    def f(): "gone"
    class C: "gone"
if 1:
    x
else:
    lambda: "gone"
if "": 1
elif x: 2
while 0: x
while 1:
    break
    x
raise x
y = 1
