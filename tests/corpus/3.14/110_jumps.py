# NOT_TAKEN, boolean operators, loops.
def f(a, b, c):
    if a: b
    if a and b: c
    if a or b: c
    if not a: b
    else: c
    x = a and b and c
    x = a or b or c
    x = a and (b or c)
    x = (a or b) and c
    x = (a and b) or c
    x = a if b and c else b
    x = not (a and b)
    x = not a or not b
    while a:
        b
    while a and b:
        c
    while not a:
        b
    else:
        c
    while a or b:
        if c: continue
        if b: break
        a
    while True:
        if a: break
    while 1:
        a
        if b:
            return c
    return a and b


def g(a):
    for x in a:
        if x:
            continue
        x
    for x in a:
        if x:
            break
    else:
        a
    for x in a:
        for y in x:
            if y:
                break
        else:
            continue
        break
    return a


def h(a, b):
    return a < b < a, a < b and b < a, a is None or b, (a and b) is None


def chained(a, b):
    if a < b < a:
        return 1
    while a < b < a:
        b
    x = a and (b < a < b)
    return x or a


def tries(a, b):
    try:
        if a and b:
            a
        while a:
            b
        x = a or b
        for y in a:
            if y: continue
            b
    except E:
        if a: b
        x = a and b
    finally:
        if b: a
    return x


def ends(a):
    if a:
        return 1
    elif not a:
        raise a
    else:
        return


async def asynchronous(a, b):
    async for x in a:
        if x: continue
        if b: break
        x
    else:
        b
    async for x in a: pass
    try:
        async for x in a:
            return x
    finally:
        b
    return [x async for x in a if x and b]


def nested(a, b, c):
    with a:
        while b:
            if c:
                return
            try:
                if a: continue
                if b: break
            except E as e:
                c = e or a
    match a:
        case 1 if b and c: a
        case [x, y] if not b: b
        case _: c
