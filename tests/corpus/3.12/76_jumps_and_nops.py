# Swaps that are carried out, blocks that count twice, NOPs before others, cold blocks, far labels.
def swaps(a, b, c, d):
    a, b = b, a
    a, b, c = c, a, b
    a, b, a = b, c, d
    a, (b, c) = b, (c, a)
    d, a.b, c = a, b, c
    a, a = b, c
    a = b; a = c
    (a, b), c = (b, c), a


def counted_twice(self):
    lock = self._tstate_lock
    if lock is not None:
        assert not lock.locked()
    self._is_stopped = True
    if not self.daemon:
        with a:
            b()


def decided(x):
    if 0: return 1
    while 1:
        if x: break
        if not x: continue
        x
    if x and 1: y
    if x or 1: y
    if 1 and x: y
    return x if 1 else y


with a, a as q, a as x, a as C.attr: assert c or 'a' 'b' or C or 1 or a


def exits(a):
    try:
        if a:
            return 1
        for b in a:
            with b:
                if b: continue
                return b
    except E as e:
        if e: raise
        return
    finally:
        try:
            a
        except:
            pass
    while a:
        try:
            break
        except* E:
            a
        else:
            continue


def unset(a):
    if a:
        b = 1
    del a
    b, a
    for c in b:
        d = c
    try:
        e = d
    except c:
        e
    [f for f in a], f
    return e, c


async def resumes(a):
    async with a as b, b:
        async for c in b:
            yield await c
    try:
        return
    finally:
        await a
