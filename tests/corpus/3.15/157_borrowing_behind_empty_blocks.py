# What follows a try whose body is jumped away from, and what is iterated, does or does not borrow.


def after_try(a):
    try:
        b = a()
    except E:
        b = None
    return b, a


def after_else(a):
    try:
        import b
    except E:
        c = d = None
    else:
        try:
            c = b(a)
        except F:
            c = None
            d = a
        else:
            d = c
    if c:
        a += d
        for e in c:
            a += e
    return a


def after_loop(a):
    while True:
        try:
            b = a(1)
        except E:
            continue
        else:
            break
    for c in b:
        pass
    return a, b


def after_raise(a):
    if a:
        raise a
    else:
        return a
    return a


def after_with(a):
    with a:
        pass
    with a as b:
        if b:
            pass
        else:
            b = a
    return b


def in_match(a, b):
    match a:
        case [c, d]:
            e = c
        case {"k": c}:
            pass
        case _:
            e = b
    from m import f
    return e, f(a, b)


def iterates(a, b, c):
    for d in a:
        b(d)
    [d for d in b for e in c]
    yield from c
    (d for d in a)
    for d, e in zip(a, b):
        yield d, e
    return [*a], a in b
