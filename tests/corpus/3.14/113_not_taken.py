# NOT_TAKEN takes the place of an instruction that went, and its handler with it; or has none.


async def no_handler_where_nothing_went(a, b, c):
    if a:
        raise ValueError
    if not a.b:
        return
    if a and b.c or c:
        pass
    await a


async def handlers_of_what_was_fused(a, b, c):
    if a < b:
        a()
    if a in b:
        pass
    if a is b:
        pass
    if a is None:
        pass
    if a is not None:
        pass
    if print(a):
        pass
    if (a, b, c):
        pass
    if not (a == b):
        return
    await b


def before_and_behind_markers(a, b):
    print(a); print(b); print(len(a), len(b))
    try:
        if a:
            b
        x = print(a)
        if x == b: c = 1
    finally:
        if a: print(1)
    with a: b.c; print(a); print(b)
    if a: return b
    with a as c, b as d:
        print(c) if d else print(d); print(c, d)
    if a == b: return print(b)


def folded_before_a_handler(a):
    x = (1, 2, 3, 4, 5, 6, 7, 8); y = 1 + 2 * 3, -4
    try:
        if a: return
    except x: pass


def swaps_and_stores(a, b, c):
    try:
        a, b = b, a
        if a: c
        a, b, c = c, b, a
        if b: a
    finally: pass


def threaded(tree, s):
    with tree:
        match s:
            case tree.Return(value=tree.Call()):
                if isinstance(s.value, tree.Name):
                    value = 1
            case tree.Assign(value=tree.Call()):
                if len(s.targets) == 1 and isinstance(s.targets[0], tree.Name):
                    value = 2
        for x in tree:
            if x is not None:
                if x(s): continue
            if x == s:
                if s:
                    continue
                else:
                    break
    return x


def kept_conditions(a, b, c):
    try:
        return (a or b(c)) and (a == c or b)
    except a or b: c
    while a and not b(a): c()


def generator(a, *, b):
    def inner(): return a, b
    if a: yield b
    x = yield a
    if b(x): yield
    try:
        if x and (yield a): pass
    except* a: pass
    return [y for y in a if y if y < x]


# What control never gets to stays as an empty block, where borrowing stops.


def after_exits(a, b):
    try:
        return a
        b = a
    except b:
        raise
        print(a, b)
    while True:
        if a: continue
        else: break
        print(b)
    print(a, b)
    if 0:
        print(a)
    else:
        print(b)
    if 1:
        return a
        print(a)
    elif b: pass
    print(a)


def jump_over_nothing(a):
    for x in a:
        if x:
            continue
            x()
        break
        x()
    else:
        return
        a()
    print(x, a)
    if a:
        raise x
        x()
    else:
        with x:
            return x
            x(a)
    print(x, a)
