# What is unreachable, and holes of exception tables where `NOT_TAKEN` and new jumps stand.
def after_return(a, b):
    return a
    b


def after_raise(a, b):
    raise a
    if b:
        return a


def in_try(a, b):
    try:
        return a
        b
    except E:
        raise b
        a
    finally:
        b
        a


def in_with(a, b):
    with a:
        return b
        a
    b


def in_with_of_with(a, b):
    with a:
        with b:
            raise a
            b
        a
    b


def in_loops(a, b):
    for x in a:
        break
        b
    for x in a:
        continue
        b
    while a:
        return b
        a
    while True:
        raise b
        a
    else:
        b
    a


def conditions(a, b):
    if a:
        return
    else:
        return
    b


def tests_in_try(a, b):
    try:
        if a: b
        if a and b: a
        if a or b: a
        if not a: b
        x = a and b
        x = a or b
        x = a if b else a
        if a is None: b
        if a is not None and b is None: b
        if a < b < a: b
        x = a < b < a
        while a: b
        while a and b:
            if a: continue
            if b: break
        for x in a:
            if x: continue
            if b: break
            x
        [x for x in a if x and b]
        all(x for x in a)
        assert a, b
    except E:
        if a: b
        x = a and b
        while b: a
    except F as e:
        if e: a
        for x in e:
            if x: continue
            a
    else:
        if a and b: a
    finally:
        if b: a
        while a: b
        x = a or b
    return x


def tests_in_with(a, b):
    with a as x:
        if x: b
        x = x and b
        while x: b
        for y in x:
            if y: return y
            if b: continue
            x
        with b:
            if a: return x
            if b: pass
    with a, b:
        while a:
            if b: continue
            a
        return a and b


def at_edges(a, b):
    try:
        if a: pass
    except E: pass
    try:
        while a: pass
    except E: pass
    try:
        a and b
    except E: pass
    try:
        x = 1
        if a: b
    finally:
        pass
    try:
        for x in a:
            if x: continue
    except E: pass
    try:
        if a:
            b
        elif b:
            a
    except E: pass
    try:
        pass
    except E: pass
    with a:
        if b: pass
    with a:
        pass


def exits_in_try(a, b):
    for x in a:
        try:
            if x: continue
            if b: break
            if a: return x
        except E:
            if b: continue
            break
        finally:
            if x: b
    while a:
        try:
            if a: continue
        finally:
            if b: continue
    try:
        if a: return b
        if b: raise a
    except (E, F):
        if a: raise
        return


def groups(a, b):
    try:
        if a: b
    except* E:
        if a: b
    except* (F, G) as e:
        while e: a
    else:
        if b: a
    finally:
        if a: a


def generator(a, b):
    try:
        if a: yield b
        while a: yield
    finally:
        if b: yield a
    with a:
        if b: x = yield
        yield from b if a else x


async def asynchronous(a, b):
    try:
        async for x in a:
            if x: continue
            if b: break
            await x
    except E:
        async with b:
            if a: return
    async with a as x:
        if x: await b
        while x: await a
        [y async for y in x if y and b]
    return a and await b


def nested(a, b):
    try:
        try:
            if a: b
        except E:
            if b: a
            try:
                while a: b
            finally:
                if a and b: return
    except F as e:
        try:
            if e: raise
        except G as g:
            if g: return e


def matches(a, b):
    try:
        match a:
            case 1: b
            case [x, y] if x: b
            case {"k": v, **r}: b
            case C(p, q=None) | D(p, q=None): b
            case x if x and b: return
            case _: pass
    finally:
        match b:
            case None: a
    match a:
        case 1: pass
        case 2: return
        case 3 if b: raise
        case [1, 2]:
            while b: a
        case x: pass
    for x in a:
        match x:
            case 1: continue
            case 2: break
            case 3: pass
            case _:
                try: continue
                finally: b


def boolean_chains(a, b, c, d):
    x = a and b and c or d
    x = (a or b) and (c or d)
    x = (a and b) or (c and d)
    x = not (a and b or c)
    x = (a or b) if (c and d) else (a and b)
    x = a and (b if c else d) and d
    x = (a and b) is None
    x = a is None and b is not None
    x = a < b < c and c < d
    if (a and b) or (c and d): x
    if not ((a or b) and (c or d)): x
    if a and not b or not c and d: x
    if (a if b else c) and d: x
    if a is None and b is not None or not c is None: x
    while (a and b) or c: x
    while not (a or b): x
    return a and b or c and d or x


def constants_in_tests(a, b):
    if a and 1: b
    if a or 0: b
    if a and 0: b
    if a or 1: b
    if 1 and a: b
    if 0 or a: b
    x = a and 1 and b
    x = a or 0 or b
    x = 1 and a and b
    x = 0 or a or b
    x = a and None
    x = None or a
    x = "" and a
    x = 1 or a
    x = () or a
    x = 1 + 1 and a
    x = not 1 or a
    while 1 and a: b
    while a and 1: b
    while 0 or a: b
    while not 0:
        if a: break
    if a:
        if 0: b
    else:
        if 1: b
    return None and a


for x in y:
    if x: continue
    z
else:
    z
while x:
    if y: break
try:
    if x: y
    z = x and y
finally:
    if y: z
with x:
    if y: z
