# Conditions and loops inside handlers: which of their instructions a handler covers.


def conditions(a, b):
    with a as c:
        if b:
            return c
        if b and c or a:
            a()
        elif not c:
            return b() if c else a()
        while b:
            if c:
                continue
            if a:
                break
        for d in b:
            if d:
                continue
            if c and d:
                a(d)
        assert b, c
        return None


def loops(a):
    while a:
        try:
            while a.b:
                if a.c:
                    continue
                elif a.d or a.e and a.f:
                    break
                else:
                    try:
                        a()
                    except E:
                        if a:
                            continue
                    finally:
                        if a.g:
                            break
            else:
                a(1)
        except (F, G) as e:
            if e and not a:
                raise
            continue
        finally:
            if a:
                return a
            while a:
                if a.b:
                    a()


def generates(a):
    for b in a:
        if b:
            yield b
        elif a and (yield):
            continue
        while b:
            if (yield a) or b:
                break
            yield from a if b else b
    return (b for b in a if b if a for c in b if c)


async def waits(a):
    async with a as b:
        async for c in b:
            if c:
                continue
            if await c and b:
                break
            return [d async for d in c if d if await d] or [d for d in c if d]
    try:
        await a if b else await c
    except* E as e:
        if e:
            a()
        while e:
            if a:
                break


def comprehends(a):
    try:
        b = [c for c in a if c if not c for d in c if d]
        if [c for c in a if c or a] and {c: c for c in a if c} or all(c for c in a if c):
            return b
    except E:
        return any(c for c in a if c) if a else b
    match a:
        case [b, c] if b and c:
            pass
        case {"a": b} | E(b) if not b:
            return


try:
    if a:
        b
    elif c and d:
        e
    while a and b:
        if c:
            continue
        for d in e:
            if d:
                break
except E:
    if a and b:
        pass
